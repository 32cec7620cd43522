import pytest

from assistant import Part, Reading, Reason, Understood, Why
from corpus import Chunk, Kind, Passage, Span
from tests.ui.made import (
    RISE,
    abstention,
    answer,
    citation,
    claim,
    events,
    left_out,
    looked_into,
    passage,
)
from ui.scores import found_row, left_out_row, read_row
from ui.stage import Stage
from ui.stages import stages, was_sought

HOUR = passage("It takes one hour.", dense=0.6789, lexical=4.25)
DARK = passage("Rye is dark.", document_id="rye.md", dense=0.1)


def stage(found: tuple[Stage, ...], title: str) -> Stage:
    return next(one for one in found if one.title == title)


def test_a_question_taken_as_it_stands_is_said_to_be() -> None:
    found = stages(events(answer(claim(1, "One hour.")), *looked_into(RISE, [HOUR], 1, 0.9)))

    assert found[0] == Stage("Understood", "1.2 ms", ("Taken as it stands.",))


def test_what_was_taken_from_the_conversation_is_told() -> None:
    understood = Understood(
        "and rye?", "How long does rye rise?", ("rise",), "How long does dough rise? and rye?"
    )

    found = stages(events(abstention(), *looked_into("?", [], 0, 0.0), understood=understood))

    assert found[0].lines == (
        "On its own: How long does rye rise?",
        "From the conversation: rise",
        "Searched for beside it, counting half: How long does dough rise? and rye?",
    )


@pytest.mark.parametrize("reason", [Reason.NOT_A_QUESTION, Reason.NEEDS_CONTEXT])
def test_where_nothing_was_looked_for_only_that_is_told(reason: Reason) -> None:
    understood = Understood("hello", "hello", reason=reason, text="Hello.")

    happened = events(abstention(reason=reason), understood=understood)

    assert [one.title for one in stages(happened)] == ["Understood", "Time"]
    assert stages(happened)[0].lines[-1] == "Nothing was looked for."
    assert not was_sought(happened)


def test_candidates_show_their_scores_and_what_was_read_and_cited() -> None:
    reply = answer(claim(1, "It takes one hour."))

    found = stages(events(reply, *looked_into(RISE, [HOUR, DARK], 1, 0.9)))

    looked, unread = found[1:3]
    assert looked.lines[1:] == (
        "Confidence 0.90 reaches the threshold of 0.45: answered.",
        "2 candidates, of which the first was read.",
    )
    assert [(row.numbers, row.words) for row in looked.rows] == [
        (("1", "0.2500", "0.68", "4.2", "0.88", "0.90", "[1]"), "It takes one hour.")
    ]
    assert [row.numbers for row in unread.rows] == [("2", "0.2500", "0.10", "-")]
    assert unread.rows[0].place == "Dough, rye.md"
    assert unread.is_aside
    assert len(looked.columns) == len(looked.rows[0].numbers)


def test_a_close_decision_is_told_with_as_many_decimals_as_it_takes() -> None:
    found = stages(events(abstention(), *looked_into(RISE, [HOUR], 1, 0.4496)))

    assert found[1].lines[1] == (
        "Confidence 0.4496 stays below the threshold of 0.4500: not answered."
    )


def test_nothing_found_is_told() -> None:
    found = stages(events(abstention(), *looked_into(RISE, [], 0, 0.0)))

    assert found[1].lines[-1] == "0 candidates."
    assert found[1].columns == found[1].rows == ()


def parted(*looked: str, parts: tuple[Part, ...] = ()) -> tuple[Stage, ...]:
    reply = answer(claim(1, "One hour."), claim(2, "Two hours."), parts=parts)
    understood = Understood("A and B?", "A and B?", parts=("A?", "B?"))
    asked = [event for one in looked for event in looked_into(one, [HOUR], 1, 0.9)]
    return stages(events(reply, *asked, understood=understood))


def test_each_question_of_a_message_is_told_of() -> None:
    found = parted("A and B?", "A?", "B?", parts=(Part("A?", (0,)), Part("B?", (1,))))

    assert [(one.title, one.lines[0]) for one in found[1:4]] == [
        ("The message as a whole", "A and B?"),
        ("Question 1", "A?"),
        ("Question 2", "B?"),
    ]
    assert found[0].lines[1:] == ("Question 1: A?", "Question 2: B?")
    assert "Put together from the questions" in stage(found, "Composed").lines[1]


def test_a_message_is_answered_as_a_whole_where_no_question_of_it_is() -> None:
    composed = stage(parted("A and B?", "A?", "B?"), "Composed")

    assert composed.lines[1] == "No question alone is answered, so the message is as a whole."


def test_a_faq_pair_that_asks_just_this_ends_the_looking() -> None:
    found = parted("A and B?")

    assert stage(found, "Composed").lines[1].startswith("A FAQ pair asks just this")
    assert not any(one.title == "Question 1" for one in found)


def test_what_was_left_out_stands_under_its_reason() -> None:
    left = (
        left_out("Rye is *dark*.", 0.31, Why.WEAKER),
        left_out("Rye is very dark.", 0.3, Why.REPEATED),
        left_out("Rye is sour.", 0.2, Why.WEAKER),
    )

    found = stages(events(answer(claim(1, "One.")), *looked_into(RISE, [HOUR], 1, 0.9), left=left))

    told = {one.title: [(row.numbers, row.words) for row in one.rows] for one in found}
    assert told["Left out, as they say the answer less likely"] == [
        (("0.31",), "Rye is dark."),
        (("0.20",), "Rye is sour."),
    ]
    assert told["Left out, as a chosen sentence says the same"] == [
        (("0.30",), "Rye is very dark.")
    ]


@pytest.mark.parametrize("why", Why)
def test_every_reason_for_leaving_out_has_words(why: Why) -> None:
    left = (left_out("Rye is dark.", 0.3, why),)

    found = stages(events(answer(claim(1, "One.")), *looked_into(RISE, [], 0, 0.0), left=left))

    assert sum(one.title.startswith("Left out, as ") for one in found) == 1


def test_times_are_added_up_by_kind_of_stage() -> None:
    found = parted("A and B?", "A?")

    time = stage(found, "Time")
    assert time.took == "100 ms in all"
    assert time.lines == (
        "understanding 0.0, finding 43, reading 2,468, deciding 0.8, composing 3.1 ms",
    )


def test_a_citation_elsewhere_does_not_mark_a_passage() -> None:
    reading = Reading(HOUR, 0.9, (0.9,))
    inside, beyond = citation(1, "It takes"), citation(2, "It takes one hour. And more.")

    row = read_row(1, reading, (inside, beyond))

    assert row.numbers[-1] == "[1]"
    assert read_row(1, Reading(DARK, 0.9, ()), (inside,)).numbers[-3:] == ("-", "-", "")


def test_a_score_just_below_zero_has_no_minus() -> None:
    assert found_row(1, passage("Rye.", dense=-0.001)).numbers[2] == "0.00"


def test_a_table_is_told_by_its_first_row_in_words() -> None:
    header, row = "| Flour | Protein |\n|---|---|\n", "| Rye | 9 percent |"
    text = header + row
    unit = Span(40 + len(header), 40 + len(text))
    span = Span(40, 40 + len(text))
    chunk = Chunk("f#0", "flour.md", 0, span, text, Kind.TABLE, (), units=(unit,))

    shown = found_row(1, Passage(chunk, "Kinds of flour", 0.1, lead="| Flour | Protein |"))

    assert (shown.words, shown.place) == ("Rye: Protein: 9 percent", "Kinds of flour, flour.md")


def test_a_table_row_that_was_left_out_is_told_in_words() -> None:
    one = left_out("| Rye | 9 percent |", 0.3, Why.WEAKER, Kind.TABLE)

    assert left_out_row(one).words == "Rye: 9 percent"
