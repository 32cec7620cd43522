"""Exchanges without the words of documents that were removed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from assistant import Abstention, Answer, Citation, Claim, Reason, Reply
from corpus import Passage, Place, Source
from ui.exchange import Exchange, Footnote
from ui.render import Context

REMOVED_CLAIM = "This sentence is gone: the document it rested on was removed."
"""Stands in place of a claim."""
REMOVED_TALK = "This reply is gone: it told of a document that was removed."
"""Stands in place of what was said about the documents."""

_OF_READING = frozenset({"respelled"})
"""Notices that repeat how a question was understood."""


def rests_on(exchange: Exchange) -> frozenset[str]:
    """Ids of all documents whose words stand in an exchange."""
    return frozenset(_rests_on(exchange))


def _rests_on(exchange: Exchange) -> Iterator[str]:
    yield from exchange.documents
    for note in exchange.footnotes:
        if not note.removed:
            yield note.citation.document_id
            yield from (place.document_id for place in note.citation.also)
    if isinstance(exchange.reply, Abstention):
        for passage in exchange.reply.nearest:
            yield passage.document_id
            yield from (place.document_id for place in passage.duplicates)


def without(exchange: Exchange, gone: Collection[str], moved: Mapping[str, Source]) -> Exchange:
    """The exchange with everything blanked that rests on documents which are gone.

    Args:
        exchange: As it was.
        gone: Ids of those documents.
        moved: By digest, the documents that hold the very text of one that is gone.
    """
    if rests_on(exchange).isdisjoint(gone):
        return exchange
    reply = exchange.reply
    if isinstance(reply, Abstention):
        is_talk = reply.reason is Reason.NOT_A_QUESTION
        reply = replace(
            reply,
            text=REMOVED_TALK if is_talk else reply.text,
            nearest=tuple(_passage(one, gone) for one in reply.nearest if _stays(one, gone)),
        )
        return replace(_unread(exchange, reply), reply=reply)
    return exchange if reply is None else _answered(exchange, reply, gone, moved)


def unread(exchange: Exchange) -> Exchange:
    """The exchange without how its question was understood, where that took other words.

    Such words may be those of an answer before, which rested on a document that is gone.
    """
    reply = exchange.reply
    if reply is None or reply.standalone_question == reply.question:
        return exchange
    return _unread(exchange, reply)


def _unread(exchange: Exchange, reply: Reply) -> Exchange:
    notices = tuple(one for one in reply.notices if one.code not in _OF_READING)
    reply = replace(reply, standalone_question=reply.question, notices=notices)
    if isinstance(reply, Answer):
        parts = (replace(part, question=f"Question {n}") for n, part in enumerate(reply.parts, 1))
        reply = replace(reply, parts=tuple(parts))
    return replace(exchange, reply=reply, stages=(), documents=())


def _answered(
    exchange: Exchange, reply: Answer, gone: Collection[str], moved: Mapping[str, Source]
) -> Exchange:
    cited = {one.marker: _citation(one, gone, moved) for one in reply.citations}
    lost = {marker for marker, one in cited.items() if one.document_id in gone}
    reply = replace(
        reply,
        claims=tuple(_claim(one, cited, lost) for one in reply.claims),
        disagreements=tuple(
            one
            for one in reply.disagreements
            if all(lost.isdisjoint(reply.claims[at].markers) for at in one.claims)
        ),
    )
    notes = tuple(_footnote(note, cited, lost) for note in exchange.footnotes)
    left = replace(exchange, reply=reply, footnotes=notes, stages=(), documents=())
    return unread(left)


def _claim(claim: Claim, cited: Mapping[int, Citation], lost: Collection[int]) -> Claim:
    text = REMOVED_CLAIM if any(marker in lost for marker in claim.markers) else claim.text
    return replace(claim, text=text, citations=tuple(cited[one] for one in claim.markers))


def _footnote(note: Footnote, cited: Mapping[int, Citation], lost: Collection[int]) -> Footnote:
    marker = note.citation.marker
    if marker in lost:
        return Footnote(cited[marker], Context("", "", ""), removed=True)
    return replace(note, citation=cited[marker])


def _citation(one: Citation, gone: Collection[str], moved: Mapping[str, Source]) -> Citation:
    if one.document_id not in gone:
        return replace(one, also=_places(one.also, gone))
    if (now := moved.get(one.digest)) is not None:
        also = tuple(p for p in _places(one.also, gone) if p.document_id != now.document_id)
        return replace(
            one, document_id=now.document_id, title=now.title, source=now.source, also=also
        )
    return replace(
        one, title=one.document_id, heading=(), quote="", start=0, end=0, digest="", also=()
    )


def _places(places: Iterable[Place], gone: Collection[str]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.document_id not in gone)


def _stays(passage: Passage, gone: Collection[str]) -> bool:
    return passage.document_id not in gone


def _passage(passage: Passage, gone: Collection[str]) -> Passage:
    return replace(passage, duplicates=_places(passage.duplicates, gone))
