from collections.abc import Iterator

import pytest

from corpus import Index, Kind, Scope
from evals.holders import Holders
from ingest import ingest

TEXTS = {
    "moon.md": (
        "# The moon\n\nThe moon is made of green cheese. It circles the earth in a month.\n\n"
        "## Questions and answers\n\n### Who walked on the moon?\n\nTwelve astronauts did.\n"
    ),
    "tides.md": (
        "# Tides\n\nThe moon pulls the sea towards it. Where the pull is strongest, the water "
        "rises; six hours later it has ebbed away from the shore again.\n"
    ),
    "kitchen.md": "# Kitchen\n\nA cook grates green cheese over the noodles.\n",
    "links.md": "# The moon elsewhere\n\nRead of it at https://example.org/moon/orbit/age/size.\n",
}
EVERYTHING = Scope()


@pytest.fixture(scope="module")
def holders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holders]:
    folder = tmp_path_factory.mktemp("holders")
    (folder / "documents").mkdir()
    for name, text in TEXTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    ingest([folder / "documents"], index=folder / "index")
    with Index.open(folder / "index") as index:
        yield Holders(index.current())


def test_a_short_answer_stands_where_its_words_are_said_of_what_is_asked(holders: Holders) -> None:
    found = holders.find("What is the moon made of?", "Green cheese.", EVERYTHING)

    assert list(found.spans) == ["moon.md"]
    assert [span.of(TEXTS["moon.md"]) for span in found.spans["moon.md"]] == [
        "The moon is made of green cheese."
    ]


def test_words_of_the_answer_said_of_something_else_only_repeat_it(holders: Holders) -> None:
    kitchen = Scope(documents=frozenset({"kitchen.md"}))

    found = holders.find("What is the moon made of?", "Green cheese.", kitchen)

    assert found.repeats
    assert found.spans == {}
    assert found.about == frozenset()


def test_a_long_answer_stands_where_most_of_it_is_repeated(holders: Holders) -> None:
    question = "What do the tides do?"
    whole = "Water rises where the pull is strongest, and six hours later it ebbed from the shore."
    part = f"{whole} Sailors, fishermen, harbour masters, bathers, painters, poets, priests and "
    part += "engineers have watched, drawn, praised, cursed, measured, charted and tabulated them."

    assert list(holders.find(question, whole, EVERYTHING).spans) == ["tides.md"]
    assert holders.find(question, part, EVERYTHING).spans == {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("Is the moon made of green cheese?", "Yes.", id="yes"),
        pytest.param("Is the moon made of cheese?", "The moon is made of cheese.", id="repetition"),
        pytest.param(
            "Where can one read about it?",
            "One can read about all of it and then even more of it at this address, which is "
            "https://example.org/moon/orbit/age/weight/colour",
            id="address",
        ),
    ],
)
def test_an_answer_that_tells_nothing_of_its_own_is_found_nowhere(
    holders: Holders, question: str, answer: str
) -> None:
    assert not holders.find(question, answer, EVERYTHING).repeats


def test_only_the_scope_is_read(holders: Holders) -> None:
    asked = ("Who walked on the moon?", "Twelve astronauts did.")

    assert list(holders.find(*asked, EVERYTHING).spans) == ["moon.md"]
    assert holders.find(*asked, Scope(without=frozenset({Kind.FAQ}))).spans == {}
    assert holders.find(*asked, Scope(documents=frozenset())).about == frozenset()
