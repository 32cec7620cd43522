"""The conversations of all visitors, kept in one file that outlives a restart."""

import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import time
from typing import Self

from corpus import ConversationNotFound, Source
from ui.exchange import COMMENT_CHARS, Exchange, Vote
from ui.history.place import index_key, keep_questions_days
from ui.history.purge import note_rests, purged, rewrite
from ui.history.questions import QuestionLog
from ui.history.store import Store, storable
from ui.text import one_line

TITLE_CHARS = 80
"""Most characters of a title."""

_LISTED = """
SELECT id, title, created, updated, place,
    (SELECT count(*) FROM exchange WHERE conversation = conversation.id)
FROM conversation WHERE visitor = ?
"""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A line of the list of conversations."""

    id: str
    title: str
    created: float
    """In seconds since 1970."""
    updated: float
    """When the last question came or the title was changed."""
    count: int
    """How many exchanges it has."""
    index: str
    """The key of the index that is asked."""


def title_of(question: str) -> str:
    """A title made of a question: one line, at most 80 characters."""
    return one_line(question, TITLE_CHARS - 2)[:TITLE_CHARS] or "New conversation"


class History:
    """Conversations, each of one visitor with one index; threads and processes may share it.

    An index is named by its folder or its `index_key`.

    Raises:
        HistoryError: The file is damaged, too new, or cannot be used; so does every method.
    """

    def __init__(self, store: Store, questions: QuestionLog) -> None:
        self._store = store
        self.questions = questions
        """The log for the owner of the documents."""

    @classmethod
    def open(cls, folder: Path, *, keep_days: int | None = None) -> Self:
        """The history in a folder, which is made if it is not there.

        Args:
            folder: Usually `state_folder()`.
            keep_days: How long questions stay in the log; as the environment says if not given.

        Raises:
            HistoryError: The file is damaged, too new, or cannot be used.
            SettingsError: The environment says something that is no number of days.
        """
        days = keep_questions_days() if keep_days is None else keep_days
        store = Store(folder)
        return cls(store, QuestionLog(store, days))

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def conversations(self, visitor: str, index: str | Path) -> tuple[Conversation, ...]:
        """The visitor's conversations with an index, newest first."""
        query = f"{_LISTED} AND place = ? ORDER BY updated DESC, rowid DESC"
        with self._store.reading() as rows:
            found = rows.execute(query, (storable(visitor), storable(index_key(index)))).fetchall()
        return tuple(_conversation(row) for row in found)

    def conversation(self, visitor: str, id: str) -> Conversation:  # noqa: A002 - its field's name
        """The visitor's conversation of this id.

        Raises:
            ConversationNotFound: There is none, or it is another visitor's.
        """
        with self._store.reading() as rows:
            return _found(rows, visitor, id)

    def exchanges(self, visitor: str, id: str) -> tuple[Exchange, ...]:  # noqa: A002
        """The exchanges of a conversation as they were stored, oldest first."""
        with self._store.reading() as rows:
            _found(rows, visitor, id)
            query = "SELECT body FROM exchange WHERE conversation = ? ORDER BY number"
            bodies = rows.execute(query, (id,)).fetchall()
        return tuple(Exchange.from_dict(json.loads(body)) for (body,) in bodies)

    def begin(self, visitor: str, index: str | Path, title: str) -> Conversation:
        """A new conversation without exchanges; `title` may be its first question."""
        now, key = time(), storable(index_key(index))
        made = Conversation(secrets.token_urlsafe(12), title_of(title), now, now, 0, key)
        with self._store.writing() as rows:
            rows.execute(
                "INSERT INTO conversation VALUES (?, ?, ?, ?, ?, ?)",
                (made.id, storable(visitor), key, made.title, now, now),
            )
        return made

    def add(self, visitor: str, id: str, exchange: Exchange) -> Exchange:  # noqa: A002
        """The exchange, which is now the last of a conversation and noted in the log."""
        exchange = replace(exchange, comment=exchange.comment[:COMMENT_CHARS])
        with self._store.writing() as rows:
            place = _found(rows, visitor, id).index
            logged = self.questions.note(rows, place, exchange)
            query = "SELECT coalesce(max(number) + 1, 0) FROM exchange WHERE conversation = ?"
            (number,) = rows.execute(query, (id,)).fetchone()
            key = rows.execute(
                "INSERT INTO exchange (conversation, number, logged, body) VALUES (?, ?, ?, ?)",
                (id, number, logged, json.dumps(exchange.to_dict())),
            ).lastrowid
            note_rests(rows, key, exchange)
            rows.execute("UPDATE conversation SET updated = ? WHERE id = ?", (time(), id))
        return exchange

    def cut(self, visitor: str, id: str, count: int) -> None:  # noqa: A002
        """Keep the first `count` exchanges of a conversation only."""
        with self._store.writing() as rows:
            _found(rows, visitor, id)
            query = "DELETE FROM exchange WHERE conversation = ? AND number >= ?"
            rows.execute(query, (id, count))

    def rename(self, visitor: str, id: str, title: str) -> Conversation:  # noqa: A002
        """The conversation with another title; a blank one changes nothing."""
        with self._store.writing() as rows:
            _found(rows, visitor, id)
            if title.strip():
                query = "UPDATE conversation SET title = ? WHERE id = ?"
                rows.execute(query, (title_of(title), id))
            return _found(rows, visitor, id)

    def delete(self, visitor: str, id: str) -> None:  # noqa: A002
        """Delete a conversation for good; nothing of it is left in the file but the log's line."""
        with self._store.writing() as rows:
            _found(rows, visitor, id)
            rows.execute("DELETE FROM conversation WHERE id = ?", (id,))
        self._store.sweep()

    def vote(
        self,
        visitor: str,
        id: str,  # noqa: A002
        number: int,
        vote: Vote | None,
        comment: str = "",
    ) -> Exchange:
        """The exchange at position `number`, from 0, with this vote and comment in place of any.

        Raises:
            ConversationNotFound: There is no such conversation, or it has no such exchange.
        """
        with self._store.writing() as rows:
            _found(rows, visitor, id)
            query = "SELECT id, logged, body FROM exchange WHERE conversation = ? AND number = ?"
            row = rows.execute(query, (id, number)).fetchone()
            if row is None:
                raise ConversationNotFound(
                    f"Conversation {id!r} has no exchange {number}: load the page again."
                )
            key, logged, body = row
            told = comment.strip()[:COMMENT_CHARS] if vote else ""
            voted = replace(Exchange.from_dict(json.loads(body)), vote=vote, comment=told)
            rewrite(rows, key, voted)
            if logged is not None:
                self.questions.note_vote(rows, logged, vote, told)
        return voted

    def purge(self, index: str | Path, sources: Iterable[Source]) -> int:
        """How many exchanges lost the words of documents that the index no longer has.

        They are blanked for good. A document whose very text stands in the index under another id
        has moved: what quotes it names that id.

        Args:
            index: Whose conversations.
            sources: All documents of the index as it is now.
        """
        with self._store.writing() as rows:
            changed = purged(rows, storable(index_key(index)), sources)
        if changed:
            self._store.sweep()
        return changed


def _conversation(row: tuple[str, str, float, float, str, int]) -> Conversation:
    id_, title, created, updated, place, count = row
    return Conversation(id_, title, created, updated, count, place)


def _found(rows: sqlite3.Connection, visitor: str, id_: str) -> Conversation:
    row = rows.execute(f"{_LISTED} AND id = ?", (storable(visitor), storable(id_))).fetchone()
    if row is None:
        raise ConversationNotFound(
            f"There is no conversation {id_!r} of yours: it was deleted, or is another person's."
        )
    return _conversation(row)
