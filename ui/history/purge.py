"""Takes the words of documents that are gone out of the file of conversations."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from corpus import Source
from ui.exchange import Exchange
from ui.history.blanking import rests_on, unread, without
from ui.history.store import storable

_RESTING = """
FROM rests JOIN exchange ON exchange.id = rests.exchange
JOIN conversation ON conversation.id = exchange.conversation
WHERE conversation.place = ?
"""


def purged(rows: sqlite3.Connection, place: str, sources: Iterable[Source]) -> int:
    """How many exchanges were rewritten without the words of documents that are gone.

    Args:
        rows: Where they are.
        place: Key of the index.
        sources: All documents that it has.
    """
    present = {storable(source.document_id): source for source in sources}
    named = rows.execute(f"SELECT DISTINCT document {_RESTING}", (place,)).fetchall()
    gone = {name for (name,) in named} - set(present)
    if not gone:
        return 0
    moved = {source.digest: source for source in present.values()}
    return sum(_purged(rows, one, gone, moved) for one in _conversations(rows, place, gone))


def note_rests(rows: sqlite3.Connection, key: int | None, exchange: Exchange) -> None:
    """Keep on which documents the words of the exchange in this row rest."""
    found = {storable(name) for name in rests_on(exchange)}
    rows.execute("DELETE FROM rests WHERE exchange = ?", (key,))
    rows.executemany("INSERT INTO rests VALUES (?, ?)", [(key, name) for name in sorted(found)])


def rewrite(rows: sqlite3.Connection, key: int, exchange: Exchange) -> None:
    """Keep an exchange in place of the one in this row."""
    body = json.dumps(exchange.to_dict())
    rows.execute("UPDATE exchange SET body = ? WHERE id = ?", (body, key))


def _conversations(rows: sqlite3.Connection, place: str, gone: Collection[str]) -> Iterator[str]:
    """Those in which something rests on a document that is gone."""
    query = f"SELECT DISTINCT exchange.conversation, document {_RESTING}"
    resting = rows.execute(query, (place,)).fetchall()
    yield from dict.fromkeys(conversation for conversation, name in resting if name in gone)


def _purged(
    rows: sqlite3.Connection, id_: str, gone: Collection[str], moved: Mapping[str, Source]
) -> int:
    """How many exchanges of a conversation were rewritten.

    What was asked after an answer that lost words may have been understood by these.
    """
    query = "SELECT id, body FROM exchange WHERE conversation = ? ORDER BY number"
    changed, is_misled = 0, False
    for key, body in rows.execute(query, (id_,)).fetchall():
        before = Exchange.from_dict(json.loads(body))
        lost = {name for name in rests_on(before) if storable(name) in gone}
        after = without(before, lost, moved)
        if is_misled:
            after = unread(after)
        is_misled |= after.turn != before.turn
        if after != before:
            rewrite(rows, key, after)
            note_rests(rows, key, after)
            changed += 1
    return changed
