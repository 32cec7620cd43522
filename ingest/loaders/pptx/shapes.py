"""What stands on a slide, shape by shape: texts, tables, charts, diagrams, groups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from ingest.loaders.markdown import folded, item, paragraph, table
from ingest.loaders.pptx.words import Element, Line, a, blocks_of, lines_of

_ROW_HEIGHT = 360_000
"""Shapes whose tops are this near, in EMU, stand side by side: one centimetre."""

_LEFT_OUT = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_TITLES = frozenset({"title", "ctrTitle"})
_BULLETED = frozenset({"body", "obj", ""})
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_MOST_POINTS = 40
_MOST_SERIES = 8
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape with text in it."""

    top: int
    left: int
    kind: str
    """`title`, `subTitle`, `body` and the like; `box` for what no layout has placed."""
    lines: tuple[Line, ...]
    blocks: tuple[str, ...]
    is_placed: bool = False
    """Whether a layout has placed it."""


def shapes_of(slide: Any) -> list[Shape]:
    """The shapes of a slide in reading order: from the top down, side by side from the left."""
    tree = slide.shapes._spTree
    found = [shape for shape in _shapes(tree, slide, _DEEPEST) if shape.blocks]
    return sorted(found, key=lambda shape: (shape.top // _ROW_HEIGHT, shape.left))


def is_title(shape: Shape) -> bool:
    """Whether a shape is the title of its slide."""
    return shape.kind in _TITLES


def _shapes(parent: Iterable[Element], slide: Any, depth: int) -> Iterator[Shape]:
    for element in parent:
        if element.tag == qn("p:sp"):
            yield from _text(element, slide)
        elif element.tag == qn("p:graphicFrame"):
            yield _frame(element, slide)
        elif element.tag == qn("p:grpSp") and depth:
            yield _group(element, slide, depth - 1)
        elif element.tag == f"{_MC}AlternateContent" and depth:
            choices = element.findall(f"{_MC}Choice") + element.findall(f"{_MC}Fallback")
            for choice in choices:
                inner = [one for one in _shapes(choice, slide, depth - 1) if one.blocks]
                yield from inner
                if inner:
                    break


def _text(element: Element, slide: Any) -> Iterator[Shape]:
    holder = element.find(f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}")
    kind = "box" if holder is None else str(holder.get("type", ""))
    lines = lines_of(element.find(qn("p:txBody")))
    if kind in _LEFT_OUT or not lines:
        return
    top, left = _place(element) or _layout_place(holder, slide)
    blocks = blocks_of(lines, bulleted=kind in _BULLETED)
    yield Shape(top, left, kind, tuple(lines), tuple(blocks), holder is not None)


def _group(element: Element, slide: Any, depth: int) -> Shape:
    """A group as one shape; within it shapes stand in the order of their places."""
    inner = [shape for shape in _shapes(element, slide, depth) if shape.blocks]
    inner.sort(key=lambda shape: (shape.top // _ROW_HEIGHT, shape.left))
    blocks = tuple(block for shape in inner for block in shape.blocks)
    top, left = _place(element) or (0, 0)
    return Shape(top, left, "group", (), blocks)


def _frame(element: Element, slide: Any) -> Shape:
    top, left = _place(element) or (0, 0)
    blocks: list[str] = []
    data = element.find(f"{a('graphic')}/{a('graphicData')}")
    for one in () if data is None else data:
        if one.tag == a("tbl"):
            blocks.append(table(_rows(one)))
        elif one.tag == qn("c:chart"):
            blocks += _chart(slide.part.related_part(one.get(qn("r:id"))).chart)
        elif one.tag == f"{{{_DIAGRAM}}}relIds":
            blocks += _diagram(slide.part.related_part(one.get(qn("r:dm"))).blob)
    return Shape(top, left, "frame", (), tuple(block for block in blocks if block))


def _rows(element: Element) -> list[list[str]]:
    """Cells of a table; one that spans columns or rows stands in each of them."""
    rows: list[list[str]] = []
    for row in element.findall(a("tr")):
        cells: list[str] = []
        for at, cell in enumerate(row.findall(a("tc"))):
            if cell.get("hMerge") in ("1", "true") and cells:
                cells.append(cells[-1])
            elif cell.get("vMerge") in ("1", "true") and rows and at < len(rows[-1]):
                cells.append(rows[-1][at])
            else:
                cells.append(" ".join(line.text for line in lines_of(cell.find(a("txBody")))))
        rows.append(cells)
    return rows


def _chart(chart: Any) -> Iterator[str]:
    """The title of a chart, and its numbers as a table if they are few."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield paragraph(chart.chart_title.text_frame.text)
    plots = list(chart.plots)
    if len(plots) != 1:
        return
    series = list(plots[0].series)
    names = [folded(str(name)) for name in plots[0].categories]
    if not names or len(names) > _MOST_POINTS or len(series) > _MOST_SERIES:
        yield paragraph(", ".join([*(one.name for one in series), *names[:_MOST_POINTS]]))
        return
    values = [list(one.values) for one in series]
    header = ["", *(folded(one.name) for one in series)]
    yield table(
        [header]
        + [
            [name, *(_written(own[at]) if at < len(own) else "" for own in values)]
            for at, name in enumerate(names)
        ]
    )


def _written(value: object) -> str:
    if not isinstance(value, int | float):
        return ""
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def _diagram(data: bytes) -> Iterator[str]:
    """The texts of a diagram, as a list."""
    points = parse_xml(data).iter(f"{{{_DIAGRAM}}}pt")
    texts = [
        " ".join(line.text for line in lines_of(point.find(f"{{{_DIAGRAM}}}t"))) for point in points
    ]
    yield "\n".join(item(text) for text in texts if text)


def _place(element: Element) -> tuple[int, int] | None:
    """Where the shape's own position is, as top and left; `None` where its layout has it."""
    for name in ("p:spPr", "p:grpSpPr"):
        offset = element.find(f"{qn(name)}/{a('xfrm')}/{a('off')}")
        if offset is not None:
            return _number(offset.get("y")), _number(offset.get("x"))
    offset = element.find(f"{qn('p:xfrm')}/{a('off')}")
    return None if offset is None else (_number(offset.get("y")), _number(offset.get("x")))


def _layout_place(holder: Element | None, slide: Any) -> tuple[int, int]:
    """Where the layout has the placeholder."""
    if holder is not None:
        for placed in slide.slide_layout.placeholders:
            if str(placed.placeholder_format.idx) == holder.get("idx", "0"):
                return int(placed.top or 0), int(placed.left or 0)
    return 0, 0


def _number(written: str | None) -> int:
    digits = (written or "").lstrip("-").isdigit() and len(written or "") < 13
    return int(written or 0) if digits else 0
