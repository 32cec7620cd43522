"""Single elements of a web page: their words, what they hold, and whether they are furniture."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from ingest.loaders.markdown import folded

Element: TypeAlias = etree._Element

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
"""Elements that stand within a line, unless they hold others that do not."""
_UNSEEN = frozenset({"rt", "rp", "img", "wbr"})
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_FURNITURE = frozenset({"nav", "footer", "aside", "menu"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_LONGEST_CODE = 80
_SPACES = re.compile(r"\s+")


def inline(element: Element) -> str:
    """The words of an element within a line; a line break is a newline."""
    tag = str(element.tag)
    if tag == "br":
        return "\n"
    if tag in _UNSEEN or (tag == "sup" and "reference" in element.get("class", "")):
        return ""
    inner = [spaced(element.text)]
    for child in element:
        inner.append(inline(child))
        inner.append(spaced(child.tail))
    text = "".join(inner)
    if tag not in INLINE:
        return f" {text} "
    plain = tag not in _CODE or "`" in text or len(text) > _LONGEST_CODE or not text.strip()
    return text if plain else f"`{text.strip()}`"


def terms_of(element: Element) -> Iterator[tuple[str, list[Element]]]:
    """Each term of a list of definitions, and the elements that define it."""
    term, values = "", list[Element]()
    for child in element.iter("dt", "dd"):
        if child.tag == "dd":
            values.append(child)
            continue
        if values:
            yield term, values
            term, values = "", []
        term = " / ".join(part for part in (term, words_of(child)) if part)
    if values:
        yield term, values


def words_of(element: Element) -> str:
    """All words of an element on one line."""
    return folded(inline(element))


def spaced(text: str | None) -> str:
    """Text with its white space folded, that at its ends kept."""
    return _SPACES.sub(" ", text or "")


def first_number(element: Element) -> int:
    """The number of a list's first item."""
    number = element.get("start", "1").strip()
    return int(number) if number.isdecimal() and len(number) < 4 else 1


def is_furniture(element: Element) -> bool:
    """Whether an element is for finding one's way, not for reading."""
    if element.tag == "header":
        return next(element.iter("nav"), None) is not None or next(element.iter("h1"), None) is None
    return element.tag in _FURNITURE or element.get("role") in _FURNITURE_ROLES


def holding_blocks(body: Element) -> frozenset[Element]:
    """The elements that hold something else than running text."""
    found: set[Element] = set()
    for element in body.iter():
        if element.tag in INLINE:
            continue
        above = element.getparent()
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return frozenset(found)
