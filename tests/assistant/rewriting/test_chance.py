import math

import pytest

from assistant.rewriting import TOPIC_FEATURES
from assistant.rewriting.chance import chance

NOTHING = (0.0,) * len(TOPIC_FEATURES)


def row(**values: float) -> tuple[float, ...]:
    return tuple(values.get(name, 0.0) for name in TOPIC_FEATURES)


def test_what_speaks_for_a_phrase_makes_it_likelier() -> None:
    plain = chance("topic", TOPIC_FEATURES, NOTHING)

    assert chance("topic", TOPIC_FEATURES, row(asked_last=1.0)) > plain
    assert chance("topic", TOPIC_FEATURES, row(in_section=1.0)) > plain
    assert chance("topic", TOPIC_FEATURES, row(turns_ago=5.0)) < plain


def test_log_odds_add_up() -> None:
    def log_odds(**values: float) -> float:
        one = chance("topic", TOPIC_FEATURES, row(**values))
        return math.log(one / (1 - one))

    both = log_odds(asked_last=1.0, overlap=0.5)

    assert both == pytest.approx(log_odds(asked_last=1.0) + log_odds(overlap=0.5) - log_odds())


def test_a_feature_without_a_weight_says_nothing() -> None:
    assert chance("topic", ["unheard_of"], [9.0]) == chance("topic", TOPIC_FEATURES, NOTHING)


@pytest.mark.parametrize("value", [1e9, -1e9])
def test_no_value_is_too_large(value: float) -> None:
    assert 0 < chance("topic", TOPIC_FEATURES, row(overlap=value)) <= 1


def test_features_and_values_must_match() -> None:
    with pytest.raises(ValueError, match="zip"):
        chance("topic", TOPIC_FEATURES, NOTHING[1:])
