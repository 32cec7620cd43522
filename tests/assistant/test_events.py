import json

import pytest

from assistant import (
    Claimed,
    Composed,
    Decided,
    Dropped,
    DropReason,
    Event,
    Generated,
    LeftOut,
    Read,
    Reading,
    Reason,
    Replied,
    Retrieved,
    Understood,
    Why,
    explanation,
)
from assistant.cite import Evidence
from corpus import Chunk, Kind, Passage, Span
from tests.assistant.made import answer, claim

TEXT = "Bread is baked. It needs time."
UNITS = (Span(0, 15), Span(16, 30))
CHUNK = Chunk("bread.md#0", "bread.md", 0, Span(0, 30), TEXT, Kind.TEXT, ("Ovens",), units=UNITS)
PASSAGE = Passage(CHUNK, "Bread", 0.03, dense=0.7, lexical=None)
REPLY = answer(claim("Bread needs time."))
EVENTS: tuple[Event, ...] = (
    Understood("And rye?", "And rye (bread)?", carried=("bread",), beside="Bread? And rye?"),
    Retrieved((PASSAGE,), "And rye (bread)?", 0.1),
    Read("And rye (bread)?", (Reading(PASSAGE, 0.8, (0.1, 0.8)),), 0.2),
    Decided("And rye (bread)?", 0.9, 0.45, None, 0.3),
    Composed(REPLY.claims, (LeftOut(Evidence(CHUNK, UNITS[0], 0.1), Why.WEAKER),), 0.4),
    Claimed(REPLY.claims[0]),
    Dropped("Bread is easy.", DropReason.NOT_SUPPORTED, "no", ("It needs time.",), 0.1),
    Generated("And rye (bread)?", "openai:small", 3, 1, 1, 1, seconds=0.5),
    Replied(REPLY),
)


def test_every_event_has_a_name_of_its_own() -> None:
    assert [event.to_dict()["event"] for event in EVENTS] == [
        *("rewritten", "retrieved", "read", "decided", "composed", "claim"),
        *("dropped", "generated", "reply"),
    ]


def test_an_explanation_has_every_stage_in_order_without_the_reply() -> None:
    stages = explanation(EVENTS)

    assert [one["event"] for one in stages] == [
        "rewritten",
        "retrieved",
        "read",
        "decided",
        "composed",
        "dropped",
        "generated",
    ]
    assert [one.get("seconds") for one in stages] == [0.0, 0.1, 0.2, 0.3, 0.4, None, 0.5]


@pytest.mark.parametrize("event", EVENTS, ids=lambda one: type(one).__name__)
def test_every_event_can_be_sent_as_json(event: Event) -> None:
    shape = event.to_dict()

    assert json.loads(json.dumps(shape)) == shape


def test_what_is_understood_is_told() -> None:
    assert EVENTS[0].to_dict() == {
        "event": "rewritten",
        "question": "And rye?",
        "standalone_question": "And rye (bread)?",
        "carried": ["bread"],
        "beside": "Bread? And rye?",
        "parts": [],
        "reason": None,
        "text": "",
        "seconds": 0.0,
    }


def test_what_is_not_looked_for_is_told_with_its_reason() -> None:
    shape = Understood("Why?", "Why?", reason=Reason.NEEDS_CONTEXT, text="Why what?").to_dict()

    assert (shape["reason"], shape["text"]) == ("needs_context", "Why what?")


@pytest.mark.parametrize(("carried", "is_rewritten"), [((), False), (("bread",), True)])
def test_what_carries_something_over_is_rewritten(
    carried: tuple[str, ...], is_rewritten: bool
) -> None:
    assert Understood("Why?", "Why?", carried=carried).is_rewritten is is_rewritten


def test_candidates_are_told_with_both_scores() -> None:
    (candidate,) = EVENTS[1].to_dict()["passages"]

    assert candidate == {
        "document_id": "bread.md",
        "title": "Bread",
        "heading": ["Ovens"],
        "start": 0,
        "end": 30,
        "score": 0.03,
        "dense": 0.7,
        "lexical": None,
        "also": [],
    }


def test_readings_are_told_by_where_they_stand() -> None:
    (reading,) = EVENTS[2].to_dict()["readings"]

    assert reading == {
        "document_id": "bread.md",
        "start": 0,
        "score": 0.8,
        "answers": 0.0,
        "says": 0.0,
        "units": [0.1, 0.8],
        "same_question": 0.0,
    }


@pytest.mark.parametrize(("reason", "told"), [(None, None), (Reason.NOT_ANSWERED, "not_answered")])
def test_a_decision_is_told_with_its_threshold(reason: Reason | None, told: str | None) -> None:
    assert Decided("Why?", 0.9, 0.45, reason, 0.3).to_dict() == {
        "event": "decided",
        "question": "Why?",
        "confidence": 0.9,
        "threshold": 0.45,
        "reason": told,
        "seconds": 0.3,
    }


def test_what_is_composed_is_told_with_what_is_left_out_and_why() -> None:
    assert EVENTS[4].to_dict() == {
        "event": "composed",
        "claims": ["Bread needs time. [1]"],
        "left_out": [
            {
                "text": "Bread is baked.",
                "document_id": "bread.md",
                "start": 0,
                "score": 0.1,
                "why": "weaker",
            }
        ],
        "seconds": 0.4,
    }


def test_a_claim_is_told_with_its_citations() -> None:
    shape = Claimed(REPLY.claims[0]).to_dict()

    assert shape["claim"] == {"text": "Bread needs time.", "markers": [1]}
    assert [one["quote"] for one in shape["citations"]] == ["Bread needs time."]


def test_the_last_event_has_the_whole_reply() -> None:
    assert Replied(REPLY).to_dict()["reply"] == REPLY.to_dict()
