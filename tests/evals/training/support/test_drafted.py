from collections import Counter

from evals.training.support.drafted import REPORTED, drafted


def test_every_false_claim_is_made_of_a_true_one_and_differs_from_it() -> None:
    claims = drafted()
    true = [one for one in claims if one.supports]
    false = [one for one in claims if not one.supports]

    assert len(true) > 150
    assert {one.kind for one in true} == {"true"}
    assert {one.kind for one in false} == {
        *("other topic", "other quote", "and another", "and nonsense", "by rule"),
    }
    asserted = {(one.claim, one.quote) for one in true}
    assert not any((one.claim, one.quote) in asserted for one in false)


def test_the_same_seed_makes_the_same_claims_and_a_batch_is_kept_apart() -> None:
    claims = drafted()

    assert claims == drafted()
    assert claims != drafted(seed=1)
    assert Counter(one.batch for one in claims if one.supports)[REPORTED] > 50
