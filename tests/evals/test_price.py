from datetime import date

from assistant import AskedSet, Price
from evals.judge import Outcome
from evals.price import prices_of
from tests.evals.test_threshold import RESULTS, result


def test_each_threshold_is_told_what_becomes_of_the_questions() -> None:
    prices = prices_of({"": RESULTS}, date(2026, 11, 22))

    assert prices.measured == "2026-11-22"
    assert prices.is_own
    assert prices.at(0.0) == Price(0.0, 2, 1, 3, refused=0, unanswerable=1)
    assert prices.at(0.2) == Price(0.2, 2, 0, 3, refused=0, unanswerable=1)
    assert prices.at(0.525) == Price(0.525, 1, 0, 3, refused=1, unanswerable=1)
    assert prices.at(1.0) == Price(1.0, 0, 0, 3, refused=1, unanswerable=1)


def test_sets_are_counted_together_and_named_with_how_much_they_asked() -> None:
    unscored = result("unscored", 0.5, Outcome.UNSCORED)
    unanswered = result("silent", 0.9, Outcome.ABSTAINED_WRONGLY)

    prices = prices_of({"bread": RESULTS, "moon": [unscored, unanswered]})

    assert prices.sources == (AskedSet("bread", 3, 1), AskedSet("moon", 1, 0))
    assert prices.at(0.0) == Price(0.0, 2, 1, 4, refused=0, unanswerable=1)
