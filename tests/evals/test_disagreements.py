import json
from pathlib import Path
from typing import Any

import pytest

from evals.case import Case
from evals.disagreements import OWN, main, measured
from evals.judge import Outcome, Verdict
from evals.metrics import Result

OLD = "The mill was built in 1742."
NEW = "The mill was built in 1752."
KNOWN = {"true_answer": ["1742"], "edited_answer": ["1752"]}


def result(quotes: list[str], *, disputed: bool, notes: dict[str, Any] | None = None) -> Result:
    """An answer of these sentences, or none; the first two are said to differ if disputed."""
    case = Case("mill", "When was the mill built?", ("1742",), True, notes=notes or {})
    citations = [
        {"marker": n, "document_id": f"{n}.md", "quote": quote} for n, quote in enumerate(quotes, 1)
    ]
    claims = [{"text": quote, "markers": [n]} for n, quote in enumerate(quotes, 1)]
    sides = [{"claims": [0, 1], "values": ["1742", "1752"]}] if disputed else []
    return Result(
        case,
        Verdict(Outcome.RIGHT, ""),
        answered=bool(quotes),
        reply={"claims": claims, "citations": citations, "disagreements": sides},
    )


def test_a_dispute_is_shown_if_it_is_flagged_and_both_values_are_quoted() -> None:
    results = [
        result([OLD, NEW], disputed=True, notes=KNOWN),
        result([OLD, NEW], disputed=False, notes=KNOWN),
        result([OLD, OLD], disputed=True, notes=KNOWN),
        result([], disputed=False, notes=KNOWN),
    ]

    found = measured("disputed", results)

    assert (found.asked, found.answered, len(found.flagged), found.shown) == (4, 3, 2, 1)


def test_where_no_values_are_known_the_flagged_answers_are_told() -> None:
    found = measured("mills", [result([OLD, NEW], disputed=True), result([OLD], disputed=False)])

    assert found.shown is None
    assert found.share_flagged == 0.5
    assert found.flagged[0].values == (("1742", "1752"),)
    assert found.flagged[0].quotes == (f"1.md: {OLD}", f"2.md: {NEW}")


def test_our_own_cases_have_two_documents_and_a_value_for_each_or_none() -> None:
    cases = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]

    assert len({case["id"] for case in cases}) == len(cases) > 100
    assert all(len(case["documents"]) == 2 for case in cases)
    assert {len(case["values"]) for case in cases} == {0, 2}
    assert all(
        value.lower() in document.lower()
        for case in cases
        for value, document in zip(case["values"], case["documents"], strict=False)
    )


def test_our_own_cases_are_asked_of_their_documents_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = OWN.read_text("utf-8").splitlines()
    kept = [line for line in lines if '"value_01"' in line or '"value_no_01"' in line]
    (tmp_path / "own.jsonl").write_text("\n".join(kept))
    options = ["--indexes", str(tmp_path), "--own", str(tmp_path / "own.jsonl"), "--only"]

    assert main([str(tmp_path), *options]) == 0

    told = capsys.readouterr().out
    assert "own: value, disputed: 1 asked, 1 answered" in told
    assert "own: value_no, not disputed: 1 asked, 1 answered, 0 flagged" in told
