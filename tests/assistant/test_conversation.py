"""Conversations from end to end: follow-ups, several questions, small talk, two sides."""

import json

import pytest

from assistant import (
    NOT_SAID,
    Abstention,
    Answer,
    Assistant,
    Claimed,
    Decided,
    Read,
    Reason,
    Replied,
    Retrieved,
    Turn,
    Understood,
    explanation,
)
from tests.assistant.exact import assert_exact

FED = "How often is a starter fed?"
WORLD_CUP = "Who won the world cup in 1998?"


def answered(assistant: Assistant, question: str, *history: Turn) -> Answer:
    reply = assistant.ask(question, history)
    assert isinstance(reply, Answer)
    assert_exact(assistant, reply)
    return reply


def abstained(assistant: Assistant, question: str, *history: Turn) -> Abstention:
    reply = assistant.ask(question, history)
    assert isinstance(reply, Abstention)
    return reply


def test_a_follow_up_is_rewritten_and_answered(bread: Assistant) -> None:
    first = answered(bread, "What is a sourdough starter?")

    reply = answered(bread, "How often is it fed?", first.turn)

    assert reply.question == "How often is it fed?"
    assert reply.standalone_question == "How often is the sourdough starter fed?"
    assert "is fed once a week. [1]" in reply.text


def test_a_follow_up_goes_on_from_the_question_before(bread: Assistant) -> None:
    first = answered(bread, FED)

    reply = answered(bread, "And in the refrigerator?", first.turn)

    assert reply.standalone_question == "How often is a starter fed in the refrigerator?"
    assert reply.text == "A starter in the refrigerator is fed once a week. [1]"


def test_a_new_question_is_left_alone(bread: Assistant) -> None:
    first = answered(bread, FED)
    question = "How long does whole grain flour keep in a cupboard?"

    reply = answered(bread, question, first.turn)

    assert reply.standalone_question == question
    assert reply.citations[0].document_id == "flour.md"


def test_an_earlier_turn_reaches_over_thanks(bread: Assistant) -> None:
    first = answered(bread, "What is a sourdough starter?")
    thanks = abstained(bread, "Thanks!", first.turn)

    reply = answered(bread, "How often is it fed?", first.turn, thanks.turn)

    assert thanks.reason is Reason.NOT_A_QUESTION
    assert "sourdough starter" in reply.standalone_question


def test_a_question_that_needs_context_asks_back(bread: Assistant) -> None:
    events = list(bread.stream("How often is it fed?"))

    assert [type(event) for event in events] == [Understood, Replied]
    reply = abstained(bread, "How often is it fed?")
    assert reply.reason is Reason.NEEDS_CONTEXT
    assert reply.text == 'What does "it" stand for?'
    assert (reply.nearest, reply.confidence) == ((), 0.0)


def test_what_was_asked_back_about_is_answered_once_it_is_named(bread: Assistant) -> None:
    asked_back = abstained(bread, "How often is it fed?")

    reply = answered(bread, "The starter", asked_back.turn)

    assert reply.standalone_question == "How often is the starter fed?"
    assert "once a week" in reply.text


@pytest.mark.parametrize(
    "message", ["Hello!", "Which documents do you know?", "What can you do?", "Who are you?"]
)
def test_small_talk_names_the_documents_and_claims_nothing(bread: Assistant, message: str) -> None:
    reply = abstained(bread, message)

    assert reply.reason is Reason.NOT_A_QUESTION
    assert "3 documents" in reply.text
    for source in bread.sources():
        assert source.title in reply.text


def test_what_the_documents_say_about_something_is_a_question(bread: Assistant) -> None:
    reply = answered(bread, "What do they say about the oven?")

    assert reply.citations[0].heading[-1] == "The oven"


def test_each_of_two_questions_is_answered_with_its_own_claims(bread: Assistant) -> None:
    reply = answered(bread, f"{FED} How hot is bread baked?")

    first, second = reply.parts
    assert (first.question, second.question) == (FED, "How hot is bread baked?")
    assert "once a week" in reply.claims_of(first)[0].text
    assert "240 degrees" in reply.claims_of(second)[0].text
    assert set(first.claims).isdisjoint(second.claims)
    shown = [line for line in reply.text.split("\n") if line]
    assert shown[0] == FED
    assert shown[2] == "How hot is bread baked?"


def test_a_part_without_evidence_is_named_as_such(bread: Assistant) -> None:
    reply = answered(bread, f"{FED} {WORLD_CUP}")

    said, unsaid = reply.parts
    assert reply.claims_of(said)
    assert (unsaid.question, unsaid.claims) == (WORLD_CUP, ())
    assert reply.text.endswith(f"{WORLD_CUP}\n{NOT_SAID}")


def test_a_faq_pair_that_asks_one_of_two_questions_does_not_answer_both(bread: Assistant) -> None:
    reply = answered(bread, f"{FED[:-1]} and how long does a loaf stay fresh?")

    texts = [[claim.text for claim in reply.claims_of(part)] for part in reply.parts]
    assert [len(said) for said in texts] == [1, 1]
    assert "once a week" in texts[0][0]
    assert "five days" in texts[1][0]


def test_parts_that_no_document_answers_are_one_abstention(bread: Assistant) -> None:
    reply = abstained(bread, f"{WORLD_CUP} How many moons does Jupiter have?")

    assert (reply.reason, reply.text) == (Reason.NOT_ANSWERED, NOT_SAID)


def test_a_message_of_many_questions_says_which_were_left_out(bread: Assistant) -> None:
    names = ["rye", "wheat", "spelt", "barley", "millet", "rice"]

    reply = answered(bread, " ".join(f"How much protein has {name} flour?" for name in names))

    assert len(reply.parts) == 5
    assert "parts_left_out" in [notice.code for notice in reply.notices]


@pytest.mark.parametrize(
    "question",
    ["How much data does fine-tuning need?", "Does fine-tuning need a lot of data?"],
)
def test_a_disagreement_shows_both_sides_with_their_footnotes(
    digests: Assistant, question: str
) -> None:
    reply = answered(digests, question)

    (found,) = reply.disagreements
    assert len(found.claims) == len(found.values) == 2
    sides = [reply.claims[at] for at in found.claims]
    for side, value in zip(sides, found.values, strict=True):
        assert value in side.text
        assert side.markers
        assert side.text_with_markers in reply.text
    assert len({side.citations[0].document_id for side in sides}) == 2


def test_what_the_documents_agree_on_is_no_disagreement(digests: Assistant) -> None:
    assert answered(digests, "Is fine-tuning more expensive?").disagreements == ()


def test_a_german_question_without_an_answer_is_put_down_to_its_language(
    bread: Assistant,
) -> None:
    reply = abstained(bread, "Wer hat im Jahr 1998 die Weltmeisterschaft gewonnen?")

    assert reply.reason is Reason.UNSUPPORTED_LANGUAGE
    assert "English" in reply.text
    assert [notice.code for notice in reply.notices] == ["unproven_language"]


def test_an_english_question_without_an_answer_has_no_notice(bread: Assistant) -> None:
    reply = abstained(bread, WORLD_CUP)

    assert (reply.reason, reply.notices) == (Reason.NOT_ANSWERED, ())


def test_an_explanation_tells_every_stage_in_order(bread: Assistant) -> None:
    first = answered(bread, "What is a sourdough starter?")

    stages = explanation(bread.stream("How often is it fed?", [first.turn]))

    assert [one["event"] for one in stages] == [
        "rewritten",
        "retrieved",
        "read",
        "decided",
        "composed",
    ]
    assert all(one["seconds"] > 0 for one in stages)
    understood, retrieved, read, decided, composed = stages
    assert understood["carried"] == ["sourdough starter"]
    assert all({"score", "dense", "lexical"} <= set(one) for one in retrieved["passages"])
    assert len(retrieved["passages"]) >= len(read["readings"]) > 1
    assert decided["confidence"] >= decided["threshold"] == bread.threshold
    assert {one["why"] for one in composed["left_out"]} <= {
        "weaker", "repeated", "fragment", "no_room", "other_block"
    }  # fmt: skip
    assert composed["left_out"]
    assert json.loads(json.dumps(stages)) == stages


def test_the_whole_and_each_of_its_parts_is_looked_into(bread: Assistant) -> None:
    events = list(bread.stream(f"{FED} {WORLD_CUP}"))

    understood = events[0]
    assert isinstance(understood, Understood)
    asked = [f"{FED} {WORLD_CUP}", FED, WORLD_CUP]
    assert understood.parts == (FED, WORLD_CUP)
    for kind in (Retrieved, Read, Decided):
        assert [event.question for event in events if isinstance(event, kind)] == asked
    reasons = [event.reason for event in events if isinstance(event, Decided)]
    assert reasons[1:] == [None, Reason.NOT_ANSWERED]


def test_the_time_of_all_stages_is_part_of_the_whole(bread: Assistant) -> None:
    *events, last = bread.stream(FED)

    assert isinstance(last, Replied)
    stages = [event.seconds for event in events if not isinstance(event, Claimed | Replied)]
    assert sum(stages) <= last.reply.seconds
