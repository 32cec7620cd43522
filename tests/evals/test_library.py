from dataclasses import replace
from typing import Any

import pytest

from evals.case import Case
from evals.library import Library
from tests.fakes_evals import FakeAssistant

FILLER = " ".join(["The baker counts loaves and says nothing of it."] * 20)
LONG = f"# Moons\n\nThe Earth has one moon.\n\nMars has two\nmoons.\n\n{FILLER}\n"
TEXTS = {"long.md": LONG, "short.md": "Venus has 0 moons.", "other.md": FILLER}
TWO = Case("two", "How many moons has Mars?", ("two",), True, ("long.md",))


def library() -> Library:
    fake: Any = FakeAssistant(TEXTS, {})
    return Library(fake)


def test_a_bare_answer_is_located_by_the_paragraph_that_the_case_names() -> None:
    located = library().located(replace(TWO, notes={"para": 1}))

    assert located.evidence == ("Mars has two\nmoons.",)


def test_a_document_that_is_judged_whole_is_the_evidence() -> None:
    located = library().located(replace(TWO, documents=("short.md",)))

    assert located.evidence == ("Venus has 0 moons.",)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(TWO, id="long document, no paragraph named"),
        pytest.param(replace(TWO, notes={"para": 99}), id="no such paragraph"),
        pytest.param(replace(TWO, notes={"para": 1}, answers=("two moons",)), id="not bare"),
        pytest.param(replace(TWO, notes={"para": 1}, answerable=False), id="unanswerable"),
    ],
)
def test_nothing_else_is_evidence(case: Case) -> None:
    assert library().located(case).evidence == ()


@pytest.mark.parametrize(
    ("within", "withheld", "scope"),
    [
        pytest.param(None, (), None, id="all"),
        pytest.param(None, ("long.md",), {"short.md", "other.md"}, id="without one"),
        pytest.param(("long.md",), (), {"long.md"}, id="one only"),
        pytest.param(("long.md", "short.md"), ("long.md",), {"short.md"}, id="both"),
    ],
)
def test_a_case_is_answered_from_what_it_may_search(
    within: tuple[str, ...] | None, withheld: tuple[str, ...], scope: set[str] | None
) -> None:
    case = replace(
        TWO,
        within=None if within is None else frozenset(within),
        withheld=frozenset(withheld),
    )

    assert library().scope(case) == scope
