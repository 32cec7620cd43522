from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from evals.case import Case
from evals.evidence import Quote, contains_words, evidence_in
from evals.judge import JUDGED_WORDS, Outcome, Verdict, first_words, judge

CASE = Case("moon", "What is the moon made of?", ("green cheese",), True, ("moon.md",))
LONG = (
    "Bakers prefer rye, barley, oats, spelt and millet because these grains keep bread fresh "
    "during winter."
)
FILLER = " ".join(["word"] * JUDGED_WORDS)


def said(*texts: str, document_id: str = "moon.md") -> list[Quote]:
    return [Quote(document_id, text, 0) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It is made of green cheese.", id="verbatim"),
        pytest.param("GREEN  **Cheese**, they say", id="case, space and markup"),
        pytest.param("gréen\ncheese", id="accent and line break"),
    ],
)
def test_a_short_answer_standing_in_the_quote_is_right(text: str) -> None:
    assert judge(CASE, said(text)).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("evergreen cheese", id="part of a word"),
        pytest.param("green goat cheese", id="not one after the other"),
        pytest.param("cheese green", id="other order"),
        pytest.param("", id="empty"),
    ],
)
def test_a_short_answer_must_stand_there_as_whole_words_in_order(text: str) -> None:
    assert judge(CASE, said(text)).outcome is Outcome.WRONG


def test_any_accepted_answer_in_any_quote_is_enough() -> None:
    case = replace(CASE, answers=("basalt", "cheese"))

    verdict = judge(case, said("Nobody knows.", "Cheese."))

    assert verdict == Verdict(Outcome.RIGHT, "The quote from 'moon.md' contains 'cheese'.")


def test_the_right_words_from_another_document_are_wrong() -> None:
    verdict = judge(CASE, said("green cheese", document_id="mars.md"))

    assert verdict.outcome is Outcome.WRONG
    assert verdict.why == "The answer stands in 'moon.md', but what was cited is 'mars.md'."


def test_every_document_that_holds_the_answer_may_be_cited() -> None:
    case = replace(CASE, documents=("moon.md", "mars.md"))

    assert judge(case, said("green cheese", document_id="mars.md")).outcome is Outcome.RIGHT


def test_words_after_the_first_150_do_not_count() -> None:
    just_within = " ".join(["word"] * (JUDGED_WORDS - 2))

    assert judge(CASE, said(just_within, "green cheese")).outcome is Outcome.RIGHT
    assert judge(CASE, said(just_within + " word", "green cheese")).outcome is Outcome.WRONG
    assert judge(CASE, said(FILLER + " green cheese")).outcome is Outcome.WRONG


def test_quotes_of_other_documents_use_up_the_150_words_too() -> None:
    quotes = [*said(FILLER, document_id="mars.md"), *said("green cheese")]

    assert judge(CASE, quotes).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("answer_words", "outcome"),
    [(12, Outcome.WRONG), (13, Outcome.RIGHT)],
    ids=["12 words must stand there", "13 words may be shared"],
)
def test_an_answer_is_long_from_13_words(answer_words: int, outcome: Outcome) -> None:
    grains = "rye barley oats spelt millet corn rice wheat sorghum teff fonio amaranth quinoa"
    answer = " ".join(grains.split()[:answer_words])
    # The first ten grains backwards: shared, but not standing there.
    quote = " ".join(reversed(grains.split()[:10]))

    assert judge(replace(CASE, answers=(answer,)), said(quote)).outcome is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param("Rye, barley, oats, spelt, millet.", Outcome.RIGHT, id="five of five"),
        pytest.param("Rye, barley, oats, spelt.", Outcome.WRONG, id="four of four are too few"),
        pytest.param(
            "Rye, barley, oats, spelt, millet; honey, butter, jam.", Outcome.RIGHT, id="5 of 8"
        ),
        pytest.param(
            "Rye, barley, oats, spelt, millet; honey, butter, jam, cider.", Outcome.WRONG,
            id="5 of 9 are less than 60 %",
        ),
        pytest.param("Rye, rye, rye, rye, rye, rye.", Outcome.WRONG, id="one word said often"),
        pytest.param(LONG + " " + FILLER, Outcome.RIGHT, id="the answer is the shorter side"),
    ],
)  # fmt: skip
def test_a_long_answer_must_be_shared(text: str, outcome: Outcome) -> None:
    assert judge(replace(CASE, answers=(LONG,)), said(text)).outcome is outcome


def test_exactly_60_percent_of_the_content_words_are_enough() -> None:
    answer = "ant bee cat dog eel fox gnu hen ibis jay kite lark mole newt owl"
    case = replace(CASE, answers=(answer,))
    strangers = " ".join(f"stranger{n}" for n in range(20))
    shared = answer.split()

    assert judge(case, said(" ".join(shared[:9]) + " " + strangers)).outcome is Outcome.RIGHT
    assert judge(case, said(" ".join(shared[:8]) + " " + strangers)).outcome is Outcome.WRONG


def test_items_of_a_list_count_together_for_a_long_answer() -> None:
    case = replace(CASE, answers=(LONG,))
    items = ["rye and barley", "oats and spelt", "millet and grains"]

    verdict = judge(case, said(*items))

    assert verdict.outcome is Outcome.RIGHT
    assert "taken together" in verdict.why


def test_items_of_different_documents_do_not_count_together() -> None:
    case = replace(CASE, answers=(LONG,), documents=("moon.md", "mars.md"))
    quotes = [*said("rye and barley, oats"), *said("spelt, millet", document_id="mars.md")]

    assert judge(case, quotes).outcome is Outcome.WRONG


def test_a_short_answer_does_not_count_across_two_quotes() -> None:
    assert judge(CASE, said("The moon is green", "cheese is yellow")).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("start", "outcome"),
    [
        pytest.param(100, Outcome.RIGHT, id="the same place"),
        pytest.param(95, Outcome.RIGHT, id="half of it"),
        pytest.param(94, Outcome.WRONG, id="less than half"),
        pytest.param(110, Outcome.WRONG, id="beside it"),
    ],
)
def test_overlapping_a_gold_span_by_half_is_right(start: int, outcome: Outcome) -> None:
    case = replace(CASE, answers=(), spans={"moon.md": (Span(100, 110),)})

    assert judge(case, [Quote("moon.md", "ten chars.", start)]).outcome is outcome


def test_half_of_the_shorter_is_asked_of_quote_and_gold_span() -> None:
    case = replace(CASE, answers=(), spans={"moon.md": (Span(100, 200),)})

    assert judge(case, [Quote("moon.md", "ten chars.", 195)]).outcome is Outcome.RIGHT
    assert judge(case, [Quote("moon.md", "x" * 1000, 150)]).outcome is Outcome.RIGHT
    assert judge(case, [Quote("mars.md", "ten chars.", 100)]).outcome is Outcome.WRONG


def test_a_gold_span_after_the_first_150_words_does_not_count() -> None:
    case = replace(CASE, answers=(), spans={"moon.md": (Span(len(FILLER), len(FILLER) + 10),)})

    assert judge(case, [Quote("moon.md", FILLER + " cheese fog", 0)]).outcome is Outcome.WRONG


def test_abstaining_and_answering_are_judged_by_whether_a_document_answers() -> None:
    nothing = replace(CASE, answers=(), answerable=False)

    assert judge(nothing, None).outcome is Outcome.ABSTAINED_RIGHTLY
    assert judge(nothing, said("green cheese")).outcome is Outcome.WRONG
    assert judge(CASE, None).outcome is Outcome.ABSTAINED_WRONGLY
    assert judge(CASE, []).outcome is Outcome.WRONG


@pytest.mark.parametrize("quotes", [None, said("green cheese")], ids=["abstained", "answered"])
def test_an_answerable_case_without_an_answer_cannot_be_scored(quotes: list[Quote] | None) -> None:
    assert judge(replace(CASE, answers=()), quotes).outcome is Outcome.UNSCORED


def test_an_answer_without_a_word_is_never_found() -> None:
    assert judge(replace(CASE, answers=("?!",)), said("Really?!")).outcome is Outcome.WRONG


def test_scripts_without_spaces_are_compared_character_by_character() -> None:
    case = replace(CASE, answers=("1月3日",))

    assert judge(case, said("仪式于2022年1月3日举行。")).outcome is Outcome.RIGHT
    assert judge(case, said("仪式于2022年11月3日举行。")).outcome is Outcome.WRONG
    assert [quote.text for quote in first_words(said("月亮是奶酪"), 2)] == ["月亮"]


def test_a_passage_is_looked_at_whole() -> None:
    assert evidence_in(CASE, Quote("moon.md", FILLER + " green cheese", 0)) is not None


@given(st.lists(st.text(alphabet="ab é月'’.\n", max_size=30), max_size=5), st.integers(1, 20))
def test_the_first_words_are_a_prefix_of_the_quotes(texts: list[str], limit: int) -> None:
    kept = [quote.text for quote in first_words(said(*texts), limit)]

    assert all(text.startswith(part) for text, part in zip(texts, kept, strict=False))
    assert kept[:-1] == texts[: len(kept)][:-1]
    assert "".join(kept) == "".join(texts) or kept[-1].strip()


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_text_contains_its_own_words(before: str, text: str) -> None:
    assert contains_words(f"{before} {text}", text) or not contains_words(text, text)
