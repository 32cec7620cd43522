from dataclasses import replace

import pytest

from corpus import Span
from evals.case import Case
from evals.evidence import Quote, evidence_in, is_bare, lacks_evidence
from evals.judge import Outcome, judge

EVIDENCE = "The oven was bought in 1842 by a baker."
CASE = Case("oven", "When was the oven bought?", ("1842",), True, ("oven.md",))


@pytest.mark.parametrize(
    "answer", ["yes", "No.", "42", "3.5 %", "two", "1,100", "Twenty-five", "2 million"]
)
def test_a_yes_a_no_and_a_number_are_bare(answer: str) -> None:
    assert is_bare(answer)


@pytest.mark.parametrize("answer", ["two moons", "yes, in May", "1842 BC", "none", "", "B2"])
def test_whatever_says_more_is_not(answer: str) -> None:
    assert not is_bare(answer)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(EVIDENCE, True, id="the evidence itself"),
        pytest.param("It was bought in 1842", False, id="the number elsewhere"),
        pytest.param(f"Long ago. {EVIDENCE} So it is said.", True, id="around the evidence"),
        pytest.param("bought in 1842 by a baker", True, id="part of the evidence"),
        pytest.param("The street had 1842 houses.", False, id="the number of something else"),
    ],
)
def test_a_bare_answer_counts_only_from_its_evidence(text: str, found: bool) -> None:
    case = replace(CASE, evidence=(EVIDENCE,))

    assert bool(evidence_in(case, Quote("oven.md", text, 0))) is found


@pytest.mark.parametrize("known", [{"gold": (EVIDENCE,)}, {"evidence": (EVIDENCE,)}])
def test_gold_quotes_are_evidence_too(known: dict[str, tuple[str, ...]]) -> None:
    case = replace(CASE, **known)  # type: ignore[arg-type]

    assert evidence_in(case, Quote("oven.md", EVIDENCE, 0))
    assert not lacks_evidence(case)


def test_an_answer_that_says_more_needs_no_evidence() -> None:
    case = replace(CASE, answers=("1842", "bought in 1842"))

    assert evidence_in(case, Quote("oven.md", "It was bought in 1842.", 0))
    assert not evidence_in(case, Quote("oven.md", "The street had 1842 houses.", 0))


@pytest.mark.parametrize("quotes", [[Quote("oven.md", EVIDENCE, 0)], None])
def test_a_bare_answer_without_known_evidence_cannot_be_scored(quotes: list[Quote] | None) -> None:
    verdict = judge(CASE, quotes)

    assert verdict.outcome is Outcome.UNSCORED
    assert "bare number" in verdict.why


def test_a_gold_span_makes_a_bare_answer_scorable() -> None:
    case = replace(CASE, spans={"oven.md": (Span(0, len(EVIDENCE)),)})

    assert judge(case, [Quote("oven.md", EVIDENCE, 0)]).outcome is Outcome.RIGHT
    assert judge(case, [Quote("oven.md", "In 1842", 500)]).outcome is Outcome.WRONG


def test_a_case_that_nobody_can_decide_is_not_scored() -> None:
    verdict = judge(replace(CASE, undecided="Other words."), [Quote("oven.md", EVIDENCE, 0)])

    assert verdict.outcome is Outcome.UNSCORED
    assert verdict.why == "Other words."
