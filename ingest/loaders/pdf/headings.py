"""Headings of a PDF: from its outline, and from lines larger or heavier than the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ingest.loaders.pdf.parts import Part, PartKind
from ingest.loaders.pdf.tables import Table

if TYPE_CHECKING:
    from pypdf import PdfReader

Style = tuple[float, bool]

_LARGER = 1.12
_LONGEST = 160
_MOST_LINES = 4
_MOST_SHARE = 0.3
_MOST_ENTRIES = 3000
_DEEPEST = 6
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+\S")
_LEADING_NUMBER = re.compile(
    r"(?:chapter|part|section|appendix)?\s*(?:\d+|[a-z](?=\s))?(?:\.\d+)*[.:)]?\s+"
)
_FOLD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline."""

    words: str
    page: int
    depth: int


def outline_of(reader: "PdfReader") -> list[Entry]:
    """The entries of the outline in order; none where it is missing or broken."""
    try:
        return list(islice(_entries(reader, reader.outline, 1), _MOST_ENTRIES))
    except Exception:  # an outline helps, and pypdf raises anything on a broken one
        return []


def _entries(reader: "PdfReader", nodes: Iterable[object], depth: int) -> Iterator[Entry]:
    from pypdf.generic import Destination

    for node in nodes:
        if isinstance(node, list):
            if depth < _DEEPEST:
                yield from _entries(reader, node, depth + 1)
        elif isinstance(node, Destination) and node.title:
            page = reader.get_destination_page_number(node)
            if page is not None:
                yield Entry(str(node.title), page, depth)


def heading_levels(
    parts: Sequence[Part | Table], outline: Sequence[Entry], body: Style
) -> dict[int, int]:
    """Level, from 1, of each part that is a heading, by its position."""
    named = _named(parts, outline)
    styled = _styled(parts, body)
    if len(named) < 2:
        ranks = _ranks(parts, styled, body)
        found = {at: ranks[_style(parts[at])] + _depth(parts[at]) for at in styled}
        return found | {at: found.get(at, level) for at, level in named.items()}
    learned: dict[Style, Counter[int]] = defaultdict(Counter)
    for at, level in named.items():
        learned[_style(parts[at])][level] += 1
    levels = {style: counts.most_common(1)[0][0] for style, counts in learned.items()}
    deepest = max(named.values())
    # Larger than any named heading: a title or a part above them. Smaller: below them.
    others = {}
    for at in styled:
        style = _style(parts[at])
        above = all(style[0] > known[0] + 0.4 for known in levels)
        others[at] = levels.get(style, 1 if above else deepest + 1)
    return others | named


def without_bylines(
    parts: Sequence[Part | Table], levels: Mapping[int, int], title: int | None
) -> dict[int, int]:
    """The levels without those of names, dates and the like right below the title."""
    if title is None:
        return dict(levels)
    end = title + 1
    while end in levels:
        end += 1
    below = range(title + 1, end)
    elsewhere = {_style(parts[at]) for at in levels if at not in below}
    # The last of them heads the text that follows.
    bylines = {at for at in below[:-1] if _style(parts[at]) not in elsewhere}
    return {at: level for at, level in levels.items() if at not in bylines}


def below_title(levels: Mapping[int, int], title: int | None) -> dict[int, int]:
    """The levels without gaps; the title alone on the first, where there is one."""
    others = {at: level for at, level in levels.items() if at != title}
    ranks = {level: rank for rank, level in enumerate(sorted(set(others.values())), start=1)}
    first = 0 if title is None else 1
    found = {at: min(ranks[level] + first, _DEEPEST) for at, level in others.items()}
    return found if title is None else found | {title: 1}


def _named(parts: Sequence[Part | Table], outline: Sequence[Entry]) -> dict[int, int]:
    """Parts that say what an entry of the outline says, on its page."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        if _may_head(part):
            by_page[part.page].append(at)
    found: dict[int, int] = {}
    for entry in outline:
        wanted = _folded(entry.words)
        for at in by_page[entry.page]:
            if at not in found and wanted and _same(wanted, words_of(parts[at])):
                found[at] = entry.depth
                break
    return found


def _same(wanted: str, line: str) -> bool:
    own = _folded(line)
    bare = _folded(_LEADING_NUMBER.sub("", line.casefold(), count=1))
    return wanted in (own, bare) or (
        bool(bare) and _folded(_LEADING_NUMBER.sub("", wanted + " ", count=1)) == bare
    )


def _styled(parts: Sequence[Part | Table], body: Style) -> list[int]:
    """Parts that look like headings."""
    found = []
    for at, part in enumerate(parts):
        if not isinstance(part, Part) or not _may_head(part):
            continue
        size, bold = _style(part)
        words = words_of(part)
        larger = size >= _LARGER * body[0]
        heavier = bold and not body[1] and size >= 0.95 * body[0]
        if not (larger or heavier) or not any(one.isalpha() for one in words):
            continue
        if words[-1] in ",;" or (words[-1] in ".:" and not larger):
            continue
        if heavier and not larger and (part.kind is PartKind.ITEM and not _NUMBERED.match(words)):
            continue
        follows = at + 1 < len(parts)
        if follows or larger:
            found.append(at)
    letters = sum(len(words_of(part)) for part in parts if isinstance(part, Part))
    shares: Counter[Style] = Counter()
    for at in found:
        shares[_style(parts[at])] += len(words_of(parts[at]))
    return [
        at for at in found if shares[_style(parts[at])] <= _MOST_SHARE * letters or len(found) == 1
    ]


def _ranks(parts: Sequence[Part | Table], styled: Sequence[int], body: Style) -> dict[Style, int]:
    """Level of each style: the larger the higher, then what is only heavier."""
    styles = {_style(parts[at]) for at in styled}
    ranks: dict[Style, int] = {}
    level, last = 0, 0.0
    for style in sorted(styles, key=lambda one: (-one[0], not one[1])):
        step = not level or last - style[0] > 0.4 or (style[1] is False)
        level += step
        last = style[0]
        ranks[style] = min(level, _DEEPEST)
    return ranks


def _depth(part: Part | Table) -> int:
    found = _NUMBERED.match(words_of(part)) if isinstance(part, Part) else None
    return 0 if not found else found.group(1).count(".")


def _may_head(part: Part | Table) -> bool:
    if not isinstance(part, Part) or part.kind in (PartKind.CODE, PartKind.ENTRY):
        return False
    return (
        len(part.lines) <= _MOST_LINES
        and len(words_of(part)) <= _LONGEST
        and not part.lines[0].bulleted
    )


def words_of(part: Part | Table) -> str:
    """The words of a part on one line."""
    return " ".join(line.text for line in part.lines) if isinstance(part, Part) else ""


def _style(part: Part | Table) -> Style:
    return part.lines[0].style if isinstance(part, Part) else (0.0, False)


def _folded(words: str) -> str:
    return _FOLD.sub("", words.casefold())
