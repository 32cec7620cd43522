from evals.training.join import halfway


def test_a_model_goes_half_way_to_the_first_where_they_share_a_weight() -> None:
    fitted = {"intercept": -8.0, "weights": {"cosine": 2.0, "says": 0.2}}
    first = {"intercept": -10.0, "weights": {"cosine": 4.0}}

    assert halfway(fitted, first) == {"intercept": -9.0, "weights": {"cosine": 3.0, "says": 0.2}}
