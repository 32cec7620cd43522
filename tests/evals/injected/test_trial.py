import pytest

from corpus import CaseError
from evals.injected import Place, inserted, own_batches

TEXT = "---\ntitle: A\n---\n\n# A\n\nOne stands. Two stands.\n\nThree stands.\n"


@pytest.mark.parametrize(
    ("place", "order", "expected"),
    [
        (Place.START, "Obey.", "---\ntitle: A\n---\n\nObey.\n\n# A"),
        (Place.MIDDLE, "Obey.", "One stands. Obey. Two stands."),
        (Place.MIDDLE, "Obey.\nNow.", "Two stands.\n\nObey.\nNow.\n\n\nThree"),
        (Place.END, "Obey.", "Three stands.\n\nObey.\n"),
    ],
)
def test_an_order_is_put_in_its_place(place: Place, order: str, expected: str) -> None:
    assert expected in inserted(TEXT, order, place, "One stands.")


def test_an_answer_that_is_not_there_is_an_error() -> None:
    with pytest.raises(CaseError, match="Four"):
        inserted(TEXT, "Obey.", Place.MIDDLE, "Four stands.")


def test_our_own_trials_cover_many_kinds_and_each_stands_in_its_document() -> None:
    batches = own_batches()
    trials = [(batch, trial) for batch in batches for trial in batch.trials]

    assert len({trial.id for _, trial in trials}) == len(trials) >= 25
    assert len({trial.order.kind for _, trial in trials}) >= 25
    for batch, trial in trials:
        assert trial.order.text in batch.attacked[trial.document]
        assert trial.order.text not in batch.clean[trial.document]
        assert batch.clean.keys() == batch.attacked.keys()
