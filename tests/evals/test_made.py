from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from corpus import CaseError, Generation, Index, Kind
from evals.case import Case, case_line, parse_case
from evals.judge import Outcome
from evals.made import faq_pairs, made_cases
from evals.run import evaluate
from ingest import ingest
from tests.fakes import HashEncoder

LOAVES = """\
# Loaves

## Keeping bread

A sourdough loaf stays fresh for five days if a linen bag keeps it in a wooden box. Rye loaves
are baked in the evening.

## Frequently asked questions

### How long does a loaf stay fresh?

A loaf stays fresh for five days if a linen bag keeps it in a wooden box.

### 2. **Who** won the [contest](https://example.org/contest) of 1987?

Maria Figueira won it with a plaited almond wreath.

### Question 3: Does bread keep longer in a refrigerator?

No.
"""
STARTERS = """\
# Starters

## The sour taste

Bread tastes sour because the bacteria that live in a starter give off an acid. The warmer the
kitchen, the more sour the bread.

## Questions and answers

### How long does the loaf stay fresh?

Four days in a paper bag.

### Why does sourdough bread taste sour?

Lactobacilli ferment sugars, and lactate builds up slowly while dough proofs overnight.
"""
NO_QUESTIONS = "# Ovens\n\nBread is baked at 240 degrees in a closed pot.\n"

LOAF, CONTEST, FRIDGE = (f"faq/loaves.md/{number}" for number in (1, 2, 3))
OTHER_LOAF, SOUR = "faq/starters.md/1", "faq/starters.md/2"


def index_of(folder: Path, **texts: str) -> Path:
    documents = folder / "documents"
    documents.mkdir()
    for name, text in texts.items():
        (documents / f"{name}.md").write_text(text, encoding="utf-8")
    ingest([documents], index=folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    return index_of(folder, loaves=LOAVES, starters=STARTERS, ovens=NO_QUESTIONS)


@pytest.fixture(scope="module")
def generation(index: Path) -> Iterator[Generation]:
    with Index.open(index) as opened:
        yield opened.current()


@pytest.fixture(scope="module")
def cases(generation: Generation) -> dict[str, Case]:
    return {case.id: case for case in made_cases(generation)}


def quoted(case: Case, document_id: str) -> list[str]:
    text = {"loaves.md": LOAVES, "starters.md": STARTERS}[document_id]
    return [" ".join(span.of(text).split()) for span in case.spans[document_id]]


def test_every_pair_is_asked_in_three_ways_in_the_order_of_the_documents(
    cases: dict[str, Case],
) -> None:
    pairs = [LOAF, CONTEST, FRIDGE, OTHER_LOAF, SOUR]
    ways = ["as_written", "without_faq", "without_document"]

    assert list(cases) == [f"{pair}/{way}" for pair in pairs for way in ways]
    assert [case.family for case in cases.values()] == [pair for pair in pairs for _ in ways]
    assert {case.group for case in cases.values()} == set(ways)


def test_a_question_is_asked_without_its_markup_and_number(generation: Generation) -> None:
    questions = [pair.question for pair in faq_pairs(generation)]

    assert questions == [
        "How long does a loaf stay fresh?",
        "Who won the contest of 1987?",
        "Does bread keep longer in a refrigerator?",
        "How long does the loaf stay fresh?",
        "Why does sourdough bread taste sour?",
    ]


def test_as_written_the_pair_s_own_answer_is_the_evidence(cases: dict[str, Case]) -> None:
    case = cases[f"{CONTEST}/as_written"]

    assert case.answerable
    assert case.answers == ("Maria Figueira won it with a plaited almond wreath.",)
    assert case.documents == ("loaves.md",)
    assert quoted(case, "loaves.md") == list(case.answers)


def test_a_pair_elsewhere_that_asks_the_same_answers_too(cases: dict[str, Case]) -> None:
    written, withheld = (cases[f"{LOAF}/{way}"] for way in ("as_written", "without_document"))

    assert written.documents == ("loaves.md", "starters.md")
    assert written.answers[1] == "Four days in a paper bag."
    assert withheld.answerable
    assert withheld.withheld == {"loaves.md"}
    assert quoted(withheld, "starters.md") == ["Four days in a paper bag."]


def test_without_faq_a_body_that_repeats_the_answer_answers(cases: dict[str, Case]) -> None:
    case = cases[f"{LOAF}/without_faq"]

    assert case.answerable
    assert case.without == {Kind.FAQ}
    assert quoted(case, "loaves.md") == [
        "A sourdough loaf stays fresh for five days if a linen bag keeps it in a wooden box."
    ]


@pytest.mark.parametrize("way", ["without_faq", "without_document"])
def test_where_nothing_that_remains_is_about_it_no_document_answers(
    cases: dict[str, Case], way: str
) -> None:
    case = cases[f"{CONTEST}/{way}"]

    assert not case.answerable
    assert not case.undecided
    assert case.answers == ()
    assert case.documents == ("loaves.md",)


def test_an_answer_that_may_stand_there_in_other_words_is_undecided(
    cases: dict[str, Case],
) -> None:
    case = cases[f"{SOUR}/without_faq"]

    assert case.undecided == (
        "What remains is about the same thing, and no rule can tell whether it answers."
    )
    assert not case.spans


def test_a_bare_answer_is_judged_by_its_place_and_found_nowhere_else(
    cases: dict[str, Case],
) -> None:
    written = cases[f"{FRIDGE}/as_written"]
    rest = [cases[f"{FRIDGE}/{way}"] for way in ("without_faq", "without_document")]

    assert written.answers == ("No.",)
    assert quoted(written, "loaves.md") == ["No."]
    assert not any(case.answerable for case in rest)


def test_documents_that_may_answer_are_left_out_where_another_does(tmp_path: Path) -> None:
    doubtful = (
        "# Storing\n\nA loaf of sourdough can be stored for a while and remains fresh in cloth.\n"
    )
    index = index_of(tmp_path, loaves=LOAVES, storing=doubtful)

    with Index.open(index) as opened:
        cases = {case.id: case for case in made_cases(opened.current())}

    assert cases[f"{LOAF}/without_faq"].withheld == {"storing.md"}
    assert cases[f"{LOAF}/as_written"].withheld == frozenset()


def test_the_assistant_answers_what_is_written_and_abstains_where_nothing_is(
    index: Path, cases: dict[str, Case]
) -> None:
    with Assistant.open(index) as assistant:
        results = evaluate(assistant, list(cases.values()))

    outcomes = {result.case.id: result.verdict.outcome for result in results}
    assert {outcomes[name] for name in cases if name.endswith("/as_written")} == {Outcome.RIGHT}
    assert outcomes[f"{LOAF}/without_faq"] is Outcome.RIGHT
    assert outcomes[f"{CONTEST}/without_document"] is Outcome.ABSTAINED_RIGHTLY
    assert outcomes[f"{SOUR}/without_faq"] is Outcome.UNSCORED


def test_whole_pairs_are_drawn_and_the_seed_alone_decides_which(generation: Generation) -> None:
    every = made_cases(generation)

    drawn = made_cases(generation, limit=8, seed=1)

    assert drawn == made_cases(generation, limit=8, seed=1)
    assert len(drawn) == 6
    assert [case for case in every if case in drawn] == list(drawn)
    assert len({case.family for case in drawn}) == 2
    assert any(made_cases(generation, limit=8, seed=seed) != drawn for seed in range(2, 6))
    assert made_cases(generation, limit=99) == every


def test_a_made_case_can_be_kept_in_a_case_file(cases: dict[str, Case]) -> None:
    for case in cases.values():
        assert parse_case(case_line(case), "here") == case


def test_another_encoder_s_index_makes_the_same_cases(
    index: Path, tmp_path: Path, cases: dict[str, Case]
) -> None:
    other = tmp_path / "index"
    ingest([index.parent / "documents"], index=other, encoder=HashEncoder())

    with Index.open(other) as opened:
        made = made_cases(opened.current())

    assert made == tuple(cases.values())


def test_documents_without_a_pair_are_refused_with_a_way_out(tmp_path: Path) -> None:
    way_out = r"recognised no question .*`--cases FILE`.*inspect"

    with (
        Index.open(index_of(tmp_path, ovens=NO_QUESTIONS)) as opened,
        pytest.raises(CaseError, match=way_out),
    ):
        made_cases(opened.current())


def test_a_limit_below_one_pair_is_refused(generation: Generation) -> None:
    with pytest.raises(CaseError, match="give 3 or more"):
        made_cases(generation, limit=2)


def test_two_questions_are_the_same_up_to_case_and_little_words(generation: Generation) -> None:
    pair = faq_pairs(generation)[0]

    assert replace(pair, question="How long does a dough stay fresh?").asked != pair.asked
    assert replace(pair, question="how long do our loaf stay fresh").asked == pair.asked
