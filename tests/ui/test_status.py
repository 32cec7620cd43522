from assistant import Event, Understood
from tests.ui.made import RISE, answer, claim, events, looked_into, passage
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
