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


class FullText:
    """Reads the full text of one generation."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def search(self, words: Sequence[str], k: int, scope: Scope) -> tuple[Hit, ...]:
        """The `k` best chunks that hold any of the words."""
        terms = (term for word in words if _holds_word(word) for term in terms_of(word))
        query = " OR ".join(map(_quoted, terms))
        if not query or k < 1:
            return ()
        documents = None if scope.documents is None else json.dumps(sorted(scope.documents))
        rows = self._rows(
            "SELECT c.id, -bm25(words, ?, ?, ?) AS score "
            "FROM words JOIN chunks c ON c.row = words.rowid WHERE words MATCH ? "
            "AND (? IS NULL OR c.document_id IN (SELECT value FROM json_each(?))) "
            "AND c.kind NOT IN (SELECT value FROM json_each(?)) "
            "ORDER BY score DESC, c.id LIMIT ?",
            (
                *(TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT),
                *(query, documents, documents, json.dumps([kind.value for kind in scope.without])),
                k,
            ),
        )
        return tuple(Hit(chunk_id, score) for chunk_id, score in rows)

    def frequency(self, word: str) -> int:
        """Searchable chunks whose own text holds the word."""
        if not _holds_word(word):
            return 0
        query = f"text : {_quoted(spaced(word))}"
        rows = self._rows("SELECT count(*) FROM words WHERE words MATCH ?", (query,))
        return int(rows[0][0])


def _holds_word(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _quoted(word: str) -> str:
    # Unquoted, a hyphen or colon would be an operator; a NUL would end the query.
    escaped = word.replace("\0", " ").replace('"', '""')
    return f'"{escaped}"'
