import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Disagreement,
    Form,
    Mode,
    Notice,
    Part,
    Reason,
    Reply,
    reply_from_dict,
)
from corpus import Chunk, Kind, Passage, Place, ReplyError, Span

WORDS = st.text(max_size=12)
OFFSETS = st.integers(0, 10**9)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SPANS = st.tuples(OFFSETS, OFFSETS).map(lambda pair: Span(min(pair), max(pair)))
PLACES = st.builds(Place, WORDS, WORDS, OFFSETS, OFFSETS)


def several(of: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=3).map(tuple)


SHARED: dict[str, Any] = {
    "question": WORDS,
    "standalone_question": WORDS,
    "confidence": NUMBERS,
    "generation": WORDS,
    "seconds": NUMBERS,
    "mode": st.sampled_from(Mode),
    "notices": several(st.builds(Notice, WORDS, WORDS)),
    "dropped": OFFSETS,
}
CHUNKS = st.builds(
    Chunk,
    id=WORDS,
    document_id=WORDS,
    ordinal=OFFSETS,
    span=SPANS,
    text=WORDS,
    kind=st.sampled_from(Kind),
    heading=several(WORDS),
    block=st.none() | SPANS,
    lead=st.none() | SPANS,
    units=several(SPANS),
    orders=several(SPANS),
)
PASSAGES = st.builds(
    Passage,
    CHUNKS,
    WORDS,
    NUMBERS,
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    WORDS,
    several(PLACES),
)
ABSTENTIONS = st.builds(
    Abstention, reason=st.sampled_from(Reason), text=WORDS, nearest=several(PASSAGES), **SHARED
)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    count = draw(st.integers(1, 3))
    cited = [
        draw(
            st.builds(
                Citation,
                marker=st.just(marker),
                document_id=WORDS,
                title=WORDS,
                source=WORDS,
                heading=several(WORDS),
                quote=WORDS,
                start=OFFSETS,
                end=OFFSETS,
                line=OFFSETS,
                page=st.none() | OFFSETS,
                digest=WORDS,
                also=several(PLACES),
            )
        )
        for marker in range(1, count + 1)
    ]
    one_of = st.builds(Claim, WORDS, several(st.sampled_from(cited), 1), st.sampled_from(Form))
    claims = draw(several(one_of, 1))
    positions = several(st.integers(0, len(claims) - 1))
    at = draw(positions)
    differ = Disagreement(at, tuple(draw(WORDS) for _ in at))
    parts = draw(several(st.builds(Part, WORDS, positions)))
    shared = {name: draw(strategy) for name, strategy in SHARED.items()}
    return Answer(claims=claims, disagreements=(differ,), parts=parts, **shared)


@given(answers() | ABSTENTIONS)
def test_a_reply_survives_json(reply: Reply) -> None:
    assert reply_from_dict(json.loads(json.dumps(reply.to_dict()))) == reply


CITED = Citation(1, "b.md", "B", "/b.md", (), "Bread.", 0, 6, 1, None, "0")
WHOLE: dict[str, Any] = Answer(
    question="?",
    standalone_question="?",
    claims=(Claim("Bread.", (CITED,)),),
    confidence=0.5,
    generation="g",
    seconds=0.1,
).to_dict()


def test_json_of_before_claims_had_a_form_is_read() -> None:
    old = WHOLE | {"claims": [{"text": "Bread.", "markers": [1]}]}

    assert reply_from_dict(old).claims[0].form is Form.SENTENCE


@pytest.mark.parametrize(
    ("value", "named"),
    [
        pytest.param([], "status", id="list"),
        pytest.param({}, "status", id="empty"),
        pytest.param(WHOLE | {"status": "unsure"}, "status", id="status"),
        pytest.param(WHOLE | {"claims": []}, "claims", id="no claims"),
        pytest.param(WHOLE | {"citations": []}, "marker 1 has no citation", id="no citation"),
        pytest.param(WHOLE | {"citations": [{}]}, "citations.0.marker", id="half a citation"),
        pytest.param(WHOLE | {"confidence": float("nan")}, "confidence", id="no number"),
        pytest.param(
            WHOLE | {"parts": [{"question": "?", "claims": [1]}]}, "among its 1", id="position"
        ),
        pytest.param(
            WHOLE | {"disagreements": [{"claims": [0], "values": []}]}, "one value", id="values"
        ),
    ],
)
def test_what_is_no_reply_is_refused(value: object, named: str) -> None:
    with pytest.raises(ReplyError, match=named):
        reply_from_dict(value)


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    reply = Abstention(
        question="?",
        standalone_question="?",
        reason=Reason.NOT_ANSWERED,
        text="No.",
        nearest=(Passage(Chunk("b#0", "b", 0, Span(2, 6), "read", Kind.TEXT), "B", 0.1),),
        confidence=0.1,
        generation="g",
        seconds=0.1,
    ).to_dict()

    reply["nearest"][0]["end"] = 1

    with pytest.raises(ReplyError, match="start <= end"):
        reply_from_dict(reply)
