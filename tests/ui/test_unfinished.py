from assistant import Claimed, Composed, Event, Mode, Notice, Part, Understood
from tests.ui.made import RISE, claim, drafted, dropped, looked_into, passage
from ui.explain import reply_of
from ui.replies import claims_text, reply_text, understood_as
from ui.unfinished import STOPPED, so_far, stopped

HOUR, TWO, OWN = claim(1, "Dough needs an hour."), claim(2, "Rye two."), claim(3, "Rye is dark.")
ASKED = Understood("A and B and C?", "A and B and C?", parts=("A?", "B?", "C?"))


def looked(*confidences: float) -> list[Event]:
    """The message as a whole, then its questions."""
    names = ("A and B and C?", "A?", "B?", "C?")
    pairs = zip(names, confidences, strict=True)
    return [event for name, sure in pairs for event in looked_into(name, [], 0, sure)]


def test_there_is_nothing_to_show_before_the_first_claim() -> None:
    assert so_far([], "g") is None
    assert so_far([Understood("?", "?"), dropped("No.")], "g") is None
    assert stopped([Understood("?", "?"), dropped("No.")], "g") == ()


def test_claims_are_an_answer_as_soon_as_they_come() -> None:
    happened = [
        Understood("and it?", RISE),
        *looked_into(RISE, [passage("Rye.")], 1, 0.9),
        Claimed(HOUR),
        dropped("No."),
    ]

    answer = so_far(happened, "g7")

    assert answer is not None
    assert (answer.claims, answer.mode, answer.dropped) == ((HOUR,), Mode.GENERATIVE, 1)
    assert (answer.confidence, answer.generation, answer.notices) == (0.9, "g7", ())
    assert understood_as(answer) == RISE
    assert answer.seconds > 1


def test_the_text_of_what_has_come_begins_the_text_of_the_whole() -> None:
    claims = [claim(n, f"Sentence {n} is as long as sentences are.") for n in range(1, 6)]
    happened: list[Event] = [Understood("?", "?")]
    whole = reply_text(reply_of(stopped([*happened, *map(Claimed, claims)], "g")))

    for one in claims:
        happened.append(Claimed(one))
        answer = so_far(happened, "g")
        assert answer is not None
        assert whole.startswith(claims_text(answer))


def test_a_question_that_was_respelled_is_said_to_be_at_once() -> None:
    happened = [Understood("ryee?", "ryee?"), *looked_into("rye?", [], 0, 0.9), Claimed(HOUR)]

    answer = so_far(happened, "g")

    assert answer is not None
    assert answer.notices == (Notice("respelled", "Read as: rye?"),)
    assert understood_as(answer) is None


def test_questions_still_to_come_are_left_out_and_unanswered_ones_are_not() -> None:
    happened = [ASKED, *looked(0.9, 0.9, 0.1, 0.9), Claimed(HOUR)]

    answer = so_far(happened, "g")

    assert answer is not None
    assert answer.parts == (Part("A?", (0,)), Part("B?", ()))


def test_what_a_model_worded_stands_with_its_question_and_so_do_the_documents_sentences() -> None:
    happened = [
        ASKED,
        *looked(0.9, 0.9, 0.1, 0.9),
        *drafted(HOUR, question="A?"),
        Composed((OWN,)),
        Claimed(OWN),
        Claimed(TWO),
    ]

    answer = so_far(happened, "g")

    assert answer is not None
    assert answer.parts == (Part("A?", (0, 1)), Part("B?", ()), Part("C?", (2,)))


def test_a_message_answered_as_a_whole_has_no_parts() -> None:
    answer = so_far([ASKED, *looked(0.9, 0.1, 0.1, 0.1), Claimed(HOUR)], "g")

    assert answer is not None
    assert answer.parts == ()


def test_what_is_left_of_a_stopped_reply_says_that_it_was_stopped() -> None:
    left = stopped([Understood("?", "?"), Claimed(HOUR)], "g")

    reply = reply_of(left)

    assert reply.claims == (HOUR,)
    assert reply.notices == (STOPPED,)
    assert reply.turn.answer == "Dough needs an hour. [1]"
