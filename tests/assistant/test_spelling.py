import pytest

from assistant.spelling import respelled
from corpus import Chunk, Kind, Passage, Span, words

TEXT = "Kneading dough by hand takes patience. Sourdough needs a starter."
PASSAGE = Passage(
    Chunk("bread.md#0", "bread.md", 0, Span(0, len(TEXT)), TEXT, Kind.TEXT), "Bread", 1.0
)


def read_as(question: str) -> str:
    known = set(words(TEXT))
    return respelled(question, [PASSAGE], known.__contains__, {"house"}.__contains__)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("How long does knaeding take?", "How long does kneading take?"),
        ("What is a startter?", "What is a starter?"),
        ("byhand or not", "byhand or not"),
        ("doughhand", "dough hand"),
    ],
    ids=["swapped", "doubled", "parts-too-short", "run-together"],
)
def test_a_misspelt_word_is_read_as_the_documents_spell_it(question: str, read: str) -> None:
    assert read_as(question) == read


@pytest.mark.parametrize("question", ["house", "hnad", "zygote", "Kneading dough", "", "?!"])
def test_other_words_are_left_alone(question: str) -> None:
    assert read_as(question) == question
