"""The passages that this project wrote are true to their form and stand in no evaluation."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import words
from evals.case import load_cases
from evals.training.targets import own_examples

ROOT = Path(__file__).parent.parent.parent.parent
FILES = sorted((ROOT / "evals/training/own").glob("*.jsonl"))
KINDS = {"factoid", "definition", "how_to", "list", "yes_no", "comparison", "reason", "condition",
         "value", "procedure", "other"}  # fmt: skip


def records(files: list[Path]) -> Iterator[dict[str, Any]]:
    for path in files:
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def questions(files: list[Path]) -> list[dict[str, Any]]:
    return [asked for one in records(files) for asked in one["questions"]]


def folded(text: str) -> str:
    return " ".join(words(text))


def test_there_are_three_files() -> None:
    assert [path.stem for path in FILES] == ["knowledge", "policies", "software"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_evidence_stands_exactly_once_in_its_passage(path: Path) -> None:
    wrong = [
        (one["title"], told)
        for one in records([path])
        for asked in one["questions"]
        for told in asked["evidence"]
        if one["passage"].count(told) != 1
    ]

    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_as_many_units_say_the_answer_as_there_is_evidence(path: Path) -> None:
    found = list(own_examples(path))

    asked = questions([path])
    assert [one.question for one in found] == [one["question"] for one in asked]
    assert [one.says.count(1.0) for one in found] == [len(one["evidence"]) for one in asked]
    assert [one.answers for one in found] == [bool(one["evidence"]) for one in asked]
    assert all(len(one.units) > 1 for one in found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_kinds_are_balanced(path: Path) -> None:
    asked = questions([path])
    shapes = Counter(one["kind"] for one in records([path]))
    kinds = Counter(one["kind"] for one in asked)

    assert set(shapes) == {"text", "list", "table", "faq"}
    assert set(kinds) <= KINDS
    assert max(kinds.values()) <= len(asked) / 4
    assert min(kinds[kind] for kind in KINDS - {"other"}) >= len(asked) / 50
    assert 0.5 <= sum(bool(one["evidence"]) for one in asked) / len(asked) <= 0.7


def test_no_passage_is_written_twice() -> None:
    passages = Counter(folded(one["passage"]) for one in records(FILES))

    assert passages.most_common(1)[0][1] == 1


def test_no_question_is_asked_twice_of_one_passage() -> None:
    twice = [
        one["title"]
        for one in records(FILES)
        if len({folded(asked["question"]) for asked in one["questions"]}) < len(one["questions"])
    ]

    assert twice == []


def test_nothing_of_the_evaluation_is_learned() -> None:
    # One by one: the cases over the originals have the ids of those over the digests.
    cases = [one for path in (ROOT / "evals/cases").glob("*.jsonl") for one in load_cases([path])]
    asked = {folded(case.question) for case in cases}
    told = {folded(text) for case in cases for text in (*case.answers, *case.gold, *case.evidence)}

    assert [one for one in questions(FILES) if folded(one["question"]) in asked] == []
    long = {text for text in told if len(text.split()) >= 8}
    for one in records(FILES):
        passage = folded(one["passage"])
        assert not [text for text in long if text in passage or passage in text]
