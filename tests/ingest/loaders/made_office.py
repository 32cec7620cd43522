"""Word and PowerPoint files made for the tests, with the libraries that read them."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pptx
from docx.oxml import parse_xml
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made_docx(fill: Callable[[Any], None]) -> bytes:
    """A Word file that `fill` writes into."""
    document = docx.Document()
    document.core_properties.title = ""
    fill(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def made_pptx(fill: Callable[[Any], None]) -> bytes:
    """A PowerPoint file that `fill` adds slides to."""
    presentation = pptx.Presentation()
    presentation.core_properties.title = ""
    fill(presentation)
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def add_xml(document: Any, xml: str) -> None:
    """Adds Word's own XML to the end of a document; `w:` is known."""
    element = parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACE}", xml, count=1))
    document.element.body.insert(len(document.element.body) - 1, element)


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one of its parts changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()) if entry == name else content)
    return file.getvalue()


def add_slide(presentation: Any, title: str, *texts: str, layout: int = 1) -> Any:
    """A slide with a title and, in its body, these paragraphs; a tab before one is a level."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    if texts:
        frame = slide.placeholders[1].text_frame
        for at, text in enumerate(texts):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.text = text.lstrip("\t")
            paragraph.level = len(text) - len(text.lstrip("\t"))
    return slide


def add_table(slide: Any, *rows: tuple[str, ...]) -> Any:
    """A table below everything else."""
    place = (Inches(1), Inches(5), Inches(6), Inches(1))
    table = slide.shapes.add_table(len(rows), len(rows[0]), *place).table
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    return table


def add_chart(slide: Any, title: str, values: dict[str, float]) -> None:
    """A bar chart with one series, named `Pairs`."""
    data = CategoryChartData()
    data.categories = list(values)
    data.add_series("Pairs", list(values.values()))
    place = (Inches(1), Inches(2), Inches(6), Inches(3))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = title
