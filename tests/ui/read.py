"""Documents read from their text, as an index would keep them."""

from hashlib import sha256
from itertools import chain
from typing import Any

from corpus import Document, Span
from ingest import inspect_text
from ui.web.reading import Block, page_data
from ui.web.runs import Quote, Run
from ui.web.stretches import Text, gathered


def read(text: str, pages: tuple[int, ...] = (), document_id: str = "bread.md") -> Text:
    """The text as a document with its stretches."""
    digest = sha256(text.encode()).hexdigest()
    document = Document(document_id, "Bread", f"/texts/{document_id}", text, digest, pages)
    return gathered(document, inspect_text(document).chunks)


def page(text: Text, *quoted: str, **around: int) -> dict[str, Any]:
    """The whole page, unless narrowed, with the first place of each of these words marked."""
    whole = text.document.text
    places = [(whole.index(words), words) for words in quoted]
    quotes = [Quote(at, at + len(words), n) for n, (at, words) in enumerate(places, start=1)]
    span = Span(quotes[0].start, quotes[0].end) if quotes else Span(0, 0)
    return page_data(text, quotes, span, **{"above": len(whole), "below": len(whole)} | around)


def runs_of(blocks: list[Block]) -> list[Run]:
    """All runs of these blocks, in order."""
    rows = (block["rows"] if block["form"] == "table" else [block] for block in blocks)
    found = (row.get("cells", [row.get("runs", [])]) for row in chain.from_iterable(rows))
    return [run for cells in found for cell in cells for run in cell]


def joined(blocks: list[Block]) -> str:
    """The words of all runs, which are a stretch of the document."""
    return "".join(run[0] for run in runs_of(blocks))


def marked(blocks: list[Block], marker: int) -> str:
    """The words that are marked for a footnote."""
    return "".join(run[0] for run in runs_of(blocks) if len(run) > 2 and marker in run[2])


def shown(block: Block) -> str:
    """The words of a block without what only says how others look."""
    return "".join(run[0] for run in runs_of([block]) if len(run) < 2 or "m" not in run[1])
