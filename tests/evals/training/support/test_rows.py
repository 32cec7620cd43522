import pytest

from corpus import counting_tokenizer
from evals.training.batches import IGNORED, UNKNOWN, Row
from evals.training.support.pair import Pair
from evals.training.support.rows import rows_of

UNITS = ("Ann built the mill.", "Karl painted it.")
TRUE = Pair("true", "The mill was built by Ann.", UNITS, "Old mill", True, "mill.md", said=0)
FALSE = Pair("false", "Karl built the mill.", UNITS, "Old mill", False, "mill.md", wrong=(0, 4))


def row(pair: Pair) -> Row:
    return rows_of([pair], counting_tokenizer())[0]


def test_of_a_true_claim_the_unit_it_was_made_from_supports_it() -> None:
    assert row(TRUE).says == (1.0, UNKNOWN)
    assert (row(TRUE).answers, row(TRUE).start, row(TRUE).end) == (1.0, 0, 0)


def test_a_single_unit_supports_what_all_evidence_does() -> None:
    assert row(Pair("true", "Ann built it.", UNITS[:1], "", True, "mill.md")).says == (1.0,)


def test_of_a_false_claim_the_wrong_words_are_known() -> None:
    found = row(FALSE)

    assert found.says == (0.0, 0.0)
    assert counting_tokenizer().decode(found.ids[found.start : found.end + 1]) == "karl"


@pytest.mark.parametrize("claim", ["Karl built the mill.", "Karl built the mill. " * 40])
def test_where_nobody_knows_what_is_wrong_or_it_is_cut_it_is_ignored(claim: str) -> None:
    wrong = (0, 4) if len(claim) > 100 else None

    found = row(Pair("false", claim, UNITS, "", False, "mill.md", wrong))

    assert (found.start, found.end) == (IGNORED, IGNORED)


def test_what_does_not_fit_one_window_is_left_out() -> None:
    assert (
        rows_of([Pair("true", "Ann.", UNITS * 60, "", True, "mill.md")], counting_tokenizer()) == []
    )
