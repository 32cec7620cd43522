"""Full text: which chunks hold a question's words, by BM25."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from corpus.scripts import spaced, terms_of
from corpus.types import Hit, Scope

TITLE_WEIGHT = 1.0
HEADING_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
"""How much a word counts by where it stands, in the full-text score."""

Rows = Callable[[str, tuple[Any, ...]], list[Any]]
"""Runs a query on a generation's texts."""

_RARE = 2_000
"""In a large index, every word that stands in no more chunks than these has them ranked."""
_ENOUGH = 500
"""Less rare words have theirs ranked too until there are so many chunks."""
_REMEMBERED = 10_000
"""Words of which is remembered how many chunks hold them."""


class FullText:
    """Reads the full text of one generation.

    Ranking every chunk that holds one of a question's words takes as long as there are such
    chunks, and in a large index a frequent word alone stands in most of them. There only chunks
    that hold one of the rarer words are ranked; the frequent ones still count for their score.
    """

    def __init__(self, rows: Rows, *, large: int | None) -> None:
        """Args: rows: Runs a query. large: Searchable chunks of a large index, else `None`."""
        self._rows = rows
        self._large = large
        self._counts: dict[str, int] = {}

    def search(self, words: Sequence[str], k: int, scope: Scope) -> tuple[Hit, ...]:
        """The `k` best chunks that hold any of the words."""
        terms = [_quoted(term) for word in words if _holds_word(word) for term in terms_of(word)]
        if not terms or k < 1:
            return ()
        query, times = (" OR ".join(terms), 1) if self._large is None else self._narrowed(terms)
        documents = None if scope.documents is None else json.dumps(sorted(scope.documents))
        rows = self._rows(
            "SELECT c.id, -bm25(words, ?, ?, ?) / ? AS score "
            "FROM words JOIN chunks c ON c.row = words.rowid WHERE words MATCH ? "
            "AND (? IS NULL OR c.document_id IN (SELECT value FROM json_each(?))) "
            "AND c.kind NOT IN (SELECT value FROM json_each(?)) "
            "ORDER BY score DESC, c.id LIMIT ?",
            (
                *(TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT, times, query),
                *(documents, documents, json.dumps([kind.value for kind in scope.without])),
                k,
            ),
        )
        return tuple(Hit(chunk_id, score) for chunk_id, score in rows)

    def frequency(self, word: str) -> int:
        """Searchable chunks whose own text holds the word."""
        return self._count(f"text : {_quoted(spaced(word))}") if _holds_word(word) else 0

    def _narrowed(self, terms: Sequence[str]) -> tuple[str, int]:
        """The query that finds chunks with one of the rarer terms, and how often it counts each.

        A term has to stand in it twice, to be asked for and to be scored; so that all count alike,
        the frequent ones are scored twice too.
        """
        by_count = sorted(dict.fromkeys(terms), key=lambda term: (self._count(term), term))
        rarer: list[str] = []
        chunks = 0
        for term in by_count:
            if chunks >= _ENOUGH and self._count(term) > _RARE:
                break
            rarer.append(term)
            chunks += self._count(term)
        # BM25 gives a word in more than half of all chunks no weight.
        most = (self._large or 0) // 2
        frequent = [term for term in by_count[len(rarer) :] if self._count(term) <= most]
        asked = " OR ".join(term for term in terms if term in rarer)
        if not frequent:
            return asked, 1
        others = " OR ".join(term for term in terms if term in frequent)
        return f"({asked}) AND ({asked} OR {others} OR {others})", 2

    def _count(self, query: str) -> int:
        """Chunks that a query finds; remembered, as a generation never changes."""
        count = self._counts.get(query)
        if count is None:
            if len(self._counts) >= _REMEMBERED:
                self._counts.clear()
            rows = self._rows("SELECT count(*) FROM words WHERE words MATCH ?", (query,))
            count = self._counts[query] = int(rows[0][0])
        return count


def _holds_word(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _quoted(word: str) -> str:
    # Unquoted, a hyphen or colon would be an operator; a NUL would end the query.
    escaped = word.replace("\0", " ").replace('"', '""')
    return f'"{escaped}"'
