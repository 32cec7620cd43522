from dataclasses import replace

from evals.judge import Outcome
from evals.sets import best_for_all
from tests.evals.test_threshold import INVENTED, SURE, UNSURE, result


def test_each_set_weighs_the_same_however_many_cases_it_has() -> None:
    many = [replace(SURE, confidence=0.3)] * 50 + [replace(INVENTED, confidence=0.2)] * 50
    few = [replace(SURE, confidence=0.9), replace(INVENTED, confidence=0.5)]
    other = [replace(UNSURE, confidence=0.8), result("x", 0.6, Outcome.WRONG, answerable=False)]

    assert best_for_all([many]) == 0.3
    assert best_for_all([many, few, other]) > 0.6
