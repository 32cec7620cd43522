import json
from pathlib import Path

import pytest

from assistant import TOPIC_FEATURES, Known, Turn, topic_rows
from evals.case import Case
from evals.training import followups
from evals.training.followups import Sought, chosen, labelled, main
from tests.evals.followups.made import CHOSEN, REPORTED, line, write, write_sets

STARTER = (Turn("What is a sourdough starter?", "Some baker mixes flour and water."),)


def labels(question: str, *words: str) -> dict[str, bool]:
    """Whether each phrase said about the starter is right, if these words are sought."""
    case = Case("a", question, (), True, history=STARTER)
    phrases = [text for text, _ in topic_rows(question, STARTER, Known())]
    rows, found = labelled(Sought(case, frozenset(words), 1.0), Known())
    assert {len(row) for row in rows} == {len(TOPIC_FEATURES)}
    return dict(zip(phrases, found, strict=True))


def test_phrases_are_right_if_all_that_they_add_is_sought() -> None:
    found = labels("How often is it fed?", "sourdough", "starter")

    assert found["sourdough starter"]
    assert not found["water"]


def test_a_part_of_a_phrase_is_not_enough() -> None:
    assert not labels("How often is it fed?", "starter")["sourdough starter"]


def test_what_the_question_has_itself_need_not_be_sought() -> None:
    assert labels("How often is sourdough fed?", "starter")["sourdough starter"]


def test_only_conversations_of_the_choosing_half_are_learned_from(tmp_path: Path) -> None:
    said = ("What is a sourdough starter?", "Flour and water.")
    for name, answer in (("mtrag_rewrite", "How often is a starter fed?"), ("mtrag", "flour")):
        write(
            tmp_path,
            name,
            *(
                line(f"x_{of}<::>2", f"{of}: how often is it fed?", answer, history=said)
                for of in (CHOSEN, REPORTED)
            ),
        )

    found = list(chosen(tmp_path))

    assert [one.case.id for one in found] == [f"x_{CHOSEN}<::>2"] * 2


def test_words_that_people_added_weigh_more_than_those_of_an_answer(tmp_path: Path) -> None:
    said = ("What is a sourdough starter?", "Flour and water.")
    follow_up = line(f"x_{CHOSEN}<::>2", "How often?", "How often is a starter fed?", history=said)
    unchanged = line(f"x_{CHOSEN}<::>3", "Who has starters?", "Who has a starter?", history=said)
    first = line(f"x_{CHOSEN}<::>1", "What is rye?", "What is rye bread?")
    write(tmp_path, "mtrag_rewrite", follow_up, unchanged, first)
    write(
        tmp_path,
        "mtrag",
        line(f"x_{CHOSEN}<::>2", "How often?", "flour every day", history=said),
        line(f"x_{CHOSEN}<::>3", "How dear?", history=said),
    )

    people, answer = chosen(tmp_path)

    assert (people.words, people.weight) == ({"starter"}, 1.0)
    assert {"flour"} < answer.words
    assert answer.weight < people.weight


def test_weights_are_written_for_every_feature(
    tmp_path: Path,
    bread_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # The weights of the package must not be written over.
    weights = tmp_path / "weights.json"
    monkeypatch.setattr(followups, "WEIGHTS", weights)
    write_sets(tmp_path / "dev")
    said = ("What is a sourdough starter?", "Some baker mixes it of flour and water. [1]")
    write(
        tmp_path / "dev",
        "mtrag_rewrite",
        *(
            line(f"x_{CHOSEN}<::>{n}", "How often is it fed?",
                 "How often is a sourdough starter fed?", history=said)
            for n in range(2, 6)
        ),
    )  # fmt: skip
    (tmp_path / "indexes").mkdir()
    (tmp_path / "indexes" / "mtrag").symlink_to(bread_index)

    assert main(["--data", str(tmp_path), "--indexes", str(tmp_path / "indexes")]) == 0

    model = json.loads(weights.read_text("utf-8"))["topic"]
    assert set(model) == {"intercept", *TOPIC_FEATURES}
    assert model["asked_last"] > 0
    assert capsys.readouterr().out.endswith(" phrases\n")


def test_the_package_has_a_weight_for_every_feature() -> None:
    model = json.loads(followups.WEIGHTS.read_text("utf-8"))["topic"]

    assert set(model) == {"intercept", *TOPIC_FEATURES}
