"""Exchanges and documents for histories."""

from dataclasses import replace
from time import time
from typing import Any

from assistant import Abstention, Answer, Claim, Reason
from corpus import Source
from tests.ui.made import abstention, answer, citation, events, looked_into, passage
from ui.exchange import Exchange, Footnote, from_events
from ui.render import Context

ANN, BOB = "ann", "bob"
INDEX = "http://chroma/bread"


def said(marker: int, text: str, document_id: str, **changes: Any) -> Claim:
    """A claim with a quote from this document, whose digest is named for it."""
    cited = replace(
        citation(marker, text), document_id=document_id, digest=f"digest of {document_id}"
    )
    return Claim(text, (replace(cited, **changes),))


def answered(*claims: Claim, question: str = "How?", **changes: Any) -> Exchange:
    """An answer that came about by looking into the documents it cites."""
    reply = replace(answer(*claims, question=question), **changes)
    found = [passage(one.quote, document_id=one.document_id) for one in reply.citations]
    notes = tuple(Footnote(one, Context("So: ", one.quote, "")) for one in reply.citations)
    return from_events(
        question, events(reply, *looked_into(question, found, 1, 0.9)), notes, time()
    )


def unanswered(question: str, **changes: Any) -> Exchange:
    """An abstention."""
    made = replace(abstention(), question=question, standalone_question=question, **changes)
    return Exchange(question=question, reply=made, asked=time())


def talk(text: str, *documents: str) -> Exchange:
    """What was said to small talk, telling of these documents."""
    made = abstention(reason=Reason.NOT_A_QUESTION, text=text)
    return Exchange(question="hello", reply=made, documents=documents, asked=time())


def source(document_id: str, digest: str = "", title: str = "Bread") -> Source:
    """A document of the index."""
    kept = digest or f"digest of {document_id}"
    return Source(document_id, title, f"/texts/{document_id}", kept, 100, 1, 1, 0)


def the_answer(one: Exchange) -> Answer:
    """The reply, which is an answer."""
    assert isinstance(one.reply, Answer)
    return one.reply


def the_abstention(one: Exchange) -> Abstention:
    """The reply, which is an abstention."""
    assert isinstance(one.reply, Abstention)
    return one.reply
