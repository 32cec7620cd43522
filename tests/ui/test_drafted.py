import pytest

from assistant import Claimed, Composed, DropReason, Mode, Part, Replied, Understood
from tests.ui.made import (
    RISE,
    abstention,
    answer,
    claim,
    drafted,
    dropped,
    events,
    looked_into,
    passage,
)
from ui.drafted import is_drafted, worded, wording_line
from ui.scores import dropped_row
from ui.stage import Stage
from ui.stages import stages
from ui.unfinished import stopped

HOUR = claim(1, "Dough needs an hour.")
TWO = claim(2, "Rye needs two.")
OWN = claim(3, "Rye is dark.")


def titled(found: tuple[Stage, ...], title: str) -> list[Stage]:
    return [one for one in found if one.title == title]


def test_a_model_is_told_of_with_what_came_of_asking_it() -> None:
    reply = answer(HOUR, mode=Mode.GENERATIVE)
    happened = drafted(HOUR, dropped("It costs 9."), failure="It fell silent.")

    found = stages(events(reply, *looked_into(RISE, [passage("Rye.")], 1, 0.9), *happened))

    assert titled(found, "Drafted") == [
        Stage(
            "Drafted",
            "2,140 ms",
            (
                "3 passages sent to openai:small.",
                "1 sentence verified against the words cited, 1 dropped.",
                "Its reply is not whole: It fell silent.",
            ),
        )
    ]
    assert "drafting 2,140" in titled(found, "Time")[0].lines[0]


def test_a_model_that_declined_is_said_to_have() -> None:
    found = stages(events(abstention(), *drafted(declined=True)))

    assert (
        titled(found, "Drafted")[0].lines[-1] == "The model says that the passages do not answer."
    )


@pytest.mark.parametrize("reason", DropReason)
def test_every_reason_to_drop_has_words_and_shows_the_sentence(reason: DropReason) -> None:
    reply = answer(HOUR, mode=Mode.GENERATIVE)

    found = stages(events(reply, *drafted(HOUR, dropped("It costs 9.", reason, "no 9 there"))))

    [stage] = [one for one in found if one.title.startswith("Dropped, as ")]
    assert [(row.numbers, row.words, row.place) for row in stage.rows] == [
        (("0.25",), "It costs 9.", "no 9 there: “of It costs 9.”")
    ]


def test_what_a_model_quoted_is_shown_on_one_line_and_obeyed_by_nobody() -> None:
    row = dropped_row(dropped("\x1b[2JIt\ncosts <b>9</b>.", detail="a\nb"))

    assert row.words == "␛[2JIt costs <b>9</b>."
    assert row.place == "a b: “of ␛[2JIt costs <b>9</b>.”"


def test_each_question_that_a_model_was_asked_is_named() -> None:
    reply = answer(HOUR, TWO, mode=Mode.GENERATIVE, parts=(Part("A?", (0,)), Part("B?", (1,))))
    understood = Understood("A and B?", "A and B?", parts=("A?", "B?"))
    happened = [*drafted(HOUR, question="A?"), *drafted(dropped("No."), TWO, question="B?")]

    found = stages(events(reply, *happened, understood=understood))

    assert [one.lines[0] for one in titled(found, "Drafted")] == ["A?", "B?"]
    titles = [one.title.partition(",")[0] for one in found]
    assert titles[1:4] == ["Drafted", "Drafted", "Dropped"]


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (0.9, "Confidence 0.90 reaches the threshold of 0.45 for asking the model."),
        (0.1, "Confidence 0.10 stays below the threshold of 0.45 for asking the model: not asked."),
    ],
)
def test_a_threshold_for_asking_a_model_is_said_to_be_that(confidence: float, said: str) -> None:
    reply = answer(HOUR, mode=Mode.GENERATIVE)

    found = stages(events(reply, *looked_into(RISE, [], 0, confidence), *drafted(HOUR)))

    assert titled(found, "The question")[0].lines[1] == said


def test_no_answer_is_claimed_where_a_model_could_not_be_asked() -> None:
    found = stages(events(abstention(), *looked_into(RISE, [], 0, 0.9)))

    assert titled(found, "The question")[0].lines[1] == (
        "Confidence 0.90 reaches the threshold of 0.45."
    )


def test_sentences_of_the_documents_are_told_apart_from_those_of_a_model() -> None:
    reply = answer(HOUR, OWN, mode=Mode.GENERATIVE)
    happened = [*drafted(HOUR, dropped("No.")), Composed((OWN,)), Claimed(OWN)]

    found = events(reply, *happened)

    assert worded(found) == (HOUR,)
    assert wording_line(found) == (
        "1 of 2 sentences worded by openai:small and checked against the quote · "
        "the rest word for word · 1 dropped"
    )
    assert titled(stages(found), "Composed")[0].lines == (
        "1 claim from 1 document.",
        "The documents' own sentences, word for word.",
    )


def test_one_line_says_who_worded_an_answer_and_what_was_dropped() -> None:
    happened = drafted(HOUR, TWO, dropped("No."), dropped("Nor this."))

    assert wording_line(events(answer(HOUR, TWO, mode=Mode.GENERATIVE), *happened)) == (
        "Worded by openai:small · 2 sentences checked against their quotes · 2 dropped"
    )


def test_an_answer_in_the_documents_own_words_has_no_such_line_though_a_model_was_asked() -> None:
    reply = answer(OWN)
    happened = [*drafted(dropped("No.")), Composed((OWN,)), Claimed(OWN)]

    found = (Understood("?", "?"), *happened, Replied(reply))

    assert wording_line(found) == ""
    assert is_drafted(found)


def test_a_reply_that_was_stopped_says_so_with_what_was_dropped_before() -> None:
    happened = [Understood("?", "?"), Claimed(HOUR), dropped("No.")]

    found = stages(stopped(happened, "g"))

    assert titled(found, "Drafted")[0].lines == ("Stopped while the model was writing.",)
    assert any(one.title.startswith("Dropped, as ") for one in found)
