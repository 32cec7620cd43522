import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding import Missing, lacks


def kinds(claim: str, quote: str, around: str = "") -> set[Missing]:
    return {lack.kind for lack in lacks(claim, quote, around)}


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("It takes 14 days.", "It takes two weeks."),
        ("Costs rose by 5%.", "Costs rose by 5 percent."),
        ("It has 1,200,000 rows.", "It has 1.2 million rows."),
        ("Google released BERT in 2018.", "BERT was released by Google in 2018."),
        ("It opened in May 2019.", "It opened on 3 May 2019."),
        ("You can cancel within 30 days.", "You can cancel up to 30 days after the start."),
        ("About 500 ships came.", "There came 512 ships."),
        ("The oven is costly.", "The oven is costly, but it does not need much wood."),
        ("The oven leaves the walls unchanged.", "The oven does not change the walls."),
        ("The bread may rise.", "The bread might rise."),
        ("If it rains, the market is closed.", "The market is closed if it rains."),
        ("All ovens are hot.", "Every oven is hot."),
        ("Rain leads to floods.", "Floods are caused by rain."),
        ("One of the risks is fire.", "Fire is among the risks."),
        ("LLMs need memory.", "An LLM needs memory."),
        ("It is not cheap.", "It isn’t cheap."),
        ("The US built it.", "The U.S. built it."),
        ("It stood in the 1960s.", "It stood in the 1960's."),
        ("Anna Berg bakes rye bread.", "Anna Berg bakes rye bread. If it rains, cats may stay in."),
    ],
)
def test_what_the_evidence_says_lacks_nothing(claim: str, quote: str) -> None:
    assert lacks(claim, quote, "") == ()


@pytest.mark.parametrize(
    ("claim", "quote", "kind"),
    [
        ("It takes 12 weeks.", "It takes 2 weeks.", Missing.NUMBER),
        ("It takes two days.", "It takes two weeks.", Missing.NUMBER),
        ("It costs 5 million.", "It costs 5 thousand.", Missing.NUMBER),
        ("It costs $40.", "It costs 40%.", Missing.NUMBER),
        ("It weighs 5 kg.", "It weighs 5 g.", Missing.NUMBER),
        ("It holds 5 to 9 eggs.", "It holds 5 to 8 eggs.", Missing.NUMBER),
        ("It holds 8 eggs.", "It holds up to 8 eggs.", Missing.NUMBER),
        ("It holds more than 8 eggs.", "It holds 8 eggs.", Missing.NUMBER),
        ("12 dogs and 5 cats came.", "5 dogs and 12 cats came.", Missing.NUMBER),
        ("It fell to -5 degrees.", "It fell to 5 degrees.", Missing.NUMBER),
        ("It starts at 10:30.", "It starts at 10:45.", Missing.NUMBER),
        ("Half of them left.", "A quarter of them left.", Missing.NUMBER),
        ("It is the third oven.", "It is the second oven.", Missing.NUMBER),
        ("It opened in 2019.", "It opened in 2018.", Missing.DATE),
        ("It opened in 2019.", "It opened before 2019.", Missing.DATE),
        ("It opened on 4 May 2019.", "It opened in May 2019.", Missing.DATE),
        ("It opens every Monday.", "It opens every Sunday.", Missing.DATE),
        ("Apple released BERT.", "Google released BERT.", Missing.NAME),
        ("It was built by Anna Berg.", "It was built by Anna Holm.", Missing.NAME),
        ("Anna Berg came.", "Anna Holm and her brother Per Berg came.", Missing.NAME),
        ("It runs GPT-4 well.", "It runs GPT-3 well.", Missing.NAME),
        ("The FBI allows it.", "The FDA allows it.", Missing.NAME),
        ("The oven is needed.", "The oven is not needed.", Missing.NEGATION),
        ("The oven is not needed.", "The oven is needed.", Missing.NEGATION),
        ("The oven is unsafe.", "The oven is safe.", Missing.NEGATION),
        ("The heat increases the price.", "The heat reduces the price.", Missing.NEGATION),
        ("The oven is costly and needs wood.", "It is costly and needs no wood.", Missing.NEGATION),
        ("Heat improves the bread.", "Heat may improve the bread.", Missing.HEDGE),
        ("Bakers get up early.", "Bakers often get up early.", Missing.HEDGE),
        ("Bakers usually get up early.", "Bakers sometimes get up early.", Missing.HEDGE),
        ("Bread is white.", "In some cases bread is white.", Missing.HEDGE),
        ("Stress causes illness.", "Stress goes along with illness.", Missing.CAUSE),
        ("It closed because it rained.", "It closed and it rained.", Missing.CAUSE),
        ("Bakers are early, and the shop is closed.", "Bakers are early.", Missing.CLAUSE),
        ("All bakers are early.", "Bakers are early.", Missing.SCOPE),
        ("Only bakers are early.", "Bakers are early.", Missing.SCOPE),
        ("Bakers are always early.", "Bakers are early.", Missing.SCOPE),
        ("You must heat the oven.", "You should heat the oven.", Missing.SCOPE),
        ("The market is closed.", "The market is closed if it rains.", Missing.SCOPE),
        ("It is the best oven.", "It is a good oven.", Missing.SCOPE),
    ],
)
def test_what_the_evidence_does_not_say_is_lacking(claim: str, quote: str, kind: Missing) -> None:
    assert kind in kinds(claim, quote)


def test_a_quote_cut_short_hides_no_denial() -> None:
    around = "We do not recommend the new oven for bread."

    assert Missing.NEGATION in kinds("We recommend the new oven.", "recommend the new oven", around)


def test_a_quote_cut_short_hides_no_scale() -> None:
    assert Missing.NUMBER in kinds("It cost 5.", "it cost 5", "In all it cost 5 million.")


def test_the_sentence_around_gives_what_the_quote_leaves_out() -> None:
    around = "In 2018 Anna Berg built the oven of brick."

    assert kinds("Anna Berg built the oven in 2018.", "built the oven of brick", around) == set()


def test_a_claim_too_long_to_be_one_is_never_supported() -> None:
    text = "bread " * 2_000

    assert lacks(text, text, "") != ()


@given(st.integers(2, 10**7), st.integers(2, 10**7))
def test_another_number_is_never_supported(one: int, other: int) -> None:
    lacking = kinds(f"The harbour has {other} boats.", f"The harbour has {one} boats.")

    assert (lacking == set()) is (one == other)


@pytest.mark.parametrize(
    "part",
    [
        "A ",
        "Ab ",
        "not ",
        "may if ",
        "7 ",
        "two ",
        "7,",
        "1-",
        "not a, ",
        "[",
        "**",
        "about 5 of ",
        "a.b.",
    ],
)
def test_a_hostile_claim_does_not_hang(part: str) -> None:
    text = part * (4_900 // len(part))
    started = time.monotonic()

    lacks(text, text, text[:-3])

    assert time.monotonic() - started < 20


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_nothing_is_raised(claim: str, quote: str, around: str) -> None:
    assert isinstance(lacks(claim, quote, around), tuple)


@given(
    st.lists(st.sampled_from("the oven may not heat 5 Anna Berg 2019 only if all because".split()))
)
def test_a_claim_in_the_words_of_its_quote_lacks_nothing(said: list[str]) -> None:
    text = " ".join(["Then", *said]) + "."

    assert lacks(text, text, "") == ()


def test_a_name_that_stands_above_the_evidence_may_be_said() -> None:
    claim, quote = "Halden Bridge opened early.", "It opened early."

    assert kinds(claim, quote) == {Missing.NAME}
    assert lacks(claim, quote, "", "Halden Bridge > History") == ()


def test_what_stands_above_tells_no_number_date_or_denial() -> None:
    above = "12 mills of 1931 that are not old"

    assert {lack.kind for lack in lacks("It has 12 wheels.", "It has wheels.", "", above)} == {
        Missing.NUMBER
    }
    assert {lack.kind for lack in lacks("It opened in 1931.", "It opened.", "", above)} == {
        Missing.DATE
    }
    assert {lack.kind for lack in lacks("It is not old.", "It is old.", "", above)} == {
        Missing.NEGATION
    }


def test_a_name_made_of_one_above_and_one_below_is_none() -> None:
    assert {lack.kind for lack in lacks("Anna Holm came.", "Per Holm came.", "", "Anna Berg")} == {
        Missing.NAME
    }


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("It takes one week.", "It takes a week."),
        ("2. Heat the oven.", "Heat the oven."),
        ("Two houses were sold.", "Two of the nine houses were sold."),
        ("At most five retries are made.", "It is retried up to five times."),
    ],
)
def test_numbers_that_say_the_same_in_other_words_are_given(claim: str, quote: str) -> None:
    assert lacks(claim, quote, "") == ()


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("It takes one month.", "It takes a week."),
        ("Nine houses were sold.", "Two of the eight houses were sold."),
        ("At most six retries are made.", "It is retried up to five times."),
    ],
)
def test_numbers_that_say_something_else_are_not(claim: str, quote: str) -> None:
    assert kinds(claim, quote) == {Missing.NUMBER}
