"""The words of a text on a slide: paragraphs, bulleted or numbered or plain."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from ingest.loaders.markdown import folded, item, paragraph

Element = Any
"""An element of lxml, which has no types of its own."""

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_DEEPEST = 8


def a(name: str) -> str:
    """The full name of an element of the drawing language."""
    return str(qn(f"a:{name}"))


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a text."""

    text: str
    level: int
    mark: str
    """`bullet`, `number`, `none`, or empty where the layout decides."""


def lines_of(text_body: Element | None) -> list[Line]:
    """The paragraphs of a text that have words in them."""
    found = [] if text_body is None else text_body.findall(a("p"))
    lines = [Line(_words(one), _level(one), _mark(one)) for one in found]
    return [line for line in lines if line.text]


def blocks_of(lines: list[Line], *, bulleted: bool) -> Iterator[str]:
    """Paragraphs, and lists as one block each; `bulleted` if the layout gives bullets."""
    items: list[str] = []
    counts: dict[int, int] = {}
    alone = len(lines) == 1
    for line in lines:
        listed = line.mark in ("bullet", "number") or (bulleted and not line.mark and not alone)
        if not listed:
            if items:
                yield "\n".join(items)
            items, counts = [], {}
            yield paragraph(line.text)
            continue
        counts = {level: count for level, count in counts.items() if level <= line.level}
        counts[line.level] = counts.get(line.level, 0) + 1
        number = counts[line.level] if line.mark == "number" else None
        items.append(item(line.text, line.level, number))
    if items:
        yield "\n".join(items)


def _words(element: Element) -> str:
    text = ""
    for one in element:
        if one.tag in (a("r"), a("fld")):
            words = "".join(part.text or "" for part in one.findall(a("t")))
            properties = one.find(a("rPr"))
            raised = properties is not None and _number(properties.get("baseline")) > 0
            text += words.translate(_RAISED) if raised and text else words
        elif one.tag == a("br"):
            text += " "
        else:
            text += "".join(part.text or "" for part in one.iter() if _is_math(part))
    return folded(text)


def _is_math(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("/math}t")


def _level(element: Element) -> int:
    properties = element.find(a("pPr"))
    return 0 if properties is None else min(max(_number(properties.get("lvl")), 0), _DEEPEST)


def _mark(element: Element) -> str:
    properties = element.find(a("pPr"))
    for name, mark in (("buNone", "none"), ("buAutoNum", "number"), ("buChar", "bullet")):
        if properties is not None and properties.find(a(name)) is not None:
            return mark
    return ""


def _number(written: str | None) -> int:
    return int(written) if written and written.lstrip("-").isdigit() and len(written) < 9 else 0
