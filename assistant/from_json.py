"""Replies read back from their JSON form."""

from typing import Annotated, Any, Literal

from pydantic import (
    AllowInfNan,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    TypeAdapter,
    ValidationError,
)

from assistant.reply import Abstention, Answer, Reply
from assistant.types import Citation, Claim, Disagreement, Form, Mode, Notice, Part, Reason
from corpus import Chunk, Kind, Passage, Place, ReplyError, Span

_Number = Annotated[float, AllowInfNan(False)]
_Range = tuple[NonNegativeInt, NonNegativeInt]
_WAY_OUT = "give what `to_dict` of a reply returned"


def reply_from_dict(value: object) -> Reply:
    """The reply that `to_dict` made these JSON-ready values of.

    Raises:
        ReplyError: They are none of a reply.
    """
    try:
        return _READ.validate_python(value).reply()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"][1:])) or "its status"
        reason = f"{at}: {first['msg']}"
    except ValueError as error:
        reason = str(error).rstrip(".")
    raise ReplyError(f"This is no reply in JSON form ({reason}): {_WAY_OUT}.")


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class _Claim(_Shape):
    text: str
    markers: Annotated[tuple[int, ...], Field(min_length=1)]
    form: Form = Form.SENTENCE


class _Chunk(_Shape):
    id: str
    ordinal: NonNegativeInt
    kind: Kind
    block: _Range | None = None
    lead: _Range | None = None
    units: tuple[_Range, ...] = ()
    orders: tuple[_Range, ...] = ()


class _Passage(_Shape):
    document_id: str
    title: str
    heading: tuple[str, ...]
    text: str
    start: NonNegativeInt
    end: NonNegativeInt
    score: _Number
    also: tuple[Place, ...] = ()
    dense: _Number | None = None
    lexical: _Number | None = None
    lead: str = ""
    chunk: _Chunk

    def passage(self) -> Passage:
        chunk = self.chunk
        return Passage(
            Chunk(
                id=chunk.id,
                document_id=self.document_id,
                ordinal=chunk.ordinal,
                span=Span(self.start, self.end),
                text=self.text,
                kind=chunk.kind,
                heading=self.heading,
                block=chunk.block and Span(*chunk.block),
                lead=chunk.lead and Span(*chunk.lead),
                units=tuple(Span(*unit) for unit in chunk.units),
                orders=tuple(Span(*order) for order in chunk.orders),
            ),
            self.title,
            self.score,
            self.dense,
            self.lexical,
            self.lead,
            self.also,
        )


class _Reply(_Shape):
    question: str
    standalone_question: str
    confidence: _Number
    generation: str
    seconds: _Number
    mode: Mode = Mode.EXTRACTIVE
    notices: tuple[Notice, ...] = ()
    dropped: NonNegativeInt = 0

    @property
    def shared(self) -> dict[str, Any]:
        """What answers and abstentions have in common."""
        return {name: getattr(self, name) for name in _Reply.model_fields}


class _Answer(_Reply):
    status: Literal["answered"]
    claims: Annotated[tuple[_Claim, ...], Field(min_length=1)]
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...] = ()
    parts: tuple[Part, ...] = ()

    def reply(self) -> Answer:
        named = {citation.marker: citation for citation in self.citations}
        if missing := {marker for claim in self.claims for marker in claim.markers} - set(named):
            raise ValueError(f"marker {min(missing)} has no citation")
        named_claims = [one.claims for one in self.disagreements] + [
            one.claims for one in self.parts
        ]
        positions = [at for claims in named_claims for at in claims]
        if any(not 0 <= at < len(self.claims) for at in positions):
            raise ValueError(f"it names a claim that is not among its {len(self.claims)}")
        if any(len(one.claims) != len(one.values) for one in self.disagreements):
            raise ValueError("a disagreement has not one value for each claim")
        return Answer(
            **self.shared,
            claims=tuple(
                Claim(claim.text, tuple(named[marker] for marker in claim.markers), claim.form)
                for claim in self.claims
            ),
            disagreements=self.disagreements,
            parts=self.parts,
        )


class _Abstention(_Reply):
    status: Literal["abstained"]
    reason: Reason
    text: str
    nearest: tuple[_Passage, ...] = ()

    def reply(self) -> Abstention:
        return Abstention(
            **self.shared,
            reason=self.reason,
            text=self.text,
            nearest=tuple(one.passage() for one in self.nearest),
        )


_READ: TypeAdapter[_Answer | _Abstention] = TypeAdapter(
    Annotated[_Answer | _Abstention, Field(discriminator="status")],
    config=ConfigDict(defer_build=True),
)
