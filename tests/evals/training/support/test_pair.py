from collections import Counter

import pytest

from evals.training.support.pair import OWN, changed_span, side_of


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("The cat sat.", "The dog sat.", "dog"),
        ("Ann met Bob in Rome.", "Bob met Ann in Rome.", "Bob met Ann"),
        ("Bees may sting.", "Bees sting.", "sting."),
        ("Bees sting.", "Bees always sting.", "always"),
        ("It is the one it is.", "It is the one it was.", "was."),
    ],
)
def test_what_was_changed_is_found(before: str, after: str, changed: str) -> None:
    found = changed_span(before, after)

    assert found is not None
    assert after[slice(*found)] == changed


def test_nothing_changed_is_no_span() -> None:
    assert changed_span("Bees sting.", "Bees sting.") is None


def test_most_documents_are_learned_from_and_more_of_our_own_are_held_out() -> None:
    public = Counter(side_of(f"page {n}") for n in range(4000))
    own = Counter(side_of(f"{OWN}page {n}") for n in range(4000))

    assert 150 < public["report"] < 250
    assert 150 < public["fit"] < 250
    assert 700 < own["report"] < 900
    assert 700 < own["fit"] < 900
