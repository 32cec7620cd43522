"""What rivals read: the documents' texts, cut into the passages that they search."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from corpus import Generation, Kind, Span
from evals.evidence import Quote

PASSAGE_CHARS = 1000
OVERLAP_CHARS = 200
"""Most characters of a passage and of what it shares with the next, as LangChain's tutorial has
them."""

_FRONT_MATTER = "---"


@dataclass(frozen=True, slots=True)
class Text:
    """A document as rivals get it."""

    document_id: str
    text: str
    spans: Mapping[Kind, tuple[Span, ...]] = field(default_factory=dict)
    """Where its FAQ pairs, lists and so on stand, so that a case can leave them out."""
    body: int = 0
    """Where it starts to speak: after its front matter, which nobody should be quoted."""

    def pieces(self, without: Collection[Kind]) -> tuple[Span, ...]:
        """What is left of the body in order when everything of these kinds is cut out."""
        pieces = []
        start = self.body
        for cut in sorted(span for kind in without for span in self.spans.get(kind, ())):
            if start < cut.start:
                pieces.append(Span(start, cut.start))
            start = max(start, cut.end)
        if start < len(self.text):
            pieces.append(Span(start, len(self.text)))
        return tuple(pieces)


def texts_of(generation: Generation) -> tuple[Text, ...]:
    """The documents of a generation by id, with the spans that its chunks give to each kind."""
    return tuple(_text_of(generation, source.document_id) for source in generation.sources())


def _text_of(generation: Generation, document_id: str) -> Text:
    spans: dict[Kind, tuple[Span, ...]] = {}
    text = generation.document(document_id).text
    body = 0
    # A document without a character has no chunks either.
    for chunk in generation.chunks(document_id) if text else ():
        spans[chunk.kind] = (*spans.get(chunk.kind, ()), chunk.span)
        if chunk.ordinal == 0 and _is_front_matter(chunk.kind, chunk.text):
            body = chunk.span.end
    return Text(document_id, text, spans, body)


def _is_front_matter(kind: Kind, text: str) -> bool:
    return kind is Kind.BOILERPLATE and text.lstrip().startswith(_FRONT_MATTER)


def passages_of(texts: Sequence[Text], without: Collection[Kind]) -> tuple[Quote, ...]:
    """The passages of all texts in order, each with its place, split as LangChain splits."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=PASSAGE_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True
    )
    return tuple(
        Quote(text.document_id, part.page_content, piece.start + part.metadata["start_index"])
        for text in texts
        for piece in text.pieces(without)
        for part in splitter.create_documents([piece.of(text.text)])
    )
