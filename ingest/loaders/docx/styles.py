"""What the styles of a Word file say: headings, titles, lists and their numbers."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from ingest.loaders.docx.xml import Element, child, number, value, w

_HEADING = re.compile(r"heading ?([1-9])\b")
# Ids that localised programs give to the style they name in their own language.
_HEADING_ID = re.compile(
    r"(?:heading|berschrift|überschrift|titre|titolo|t[ií]tulo|kop|rubrik|overskrift|otsikko|"
    r"nag[lł]?[oó]?wek|nadpis|заголовок|標題|标题|見出し|제목) ?([1-9])$"
)
_CODE = re.compile(r"code|preformatted|verbatim|listing|konsole|console", re.IGNORECASE)
_TITLES = frozenset({"title", "titel", "titre", "titolo", "título", "titulo"})
_DEEPEST = 20


class Listed(NamedTuple):
    """Where a paragraph stands in a list."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int
    style: str


class Styles:
    """The styles of one file."""

    def __init__(self, styles: Element | None) -> None:
        found = [] if styles is None else styles.findall(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._default = next(
            (
                style.get(w("styleId"), "")
                for style in found
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )

    def style_id(self, paragraph: Element) -> str:
        """Id of the paragraph's style."""
        return value(paragraph, "pPr", "pStyle") or self._default

    def name(self, style_id: str) -> str:
        """A style's name in lower case."""
        return value(self._styles.get(style_id), "name", default=style_id).strip().lower()

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph is the title of the document."""
        return self.name(self.style_id(paragraph)) in _TITLES

    def is_code(self, paragraph: Element) -> bool:
        """Whether the paragraph is a line of a program."""
        return bool(_CODE.search(self.name(self.style_id(paragraph))))

    def is_contents(self, paragraph: Element) -> bool:
        """Whether the paragraph is a line of the table of contents."""
        return bool(re.match(r"(?:toc|table of figures)\b", self.name(self.style_id(paragraph))))

    def heading_level(self, paragraph: Element) -> int:
        """From 1; 0 for what is no heading."""
        own = child(paragraph, "pPr", "outlineLvl")
        chain = self._chain(self.style_id(paragraph))
        for element in (own, *(child(style, "pPr", "outlineLvl") for style in chain)):
            if element is not None:
                level = number(element.getparent(), "outlineLvl", default=9)
                return level + 1 if 0 <= level < 9 else 0
        for style in chain:
            for name, pattern in (
                (value(style, "name"), _HEADING),
                (value(style, "name"), _HEADING_ID),
                (str(style.get(w("styleId"), "")), _HEADING_ID),
            ):
                if found := pattern.match(name.strip().lower()):
                    return int(found.group(1))
        return 0

    def listed(self, paragraph: Element) -> Listed | None:
        """The list and level that the paragraph, or its style, names."""
        for holder in (paragraph, *self._chain(self.style_id(paragraph))):
            properties = child(holder, "pPr", "numPr")
            if properties is not None and child(properties, "numId") is not None:
                list_id = value(properties, "numId")
                level = number(properties, "ilvl", default=-1)
                return None if list_id in ("", "0") else Listed(list_id, level)
        return None

    def numbering_of(self, style_id: str) -> str:
        """Id of the list that a list style stands for."""
        return value(self._styles.get(style_id), "pPr", "numPr", "numId")

    def _chain(self, style_id: str) -> list[Element]:
        """A style and those it is based on."""
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain


class Numbering:
    """Numbers the items of every list as Word does."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is None:
            return
        abstract = {
            one.get(w("abstractNumId"), ""): one for one in numbering.findall(w("abstractNum"))
        }
        lists = {one.get(w("numId"), ""): one for one in numbering.findall(w("num"))}
        for list_id, one in lists.items():
            name = value(one, "abstractNumId")
            found = abstract.get(name)
            if linked := value(found, "numStyleLink"):
                name = value(lists.get(styles.numbering_of(linked)), "abstractNumId")
                found = abstract.get(name)
            self._abstract[list_id] = name
            self._levels[list_id] = _levels(found) | _overrides(one, _levels(found))
            if one.find(w("lvlOverride")) is not None:
                self._abstract[list_id] = f"{name}/{list_id}"

    def level(self, listed: Listed, style_id: str) -> int:
        """How deep the item is; its style may tell."""
        if listed.level >= 0:
            return min(listed.level, 8)
        levels = self._levels.get(listed.list_id, {})
        return next((at for at, level in levels.items() if level.style == style_id), 0)

    def marker(self, listed: Listed, level: int) -> str:
        """What stands before the next item: `2.`, `(a)`; empty for a bullet."""
        levels = self._levels.get(listed.list_id, {})
        own = levels.get(level)
        counts = self._counts[self._abstract.get(listed.list_id, listed.list_id)]
        if own is None or own.kind in ("bullet", "none"):
            return ""
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            at_level = levels.get(at, own)
            return _written(counts.get(at, at_level.start), at_level.kind)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def _levels(abstract: Element | None) -> dict[int, _Level]:
    if abstract is None:
        return {}
    return {_at(level): _level(level) for level in abstract.findall(w("lvl"))}


def _overrides(one: Element, known: dict[int, _Level]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for override in one.findall(w("lvlOverride")):
        at = _at(override)
        level = override.find(w("lvl"))
        base = _level(level) if level is not None else known.get(at)
        if base is not None:
            start = number(override, "startOverride", default=base.start)
            found[at] = _Level(base.kind, base.text, start, base.style)
    return found


def _level(level: Element) -> _Level:
    return _Level(
        value(level, "numFmt", default="decimal"),
        value(level, "lvlText"),
        number(level, "start", default=1),
        value(level, "pStyle"),
    )


def _at(level: Element) -> int:
    written = str(level.get(w("ilvl"), "0"))
    return int(written) if written.isdigit() else 0


def _written(count: int, kind: str) -> str:
    count = max(0, min(count, 9999))
    match kind:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 9)
            return letter if kind == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            roman = ""
            for size, sign in _ROMAN:
                roman += sign * (count // size)
                count %= size
            return roman if kind == "lowerRoman" else roman.upper()
        case "decimalZero":
            return f"{count:02}"
    return str(count)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
