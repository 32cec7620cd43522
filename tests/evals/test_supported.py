from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Claim
from evals.supported import Rules, is_verbatim
from tests.evals.made_replies import citation

QUOTE = "A starter in the refrigerator is fed once a week."
OTHER = "The sour taste comes from lactic acid."


@pytest.fixture(scope="module")
def bread(bread_index: Path) -> Iterator[Assistant]:
    with Assistant.open(bread_index) as assistant:
        yield assistant


def cited(bread: Assistant, text: str, quote: str = QUOTE, shift: int = 0) -> Claim:
    name = next(one.document_id for one in bread.sources() if "sourdough" in one.document_id)
    start = bread.document(name).text.index(quote)
    return Claim(text, (citation(name, quote, start + shift),))


@pytest.mark.parametrize(
    ("claim", "keeps"),
    [
        (QUOTE, True),
        ("A refrigerated starter is fed once a week.", True),
        ("A refrigerated starter is fed 3 times a week.", False),
        ("A refrigerated starter is not fed once a week.", False),
        ("Ada Brandt feeds a refrigerated starter once a week.", False),
    ],
)
def test_a_models_sentence_keeps_the_rules_or_does_not(
    bread: Assistant, claim: str, keeps: bool
) -> None:
    assert Rules(bread).keeps(cited(bread, claim)) is keeps


def test_a_quote_beside_its_place_supports_nothing(bread: Assistant) -> None:
    assert Rules(bread).keeps(cited(bread, QUOTE))
    assert not Rules(bread).keeps(cited(bread, QUOTE, shift=1))


def test_a_sentence_is_verbatim_if_each_of_its_words_is_quoted(bread: Assistant) -> None:
    assert is_verbatim(cited(bread, "Lactic acid comes from the sour taste.", OTHER))
    assert not is_verbatim(cited(bread, "Vinegar comes from the sour taste.", OTHER))
