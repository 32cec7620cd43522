"""The log for the owner of the documents: what was asked, what came of it, what people think of it.

It holds questions, comments and ids of documents, never a word of a document.
"""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from assistant import Mode, Reason
from ui.exchange import Exchange, Vote
from ui.history.alike import Unanswered, grouped
from ui.history.asked import Asked, Status, status_of
from ui.history.place import index_key
from ui.history.store import Store, storable

_DAY = 86_400.0
_QUESTIONS = """
SELECT id, asked, question, status, reason, confidence, mode, seconds, vote, comment, documents
FROM question
WHERE place = ? AND asked >= ? AND (? IS NULL OR status = ?) AND (? IS NULL OR vote = ?)
ORDER BY asked DESC, id DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """How often what came of the questions of a period."""

    answered: int = 0
    abstained: int = 0
    talk: int = 0
    stopped: int = 0
    up: int = 0
    down: int = 0

    @property
    def asked(self) -> int:
        """All questions."""
        return self.answered + self.abstained + self.talk + self.stopped


class QuestionLog:
    """The questions of all visitors; an index is named by its folder or its `index_key`.

    Args:
        store: The file that keeps it.
        keep_days: How long a question stays; 0 keeps none.

    Raises:
        HistoryError: The file cannot be used; so does every method.
    """

    def __init__(self, store: Store, keep_days: int) -> None:
        self._store = store
        self.keep_days = keep_days

    def note(self, rows: sqlite3.Connection, place: str, exchange: Exchange) -> int | None:
        """The key of the new line for an exchange; `None` where no questions are kept.

        Lines that have been kept long enough go.

        Args:
            rows: An open writing of the store.
            place: Key of the index.
            exchange: What was asked.
        """
        rows.execute("DELETE FROM question WHERE asked < ?", (self._oldest(),))
        if not self.keep_days:
            return None
        values = {"place": place, **_values(exchange)}
        marks = ", ".join(f":{name}" for name in values)
        query = f"INSERT INTO question ({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - our names
        return rows.execute(query, values).lastrowid

    def note_vote(
        self, rows: sqlite3.Connection, key: int, vote: Vote | None, comment: str
    ) -> None:
        """Note a vote in place of the one before; a line that is gone stays so."""
        query = "UPDATE question SET vote = ?, comment = ? WHERE id = ?"
        rows.execute(query, (vote, storable(comment), key))

    def questions(
        self,
        index: str | Path,
        since: float = 0.0,
        *,
        status: Status | None = None,
        vote: Vote | None = None,
        most: int | None = None,
    ) -> tuple[Asked, ...]:
        """The questions since a time, newest first.

        Args:
            index: Which index was asked.
            since: In seconds since 1970.
            status: Only those of which this came.
            vote: Only those with this vote.
            most: How many at most.
        """
        place, first = storable(index_key(index)), max(since, self._oldest())
        given = (place, first, status, status, vote, vote, -1 if most is None else most)
        with self._store.reading() as rows:
            found = rows.execute(_QUESTIONS, given).fetchall()
        return tuple(_asked(row) for row in found)

    def totals(self, index: str | Path, since: float = 0.0) -> Totals:
        """How often what came of the questions since a time."""
        query = (
            "SELECT status, vote, count(*) FROM question WHERE place = ? AND asked >= ?"
            " GROUP BY status, vote"
        )
        given = (storable(index_key(index)), max(since, self._oldest()))
        with self._store.reading() as rows:
            found = rows.execute(query, given).fetchall()
        counts = dict.fromkeys((*Status, *Vote), 0)
        for status, vote, count in found:
            counts[Status(status)] += count
            if vote is not None:
                counts[Vote(vote)] += count
        return Totals(**{name.value: count for name, count in counts.items()})

    def unanswered(self, index: str | Path, since: float = 0.0) -> tuple[Unanswered, ...]:
        """What the documents do not say: those that ask the same together, most asked first."""
        return grouped(self.questions(index, since, status=Status.ABSTAINED))

    def down_voted(self, index: str | Path, since: float = 0.0) -> tuple[Asked, ...]:
        """The questions whose replies were voted down, newest first."""
        return self.questions(index, since, vote=Vote.DOWN)

    def _oldest(self) -> float:
        """When the oldest question was asked that may be kept."""
        return time() - self.keep_days * _DAY


def _values(exchange: Exchange) -> dict[str, Any]:
    """The columns of an exchange's line."""
    reply = exchange.reply
    cited = () if reply is None else (one.document_id for one in reply.citations)
    status = status_of(exchange)
    return {
        "asked": exchange.asked or time(),
        "question": storable(exchange.question),
        "status": status,
        "reason": getattr(reply, "reason", None),
        "confidence": reply.confidence if reply and status is not Status.TALK else None,
        "mode": reply and reply.mode,
        "seconds": reply and reply.seconds,
        "vote": exchange.vote,
        "comment": storable(exchange.comment),
        "documents": json.dumps(list(dict.fromkeys(cited))),
    }


def _asked(row: tuple[Any, ...]) -> Asked:
    id_, asked, question, status, reason, confidence, mode, seconds, vote, comment, documents = row
    return Asked(
        id=id_,
        asked=asked,
        question=question,
        status=Status(status),
        reason=reason and Reason(reason),
        confidence=confidence,
        mode=mode and Mode(mode),
        seconds=seconds,
        vote=vote and Vote(vote),
        comment=comment,
        documents=tuple(json.loads(documents)),
    )
