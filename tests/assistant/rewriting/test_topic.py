import pytest

from assistant import TOPIC_FEATURES, Turn, topic_rows
from assistant.rewriting import Known
from assistant.rewriting.topic import sections_of, topic

COUNTS = {"sourdough": 40, "starter": 40, "rye": 6, "loaf": 20}
KNOWN = Known(lambda word: COUNTS.get(word, 0), 60)

OLDER = Turn("Who likes rye?", "Rye has many friends.")
LAST = Turn("How do I feed a sourdough starter?", "Give the starter flour and Bavarian water.")


def features(question: str, *history: Turn, known: Known = KNOWN) -> dict[str, dict[str, float]]:
    rows = topic_rows(question, history, known)
    return {text: dict(zip(TOPIC_FEATURES, row, strict=True)) for text, row in rows}


def test_every_phrase_of_the_conversation_has_a_row() -> None:
    found = features("What does it cost?", OLDER, LAST)

    assert {"rye", "sourdough starter"} <= set(map(str.lower, found))
    assert all(len(row) == len(TOPIC_FEATURES) for row in found.values())


def test_what_the_question_says_itself_is_left_out() -> None:
    found = features("What does a sourdough starter cost?", LAST)

    assert "sourdough starter" not in found


def test_where_a_phrase_was_said_is_told() -> None:
    found = features("What does it cost?", OLDER, LAST)
    starter = found["sourdough starter"]
    rye = next(row for text, row in found.items() if text.lower() == "rye")

    assert (starter["asked_last"], starter["leads_last"], starter["asked_before"]) == (1, 1, 0)
    assert (starter["asked_first"], starter["turns_ago"]) == (0, 0)
    assert (rye["asked_last"], rye["asked_before"], rye["answered_before"]) == (0, 1, 1)
    assert (rye["asked_first"], rye["turns_ago"], rye["share_asked"]) == (1, 1, 0.5)


def test_a_phrase_counts_less_the_longer_ago_it_was_said() -> None:
    rye = Turn("Who likes rye?")

    before = [
        features("And?", rye, *[LAST] * between)["rye"]["asked_before"] for between in (1, 2, 3)
    ]

    assert before == pytest.approx([1, 0.7, 0.49])


def test_how_rare_and_how_known_its_words_are_is_told() -> None:
    found = features("What does it cost?", Turn("Is a quark loaf like a rye loaf?"))

    assert found["quark loaf"]["unknown"] == 0.5
    assert found["rye loaf"]["unknown"] == 0
    assert 0 < found["rye loaf"]["rarity"] < found["quark loaf"]["rarity"] <= 1


def test_how_much_of_it_the_question_has_is_told() -> None:
    assert features("What does a starter cost?", LAST)["sourdough starter"]["overlap"] == 0.5


def test_names_are_told() -> None:
    found = features("And?", Turn("Who has the oven of Gustaf Dalen?"))

    assert (found["Gustaf Dalen"]["is_name"], found["oven"]["is_name"]) == (1, 0)


def test_the_likeliest_comes_first() -> None:
    found = topic("What does it cost?", [OLDER, LAST], KNOWN)

    chances = [one.chance for one in found]
    assert found[0].phrase.text == "sourdough starter"
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= one <= 1 for one in chances)


def test_a_conversation_about_nothing_has_no_topic() -> None:
    assert (
        topic("What does it cost?", [Turn("Tell me more", "The documents do not say.")], KNOWN)
        == ()
    )


def test_sections_are_those_that_the_answer_cited() -> None:
    asked: list[str] = []
    known = Known(sections=lambda text: (asked.append(text), ("Elsewhere",))[1])
    cited = Turn("How often?", "Daily. [1]", ("The Sourdough Book", "Feeding"))

    assert sections_of([OLDER, cited], known) == {"sourdough", "book", "feed", "the"}
    assert asked == []


def test_sections_are_looked_for_where_a_turn_does_not_tell_them() -> None:
    asked: list[str] = []
    known = Known(sections=lambda text: (asked.append(text), ("Rye breads",))[1])

    assert sections_of([LAST, OLDER], known) == {"rye", "bread"}
    assert asked == ["Who likes rye? Rye has many friends."]


def test_words_of_a_cited_section_are_told() -> None:
    cited = Turn("How do I feed a sourdough starter?", "Daily. [1]", ("Starter", "Feeding"))

    assert features("What does it cost?", cited)["sourdough starter"]["in_section"] == 0.5
