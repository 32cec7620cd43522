from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.history.alike import grouped
from ui.history.asked import Asked, Status


def asked(*questions: str) -> list[Asked]:
    return [
        Asked(id=n, asked=float(n), question=one, status=Status.ABSTAINED)
        for n, one in reversed(list(enumerate(questions)))
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param("How is rye flour stored?", "how is stored rye flour", True, id="order"),
        pytest.param("How do I store rye flour?", "Storing rye flours?", True, id="endings"),
        pytest.param("What is flour?", "How is rye flour stored?", False, id="within"),
        pytest.param("Is page 3 blank?", "Is page 4 blank?", False, id="numbers"),
        pytest.param("What is it?", "What is it ?", True, id="no content words"),
        pytest.param("Backt man Brot?", "Backt man Kuchen?", False, id="another language"),
    ],
)
def test_questions_that_ask_the_same_are_one_group(one: str, other: str, is_same: bool) -> None:
    assert (len(grouped(asked(one, other))) == 1) is is_same


@given(st.lists(st.sets(st.sampled_from("abcdefghij"), min_size=1), max_size=12))
def test_no_two_questions_that_are_alike_stand_alone(spoken: list[set[str]]) -> None:
    groups = grouped(asked(*(" ".join(f"{name}zzo" for name in sorted(one)) for one in spoken)))

    leading = [set(group.question.split()) for group in groups if len(group.wordings) == 1]
    for one, other in combinations(leading, 2):
        assert len(one & other) / len(one | other) < 0.75


def test_every_question_is_in_one_group() -> None:
    questions = [f"How is {a} {b} baked with {c}?" for a in "xyz" for b in "uvw" for c in "rst"]

    groups = grouped(asked(*questions))

    found = [one.question for group in groups for one in group.asked]
    assert sorted(found) == sorted(questions)
    assert [group.count for group in groups] == sorted((g.count for g in groups), reverse=True)
