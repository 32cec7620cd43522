import pytest

from assistant.disagreeing.opposed import opposites
from assistant.disagreeing.statement import statements
from tests.assistant.disagreeing.said import reading, statement


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (
            "How much water does a cactus need?",
            "A cactus needs very little water, even in summer.",
            "In a hot room a cactus needs plenty of water to flower.",
            ("little water", "plenty of water"),
        ),
        (
            "Is rye bread expensive?",
            "Rye bread is cheap, says the miller.",
            "Of all loaves, rye bread is an expensive choice.",
            ("cheap", "expensive"),
        ),
        (
            "Does coffee help digestion?",
            "After a meal coffee helps digestion.",
            "Coffee harms digestion and sleep.",
            ("helps digestion", "harms digestion"),
        ),
        (
            "Is a permit required for fishing?",
            "For fishing a permit is required.",
            "A permit is not required for fishing.",
            ("required", "not required"),
        ),
        (
            "How much yarn does rag-rug weaving need?",
            "Rag-rug weaving needs a lot of yarn.",
            "In winter, rag-rug weaving needs little yarn.",
            ("lot of yarn", "little yarn"),
        ),
        (
            "Should pears be stored with apples?",
            "Pears should be stored with apples.",
            "Avoid storing pears with apples.",
            ("should be stored", "Avoid storing pears"),
        ),
        (
            "Should the cellar be aired?",
            "The cellar should be aired.",
            "Airing the cellar should be avoided.",
            ("should be aired", "avoided"),
        ),
    ],
)
def test_opposites_on_what_is_asked_are_found(
    question: str, one: str, other: str, values: tuple[str, str]
) -> None:
    assert opposites(question, statement(one), statement(other)) == values


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How much water does a cactus need?",
            "A cactus needs little water.",
            "Rice needs plenty of water.",
        ),
        (
            "Is slow cooking good for beans?",
            "Slow cooking is good for beans.",
            "Slow cooking is bad for peas.",
        ),
        ("Is the viola hard?", "The viola is hard if you are small.", "The viola is easy."),
        ("Is rye bread expensive?", "Rye bread is cheap.", "Rye bread costs less than cake."),
        ("Is rye bread expensive?", "Rye bread is cheap.", "Rye bread is not expensive."),
        ("What is rye bread?", "Rye bread is cheap.", "Rye bread is expensive."),
        (
            "Can children swim in the lake?",
            "Children can swim in the lake.",
            "Children cannot dive in the lake.",
        ),
        (
            "What protects tulips from frost?",
            "Straw protects tulips from frost.",
            "Paper does not protect tulips from frost.",
        ),
        (
            "Is rye bread cheaper than cake?",
            "Rye bread is cheap.",
            "Rye bread is expensive.",
        ),
        (
            "When does the pension increase?",
            "In May the pension increases.",
            "In June the pension is reduced.",
        ),
        (
            "Does the guild help widows?",
            "Widows of the guild receive a benefit.",
            "Widows of the guild did not receive a benefit.",
        ),
        (
            "Should the cellar be aired?",
            "Airing the cellar should be avoided.",
            "The cellar should not be aired.",
        ),
        (
            "How much feed does a hen in a coop need?",
            "A hen in a coop needs plenty of feed.",
            "Quail in a coop need little feed.",
        ),
        (
            "How much wood does a stove need?",
            "A stove needs relatively little wood.",
            "A stove needs plenty of wood.",
        ),
        ("What could help?", "Straw helps.", "Straw is worse."),
    ],
    ids=[
        "subject",
        "object",
        "condition",
        "comparison",
        "agreeing",
        "not asked",
        "other verb",
        "which subject",
        "asked to compare",
        "asked when",
        "claimed",
        "avoided",
        "one word of the subject",
        "relative",
        "asked of nothing",
    ],
)
def test_what_only_looks_opposed_is_let_be(question: str, one: str, other: str) -> None:
    assert opposites(question, statement(one), statement(other)) is None


def test_half_of_a_long_subject_is_enough_where_the_passage_has_the_rest() -> None:
    question = "How much glue is required to bind an old book in leather?"
    little, plenty = "Binding a book takes little glue.", "It takes plenty of glue to bind a book."
    title = "Old leather"

    found = opposites(question, statement(little, title), statement(plenty, title))

    assert found == ("little glue", "plenty of glue")
    assert opposites(question, statement(little), statement(plenty)) is None


def test_a_compound_alone_does_not_make_up_the_subject() -> None:
    title = "Soap and vinegar for sheep"
    soap = statement("Soap helps against foot-rot.", title)
    vinegar = statement("Vinegar does not help against foot-rot.", title)

    assert opposites("Does soap help sheep against foot-rot?", soap, vinegar) is None


def test_yes_and_no_are_opposed_only_under_the_same_question() -> None:
    asked = "Can I freeze rye bread?"
    yes, no, other = (
        statements([reading(f"{n}.md", text, asked=faq)], ())[0]
        for n, (text, faq) in enumerate(
            [
                ("Yes, for a month.", asked),
                ("No, never.", "Can rye bread freeze?"),
                ("No, never.", "Can I feed rye bread to ducks?"),
            ]
        )
    )

    assert opposites(asked, yes, no) == ("Yes", "No")
    assert opposites(asked, yes, other) is None
