from pathlib import Path

import pytest

from corpus import CaseError
from evals.judge import Outcome
from evals.sets import Asked, Way, ask_all, sets_in
from evals.sets.asking import called


@pytest.fixture(scope="module")
def asked(folder: Path) -> Asked:
    (found,) = ask_all(sets_in(folder), Way(), lambda _: None)
    return found


def test_everybody_answers_every_question(asked: Asked) -> None:
    assert list(asked.eager) == ["assistant", "bm25", "langchain", "langchain-passage"]
    assert {len(results) for results in asked.eager.values()} == {16}
    assert all(one.answered for one in asked.first)
    assert 0 < asked.threshold < 1


def test_the_best_sentence_is_asked_for_alone_and_of_answerable_questions_only(
    asked: Asked,
) -> None:
    alone = asked.sentences["assistant"]

    assert [one.case.id for one in alone] == [f"at_sea-{n}" for n in range(8)]
    assert {len(one.reply["claims"]) for one in alone} == {1}
    assert {one.verdict.outcome for one in alone} == {Outcome.RIGHT}
    assert asked.sentences["bm25"] == asked.rivals["bm25"]
    assert "langchain-passage" not in asked.sentences


def test_a_document_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    docs = tmp_path / "bad" / "docs"
    docs.mkdir(parents=True)
    (docs / "a.md").write_text("# Sea\n\nThe sea is blue.\n")
    (docs / "b.md").write_bytes(b"\xff\xfe\x00\xd8")
    line = '{"id": "1", "question": "What colour is the sea?", "answers": ["blue"], '
    line += '"doc_id": "a.md", "answerable": true, "group": ""}'
    (tmp_path / "bad" / "questions.jsonl").write_text(line)
    told: list[str] = []

    ask_all(sets_in(tmp_path), Way(one_sentence=False), told.append)

    assert any("'b.md'" in line or "b.md" in line for line in told)


def test_a_set_without_a_group_of_that_ending_is_an_error(folder: Path) -> None:
    with pytest.raises(CaseError, match="_moon"):
        ask_all(sets_in(folder, ["planets_moon"]), Way(), lambda _: None)


def test_each_reader_gives_the_assistant_a_name() -> None:
    named = ["", "bundled", "first", "runs/7/reader"]

    assert list(map(called, named)) == [
        "assistant",
        "assistant",
        "assistant (first reader)",
        "assistant (runs/7/reader)",
    ]
