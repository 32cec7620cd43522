import pytest

from assistant.cite import Evidence
from assistant.disagreeing import Conflict, Layer, disagreements
from tests.assistant.disagreeing.said import conflicts, evidence, reading

OLD = "The clock tower of Aldern was built in 1742."
NEW = "The clock tower of Aldern was built in 1752."
WHEN = "When was the clock tower of Aldern built?"
HOW_MUCH = "How much water does a cactus need?"


def values(question: str, *texts: str) -> list[tuple[str, ...]]:
    return [one.values for one in conflicts(question, *texts)]


def test_two_documents_that_differ_in_what_is_asked_disagree() -> None:
    (conflict,) = conflicts(WHEN, OLD, f"Aldern lies on the Ems. {NEW}")

    assert conflict.values == ("1742", "1752")
    assert [one.text for one in conflict.evidence] == [OLD, NEW]
    assert conflict.layer is Layer.SAME_WORDS


def test_one_document_does_not_disagree_with_itself() -> None:
    both = reading("aldern.md", f"{OLD} {NEW}")

    assert disagreements(WHEN, [both], [evidence(both)]) == ()


def test_what_is_far_less_likely_than_the_answer_is_disputed_by_nothing() -> None:
    rainy = "It often rains in Aldern on the Ems in May."
    readings = [
        reading("rain.md", rainy),
        reading("old.md", OLD, score=0.1),
        reading("new.md", NEW, score=0.1),
    ]

    assert disagreements(WHEN, readings, [evidence(readings[0])]) == ()


def test_what_is_nearly_as_good_as_the_answer_may_be_disputed_as_well() -> None:
    rainy = "It often rains in Aldern on the Ems in May."
    readings = [
        reading("rain.md", rainy),
        reading("old.md", OLD, score=0.5),
        reading("new.md", NEW, score=0.3),
    ]

    (conflict,) = disagreements(WHEN, readings, [evidence(readings[0])])

    assert conflict.values == ("1742", "1752")


def test_a_dispute_about_the_answer_comes_before_others() -> None:
    bells = [f"The bell tower of Aldern was built in {year}." for year in (1310, 1320)]
    readings = [
        reading("a.md", OLD, score=0.5),
        reading("b.md", NEW, score=0.01),
        reading("c.md", bells[0], score=0.7),
        reading("d.md", bells[1], score=0.7),
    ]

    (conflict,) = disagreements("When was the tower built?", readings, [evidence(readings[0])])

    assert conflict.values == ("1742", "1752")


def test_the_two_sides_that_answer_most_likely_are_shown() -> None:
    both = reading("a.md", "A cactus needs little water. In May a cactus needs lots of water.")
    readings = [
        both,
        reading("b.md", "In June a cactus needs little water.", score=0.5),
        reading("c.md", "Each cactus needs plenty of water.", score=0.1),
    ]
    chosen = [evidence(both), evidence(both, 1)]

    (conflict,) = disagreements(HOW_MUCH, readings, chosen)

    assert conflict.values == ("lots of water", "little water")


def test_what_was_retrieved_and_not_read_may_oppose_what_was() -> None:
    read = reading("a.md", "A cactus needs little water.")
    unread = reading("b.md", "In May a cactus needs plenty of water.").passage

    (conflict,) = disagreements(HOW_MUCH, [read], [evidence(read)], unread=[unread])

    assert conflict.values == ("little water", "plenty of water")
    assert [one.chunk.document_id for one in conflict.evidence] == ["a.md", "b.md"]


def test_values_are_compared_only_where_they_were_read() -> None:
    read, unread = reading("old.md", OLD), reading("new.md", NEW).passage

    assert disagreements(WHEN, [read], [evidence(read)], unread=[unread]) == ()


def test_sentences_that_are_about_nothing_that_is_asked_disagree_in_nothing() -> None:
    one, other = (f"This page was last checked by its editors in {y}." for y in (2017, 2019))

    assert values(WHEN, one, other) == []


def test_one_disagreement_is_told_once() -> None:
    again = "The clock tower of Aldern on the Ems was built in 1742."
    readings = [reading("a.md", f"{OLD} {again}"), reading("b.md", f"{NEW} {again[:-5]}1752.")]
    chosen = [evidence(readings[0]), evidence(readings[0], 1)]

    assert [one.values for one in disagreements(WHEN, readings, chosen)] == [("1742", "1752")]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Who built the clock tower of Aldern?", OLD, NEW),
        ("Was the clock tower of Aldern built in 1752?", OLD, NEW),
        (WHEN, OLD, "The clock tower of Osten was built in 1752."),
        (WHEN, OLD, "The clock tower of Aldern was built in the 1740s."),
        (WHEN, OLD, OLD),
        (
            "How many sheep graze in Aldern?",
            "In 1950, 300 sheep grazed in Aldern.",
            "In 1990, 500 sheep grazed in Aldern.",
        ),
        (
            "Which towns lie on the river Ems?",
            "The town of Aldern lies on the river Ems.",
            "The town of Osten lies on the river Ems.",
        ),
    ],
    ids=["other kind", "asked", "other subject", "loose", "the same", "other year", "several"],
)
def test_what_both_may_be_right_about_is_no_disagreement(
    question: str, one: str, other: str
) -> None:
    assert values(question, one, other) == []


def test_headings_of_different_years_are_each_right_in_their_own() -> None:
    fee = "Entry to the old mill of Aldern costs {} euros."
    readings = [
        reading("a.md", fee.format(4), title="Prices 2011"),
        reading("b.md", fee.format(6), title="Prices 2023"),
    ]

    chosen = [evidence(readings[0])]

    assert disagreements("How much does entry to the mill cost?", readings, chosen) == ()


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        (
            "How many bells hang in the church?",
            "Eight bells hang in the church.",
            "There are six bells in the church, all cast of bronze.",
            ("Eight", "six"),
        ),
        (
            "When did the Orrin mine close?",
            "The Orrin mine closed in March 1967.",
            "After the great flood, the Orrin mine closed for ever in 1971.",
            ("March 1967", "1971"),
        ),
        (
            "Who invented the Tarn loom?",
            "Otto Brand invented the Tarn loom in a barn.",
            "The Tarn loom was invented by Lena Fisch.",
            ("Otto Brand", "Lena Fisch"),
        ),
    ],
)
def test_values_in_other_words_are_compared(
    question: str, one: str, other: str, expected: tuple[str, str]
) -> None:
    (conflict,) = conflicts(question, one, other)

    assert conflict.values == expected
    assert conflict.layer is Layer.OTHER_WORDS


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "When was the tower of Aldern built?",
            OLD,
            "The bell tower of Aldern was built by monks in 1310.",
        ),
        (
            "How much does entry cost?",
            "Entry costs 12 euros.",
            "For children, entry costs 4 euros.",
        ),
        (
            "Who founded the bakery?",
            "Ada Lind founded the bakery.",
            "Eva Lund and Ada Lind founded the bakery.",
        ),
        (
            "Who wrote the hymn?",
            "The hymn was written by J. R. Lund.",
            "Johan Lund wrote the hymn in one night.",
        ),
    ],
    ids=["other one", "part", "together", "initials"],
)
def test_values_in_other_words_that_go_together_are_let_be(
    question: str, one: str, other: str
) -> None:
    assert values(question, one, other) == []


def test_layers_are_used_as_told() -> None:
    statements = ("A cactus needs little water.", "In May a cactus needs plenty of water.")

    assert [one.layer for one in conflicts(HOW_MUCH, *statements)] == [Layer.OPPOSED]
    assert conflicts(HOW_MUCH, *statements, layers=frozenset({Layer.SAME_WORDS})) == ()


def test_a_conflict_has_a_value_for_each_of_its_sides() -> None:
    one: Evidence = evidence(reading("a.md", OLD))

    with pytest.raises(ValueError, match="two sides"):
        Conflict((one,), ("1742",))
