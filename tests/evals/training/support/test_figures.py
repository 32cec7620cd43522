import pytest

from evals.training.support.figures import (
    LOSSES,
    Scored,
    auroc,
    figures,
    lost,
    lost_table,
    table,
    threshold_at,
)

TRUE = [Scored("told", supports=True, score=n / 10) for n in range(1, 11)]
FALSE = [Scored("swapped", supports=False, score=n / 10) for n in (0, 1, 2, 9)]


def test_the_threshold_loses_as_many_true_claims_as_are_allowed() -> None:
    least = threshold_at(TRUE, 0.1)

    assert sum(one.score < least for one in TRUE) == 1


@pytest.mark.parametrize(
    ("true", "false", "chance"),
    [([1.0], [0.0], 1.0), ([0.0], [1.0], 0.0), ([0.5], [0.5], 0.5), ([1, 3], [2], 0.5)],
)
def test_auroc_counts_ties_half(true: list[float], false: list[float], chance: float) -> None:
    assert auroc(true, false) == chance


def test_each_kind_of_false_claims_has_its_figures_after_all_of_them() -> None:
    found = figures([*TRUE, *FALSE, Scored("merged", supports=False, score=0.0)])

    assert [(one.kind, one.count) for one in found] == [("", 5), ("merged", 1), ("swapped", 4)]
    assert found[1].accepted == (0.0,) * len(LOSSES)
    assert found[2].accepted[0] == 0.5
    assert "| merged | 1 | 1.000 |" in table(found)


def test_true_claims_lost_are_told_by_kind() -> None:
    found = lost([*TRUE, Scored("fused", supports=True, score=0.0)], 0.35)

    assert found["told"] == (10, 0.3)
    assert found["fused"] == (1, 1.0)
    assert "| fused | 1 | 100.0% |" in lost_table(found)
