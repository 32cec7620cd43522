"""Runs put side by side: segments without a wide gap in them, and the rows they stand in."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.pdf.fonts import is_right_to_left, seen
from ingest.loaders.pdf.runs import CELL_GAP, WORD_GAP, Run, continued

_SAME_ROW = 0.4
_RAISED_ROW = 0.6
_RAISED_SIZE = 0.85
_LOOK_BACK = 4
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_BULLETS = frozenset("•◦▪●·‣–—*-o■□➢✓\ufffd")
_BULLET_GAP = 4.0
_LEFT_TO_RIGHT = re.compile(
    r"[A-Za-z\u00c0-\u058f0-9]+(?:[ .,:/'’@_+%-]+[A-Za-z\u00c0-\u058f0-9]+)*"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words side by side on one line."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    mono: bool
    order: int
    """Where it stands in the order of drawing."""

    @property
    def width(self) -> float:
        """How far it reaches."""
        return self.x1 - self.x0


Row = list[Segment]
"""Segments on the same height, from left to right."""


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """The rows of a page, from the top down."""
    rows: list[list[Run]] = []
    for run in sorted(_once(runs), key=lambda run: -run.y):
        # Rows of two columns may take turns, so the last one need not be the run's own.
        near = [row for row in rows[:-_LOOK_BACK:-1] if _belongs(run, row)]
        if near:
            near[0].append(run)
        else:
            rows.append([run])
    found = [row for row in map(_row, rows) if row]
    return sorted(found, key=lambda row: -max(segment.y for segment in row))


def _belongs(run: Run, row: Sequence[Run]) -> bool:
    """Whether a run stands on the height of a row, or is a small number raised beside a word."""
    main = max(row, key=lambda other: other.size)
    small, large = sorted((main.size, run.size))
    down = main.y - run.y
    if down < _SAME_ROW * small:
        return True
    beside = any(-0.5 * large < _apart(run, other) < 0.5 * large for other in row)
    return down < _RAISED_ROW * large and small < _RAISED_SIZE * large and beside


def _apart(one: Run, other: Run) -> float:
    return max(one.x0, other.x0) - min(one.x1, other.x1)


def _once(runs: Sequence[Run]) -> list[Run]:
    """The runs without those drawn again in the same place, as a shadow or to look bold."""
    seen: dict[str, list[Run]] = defaultdict(list)
    kept = []
    for run in runs:
        twins = seen[run.text]
        near = 0.25 * run.size
        if not any(abs(t.x0 - run.x0) < near and abs(t.y - run.y) < near for t in twins[-20:]):
            twins.append(run)
            kept.append(run)
    return kept


def _row(runs: list[Run]) -> Row:
    size = max(run.size for run in runs)
    baseline = next(run.y for run in runs if run.size == size)
    joined: list[Run] = []
    for run in sorted(runs, key=lambda run: run.x0):
        carried_on = continued(joined[-1], run, WORD_GAP) if joined else None
        if carried_on:
            joined[-1] = carried_on
        else:
            joined.append(run)
    groups: list[list[Run]] = []
    for run in joined:
        if not run.text.strip():
            continue
        gap = (run.x0 - groups[-1][-1].x1) / size if groups else CELL_GAP
        bullet = bool(groups) and len(groups[-1]) == 1 and groups[-1][0].text.strip() in _BULLETS
        if groups and (-1.0 < gap < CELL_GAP or (bullet and 0 <= gap < _BULLET_GAP)):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_segment(group, baseline, size) for group in groups]


def _segment(group: list[Run], baseline: float, row_size: float) -> Segment:
    text = ""
    for at, run in enumerate(group):
        gap = (run.x0 - group[at - 1].x1) / row_size if at else 0.0
        raised = run.size < _RAISED_SIZE * row_size and run.y - baseline > 0.2 * row_size
        words = run.text.translate(_RAISED) if raised and text else run.text
        text += (" " if gap > WORD_GAP else "") + words
    sizes: Counter[float] = Counter()
    for run in group:
        sizes[run.size] += len(run.text.strip())
    letters = sum(sizes.values())
    bold = sum(len(run.text.strip()) for run in group if run.bold) > 0.6 * letters
    mono = sum(len(run.text.strip()) for run in group if run.mono) > 0.9 * letters
    size = sizes.most_common(1)[0][0]
    own = next(run.y for run in group if run.size == size)
    shown = text.strip() if mono else " ".join(_logical(text).split())
    # Spaces at the ends are drawn, but not seen.
    left = group[0].x0 + _letter_width(group[0]) * (
        len(group[0].text) - len(group[0].text.lstrip())
    )
    last = max(group, key=lambda run: run.x1)
    right = last.x1 - _letter_width(last) * (len(last.text) - len(last.text.rstrip()))
    return Segment(shown, left, max(left, right), own, size, bold, mono, group[0].order)


def _letter_width(run: Run) -> float:
    """Of a letter on average; spaces are narrower in most fonts."""
    width = (run.x1 - run.x0) / max(len(run.text), 1)
    return width if run.mono else 0.6 * width


def _logical(text: str) -> str:
    """`text`, which stands here as it is seen from left to right, in the order it is read."""
    if not is_right_to_left(text):
        return text
    kinds = ["R" if unicodedata.bidirectional(one) in ("R", "AL", "NSM") else "L" for one in text]
    letters = [kind for kind, one in zip(kinds, text, strict=True) if one.isalpha()]
    if letters.count("L") >= letters.count("R"):
        return seen(text)
    return _LEFT_TO_RIGHT.sub(lambda words: words.group()[::-1], text[::-1])
