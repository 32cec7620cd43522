"""A PowerPoint file's bytes as text, slide by slide; every slide is a page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation

from corpus import DocumentError
from ingest.loaders.extracted import Extracted
from ingest.loaders.markdown import heading, joined, paragraph
from ingest.loaders.pptx.shapes import Shape, is_title, shapes_of
from ingest.loaders.pptx.words import lines_of
from ingest.loaders.titles import sensible_title

_FEWEST_REPEATS = 3
_LONGEST_REPEAT = 120
_LONGEST_TITLE = 100


def read_pptx(data: bytes) -> Extracted:
    """The text of a PowerPoint file: titles, texts, tables, charts and speaker notes.

    Raises:
        DocumentError: It is broken, or there is no text in it.
    """
    try:
        presentation = Presentation(BytesIO(data))
    except ValueError as error:
        raise DocumentError("it is not a PowerPoint file; save it as .pptx") from error
    left_out: list[str] = []
    slides = [_shapes(slide, number, left_out) for number, slide in enumerate(presentation.slides)]
    notes = [list(_notes(slide)) for slide in presentation.slides]
    repeated = _repeated(slides)
    title = _title(presentation)
    text, starts = "", []
    opened = False
    for number, shapes in enumerate(slides):
        own = [shape for shape in shapes if _key(shape) not in repeated]
        blocks = [*_slide(own, number, first=not opened), *notes[number]]
        shown = joined(blocks)
        text += "\n\n" if text and shown else ""
        starts.append(len(text))
        text += shown
        opened = opened or bool(shown)
        title = title or _first_title(own)
    if not text:
        raise DocumentError("there is no text on its slides, only pictures if anything; add some")
    return Extracted(text, title, tuple(starts), tuple(left_out))


def _shapes(slide: Any, number: int, left_out: list[str]) -> list[Shape]:
    try:
        return shapes_of(slide)
    except (AttributeError, KeyError, TypeError, ValueError):
        left_out.append(f"Slide {number + 1} cannot be read: open the file and save it anew.")
        return []


def _slide(shapes: Sequence[Shape], number: int, *, first: bool) -> Iterator[str]:
    """A slide's title as its heading, then the rest."""
    titles = [shape for shape in shapes if is_title(shape)]
    named = titles[0] if titles else _like_a_title(shapes)
    words = " ".join(line.text for line in named.lines) if named else ""
    if words or (shapes and not first):
        yield heading(words or f"Slide {number + 1}", 1 if first else 2)
    for shape in shapes:
        if shape is not named:
            yield from shape.blocks


def _like_a_title(shapes: Sequence[Shape]) -> Shape | None:
    """The first shape of a slide without a title, if it is one short line above others."""
    opening = shapes[0] if len(shapes) > 1 else None
    if opening and len(opening.lines) == 1 and len(opening.lines[0].text) <= _LONGEST_TITLE:
        return opening if opening.lines[0].text[-1] not in ".,;:" else None
    return None


def _notes(slide: Any) -> Iterator[str]:
    """What the speaker wrote below the slide."""
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    for at, line in enumerate(lines_of(frame._txBody) if frame is not None else ()):
        yield paragraph(line.text if at else f"Notes: {line.text}")


def _repeated(slides: Sequence[Sequence[Shape]]) -> set[tuple[object, ...]]:
    """Texts that stand in the same place on most slides, as a footer does."""
    counts = Counter(
        key for shapes in slides for key in {_key(one) for one in shapes if not is_title(one)}
    )
    fewest = max(_FEWEST_REPEATS, len(slides) // 2 + 1)
    return {
        key
        for key, count in counts.items()
        if count >= fewest and len(str(key[2])) <= _LONGEST_REPEAT
    }


def _key(shape: Shape) -> tuple[object, ...]:
    return shape.top, shape.left, "\n".join(shape.blocks)


def _title(presentation: Any) -> str:
    try:
        return sensible_title(presentation.core_properties.title or "")
    except (AttributeError, KeyError, ValueError):
        return ""


def _first_title(shapes: Sequence[Shape]) -> str:
    words = (" ".join(line.text for line in shape.lines) for shape in shapes if is_title(shape))
    return sensible_title(next(words, ""))
