"""A document as a readable page, in JSON-ready blocks, with what is quoted of it marked.

Joined, the words of all runs are the document's text from the first block to the last: nothing is
left out, repeated or put in order anew. Characters that only say how others look, such as `**`, are
told apart from words, so that a page can hide them and show them again.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from corpus import Document, Kind, Span
from ui.render import visible
from ui.web.parts import Part, cells_of, parts_of
from ui.web.runs import MARKUP, ORDER, Quote, Run, Styled, markup, runs
from ui.web.stretches import WINDOW, Stretch, Text

Block = dict[str, Any]

PAGE = "p"
"""Style of a run that is no word of the text: a page, whose number is its third item, starts."""

_AS_IT_IS = ("aside", "rule")
"""Forms in which no markup is looked for."""
_OPENING = re.compile(r"[ \t]*(?:`{3,}|~{3,})[^\n]*\n?")
_CLOSING = re.compile(r"\n[ \t]*(?:`{3,}|~{3,})\s*$")


def page_data(
    text: Text, quotes: Sequence[Quote], span: Span, above: int = WINDOW, below: int = WINDOW
) -> dict[str, Any]:
    """The page around a span: its blocks, and how many characters stand above and below them.

    Args:
        text: The document.
        quotes: What is marked.
        span: What the page is opened at.
        above: Characters shown above it, at least.
        below: Characters shown below it, at least.
    """
    shown = text.around(span, above, below)
    layout = _Layout(text.document, quotes)
    return {
        "blocks": [block for stretch in shown for block in layout.blocks(stretch)],
        "above": shown[0].span.start if shown else 0,
        "below": len(text.document.text) - shown[-1].span.end if shown else 0,
    }


class _Layout:
    """Lays stretches out, with the pages that start in them."""

    def __init__(self, document: Document, quotes: Sequence[Quote]) -> None:
        self._document = document
        self._text = document.text
        self._quotes = quotes
        self._is_first = True

    def blocks(self, stretch: Stretch) -> Iterator[Block]:
        orders = [Styled(order.start, order.end, ORDER) for order in stretch.orders]
        table: Block | None = None
        for part in parts_of(self._text, stretch):
            page = self._page_at(part)
            if part.form in ("row", "rule"):
                if table is None:
                    yield from page
                    table = self._table(stretch, part)
                else:
                    table["rows"] += [{**one, "cells": []} for one in page]
                self._add_row(table, part, orders)
                continue
            if table is not None:
                yield table
                table = None
            yield from page
            yield self._block(part, orders)
        if table is not None:
            yield table

    def _block(self, part: Part, orders: Iterable[Styled]) -> Block:
        span = Span(part.start, part.end)
        looks = [*part.hidden, *orders, *self._looks(part)]
        found: Block = {"form": part.form, "at": part.start, "runs": self._runs(span, looks)}
        if part.level:
            found["level"] = part.level
        if part.bullet:
            found["bullet"] = part.bullet
        return found

    def _looks(self, part: Part) -> list[Styled]:
        words = self._text[part.start : part.end]
        end = part.start + len(words.rstrip())
        looks = [Styled(end, part.end, MARKUP)] if end < part.end else []
        if part.form == "code":
            found = (_OPENING.match(words), _CLOSING.search(words))
            fences = (match.span() for match in found if match)
            return looks + [Styled(part.start + a, part.start + b, MARKUP) for a, b in fences]
        if part.form in _AS_IT_IS:
            return looks
        start = max((one.end for one in part.hidden if one.end < end), default=part.start)
        return looks + markup(self._text, Span(min(start, end), end))

    def _table(self, stretch: Stretch, part: Part) -> Block:
        """A table; one that began further up has the names of its columns again."""
        found: Block = {"form": "table", "at": part.start, "rows": []}
        lead = stretch.lead if stretch.kind is Kind.TABLE else None
        if lead is not None and lead.end <= part.start:
            names = (visible(cell.of(self._text)) for cell in cells_of(self._text, lead))
            found["columns"] = list(names)
        return found

    def _add_row(self, table: Block, part: Part, orders: Iterable[Styled]) -> None:
        """A row more; the first one is the header if a rule stands below it."""
        rows = table["rows"]
        if part.form == "rule":
            if len(rows) == 1:
                rows[0]["form"] = "head"
            looks = [Styled(part.start, part.end, MARKUP)]
            rows.append({"form": "rule", "cells": [self._runs(Span(part.start, part.end), looks)]})
            return
        ends = [part.start, *(cell.end for cell in part.cells[:-1]), part.end]
        cells = []
        for cell, (start, end) in zip(part.cells, pairwise(ends), strict=True):
            around = [Styled(start, cell.start, MARKUP), Styled(cell.end, end, MARKUP)]
            looks = [*around, *orders, *markup(self._text, cell)]
            cells.append(self._runs(Span(start, end), looks))
        rows.append({"form": "row", "at": part.start, "cells": cells})

    def _runs(self, span: Span, looks: Iterable[Styled]) -> list[Run]:
        """The runs of a span, cut where a page starts within it."""
        styled = [one for one in looks if one.start < one.end]
        pages = self._document.pages
        found: list[Run] = []
        at = span.start
        for number in range(bisect_left(pages, span.start + 1), len(pages)):
            if pages[number] >= span.end:
                break
            found += [*runs(self._text, Span(at, pages[number]), styled, self._quotes)]
            found.append(["", PAGE, number + 1])
            at = pages[number]
        return found + runs(self._text, Span(at, span.end), styled, self._quotes)

    def _page_at(self, part: Part) -> list[Block]:
        """The page that starts with a part; at the first one, the page it stands on."""
        page = self._document.page_at(part.start)
        is_first, self._is_first = self._is_first, False
        if page is None or not (is_first or self._document.pages[page - 1] == part.start):
            return []
        return [{"form": "page", "number": page}]
