from pathlib import Path

import pytest

from assistant.rewriting import Known
from corpus import Index, light_encoder

COUNTS = {"bread": 60, "starter": 12, "banneton": 1}
KNOWN = Known(lambda word: COUNTS.get(word, 0), 60)


def test_a_word_is_the_rarer_the_fewer_chunks_have_it() -> None:
    rarities = [KNOWN.rarity(word) for word in ("bread", "starter", "banneton")]

    assert rarities == sorted(rarities)
    assert rarities[0] == pytest.approx(0, abs=0.01)
    assert rarities[-1] == 1


def test_a_word_that_never_occurs_is_as_rare_as_one_that_does_once() -> None:
    assert KNOWN.rarity("quark") == KNOWN.rarity("banneton") == 1


def test_an_empty_index_knows_nothing() -> None:
    known = Known()

    assert (known.frequency("bread"), known.chunks, known.sections("bread")) == (0, 0, ())
    assert (known.rarity("bread"), known.alike("rye", "rye")) == (0, 0)


def test_an_index_tells_its_words_and_the_nearest_section(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        generation = index.current()
        known = Known.of(generation, light_encoder())

        assert known.chunks == generation.manifest.searchable > 0
        assert known.frequency("starter") == generation.frequency("starter") > 0
        assert known.frequency("quark") == 0
        assert known.sections("How often is a starter fed?") == ("The Sourdough Book", "Feeding")


def test_phrases_of_one_kind_are_more_alike_than_others(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        known = Known.of(index.current(), light_encoder())

        assert known.alike("rye", "rye") == pytest.approx(1, abs=1e-4)
        assert known.alike("rye bread", "wheat bread") > known.alike("rye bread", "a kitchen knife")
