from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Reading, Settings, Why
from assistant.cite import Citing
from assistant.compose import compose
from corpus import Generation, Index, Passage
from ingest import ingest
from tests.assistant.made import Scores, readings_of
from tests.fakes import HashEncoder

OVENS = """\
# Ovens

An oven is a closed room for heat. It was first built of clay. It had a hole for the smoke. \
It burned wood.

Ovens
The Aga is a cooker of cast iron. It was invented by Gustaf Dalen. Dalen was blind. \
What does it burn? Many kitchens have one.

## Lighting

Open the flap. Lay the wood crosswise. Light the paper below. Close the flap after an hour.

## Cleaning

They are swept with a wet broom.

- It is done on Mondays.

It takes an hour to sweep an oven. A broom is made of birch.
"""
CLAY = """\
# Clay

An oven is a closed room for heat, says the potter. Clay is dug by the river. \
Gustaf Dalen was a Swede.
"""
LONG = """\
# Mills

A mill grinds grain between two stones, of which only the upper one turns with the wheel. {0}

It stands by the river, where the water is fast enough to turn the wheel all year. {0}
""".format(" ".join(["The miller likes to sing old songs about the water and the wind."] * 9))


@pytest.fixture(scope="module")
def ovens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    folder = tmp_path_factory.mktemp("ovens")
    for name, text in {"ovens": OVENS, "clay": CLAY, "mills": LONG}.items():
        (folder / f"{name}.md").write_text(text)
    ingest([folder], index=folder / "index", encoder=HashEncoder())
    with Index.open(folder / "index") as index:
        yield index.current()


def answer(
    generation: Generation, question: str, scores: Scores, settings: Settings | None = None
) -> list[str]:
    """The sentences of the answer to a question, if its sentences have these scores."""
    readings = readings_of(generation, scores)
    evidence = compose(question, readings, generation, settings or Settings()).evidence
    return [claim.text for claim in Citing(generation.document).claims(evidence)]


def test_a_sentence_that_leans_brings_what_it_leans_on(ovens: Generation) -> None:
    assert answer(ovens, "Who invented the cooker?", {"It was invented": 0.9}) == [
        "The Aga is a cooker of cast iron.",
        "It was invented by Gustaf Dalen.",
    ]


def test_what_is_leant_on_brings_its_own_but_never_more_than_two(ovens: Generation) -> None:
    assert answer(ovens, "Where did the smoke go?", {"It had a hole": 0.9}) == [
        "An oven is a closed room for heat.",
        "It was first built of clay.",
        "It had a hole for the smoke.",
    ]
    assert answer(ovens, "What did it burn?", {"It burned wood": 0.9}) == [
        "It was first built of clay.",
        "It had a hole for the smoke.",
        "It burned wood.",
    ]


def test_the_sentence_leant_on_may_end_the_chunk_before(ovens: Generation) -> None:
    assert len([c for c in ovens.chunks("mills.md") if c.units]) > 1

    said = answer(ovens, "Where is the mill?", {"It stands by the river": 0.9})

    assert said == [
        "The miller likes to sing old songs about the water and the wind.",
        "It stands by the river, where the water is fast enough to turn the wheel all year.",
    ]


@pytest.mark.parametrize("words", ["They are swept with a wet broom.", "It is done on Mondays."])
def test_nothing_is_brought_from_another_section_or_block(ovens: Generation, words: str) -> None:
    assert answer(ovens, "What about brooms?", {words: 0.9}) == [words]


def test_a_value_is_said_in_one_sentence_unless_another_is_nearly_as_good(
    ovens: Generation,
) -> None:
    weaker = {"The Aga": 0.9, "Dalen was blind": 0.4}
    as_good = {"The Aga": 0.9, "Dalen was blind": 0.8}

    assert answer(ovens, "Who was blind?", weaker) == ["The Aga is a cooker of cast iron."]
    assert answer(ovens, "Who was blind?", as_good) == [
        "The Aga is a cooker of cast iron.",
        "Dalen was blind.",
    ]


def test_steps_that_stand_together_are_kept_together(ovens: Generation) -> None:
    steps = {"Open the flap": 0.4, "Lay the wood": 0.3, "Light the": 0.9, "Close the flap": 0.3}

    assert answer(ovens, "How do I light an oven?", steps) == [
        "Open the flap.",
        "Lay the wood crosswise.",
        "Light the paper below.",
        "Close the flap after an hour.",
    ]


def test_a_definition_brings_what_goes_on_from_it(ovens: Generation) -> None:
    assert answer(ovens, "What is the Aga?", {"The Aga": 0.9, "It was invented": 0.3}) == [
        "The Aga is a cooker of cast iron.",
        "It was invented by Gustaf Dalen.",
    ]


def test_a_mere_mention_stays_out_however_weak_the_best_is(ovens: Generation) -> None:
    scores = {"The Aga": 0.05, "It was invented": 0.04, "Many kitchens": 0.04}

    assert answer(ovens, "What is the Aga?", scores) == ["The Aga is a cooker of cast iron."]


def test_an_unsure_answer_shows_other_guesses_too(ovens: Generation) -> None:
    unsure = {"The Aga": 0.4, "A broom": 0.2}
    sure = {"The Aga": 0.8, "A broom": 0.4}

    assert answer(ovens, "Who was blind?", unsure) == [
        "The Aga is a cooker of cast iron.",
        "A broom is made of birch.",
    ]
    assert answer(ovens, "Who was blind?", sure) == ["The Aga is a cooker of cast iron."]


@pytest.mark.parametrize("words", ["It kneads:", "Slowly."])
def test_what_only_announces_or_is_a_scrap_joins_no_answer(tmp_path: Path, words: str) -> None:
    (tmp_path / "dough.md").write_text(f"# Dough\n\nA machine makes the dough. {words}\n")
    ingest([tmp_path], index=tmp_path / "index", encoder=HashEncoder())

    with Index.open(tmp_path / "index") as index:
        said = answer(index.current(), "How is dough made?", {"A machine": 0.9, words: 0.9})

    assert said == ["A machine makes the dough."]


def test_another_document_has_to_say_it_better_than_the_same_section(ovens: Generation) -> None:
    scores = {"The Aga": 0.8, "Dalen was blind": 0.45, "Clay is dug": 0.45}

    assert answer(ovens, "Was Dalen blind?", scores) == [
        "The Aga is a cooker of cast iron.",
        "Dalen was blind.",
    ]
    assert answer(ovens, "Was Dalen blind?", scores | {"Clay is dug": 0.5}) == [
        "The Aga is a cooker of cast iron.",
        "Dalen was blind.",
        "Clay is dug by the river.",
    ]


@pytest.mark.parametrize("words", ["What does it burn?", "Ovens"])
def test_questions_and_headings_are_no_answers(ovens: Generation, words: str) -> None:
    assert answer(ovens, "What is it?", {words: 0.9, "Many kitchens": 0.5}) == [
        "Many kitchens have one."
    ]


def test_a_question_is_said_where_there_is_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "riddle.md").write_text("# Riddle\n\nWhat rises without legs?\n")
    ingest([tmp_path], index=tmp_path / "index", encoder=HashEncoder())

    with Index.open(tmp_path / "index") as index:
        assert answer(index.current(), "Which riddle?", {}) == ["What rises without legs?"]


def test_what_is_said_already_is_not_said_again(ovens: Generation) -> None:
    assert answer(ovens, "What is an oven?", {"An oven is a closed": 0.9}) == [
        "An oven is a closed room for heat, says the potter."
    ]


def test_a_further_sentence_stays_out_if_what_it_leans_on_does_not_fit(ovens: Generation) -> None:
    scores = {"Light the paper": 0.9, "It had a hole": 0.8}

    said = answer(ovens, "What is lit?", scores, Settings(max_claims=3))

    assert said == ["Light the paper below."]


def test_the_best_sentence_brings_as_much_as_fits(ovens: Generation) -> None:
    said = answer(ovens, "Where was smoke?", {"It had a hole": 0.9}, Settings(max_claims=2))

    assert said == ["It was first built of clay.", "It had a hole for the smoke."]


def test_a_leaning_sentence_alone_is_cited_under_its_heading(ovens: Generation) -> None:
    chunk = next(c for c in ovens.chunks("ovens.md") if c.text.startswith("They are"))
    readings = [Reading(Passage(chunk, "Ovens", 0.0), 0.9, (0.9,))]

    composed = compose("How are ovens swept?", readings, ovens, Settings())

    (claim,) = Citing(ovens.document).claims(composed.evidence)
    assert claim.citations[0].heading == ("Cleaning",)


def test_what_is_read_beside_a_whole_block_is_left_out_for_it(tmp_path: Path) -> None:
    (tmp_path / "faq.md").write_text(
        "# Oven FAQ\n\n## How hot is an oven?\n\nAs hot as fire. It glows.\n\n"
        "## Who sweeps it?\n\nThe baker sweeps it.\n"
    )
    ingest([tmp_path], index=tmp_path / "index", encoder=HashEncoder())

    with Index.open(tmp_path / "index") as index:
        readings = readings_of(
            index.current(), {"As hot": 0.9, "The baker": 0.5}, {"How hot": 0.95}
        )
        composition = compose("How hot is the oven?", readings, index.current(), Settings())

    assert [one.text for one in composition.evidence] == ["As hot as fire.", "It glows."]
    assert [(one.evidence.text, one.why) for one in composition.left_out] == [
        ("The baker sweeps it.", Why.OTHER_BLOCK)
    ]
