import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Claimed, Disagreement, Form, Notice, Part, Turn
from corpus import ReplyError
from tests.ui.made import abstention, answer, claim, drafted, events, looked_into, passage
from ui.exchange import Exchange, Footnote, Vote, exchange, from_events
from ui.render import Context

ONE, TWO = claim(1, "It takes one hour."), claim(2, "It takes two hours.", Form.ITEM)
ANSWER = answer(
    ONE,
    TWO,
    disagreements=(Disagreement((0, 1), ("one hour", "two hours")),),
    parts=(Part("How long?", (0, 1)), Part("Why?", ())),
    notices=(Notice("shortened", "2 more."),),
)
FOUND = looked_into("?", [passage("It takes one hour."), passage("No.")], 1, 0.9)


def back(one: Exchange) -> Exchange:
    return Exchange.from_dict(json.loads(json.dumps(one.to_dict())))


def noted(one: Any) -> tuple[Footnote, ...]:
    return tuple(Footnote(each, Context("So: ", each.quote, " …")) for each in one.citations)


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(Exchange(question="?", asked=1.5), id="stopped"),
        pytest.param(from_events("?", events(abstention(passage("No.")), *FOUND)), id="abstention"),
        pytest.param(
            from_events("? ", events(ANSWER, *FOUND, *drafted(ONE)), noted(ANSWER), 1.5),
            id="answer",
        ),
        pytest.param(
            Exchange(question="?", reply=ANSWER, vote=Vote.DOWN, comment="*No* \ud800?"), id="vote"
        ),
    ],
)
def test_an_exchange_survives_json(one: Exchange) -> None:
    assert back(one) == one


def test_what_is_shown_of_a_real_reply_survives_json(bread_index: Path) -> None:
    questions = ("How long does a loaf stay fresh?", "Who won the world cup?", "hello", "Why it?")

    with Assistant.open(bread_index) as assistant:
        made = [exchange(assistant, one, tuple(assistant.stream(one))) for one in questions]

    assert [back(one) for one in made] == made
    assert [bool(one.stages) for one in made] == [True, True, False, False]
    assert made[0].footnotes[0].context.before.endswith("stay fresh?\n\n")
    assert "sourdough.md" in made[0].documents


def test_the_claims_that_a_model_worded_are_told() -> None:
    own = claim(3, "It rises.")
    happened = events(answer(ONE, own), *FOUND, *drafted(ONE), *map(Claimed, []))

    made = from_events("?", happened)

    assert (made.worded, made.worded_claims, made.is_drafted) == ((0,), (ONE,), True)
    assert made.wording.startswith("Worded by openai:small")


def test_an_exchange_without_a_reply_is_no_history() -> None:
    assert Exchange(question="?").turn is None
    assert Exchange(question="?", reply=ANSWER).turn == ANSWER.turn


def test_words_of_a_removed_document_are_no_history() -> None:
    notes = noted(ANSWER)
    gone = Footnote(notes[0].citation, Context("", "", ""), removed=True)

    made = Exchange(question="?", reply=ANSWER, footnotes=(gone, notes[1]))

    assert made.turn == Turn("?", "It takes two hours. [2]", ("Bread", "Dough", "Yeast"))
    assert [made.is_removed(one) for one in ANSWER.claims] == [True, False]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param({"question": 3}, "question", id="question"),
        pytest.param({"reply": {}}, "reply in JSON form", id="reply"),
        pytest.param({"reply": None}, "footnote 1 has no citation", id="footnote"),
        pytest.param({"worded": [2]}, "it has 2 claims", id="claim"),
        pytest.param({"vote": "sideways"}, "vote", id="vote"),
        pytest.param({"asked": float("nan")}, "asked", id="time"),
        pytest.param({"stages": [{}]}, "stages.0.title", id="stage"),
    ],
)
def test_json_that_is_no_exchange_is_refused(changes: dict[str, Any], named: str) -> None:
    whole = Exchange(question="?", reply=ANSWER, footnotes=noted(ANSWER)).to_dict()

    with pytest.raises(ReplyError, match=named):
        Exchange.from_dict(whole | changes)
