from random import Random

import pytest

from evals.training import mining
from evals.training.example import Example, with_answer
from evals.training.mining import mined
from tests.evals.training.made import example

NAMES = ("Paris", "Rome", "Bern", "Oslo", "Riga", "Cork", "Graz", "Lyon")


def city(name: str) -> Example:
    """A tower whose height no other city's has."""
    units = (f"The tower of {name} is {metres(name)} metres high.", f"Many climb it in {name}.")
    base = example(f"How high is the tower of {name}?", units, title=name, group="qed")
    return with_answer(base, [f"{metres(name)} metres"])


def metres(name: str) -> int:
    return sum(map(ord, name))


CITIES = [city(name) for name in NAMES]


@pytest.fixture(autouse=True)
def _all_are_mined(monkeypatch: pytest.MonkeyPatch) -> None:
    # So few examples would leave a share to chance.
    monkeypatch.setitem(mining.MINED, "qed", 1.0)


def test_a_mined_passage_is_near_and_does_not_answer() -> None:
    bread = [
        example(units=(f"Loaf {n} is baked.",), group="qed", title=f"Loaf {n}", answers=False)
        for n in range(40)
    ]

    found = mined([*bread, *CITIES], Random(0))

    assert [one.question for one in found] == [one.question for one in CITIES]
    assert all(one.units[0].startswith("The tower of") for one in found)
    for one, asked in zip(found, CITIES, strict=True):
        assert str(metres(asked.title)) not in one.units[0]
    assert {(one.group, one.answers, one.says) for one in found} == {
        ("qed_mined", False, (0.0, 0.0))
    }


def test_a_passage_that_holds_the_answer_is_not_mined() -> None:
    told = f"The tower of Pisa is {metres('Paris')} METRES high, as that of Paris."
    same = example("Is it high?", (told,), group="qed", title="Pisa")

    found = mined([city("Paris"), same], Random(0))

    assert [one.question for one in found] == ["Is it high?"]


def test_a_passage_that_shares_a_unit_is_not_mined() -> None:
    asked = city("Rome")
    longer = example("Who?", (asked.units[1], "Few come down."), (0.0, 1.0), group="qed")

    assert mined([asked, longer], Random(0)) == []


def test_where_the_answer_has_no_words_another_title_is_mined() -> None:
    asked = example("Is Jupiter big?", ("Jupiter is a giant.",), group="qed", title="Jupiter")
    same = example("Is it far?", ("Jupiter is far.",), group="qed", title="Jupiter")
    other = example("Is Mars big?", ("Mars is not.",), group="qed", title="Mars")

    found = {one.question: one.units for one in mined([asked, same, other], Random(0))}

    assert found["Is Jupiter big?"] == other.units


def test_other_groups_neither_ask_nor_are_mined() -> None:
    assert (
        mined([example(group="selqa"), example("Who?", ("He.",), group="selqa")], Random(0)) == []
    )


def test_the_same_seed_mines_the_same() -> None:
    assert mined(CITIES, Random(5)) == mined(CITIES, Random(5))
