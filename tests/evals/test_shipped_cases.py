"""The cases in evals/cases are true of the documents they are asked of."""

from pathlib import Path

import pytest

from evals.case import Case, load_cases
from evals.evidence import Quote, contains_words, evidence_in

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = {path.name: path.read_text("utf-8") for path in (ROOT / "corpus/documents").iterdir()}
DIGESTS = "gold_digests.jsonl"
FILES = sorted((ROOT / "evals/cases").glob("*.jsonl"))
ORIGINALS = ROOT / "evals/cases/gold_originals.jsonl"
OWN = [path for path in FILES if path != ORIGINALS]


def answerable_cases() -> list[Case]:
    return [case for case in load_cases(OWN) if case.answerable]


def test_the_cases_over_the_originals_are_those_over_the_digests() -> None:
    digests = {case.id: case.question for case in load_cases([ORIGINALS.with_name(DIGESTS)])}
    originals = {case.id: case.question for case in load_cases([ORIGINALS])}

    assert originals == digests


@pytest.mark.parametrize("case", answerable_cases(), ids=lambda case: case.id)
def test_a_gold_quote_stands_in_a_document_and_is_a_right_answer(case: Case) -> None:
    texts = {name: DOCUMENTS[name] for name in case.documents}

    lost = [
        gold for gold in case.gold if not any(contains_words(text, gold) for text in texts.values())
    ]
    quotes = [Quote(name, gold, 0) for gold in case.gold for name in texts]
    quotes += [
        Quote(name, span.of(DOCUMENTS[name]), span.start)
        for name, spans in case.spans.items()
        for span in spans
    ]

    assert lost == []
    assert not quotes or any(evidence_in(case, quote) for quote in quotes)


@pytest.mark.parametrize(
    "case", [case for case in load_cases(OWN) if not case.answerable], ids=lambda case: case.id
)
def test_an_unanswerable_case_accepts_no_answer(case: Case) -> None:
    assert case.answers == ()
    assert case.gold == ()
