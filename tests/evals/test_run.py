from dataclasses import replace
from typing import Any

import pytest

from assistant import Turn
from corpus import Kind, Span
from evals.always import always_abstain
from evals.case import Case
from evals.figures import measure
from evals.judge import Outcome
from evals.metrics import Measure
from evals.run import evaluate, sample
from tests.fakes_evals import FakeAssistant, Known

TEXTS = {
    "moon.md": "The moon is made of cheese.\nIt is round.",
    "mars.md": "Mars is red.\nIt has two moons.",
}
KNOWN = {
    "What is the moon made of?": Known("moon.md", "The moon is made of cheese."),
    "What colour is Mars?": Known("mars.md", "Mars is red."),
    "How many moons has Mars?": Known("mars.md", "It has two moons.", confidence=0.4),
}
CHEESE = Case("cheese", "What is the moon made of?", ("cheese",), True, ("moon.md",), "moon")
RED = Case("red", "What colour is Mars?", ("red",), True, ("mars.md",), "mars")
TWO = Case("two", "How many moons has Mars?", ("two",), True, ("mars.md",), "mars")
NEPTUNE = Case("neptune", "What colour is Neptune?", (), False, ("mars.md",), "mars")
CASES = (CHEESE, RED, TWO, NEPTUNE)


def fake(**changes: Any) -> Any:
    return FakeAssistant(TEXTS, KNOWN, **changes)


def test_every_case_is_asked_and_judged_in_order() -> None:
    seen: list[tuple[int, int]] = []

    results = evaluate(fake(), CASES, progress=lambda done, total: seen.append((done, total)))

    assert [one.case.id for one in results] == ["cheese", "red", "two", "neptune"]
    assert [one.verdict.outcome for one in results] == [
        Outcome.RIGHT,
        Outcome.RIGHT,
        Outcome.ABSTAINED_WRONGLY,
        Outcome.ABSTAINED_RIGHTLY,
    ]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_history_and_what_is_withheld_reach_the_assistant() -> None:
    assistant = fake(kind=Kind.FAQ)
    history = (Turn("Is there a moon?", "Yes."),)

    (result,) = evaluate(
        assistant, [replace(CHEESE, history=history, without=frozenset({Kind.FAQ}))]
    )

    assert assistant.asked == [(CHEESE.question, history, {Kind.FAQ})]
    assert result.verdict.outcome is Outcome.ABSTAINED_WRONGLY
    assert result.rank == 0


def test_a_citation_beside_its_words_is_not_exact() -> None:
    exact, inexact = evaluate(fake(), [CHEESE]), evaluate(fake(shift=1), [CHEESE])

    assert measure(exact).figures[Measure.QUOTE_EXACTNESS].value == 1
    assert measure(inexact).figures[Measure.QUOTE_EXACTNESS].value == 0


def test_a_claim_with_a_word_that_its_quote_lacks_is_not_supported() -> None:
    class Embroidering(FakeAssistant):
        def ask(self, question: str, *given: Any) -> Any:
            reply = super().ask(question, *given)
            (claim,) = reply.claims
            return replace(reply, claims=(claim, replace(claim, text="The moon is tasty cheese.")))

    (result,) = evaluate(Embroidering(TEXTS, KNOWN), [CHEESE])  # type: ignore[arg-type]

    assert result.supported == (True, False)


def test_passages_are_ranked_by_answer_gold_quote_or_span() -> None:
    gold = replace(CHEESE, answers=("nothing like it",), gold=("It is ROUND",))
    span = replace(CHEESE, answers=(), spans={"mars.md": (Span(13, 20),)})

    ranks = [one.rank for one in evaluate(fake(), [CHEESE, gold, span, NEPTUNE])]

    assert ranks == [1, 2, 4, None]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        pytest.param(replace(CHEESE, documents=("sun.md",)), "'sun.md'", id="document missing"),
        pytest.param(replace(CHEESE, documents=()), "none is named", id="no document"),
        pytest.param(replace(CHEESE, question=" "), "question is empty", id="no question"),
        pytest.param(
            replace(CHEESE, spans={"moon.md": (Span(0, 999),)}), "has changed", id="span beyond"
        ),
        pytest.param(replace(CHEESE, answers=()), "no accepted answer", id="no answer"),
    ],
)
def test_what_cannot_be_scored_says_why(case: Case, why: str) -> None:
    (result,) = evaluate(fake(), [case])

    assert result.verdict.outcome is Outcome.UNSCORED
    assert why in result.verdict.why


def test_an_unanswerable_case_may_name_a_document_that_is_withheld() -> None:
    (result,) = evaluate(fake(), [replace(NEPTUNE, documents=("neptune.md",))])

    assert result.verdict.outcome is Outcome.ABSTAINED_RIGHTLY


def test_always_abstaining_is_right_only_where_no_document_answers() -> None:
    results = always_abstain(evaluate(fake(), [*CASES, replace(CHEESE, documents=("sun.md",))]))

    assert [one.verdict.outcome for one in results] == [
        *[Outcome.ABSTAINED_WRONGLY] * 3,
        Outcome.ABSTAINED_RIGHTLY,
        Outcome.UNSCORED,
    ]


def test_a_reply_is_kept_without_what_differs_between_machines() -> None:
    (result,) = evaluate(fake(), [CHEESE])

    assert result.reply["status"] == "answered"
    assert (result.reply["generation"], result.reply["seconds"]) == (None, None)
    assert result.reply["citations"][0]["source"] is None
    assert result.seconds is not None


def test_a_sample_keeps_the_order_and_depends_on_the_seed_alone() -> None:
    cases = [replace(CHEESE, id=str(n)) for n in range(50)]

    drawn = sample(cases, 10, seed=1)

    assert drawn == sample(cases, 10, seed=1) != sample(cases, 10, seed=2)
    assert len(drawn) == 10
    assert [int(case.id) for case in drawn] == sorted(int(case.id) for case in drawn)
    assert sample(cases, 99, seed=1) == tuple(cases)
