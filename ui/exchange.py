"""A question with what is shown of its reply, which can be kept as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from time import time
from typing import Annotated, Any, Self

from pydantic import AllowInfNan, BaseModel, ConfigDict, ValidationError

from assistant import (
    Abstention,
    Assistant,
    Citation,
    Claim,
    Event,
    Reason,
    Reply,
    Retrieved,
    Turn,
    reply_from_dict,
    told_of,
)
from corpus import DocumentNotFound, ReplyError
from ui.drafted import is_drafted, worded, wording_line
from ui.explain import reply_of
from ui.render import Context, citation_context
from ui.stage import Stage
from ui.stages import stages, was_sought

CONTEXT_CHARS = 240
"""Most characters shown on either side of a quote."""
COMMENT_CHARS = 2_000
"""Most characters kept of a comment."""


class Vote(StrEnum):
    """What the person who asked thinks of a reply."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A citation with the text around its quote."""

    citation: Citation
    context: Context
    removed: bool = False
    """Whether its document was removed since, so that its words were blanked for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question with what is shown of its reply, and of how that came about."""

    question: str
    reply: Reply | None = None
    """`None` if it was stopped before anything was shown."""
    footnotes: tuple[Footnote, ...] = ()
    """By marker, as the documents were when the question was answered."""
    stages: tuple[Stage, ...] = ()
    """How the reply came about; empty where nothing was sought."""
    wording: str = ""
    """Who worded the answer, where it was not the documents."""
    worded: tuple[int, ...] = ()
    """Positions of the claims that a model worded."""
    is_drafted: bool = False
    """Whether a chat model was asked for the reply."""
    documents: tuple[str, ...] = ()
    """Ids of the documents whose words the stages show, or that the reply tells of."""
    asked: float = 0.0
    """When it was asked, in seconds since 1970."""
    vote: Vote | None = None
    comment: str = ""

    @property
    def turn(self) -> Turn | None:
        """This exchange as history for the next question; `None` without a reply."""
        if self.reply is None or not self.removed:
            return None if self.reply is None else self.reply.turn
        left = [claim for claim in self.reply.claims if not self.is_removed(claim)]
        cited = (one for claim in left for one in claim.citations)
        sections = dict.fromkeys(name for one in cited for name in (one.title, *one.heading))
        said = " ".join(claim.text_with_markers for claim in left)
        return Turn(self.reply.question, said, tuple(sections))

    @property
    def worded_claims(self) -> tuple[Claim, ...]:
        """The claims that a model worded."""
        return () if self.reply is None else tuple(self.reply.claims[at] for at in self.worded)

    @property
    def removed(self) -> frozenset[int]:
        """Markers of the footnotes whose documents were removed since."""
        return frozenset(note.citation.marker for note in self.footnotes if note.removed)

    def is_removed(self, claim: Claim) -> bool:
        """Whether a claim rested on a document that was removed, so that it was blanked."""
        return not self.removed.isdisjoint(claim.markers)

    def to_dict(self) -> dict[str, Any]:
        """This exchange as JSON-ready values."""
        return {
            "question": self.question,
            "asked": self.asked,
            "reply": None if self.reply is None else self.reply.to_dict(),
            "footnotes": [_footnote_to_dict(note) for note in self.footnotes],
            "wording": self.wording,
            "worded": list(self.worded),
            "is_drafted": self.is_drafted,
            "stages": [asdict(stage) for stage in self.stages],
            "documents": list(self.documents),
            "vote": None if self.vote is None else self.vote.value,
            "comment": self.comment,
        }

    @classmethod
    def from_dict(cls, value: object) -> Self:
        """The exchange that `to_dict` made these values of, also after a way through JSON.

        Raises:
            ReplyError: They are none of an exchange.
        """
        try:
            read = _Read.model_validate(value)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            at = ".".join(map(str, first["loc"])) or "it"
            raise ReplyError(_unread(f"{at}: {first['msg']}")) from None
        reply = None if read.reply is None else reply_from_dict(read.reply)
        cited = {} if reply is None else {one.marker: one for one in reply.citations}
        if strange := [note.marker for note in read.footnotes if note.marker not in cited]:
            raise ReplyError(_unread(f"footnote {strange[0]} has no citation"))
        claims = 0 if reply is None else len(reply.claims)
        if any(not 0 <= at < claims for at in read.worded):
            raise ReplyError(_unread(f"it has {claims} claims, and names another"))
        kept = {name: getattr(read, name) for name in type(read).model_fields}
        footnotes = tuple(note.footnote(cited[note.marker]) for note in read.footnotes)
        return cls(**kept | {"reply": reply, "footnotes": footnotes})


def exchange(
    assistant: Assistant, question: str, events: tuple[Event, ...], asked: float | None = None
) -> Exchange:
    """What is shown of a reply, with the text around each quote read from its document.

    Args:
        assistant: Who was asked.
        question: As it was asked.
        events: All of the reply's; none if it was stopped before anything was shown.
        asked: When; now if not given.
    """
    when = time() if asked is None else asked
    if not events:
        return Exchange(question=question, asked=when)
    reply = reply_of(events)
    made = from_events(question, events, footnotes_of(assistant, reply.citations), when)
    if isinstance(reply, Abstention) and reply.reason is Reason.NOT_A_QUESTION:
        return replace(made, documents=told_of(reply.text, assistant.sources()))
    return made


def from_events(
    question: str, events: tuple[Event, ...], footnotes: tuple[Footnote, ...] = (), asked: float = 0
) -> Exchange:
    """What is shown of the reply that these events end with."""
    reply, by_model = reply_of(events), set(worded(events))
    return Exchange(
        question=question,
        reply=reply,
        footnotes=footnotes,
        stages=stages(events) if was_sought(events) else (),
        wording=wording_line(events),
        worded=tuple(at for at, claim in enumerate(reply.claims) if claim in by_model),
        is_drafted=is_drafted(events),
        documents=_looked_into(events),
        asked=asked,
    )


def footnotes_of(assistant: Assistant, cited: Iterable[Citation]) -> tuple[Footnote, ...]:
    """Citations with the text around their quotes."""
    return tuple(Footnote(citation, _context(assistant, citation)) for citation in cited)


def _looked_into(events: Iterable[Event]) -> tuple[str, ...]:
    """Ids of the documents in which something was found."""
    found = (one for event in events if isinstance(event, Retrieved) for one in event.passages)
    return tuple(dict.fromkeys(passage.document_id for passage in found))


def _context(assistant: Assistant, citation: Citation) -> Context:
    """The quote in its text, or alone if the document has changed since it was quoted."""
    try:
        text = assistant.document(citation.document_id).text
    except DocumentNotFound:
        return Context("", citation.quote, "")
    if text[citation.start : citation.end] != citation.quote:
        return Context("", citation.quote, "")
    return citation_context(text, citation.start, citation.end, CONTEXT_CHARS)


def _footnote_to_dict(footnote: Footnote) -> dict[str, Any]:
    """A footnote beside its citation, which the reply has."""
    return {
        "marker": footnote.citation.marker,
        "before": footnote.context.before,
        "after": footnote.context.after,
        "removed": footnote.removed,
    }


def _unread(reason: str) -> str:
    return f"This is no exchange in JSON form ({reason}): give what `to_dict` of one returned."


class _Note(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)

    marker: int
    before: str
    after: str
    removed: bool = False

    def footnote(self, citation: Citation) -> Footnote:
        return Footnote(citation, Context(self.before, citation.quote, self.after), self.removed)


class _Read(BaseModel):
    """An exchange as JSON has it."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    question: str
    asked: Annotated[float, AllowInfNan(False)] = 0.0
    reply: dict[str, Any] | None = None
    footnotes: tuple[_Note, ...] = ()
    wording: str = ""
    worded: tuple[int, ...] = ()
    is_drafted: bool = False
    stages: tuple[Stage, ...] = ()
    documents: tuple[str, ...] = ()
    vote: Vote | None = None
    comment: str = ""
