from collections.abc import Iterator

import pytest

from assistant import Settings, Why
from assistant.compose import Composition, compose
from corpus import Generation, Index
from ingest import ingest
from tests.assistant.made import Scores, readings_of
from tests.fakes import HashEncoder

AGA = """\
# The Aga

The Aga is a cooker of cast iron. Its inventor had lost his sight. Slowly. It weighs half a ton.

The Aga is made of cast iron, a cooker as heavy as a horse.

## Names

""" + " ".join(f"The model {name} is painted by hand." for name in "ABCDEFGHIJKLMN")


@pytest.fixture(scope="module")
def aga(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    folder = tmp_path_factory.mktemp("aga")
    (folder / "aga.md").write_text(AGA)
    ingest([folder], index=folder / "index", encoder=HashEncoder())
    with Index.open(folder / "index") as index:
        yield index.current()


def composed(generation: Generation, scores: Scores, **settings: int) -> Composition:
    readings = readings_of(generation, {"The Aga is a cooker": 0.9, **scores})
    return compose("What is the Aga?", readings, generation, Settings(**settings))


@pytest.mark.parametrize(
    ("scores", "settings", "sentence", "why"),
    [
        ({"Its inventor": 0.2}, {}, "Its inventor had lost his sight.", Why.WEAKER),
        ({"The Aga is made": 0.8}, {}, "The Aga is made of cast iron, a cooker as heavy as a "
         "horse.", Why.REPEATED),
        ({"Slowly": 0.8}, {}, "Slowly.", Why.FRAGMENT),
        ({"The model A": 0.8}, {"max_claims": 1}, "The model A is painted by hand.", Why.NO_ROOM),
        ({"The model A": 0.8}, {"answer_words": 10}, "The model A is painted by hand.",
         Why.NO_ROOM),
    ],
    ids=["weaker", "repeated", "fragment", "too many", "too long"],
)  # fmt: skip
def test_what_is_left_out_is_told_with_its_reason(
    aga: Generation, scores: Scores, settings: dict[str, int], sentence: str, why: Why
) -> None:
    composition = composed(aga, scores, **settings)

    assert [one.text for one in composition.evidence] == ["The Aga is a cooker of cast iron."]
    best = composition.left_out[0]
    assert (best.evidence.text, best.why) == (sentence, why)


def test_what_is_brought_by_a_sentence_that_leans_on_it_is_not_left_out(aga: Generation) -> None:
    composition = composed(aga, {"It weighs": 0.85})

    assert "Slowly." in [one.text for one in composition.evidence]
    assert "Slowly." not in [one.evidence.text for one in composition.left_out]


def test_only_the_most_likely_of_what_is_left_out_are_told(aga: Generation) -> None:
    composition = composed(aga, {"The model N": 0.03, "The model M": 0.02})

    told = [one.evidence.text[:11] for one in composition.left_out]
    assert told[:2] == ["The model N", "The model M"]
    assert len(told) == 12
