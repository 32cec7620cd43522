from collections import Counter

import pytest

from corpus import content_words
from evals.grounding import own_documents, reporting_documents, twins
from evals.grounding.cited import DIGESTS, OWN, rows_of

SUBTLE, DEV = rows_of(OWN / "subtle.jsonl"), rows_of(OWN / "dev.jsonl")


@pytest.mark.parametrize("row", [*SUBTLE, *DEV], ids=lambda row: row["id"])
def test_every_quote_stands_in_its_document_and_every_claim_is_its_own(row: dict[str, str]) -> None:
    assert set(row) == {"id", "kind", "document", "quote", "claim_false", "claim_true", "why"}
    assert row["quote"] in own_documents()[row["document"]].text
    claims = (row["claim_false"], row["claim_true"])
    assert all(claim.strip() == claim and claim[-1] == "." for claim in claims)
    # No claim is a quote from its document, and no right one is like its wrong one.
    assert not any(claim in own_documents()[row["document"]].text for claim in claims)
    assert Counter(content_words(claims[0])) != Counter(content_words(claims[1]))
    assert row["why"].endswith(".") and "\n" not in row["why"]


def test_the_subtle_errors_are_a_hundred_of_four_kinds_on_many_subjects() -> None:
    kinds = Counter(row["kind"] for row in SUBTLE)
    digests = {path.name for path in DIGESTS.glob("*.md")}
    cited = Counter(row["document"] for row in SUBTLE)

    assert kinds == {"scope": 25, "hedge": 25, "cause": 25, "merged": 25}
    assert digests <= set(cited)
    assert len(set(cited) - digests) == 30
    assert 40 <= sum(cited[name] for name in digests) <= 60
    assert max(cited[name] for name in set(cited) - digests) <= 4


def test_nothing_is_chosen_from_what_is_reported_on() -> None:
    reported = {row["document"] for row in SUBTLE}
    chosen_from = {row["document"] for row in DEV}

    assert not reported & chosen_from
    assert {one.id for one in reporting_documents()} == reported
    assert {row["document"] for row in (*SUBTLE, *DEV)} == set(own_documents())
    assert len(DEV) == 60


def test_ids_are_told_once_and_each_wrong_claim_has_a_right_one() -> None:
    claims = [*twins("subtle"), *twins("dev")]

    assert len({one.id for one in claims}) == len(claims) == 320
    assert set(Counter(one.family for one in claims).values()) == {2}
    for right, wrong in zip(claims[::2], claims[1::2], strict=True):
        assert right.is_supported and not wrong.is_supported
        assert (right.quote, right.around, right.above) == (wrong.quote, wrong.around, wrong.above)


def test_a_claim_is_told_with_the_whole_sentence_and_the_headings_of_its_quote() -> None:
    one = next(one for one in twins("subtle") if one.family == "subtle-merged-11")

    assert one.around.startswith("The article lists these key benefits of prompt engineering:")
    assert one.around.endswith("the architecture of the model stays the same.")
    assert one.quote in own_documents()[SUBTLE[85]["document"]].text
    assert "Advantages of Prompt Engineering" in one.above
