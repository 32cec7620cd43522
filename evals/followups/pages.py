"""What was measured of follow-ups, as tables."""

from collections.abc import Mapping, Sequence

from evals.compare import Change, Pair, changes
from evals.figures import Figure, measure
from evals.followups.decision import Decided
from evals.followups.systems import OURS
from evals.metrics import Measure, Result
from evals.report.tables import table

MEASURES = (Measure.RECALL_AT_5, Measure.ACCURACY, Measure.BALANCED)


def systems_page(results: Mapping[str, Sequence[Result]]) -> str:
    """Each way of asking with its figures and their 95 % intervals."""
    rows = []
    for name, found in results.items():
        figures = measure(found).figures
        rows.append((name, *(_figure(figures.get(one)) for one in MEASURES)))
    return table(["asked", *(one.label for one in MEASURES)], rows)


def lead_page(results: Mapping[str, Sequence[Result]]) -> str:
    """How far the assistant is ahead of each other way, with p of a paired randomisation test.

    The p-values are corrected by Holm's method for all measures compared at once.
    """
    ours = results[OURS]
    rows = []
    for name, others in results.items():
        if name == OURS:
            continue
        pairs = [Pair(before, after) for before, after in zip(others, ours, strict=True)]
        paired = [
            one
            for one in pairs
            if one.before.verdict.outcome.is_scored == one.after.verdict.outcome.is_scored
        ]
        found = changes(paired).measures
        rows.append((name, *(_change(found.get(one)) for one in MEASURES)))
    return table(["ahead of", *(one.label for one in MEASURES)], rows)


def decision_page(decisions: Mapping[str, Decided]) -> str:
    """Rewritten or left alone, beside what people did."""
    rows = [
        (name, f"{one.accuracy:.3f}", f"{one.precision:.3f}", f"{one.recall:.3f}", str(one.cases))
        for name, one in decisions.items()
    ]
    return table(["rewriting", "accuracy", "precision", "recall", "questions"], rows)


def asked_back_page(counts: Mapping[str, tuple[int, int]]) -> str:
    """How many questions of each set are asked back about, of how many."""
    rows = [
        (name, str(back), str(of), f"{back / of:.2%}" if of else "-")
        for name, (back, of) in counts.items()
    ]
    return table(["questions of", "asked back", "of", "share"], rows)


def _figure(one: Figure | None) -> str:
    if one is None:
        return "-"
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"


def _change(one: Change | None) -> str:
    if one is None:
        return "-"
    return f"{one.difference:+.3f} ({one.low:+.3f} to {one.high:+.3f}), p = {one.p:.4f}"
