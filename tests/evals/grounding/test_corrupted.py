from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import sha256

import pytest

from corpus import Document
from evals.grounding import Cited, Corruption, corrupted, reporting_documents


def document(text: str) -> Document:
    return Document("bread.md", "Bread", "", text, sha256(text.encode()).hexdigest())


def wrong(claims: tuple[Cited, ...], kind: Corruption) -> list[str]:
    return [one.claim for one in claims if one.group == kind]


BREAD = document(
    "The mill at Arden was built in 1846 by Tom Hale. It has ground 12 sacks a day since then, and "
    "rye is always milled first.\n\nThe bakery in Norwick is closed on Mondays. Bread must not be "
    "sold there before it is cold. The mill and the bakery are both owned by Ann Pell."
)


def test_numbers_names_and_negations_are_made_wrong() -> None:
    claims = corrupted([BREAD])

    assert wrong(claims, Corruption.NUMBER) == [
        "The mill at Arden was built in 1849 by Tom Hale.",
        "It has ground 22 sacks a day since then, and rye is always milled first.",
    ]
    assert wrong(claims, Corruption.NAME) == [
        "The mill at Norwick was built in 1846 by Tom Hale.",
        "The mill at Arden was built in 1846 by Ann Pell.",
        "The bakery in Arden is closed on Mondays.",
        "The mill and the bakery are both owned by Tom Hale.",
    ]
    assert wrong(claims, Corruption.NEGATION) == [
        "The mill at Arden was not built in 1846 by Tom Hale.",
        "It has ground 12 sacks a day since then, and rye is not always milled first.",
        "The bakery in Norwick is not closed on Mondays.",
        "Bread must be sold there before it is cold.",
        "The mill and the bakery are not both owned by Ann Pell.",
    ]


def test_another_passage_is_cited_for_what_is_true() -> None:
    claims = [one for one in corrupted([BREAD]) if one.group == Corruption.PASSAGE]

    told = {one.claim: one.quote for one in claims}
    mill, belong = "The mill at Arden", "The mill and the bakery"
    assert any(claim.startswith(mill) and quote.startswith(belong) for claim, quote in told.items())
    assert all(claim != quote for claim, quote in told.items())


@pytest.fixture(scope="module")
def own() -> tuple[Cited, ...]:
    return corrupted(reporting_documents())


def test_our_own_documents_give_more_than_three_hundred_wrong_claims_about_even(
    own: tuple[Cited, ...],
) -> None:
    counts = Counter(one.group for one in own if not one.is_supported)
    assert set(counts) == set(Corruption)
    assert sum(counts.values()) > 300
    assert min(counts.values()) > 75 and max(counts.values()) <= 100
    assert len({one.id for one in own}) == len(own)


def test_each_wrong_claim_has_the_right_one_it_was_made_of(own: tuple[Cited, ...]) -> None:
    families = defaultdict(list)
    for one in own:
        families[one.family].append(one)

    for members in families.values():
        right = [one for one in members if one.is_supported]
        assert len(right) == 1
        for one in members:
            is_passage = one.group == Corruption.PASSAGE
            assert (one.claim == right[0].claim) == (one.is_supported or is_passage)
            assert (one.quote == right[0].quote) != is_passage


def test_the_same_documents_give_the_same_claims_in_whatever_order() -> None:
    other = document(BREAD.text.replace("Arden", "Harlow"))
    other = replace(other, id="other.md")

    first, second = corrupted([BREAD, other], limit=2), corrupted([other, BREAD], limit=2)

    assert first == corrupted([BREAD, other], limit=2)
    assert {one.id for one in first} == {one.id for one in second}


def test_a_limit_is_kept_and_documents_without_sentences_give_nothing() -> None:
    assert len(wrong(corrupted([BREAD], limit=1), Corruption.NAME)) == 1
    assert corrupted([document("# Bread\n\nRye.\n")]) == ()
