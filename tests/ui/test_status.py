from assistant import Event, Mode, Understood
from tests.ui.made import (
    RISE,
    answer,
    claim,
    drafted,
    dropped,
    events,
    looked_into,
    passage,
)
from ui.status import doing


def said(happened: tuple[Event, ...]) -> list[str | None]:
    return [doing(happened[: n + 1], read_k=2) for n in range(len(happened))]


def test_each_event_says_what_is_done_next() -> None:
    found = [passage("Rye."), passage("Wheat."), passage("Oats.")]

    assert said(events(answer(claim(1, "Rye.")), *looked_into(RISE, found, 2, 0.9))) == [
        None,
        "Reading 2 passages",
        "Weighing what they say",
        "Putting the answer together",
        "Setting footnotes",
        None,
    ]


def test_the_questions_of_a_message_are_counted() -> None:
    understood = Understood("A and B?", "A and B?", parts=("A?", "B?"))
    looked = [one for asked in ("A and B?", "A?") for one in looked_into(asked, [], 0, 0.1)]

    shown = said(events(answer(claim(1, "Rye.")), *looked, understood=understood))

    assert shown[0] == "Looking into 2 questions"
    assert [one for one in shown if one and "Reading" in one] == [
        "Reading 0 passages",
        "Reading 0 passages for question 1",
    ]


def test_what_a_model_does_is_said_with_what_was_checked_so_far() -> None:
    one, two = claim(1, "Rye."), claim(2, "Oats.")
    reply = answer(one, two, mode=Mode.GENERATIVE)
    happened = drafted(dropped("No."), one, two)

    shown = events(reply, *looked_into(RISE, [], 0, 0.9), *happened)

    assert [doing(shown[: n + 1], 2, has_model=True) for n in range(3, len(shown))] == [
        "Asking the model",
        "The model is writing: 1 dropped",
        "The model is writing: 1 sentence checked, 1 dropped",
        "The model is writing: 2 sentences checked, 1 dropped",
        "Putting the answer together",
        None,
    ]


def test_a_model_is_asked_about_each_question_that_is_worth_it() -> None:
    understood = Understood("A and B?", "A and B?", parts=("A?", "B?"))
    looked = [one for asked in ("A and B?", "A?", "B?") for one in looked_into(asked, [], 0, 0.9)]
    one = claim(1, "Rye.")
    happened = (understood, *looked, *drafted(one, question="A?"))

    assert doing(happened, 2, has_model=True) == "Asking the model"
    assert doing((*happened, *drafted(question="B?")), 2, has_model=True) == (
        "Putting the answer together"
    )
