import pytest

from assistant.rewriting.pointers import Kind, pointers


def found(question: str) -> list[tuple[str, Kind]]:
    return [(one.text, one.kind) for one in pointers(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Can it be frozen?", [("it", Kind.THING)]),
        ("Are they dark?", [("they", Kind.SEVERAL)]),
        ("Was he a baker?", [("he", Kind.PERSON)]),
        ("What is its smell?", [("its", Kind.OWNER)]),
        ("What did she tell her?", [("she", Kind.PERSON), ("her", Kind.PERSON)]),
        ("Where is her oven?", [("her", Kind.OWNER)]),
        ("How do I bake one?", [("one", Kind.MEMBER)]),
        ("Where are the other ones?", [("ones", Kind.MEMBER)]),
        ("Can I bake there?", [("there", Kind.PLACE)]),
        ("Does this work?", [("this", Kind.THING)]),
        ("Are those the only steps?", [("those", Kind.SEVERAL)]),
        ("Does this flour keep?", [("this flour", Kind.NAMED)]),
        ("It's dark, isn't it?", [("It's", Kind.THING), ("it", Kind.THING)]),
    ],
)
def test_a_pointing_word_is_told_with_what_it_stands_for(
    question: str, expected: list[tuple[str, Kind]]
) -> None:
    assert found(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Is it hard to bake rye?",
        "How long does it take to bake rye?",
        "What time is it?",
        "Does it rain in May?",
        "Is it worth baking at home?",
        "Do you find it easy to knead?",
        "Is there any rye?",
        "Hello there",
        "Does no one bake?",
        "The baker that kneads is strong",
        "I know that rye is dark",
        "Which of those who bake are strong?",
        "Can I bake this week?",
        "Who wrote this document?",
        "Is all this new?",
        "",
    ],
)
def test_a_word_that_points_at_nothing_said_before_is_none(question: str) -> None:
    assert found(question) == []


def test_a_pointing_word_is_closed_by_what_an_earlier_clause_names() -> None:
    (closed,) = pointers("If the dough is wet, can I freeze it?")
    (open_one,) = pointers("Can the baker freeze it?")

    assert (closed.is_open, closed.is_bare) == (False, False)
    assert (open_one.is_open, open_one.is_bare) == (True, False)


def test_a_pointing_word_with_nothing_before_it_is_bare() -> None:
    (one,) = pointers("Can it be frozen?")

    assert (one.is_open, one.is_bare) == (True, True)


def test_what_is_named_by_its_kind_is_told_with_its_noun() -> None:
    question = "Does this small sourdough loaf keep?"

    (one,) = pointers(question)

    assert (one.noun, one.is_subject) == ("small sourdough loaf", True)
    assert question[one.start : one.end] == one.text == "this small sourdough loaf"


def test_what_the_question_names_itself_is_not_open() -> None:
    (one,) = pointers("When the loaf is dark, is this loaf done?")

    assert (one.kind, one.is_open) == (Kind.NAMED, False)


def test_every_pointing_word_stands_where_it_is_said_to() -> None:
    question = "So, can they and this baker freeze it there, and why is that?"

    for one in pointers(question):
        assert question[one.start : one.end] == one.text
