"""PDFs made for the tests, with ReportLab."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Preformatted,
    Spacer,
    Table,
)

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=6)
JUSTIFIED = ParagraphStyle("justified", parent=BODY, alignment=TA_JUSTIFY)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)
CHAPTER = ParagraphStyle(
    "chapter", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceAfter=6
)
SECTION = ParagraphStyle("section", fontName="Times-Bold", fontSize=10, leading=12, spaceAfter=4)

OWLS = (
    "Owls hunt at night, when most of their prey is awake and moving about. A barn owl finds a "
    "mouse by its rustle alone, for one of its ears sits higher in the head than the other. "
)
HERONS = (
    "Herons stand still in shallow water until a fish comes near. The grey heron strikes within "
    "a tenth of a second, and it swallows the fish whole, head first. "
)
SWIFTS = (
    "Swifts sleep on the wing and land only to breed. A young swift may fly for three years "
    "before it touches the ground again, a record among birds. "
)


def p(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph."""
    return Paragraph(text, style)


def bullets(*texts: str) -> ListFlowable:
    """A list with bullets."""
    return ListFlowable([p(text) for text in texts], bulletType="bullet", start="•")


def numbered(*texts: str) -> ListFlowable:
    """A list with numbers."""
    return ListFlowable([p(text) for text in texts], bulletType="1", bulletFormat="%s.")


def made_pdf(
    story: Sequence[Any],
    *,
    columns: int = 1,
    title: str = "",
    decorate: Callable[[Canvas, int], None] | None = None,
    outline: Sequence[tuple[str, int, int]] = (),
    encrypt: str | None = None,
) -> bytes:
    """A PDF of these flowables; `outline` has words, level from 0 and page from 1."""
    file = BytesIO()

    def on_page(canvas: Canvas, _: object) -> None:
        number = canvas.getPageNumber()
        for words, level, page in outline:
            if page == number:
                canvas.bookmarkPage(words)
                canvas.addOutlineEntry(words, words, level)
        if decorate:
            decorate(canvas, number)

    document = BaseDocTemplate(file, pagesize=A4, title=title or "untitled", encrypt=encrypt)
    width = (A4[0] - 100 - 20 * (columns - 1)) / columns
    frames = [
        Frame(50 + at * (width + 20), 60, width, A4[1] - 120, id=str(at)) for at in range(columns)
    ]
    document.addPageTemplates([PageTemplate("all", frames, onPage=on_page)])
    document.build(list(story))
    return file.getvalue()


def drawn_pdf(*pages: Sequence[tuple[float, float, str]], size: float = 11) -> bytes:
    """A PDF of lines drawn at `x`, `y`."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for lines in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in lines:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def header_and_footer(canvas: Canvas, number: int) -> None:
    """What a handbook prints on every page."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(50, A4[1] - 30, "The Bird Handbook, third edition")
    canvas.drawRightString(A4[0] - 50, 30, f"Page {number}")


def handbook() -> bytes:
    """Three pages: a title, chapters and sections, lists, a table, code; a header and a footer."""
    rows = [
        ["Bird", "Wingspan", "Clutch"],
        ["Barn owl", "90 cm", "5 eggs"],
        ["Grey heron", "185 cm", "4 eggs"],
        ["Swift", "42 cm", "2 eggs"],
    ]
    story = [
        p("A Handbook of Birds", TITLE),
        p("Night hunters", CHAPTER),
        p(OWLS * 3),
        p("What owls need", SECTION),
        p("To raise their young, owls need:"),
        bullets("a dry hole or a nesting box, out of the wind", "fields with many voles"),
        p("How to build a nesting box:"),
        numbered("Saw six boards of spruce.", "Screw them together, and leave one side open."),
        p(OWLS * 2),
        PageBreak(),
        p("Fishers", CHAPTER),
        p(HERONS * 4),
        p("Figures", SECTION),
        Table(rows, hAlign="LEFT", colWidths=[120, 90, 90]),
        Spacer(1, 12),
        p("All figures are means of ten counts."),
        PageBreak(),
        p("Fliers", CHAPTER),
        p(SWIFTS * 2),
        Preformatted(
            "for bird in birds:\n    count(bird)", ParagraphStyle("c", fontName="Courier")
        ),
        Spacer(1, 12),
        p("The most exact count was made in 1998: 1,204 pairs."),
    ]
    return made_pdf(story, decorate=header_and_footer)
