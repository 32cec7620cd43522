import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from corpus import CaseError, Index, Kind, QuestionError
from evals.case import Case
from evals.judge import Outcome
from evals.rivals import RIVALS, Text, open_rivals, texts_of
from evals.run import Attempt, Rival, evaluate_rival

SOUR = Case("sour", "Why does my sourdough bread taste sour?", ("lactic acid",), True,
            ("sourdough.md",))  # fmt: skip
FRIDGE = Case("fridge", "How often is a starter in the refrigerator fed?", ("once a week",), True,
              ("sourdough.md",))  # fmt: skip

every_rival = pytest.mark.parametrize("name", RIVALS)


@pytest.fixture(scope="module")
def texts(bread_index: Path) -> tuple[Text, ...]:
    index = Index.open(bread_index)
    try:
        return index.read(texts_of)
    finally:
        index.close()


@pytest.fixture(scope="module")
def rivals(texts: tuple[Text, ...]) -> Mapping[str, Rival]:
    return open_rivals(RIVALS, texts)


@every_rival
def test_a_rival_is_right_with_exact_words(
    rivals: Mapping[str, Rival], bread_index: Path, name: str
) -> None:
    with Assistant.open(bread_index) as assistant:
        results = evaluate_rival(rivals[name], assistant, [SOUR, FRIDGE])

    assert [one.verdict.outcome for one in results] == [Outcome.RIGHT, Outcome.RIGHT]
    assert [one.exact for one in results] == [(True,), (True,)]
    assert all(one.confidence is not None and 0 < one.confidence <= 1 for one in results)


@pytest.mark.parametrize("name", ["bm25", "langchain"])
def test_the_sentence_is_the_nearest_that_is_neither_question_nor_heading(
    rivals: Mapping[str, Rival], name: str
) -> None:
    (quote,) = rivals[name].attempt(SOUR).quotes

    assert quote.text == "The sour taste comes from lactic acid."


@pytest.mark.parametrize(
    "decoy",
    [
        pytest.param("What is rye?", id="question"),
        pytest.param("**What is rye?**", id="question in bold"),
        pytest.param("# What rye is", id="heading"),
        pytest.param("## What rye is ##", id="closed heading"),
        pytest.param("What rye is\n===", id="underlined heading"),
        pytest.param("This is what rye is:", id="announcement"),
    ],
)
def test_what_is_no_statement_is_never_the_sentence(decoy: str) -> None:
    text = Text("rye.md", f"{decoy}\n\nA dark grain.\n\n{decoy}\n\nBread is made of rye in winter.")
    case = Case("rye", "What is rye?", (), False)

    rivals = open_rivals(["bm25", "langchain"], [text])

    for rival in rivals.values():
        (quote,) = rival.attempt(case).quotes
        assert quote.text in ("A dark grain.", "Bread is made of rye in winter.")


def test_the_text_below_a_heading_is_quoted_without_it() -> None:
    text = Text("rye.md", "# Rye\nRye is a dark grain.")

    rivals = open_rivals(["langchain"], [text])

    (quote,) = rivals["langchain"].attempt(Case("rye", "What is rye?", (), True)).quotes
    assert (quote.text, quote.start) == ("Rye is a dark grain.", 6)


def test_a_sentence_is_quoted_whole_where_a_passage_ends_within_it() -> None:
    sentence = "Rye is " + "very " * 300 + "dark."
    text = Text("rye.md", sentence)

    rivals = open_rivals(["langchain"], [text])

    (quote,) = rivals["langchain"].attempt(Case("rye", "What is rye?", (), True)).quotes
    assert quote.text == sentence


@every_rival
@pytest.mark.parametrize(
    ("limits", "documents"),
    [
        pytest.param({"within": frozenset({"tools.md"})}, {"tools.md"}, id="within"),
        pytest.param(
            {"withheld": frozenset({"sourdough.md"})}, {"flour.md", "tools.md"}, id="withheld"
        ),
        pytest.param(
            {"within": frozenset({"tools.md", "flour.md"}), "withheld": frozenset({"tools.md"})},
            {"flour.md"},
            id="both",
        ),
    ],
)
def test_only_documents_that_a_case_allows_are_quoted(
    rivals: Mapping[str, Rival],
    name: str,
    limits: dict[str, frozenset[str]],
    documents: set[str],
) -> None:
    case = replace(SOUR, question="Which bread is baked from flour in a pot?", **limits)  # type: ignore[arg-type]

    quotes = rivals[name].attempt(case).quotes

    assert quotes
    assert {one.document_id for one in quotes} <= documents


@every_rival
@pytest.mark.parametrize(
    "limits",
    [
        pytest.param({"within": frozenset()}, id="within nothing"),
        pytest.param({"within": frozenset({"gone.md"})}, id="within what is not there"),
        pytest.param(
            {"within": frozenset({"flour.md"}), "withheld": frozenset({"flour.md"})},
            id="all of it withheld",
        ),
        pytest.param(
            {"withheld": frozenset({"flour.md", "sourdough.md", "tools.md"})}, id="all withheld"
        ),
    ],
)
def test_where_nothing_may_be_searched_nothing_is_found(
    rivals: Mapping[str, Rival], name: str, limits: dict[str, frozenset[str]]
) -> None:
    assert rivals[name].attempt(replace(SOUR, **limits)) == Attempt((), 0.0)  # type: ignore[arg-type]


@every_rival
def test_kinds_that_a_case_leaves_out_are_not_quoted(
    rivals: Mapping[str, Rival], texts: tuple[Text, ...], name: str
) -> None:
    spans = {one.document_id: one.spans.get(Kind.FAQ, ()) for one in texts}

    attempt = rivals[name].attempt(replace(SOUR, without=frozenset({Kind.FAQ})))

    assert attempt.quotes
    for quote in attempt.quotes:
        assert "lactic" not in quote.text
        assert not any(
            quote.start < one.end and one.start < quote.span.end for one in spans[quote.document_id]
        )
    assert "lactic" in rivals[name].attempt(SOUR).quotes[0].text


@every_rival
def test_a_corpus_without_text_gives_no_answer(name: str) -> None:
    rival = open_rivals([name], [Text("blank.md", " \n ")])[name]

    assert rival.attempt(SOUR) == Attempt((), 0.0)


@every_rival
def test_a_question_without_words_is_refused_as_the_assistant_refuses_it(
    rivals: Mapping[str, Rival], name: str
) -> None:
    with pytest.raises(QuestionError, match="empty"):
        rivals[name].attempt(replace(SOUR, question="  "))


def test_bm25_finds_other_forms_of_a_word_and_nothing_without_a_shared_one(
    rivals: Mapping[str, Rival],
) -> None:
    bm25 = rivals["bm25"]

    assert bm25.attempt(replace(SOUR, question="Who is baking?")).quotes
    assert bm25.attempt(replace(SOUR, question="Who sang opera?")) == Attempt((), 0.0)
    assert bm25.attempt(replace(SOUR, question="Who are you?")) == Attempt((), 0.0)


def test_rivals_come_in_the_order_asked_for(texts: tuple[Text, ...]) -> None:
    assert list(open_rivals(["langchain-passage", "bm25"], texts)) == ["langchain-passage", "bm25"]


def test_two_sets_of_rivals_in_one_process_do_not_mix() -> None:
    rye = open_rivals(["langchain-passage"], [Text("rye.md", "Rye is dark.")])
    wheat = open_rivals(["langchain-passage"], [Text("wheat.md", "Wheat is light.")])

    found = [one["langchain-passage"].attempt(SOUR).quotes[0].text for one in (rye, wheat)]

    assert found == ["Rye is dark.", "Wheat is light."]


def test_an_unknown_rival_is_told_the_known_ones() -> None:
    with pytest.raises(CaseError, match="no rival 'oracle': choose from bm25, langchain, "):
        open_rivals(["bm25", "oracle"], [])


def test_a_missing_package_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # To the import system, a module that is None is not installed.
    monkeypatch.setitem(sys.modules, "langchain_chroma", None)

    with pytest.raises(CaseError, match=r"'langchain_chroma'.*pip install 'footnote\[rivals\]'"):
        open_rivals(["langchain"], [])
