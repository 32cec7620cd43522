from typing import Any

import pytest

from assistant import Turn
from evals.case import Case
from evals.followups.systems import EVERYTHING, LAST, OURS, PEOPLE, QUESTIONS, SYSTEMS, asked
from evals.judge import Outcome
from tests.fakes_evals import FakeAssistant, Known

HISTORY = (Turn("Is there a moon?", "Yes."), Turn("Is it far?"))
CASE = Case(
    "moon", "What is it made of?", ("cheese",), True, ("moon.md",), history=HISTORY,
    notes={"rewrite": "What is the moon made of?"},
)  # fmt: skip
TEXTS = {"moon.md": "The moon is made of cheese.\nIt is far."}


def fake(question: str) -> Any:
    return FakeAssistant(TEXTS, {question: Known("moon.md", "The moon is made of cheese.")})


@pytest.mark.parametrize(
    ("system", "question", "history"),
    [
        (LAST, "What is it made of?", ()),
        (QUESTIONS, "Is there a moon? Is it far? What is it made of?", ()),
        (EVERYTHING, "Is there a moon? Yes. Is it far? What is it made of?", ()),
        (PEOPLE, "What is the moon made of?", ()),
        (OURS, "What is it made of?", HISTORY),
    ],
)
def test_each_way_asks_in_its_own_words(
    system: str, question: str, history: tuple[Turn, ...]
) -> None:
    assistant = fake(question)

    (result,) = asked(assistant, [CASE], system)

    assert assistant.asked == [(question, history, frozenset())]
    assert result.verdict.outcome is Outcome.RIGHT


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_result_has_its_case_as_it_was_before(system: str) -> None:
    seen: list[tuple[int, int]] = []

    results = asked(fake("?"), [CASE, CASE], system, lambda *told: seen.append(told))

    assert [result.case for result in results] == [CASE, CASE]
    assert seen == [(1, 2), (2, 2)]
