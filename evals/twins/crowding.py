"""How many pages the first passages are from, where documents come in several versions.

The first folder of a document's id is its version, the rest its page.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from time import perf_counter

from assistant import Answer, Assistant
from corpus import Passage

FIRST = 8
"""Passages looked at for each question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the page that answers it."""

    question: str
    page: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the first passages are, on average over the questions."""

    pages: float
    """Pages they are from."""
    texts: float
    """Texts among them that differ."""
    found: float
    """Share of questions whose page is among them."""


@dataclass(frozen=True, slots=True)
class Crowding:
    """What came of asking all questions."""

    asked: int
    each: Row
    """If each duplicate had a place of its own, behind the one that stands for it."""
    one: Row
    """With one passage for its duplicates, as it is."""
    answered: int
    cited: int
    """Questions whose page the answer cites."""
    search_seconds: float
    """Median of a search."""


def questions(file: Path) -> tuple[Asked, ...]:
    """The questions of a file, one JSON object a line."""
    lines = file.read_text("utf-8").splitlines()
    return tuple(Asked(one["question"], one["page"]) for one in map(json.loads, lines))


def crowding(assistant: Assistant, asked: Sequence[Asked]) -> Crowding:
    """Asks every question, and looks at what is found for it."""
    found: list[tuple[Passage, ...]] = []
    seconds = []
    answered = cited = 0
    for one in asked:
        started = perf_counter()
        found.append(assistant.search(one.question, k=FIRST))
        seconds.append(perf_counter() - started)
        reply = assistant.ask(one.question)
        answered += isinstance(reply, Answer)
        cited += one.page in {_page(citation.document_id) for citation in reply.citations}
    return Crowding(
        asked=len(asked),
        each=_row(asked, [list(_unfolded(passages))[:FIRST] for passages in found]),
        one=_row(asked, [[(p.document_id, p.text) for p in passages] for passages in found]),
        answered=answered,
        cited=cited,
        search_seconds=median(seconds),
    )


def table(result: Crowding) -> str:
    """The figures as Markdown."""
    lines = [
        f"| first {FIRST} passages | pages | texts | page found |",
        "|---|---|---|---|",
        *(
            f"| {name} | {row.pages:.2f} | {row.texts:.2f} | {row.found:.2f} |"
            for name, row in (
                ("each duplicate by itself", result.each),
                ("one for its duplicates", result.one),
            )
        ),
        "",
        f"{result.asked} questions: {result.answered} answered, {result.cited} citing the page "
        f"that answers. A search took {1000 * result.search_seconds:.0f} ms (median).",
    ]
    return "\n".join(lines)


def _row(asked: Sequence[Asked], found: Sequence[Sequence[tuple[str, str]]]) -> Row:
    pages = [{_page(document_id) for document_id, _ in passages} for passages in found]
    return Row(
        pages=mean(map(len, pages)),
        texts=mean(len({text for _, text in passages}) for passages in found),
        found=mean(one.page in known for one, known in zip(asked, pages, strict=True)),
    )


def _unfolded(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    for passage in passages:
        yield passage.document_id, passage.text
        yield from ((place.document_id, passage.text) for place in passage.duplicates)


def _page(document_id: str) -> str:
    return document_id.partition("/")[2] or document_id
