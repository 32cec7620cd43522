"""A comparison as words, for the terminal and for a pull request."""

from collections.abc import Mapping, Sequence

from evals.compare.comparison import Comparison, GroupChange
from evals.compare.paired import SIGNIFICANT, Change, Changes, Pair
from evals.report.tables import one_line, plain, table

_LISTED = 10
_NAMED = 5


def comparison_text(comparison: Comparison, *, listed: int | None = _LISTED) -> str:
    """The comparison as Markdown that also reads well as plain text.

    Args:
        comparison: What to show.
        listed: Most cases shown of those that got worse, and of those that got better; `None`
            for all.
    """
    parts = ["## Before and after", _summary(comparison)]
    if comparison.apart:
        parts.append("\n".join(_told(*one) for one in comparison.apart.items()))
    if not comparison.is_same:
        parts += _figures(comparison.changes)
    if comparison.groups:
        parts += ["## Groups that changed", *_groups(comparison.groups)]
    parts += _flips("Got worse", comparison.worse, listed)
    parts += _flips("Got better", comparison.better, listed)
    if comparison.about:
        rows = [(name, *values) for name, values in comparison.about.items()]
        parts += ["## What else differs", table(["what", "before", "after"], rows)]
    return "\n\n".join(parts) + "\n"


def _summary(comparison: Comparison) -> str:
    cases = _counted(len(comparison.pairs))
    if comparison.is_same:
        return f"No difference: {cases} ended alike, and every measure is the same."
    worse, better = len(comparison.worse), len(comparison.better)
    outcomes = comparison.changes.outcomes
    word = f": {outcomes.word}" if outcomes else ""
    return f"Of {cases} compared, {worse} got worse and {better} got better{word}."


def _counted(cases: int) -> str:
    return "1 case" if cases == 1 else f"{cases} cases"


def _told(reason: str, names: Sequence[str]) -> str:
    shown = ", ".join(f"`{one_line(name)}`" for name in names[:_NAMED])
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"- Not compared, {reason}: {_counted(len(names))} ({shown}{rest})"


def _figures(found: Changes) -> list[str]:
    rows = [] if found.outcomes is None else [_row("ended as it should", found.outcomes)]
    rows += [_row(one.label, change) for one, change in found.measures.items()]
    head = ["measure", "before", "after", "difference", "95 % interval", "p", ""]
    said = (
        f"{len(rows)} figures are tested at once, so each p is corrected by Holm's method; better "
        f"or worse is said where it is below {SIGNIFICANT:g}. An interval stands for its figure "
        "alone."
    )
    return [table(head, rows), said]


def _row(name: str, change: Change) -> list[str]:
    interval = f"{change.low:+.3f} to {change.high:+.3f}"
    chance = f"{change.p:.4f}" if change.p else "< 0.0001"
    return [*_moved(name, change), interval, chance, change.word]


def _groups(groups: Mapping[str, GroupChange]) -> list[str]:
    rows = [[*_moved(name, one), str(one.cases)] for name, one in groups.items()]
    head = ["group", "balanced before", "after", "difference", "cases"]
    return [table(head, rows), "Groups are shown, not tested."]


def _moved(name: str, change: Change | GroupChange) -> list[str]:
    return [name, f"{change.before:.3f}", f"{change.after:.3f}", f"{change.difference:+.3f}"]


def _flips(title: str, pairs: Sequence[Pair], listed: int | None) -> list[str]:
    """The cases in a block of plain text: their questions are nobody's Markdown."""
    if not pairs:
        return []
    lines = []
    for pair in pairs[:listed]:
        case, verdicts = pair.after.case, (pair.before.verdict, pair.after.verdict)
        ended = " -> ".join(one.outcome.replace("_", " ") for one in verdicts)
        lines.append(one_line(f"- {case.id} ({case.group}): {ended}"))
        lines += [f"  {one_line(text)}" for text in (case.question, verdicts[1].why) if text]
    if len(pairs) > len(pairs[:listed]):
        lines.append(f"- and {len(pairs) - len(pairs[:listed])} more")
    return [f"## {title}: {len(pairs)}", plain(lines)]
