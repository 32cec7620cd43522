from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from assistant import (
    NOT_SAID,
    Answer,
    Disagreement,
    Mode,
    Notice,
    Part,
    Reading,
    Reason,
    Understood,
)
from assistant.answering import Made, Outcome
from assistant.decide import Decision
from assistant.replying import Clock, Replying, respelling
from corpus import Chunk, Kind, Passage, Span
from tests.assistant.made import CITATION, claim

ENGLISH = "Why does the bread in this oven get so dark?"
GERMAN = "Warum wird das Brot in diesem Ofen so dunkel?"
GERMAN_TEXT = "Das Brot wird dunkel, weil der Ofen zu heiß ist und weil es zu lange darin liegt."
ENGLISH_TEXT = "The bread gets dark because the oven is too hot and because it stays too long."
OWN = Notice("uncalibrated", "Not calibrated.")


def replying(question: str = ENGLISH, *notices: Notice) -> Replying:
    meant = Understood("And why?", question, carried=("bread",))
    return Replying(meant, question, "gen-1", Clock(), notices)


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(Chunk(f"{n}.md#0", f"{n}.md", 0, Span(0, len(text)), text, Kind.TEXT), "", 0.0)
        for n, text in enumerate(texts)
    )


def outcome(
    *texts: str, reason: Reason | None = Reason.NOT_ANSWERED, scores: Sequence[float] = ()
) -> Outcome:
    found = passages(*texts)
    readings = tuple(
        Reading(one, score, (score,)) for one, score in zip(found, scores, strict=False)
    )
    return Outcome(ENGLISH, found, readings, Decision(0.3, reason))


def codes(notices: Sequence[Notice]) -> list[str]:
    return [notice.code for notice in notices]


def test_a_clock_tells_each_stage_and_the_whole() -> None:
    clock = Clock()
    laps = [clock.lap() for _ in range(3)]

    assert all(lap >= 0 for lap in laps)
    assert clock.total >= sum(laps) > 0
    assert all(one <= other for one, other in pairwise(clock.total for _ in range(5)))


@pytest.mark.parametrize("reason", [Reason.NOT_A_QUESTION, Reason.NEEDS_CONTEXT])
def test_what_is_said_without_looking_has_nothing_near(reason: Reason) -> None:
    reply = replying().said(reason, "Hello.")

    assert (reply.reason, reply.text, reply.nearest) == (reason, "Hello.", ())
    assert (reply.question, reply.standalone_question) == ("And why?", ENGLISH)
    assert (reply.generation, reply.confidence, reply.notices) == ("gen-1", 0.0, ())
    assert reply.seconds > 0


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason.NOT_ANSWERED, NOT_SAID),
        (Reason.NOTHING_FOUND, "The documents asked hold nothing that can be searched for this."),
    ],
)
def test_an_abstention_says_why(reason: Reason, text: str) -> None:
    reply = replying().abstention(outcome(ENGLISH_TEXT, reason=reason), nearest_k=3)

    assert (reply.reason, reply.text, reply.confidence) == (reason, text, 0.3)
    assert reply.notices == ()


def test_an_abstention_shows_the_best_read_first_and_no_more_than_wanted() -> None:
    found = outcome(*[ENGLISH_TEXT] * 5, scores=[0.1, 0.4])

    reply = replying().abstention(found, nearest_k=3)

    assert [one.document_id for one in reply.nearest] == ["1.md", "0.md", "2.md"]


def test_nothing_found_for_a_question_in_another_language_is_put_down_to_that() -> None:
    reply = replying(GERMAN).abstention(outcome(ENGLISH_TEXT), nearest_k=3)

    assert reply.reason is Reason.UNSUPPORTED_LANGUAGE
    assert "in English" in reply.text
    assert codes(reply.notices) == ["unproven_language"]
    assert "the question to be in German" in reply.notices[0].text


def test_an_empty_scope_is_the_reason_in_any_language() -> None:
    reply = replying(GERMAN).abstention(outcome(reason=Reason.NOTHING_FOUND), nearest_k=3)

    assert reply.reason is Reason.NOTHING_FOUND


def test_documents_in_another_language_are_noticed_but_not_the_reason() -> None:
    reply = replying().abstention(outcome(GERMAN_TEXT, GERMAN_TEXT), nearest_k=3)

    assert reply.reason is Reason.NOT_ANSWERED
    assert "the documents to be in German" in reply.notices[0].text


def answered(one: Replying, quote: str = ENGLISH_TEXT, *notices: Notice) -> Answer:
    made = claim(quote, replace(CITATION, quote=quote))
    parts, disagreements = (Part("Why?", (0,)),), (Disagreement((0, 0), ("a", "b")),)
    return one.answer(Made((made,), 0.8, disagreements, parts, notices))


def test_what_a_model_failed_to_prove_goes_before_why_nothing_else_was_found() -> None:
    made = Made(
        (), 0.1, notices=(OWN,), mode=Mode.GENERATIVE, dropped=3, reason=Reason.NOT_SUPPORTED
    )

    reply = replying().abstention(outcome(ENGLISH_TEXT), nearest_k=3, made=made)

    assert (reply.reason, reply.mode, reply.dropped) == (
        Reason.NOT_SUPPORTED,
        Mode.GENERATIVE,
        3,
    )
    assert reply.text.startswith(NOT_SAID)
    assert reply.notices == (OWN,)
    assert reply.confidence == 0.3


def test_an_answer_says_what_was_drafted_and_asked() -> None:
    reply = answered(replying())

    assert (reply.question, reply.standalone_question) == ("And why?", ENGLISH)
    assert (reply.confidence, reply.generation) == (0.8, "gen-1")
    assert reply.parts == (Part("Why?", (0,)),)
    assert reply.disagreements == (Disagreement((0, 0), ("a", "b")),)
    assert [one.text for one in reply.claims] == [ENGLISH_TEXT]
    assert reply.notices == ()
    assert reply.seconds > 0


@pytest.mark.parametrize(
    ("question", "quote", "told"),
    [
        (GERMAN, ENGLISH_TEXT, "the question to be in German."),
        (ENGLISH, GERMAN_TEXT, "the documents to be in German."),
        (GERMAN, GERMAN_TEXT, "the question to be in German and the documents to be in German."),
    ],
    ids=["question", "documents", "both"],
)
def test_an_answer_in_another_language_is_given_with_a_notice(
    question: str, quote: str, told: str
) -> None:
    (notice,) = answered(replying(question), quote).notices

    assert notice.code == "unproven_language"
    assert notice.text.endswith(f"I take {told}")


def test_notices_of_the_question_come_first_and_of_the_language_last() -> None:
    shortened = Notice("shortened", "2 more.")

    reply = answered(replying(GERMAN, OWN), ENGLISH_TEXT, shortened)
    abstention = replying(GERMAN, OWN).abstention(outcome(ENGLISH_TEXT), nearest_k=3)

    assert codes(reply.notices) == ["uncalibrated", "shortened", "unproven_language"]
    assert codes(abstention.notices) == ["uncalibrated", "unproven_language"]


def test_a_question_read_as_another_is_told() -> None:
    assert respelling("What is rey?", "What is rye?") == (
        Notice("respelled", "Read as: What is rye?"),
    )
    assert respelling("What is rye?", "What is rye?") == ()
