"""Words and shapes that all edges share: places, passages, sources and reports.

What these functions return is safe to print: nothing in it makes a terminal do anything.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ui.text import Context, citation_context, counted, one_line, visible, wrapped

if TYPE_CHECKING:
    from assistant import Citation
    from corpus import Document, Passage, Place, Source, Span
    from ingest import IngestReport, Inspection

__all__ = [
    "FOOTNOTE_SENTENCE",
    "Context",
    "also_in",
    "citation_context",
    "confidence_words",
    "corpus_line",
    "counted",
    "failure_lines",
    "ingest_lines",
    "inspection_lines",
    "one_line",
    "passage_lines",
    "path",
    "source_line",
    "sources_table",
    "visible",
    "where",
]

FOOTNOTE_SENTENCE = (
    "A footnote proves that the words stand in the document, not that the document is right."
)
"""What a footnote is worth."""

_FAIR, _HIGH = 0.5, 0.8
_PASSAGE_CHARS = 200
_BEGINNING_CHARS = 60
_NAMED = 20
_ENDINGS = 6
_NAMED_WORDS = ("new", "changed", "removed")
_ALSO = 3


def confidence_words(confidence: float) -> str:
    """`low`, `fair` or `high`: chances of being right below one half, below 0.8, and above."""
    if confidence < _FAIR:
        return "low"
    return "fair" if confidence < _HIGH else "high"


def path(parts: Iterable[str]) -> str:
    """Title and headings, or headings alone, in one line, e.g. `Choosing > Costs`."""
    return " > ".join(one_line(part) for part in parts if part)


def where(citation: "Citation") -> str:
    """Where the quote stands, e.g. `Choosing > Costs, costs.md line 12` or `costs.pdf p. 3`."""
    file = f"{one_line(citation.document_id)} {citation.place}"
    return f"{path((citation.title, *citation.heading))}, {file}"


def also_in(places: Sequence["Place"]) -> str:
    """Which other documents say the same, e.g. `Also in: a.md, b.md and 2 more`; or nothing."""
    named = list(dict.fromkeys(one_line(place.document_id) for place in places))
    more = f" and {len(named) - _ALSO:,} more" if len(named) > _ALSO else ""
    return f"Also in: {', '.join(named[:_ALSO])}{more}" if named else ""


def passage_lines(passages: Sequence["Passage"], *, scores: bool = False) -> list[str]:
    """Passages in order, each with the place it stands in and how its words begin."""
    lines = []
    for number, passage in enumerate(passages, start=1):
        score = f", score {passage.score:.3f}" if scores else ""
        file = f"{one_line(passage.document_id)}{score}"
        lines += wrapped(
            f"{path((passage.title, *passage.heading))}, {file}", f"{number:2}. ", "    "
        )
        lines += wrapped(one_line(passage.text, _PASSAGE_CHARS), "    ")
        lines += wrapped(also_in(passage.duplicates), "    ")
    return lines


def source_line(source: "Source") -> str:
    """A document in one line, e.g. `Choosing, costs.md: 12 sections, 3 FAQs, 40 chunks`."""
    counts = ", ".join(
        counted(number, noun)
        for number, noun in (
            (source.sections, "section"),
            (source.faqs, "FAQ"),
            (source.chunks, "chunk"),
        )
    )
    return f"{one_line(source.title)}, {one_line(source.document_id)}: {counts}"


def sources_table(sources: Sequence["Source"]) -> list[tuple[str, ...]]:
    """One row a document, after a row of column names."""
    rows: list[tuple[str, ...]] = [("document", "title", "sections", "FAQs", "chunks")]
    for source in sources:
        counts = (source.sections, source.faqs, source.chunks)
        names = (one_line(source.document_id), one_line(source.title, _BEGINNING_CHARS))
        rows.append((*names, *(f"{count:,}" for count in counts)))
    return rows


def corpus_line(sources: Sequence["Source"]) -> str:
    """The corpus in one line, e.g. `5 documents, 45 sections, 14 FAQs`."""
    return ", ".join(
        (
            counted(len(sources), "document"),
            counted(sum(source.sections for source in sources), "section"),
            counted(sum(source.faqs for source in sources), "FAQ"),
        )
    )


def failure_lines(report: "IngestReport") -> list[str]:
    """One line a file that did not go in, with the reason."""
    return [
        f"{visible(file)!r} was left out: {one_line(reason)}"
        for file, reason in sorted(report.failed.items())
    ]


def ingest_lines(report: "IngestReport") -> list[str]:
    """What an ingest did: documents by what became of them, then the index as it is now."""
    lines = []
    moved = [f"{one_line(old)} is now {one_line(new)}" for old, new in report.moved.items()]
    named = {word: [one_line(name) for name in getattr(report, word)] for word in _NAMED_WORDS}
    for word, names in (named | {"moved": moved}).items():
        lines += [f"{word}: {name}" for name in names[:_NAMED]]
        if len(names) > _NAMED:
            lines.append(f"{word}: {len(names) - _NAMED:,} more")
    counts = [
        f"{len(found):,} {word}"
        for word in ("new", "changed", "unchanged", "moved", "removed")
        if (found := getattr(report, word))
    ]
    if report.failed:
        counts.append(f"{len(report.failed):,} left out")
    if report.passed:
        lines.append(_passed_line(report.passed))
    done = ", ".join(counts) or "nothing to take in"
    size = counted(report.chunks, "chunk")
    lines.append(f"{done}; {size} in the index, {report.encoded:,} encoded, {report.seconds:.1f} s")
    return lines


def _passed_line(passed: Mapping[str, int]) -> str:
    """How many files of other formats there were, the most frequent endings first."""
    often = sorted(passed, key=lambda ending: (-passed[ending], ending))[:_ENDINGS]
    named = ", ".join(one_line(ending) or "no ending" for ending in often)
    more = ", ..." if len(passed) > _ENDINGS else ""
    return f"passed over: {counted(sum(passed.values()), 'file')} of other formats ({named}{more})"


def inspection_lines(inspection: "Inspection", document: "Document") -> list[str]:
    """What ingest makes of a document: what of each kind was found, then its chunks."""
    title = f"{one_line(inspection.title)}, {one_line(document.id)}"
    headings = ["  " * (len(names) - 1) + one_line(names[-1]) for names in inspection.headings]
    faqs = [f"{one_line(faq.question)} ({faq.sentences} to quote)" for faq in inspection.faqs]
    kinds = Counter(chunk.kind.value for chunk in inspection.chunks)
    chunks = [
        f"line {_line(document.text, chunk.span)}, {chunk.kind.value}: "
        + one_line(chunk.text, _BEGINNING_CHARS)
        for chunk in inspection.chunks
    ]
    by_kind = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    return [
        f"{title}: {_extent(document)}",
        *inspection.notes,
        *_group(counted(len(headings), "heading"), headings),
        *_group(counted(len(faqs), "FAQ pair"), faqs),
        *_group(counted(len(inspection.lists), "list"), map(_entries, inspection.lists)),
        *_group(counted(len(inspection.tables), "table"), map(_entries, inspection.tables)),
        *_group(
            f"{len(inspection.boilerplate)} of boilerplate, kept but never retrieved",
            (one_line(text, _BEGINNING_CHARS) for text in inspection.boilerplate),
        ),
        *_group(f"{counted(len(chunks), 'chunk')} ({by_kind})" if chunks else "0 chunks", chunks),
    ]


def _extent(document: "Document") -> str:
    pages = f", {counted(len(document.pages), 'page')}" if document.pages else ""
    return counted(len(document.text), "character") + pages


def _line(text: str, span: "Span") -> int:
    """The line, from 1, of the first visible character of a span."""
    words = span.of(text)
    return text.count("\n", 0, span.start + len(words) - len(words.lstrip())) + 1


def _group(title: str, lines: Iterable[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)]


def _entries(entries: Sequence[str]) -> str:
    return f"{len(entries)}: " + " / ".join(one_line(entry, 40) for entry in entries)
