"""The cases of our own, asked of the rules alone, with every sentence a good one."""

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.disagreeing import disagreements
from tests.assistant.disagreeing.said import evidence, reading

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "evals/training/disagreements.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def values(question: str, documents: list[str]) -> list[tuple[str, ...]]:
    readings = []
    for number, document in enumerate(documents):
        title, _, text = document.partition("\n\n")
        readings.append(reading(f"{number}.md", text, title=title.removeprefix("# ")))
    chosen = [evidence(one, place) for one in readings for place in range(len(one.units))]
    return [conflict.values for conflict in disagreements(question, readings, chosen)]


@pytest.mark.parametrize("case", [c for c in CASES if not c["values"]], ids=lambda c: c["id"])
def test_what_is_not_disputed_is_not_flagged(case: dict[str, str]) -> None:
    assert values(case["question"], list(case["documents"])) == []


def test_nine_of_ten_disputes_are_found() -> None:
    disputed = [case for case in CASES if case["values"]]

    found = Counter(bool(values(case["question"], case["documents"])) for case in disputed)

    assert found[True] >= 0.9 * len(disputed)
