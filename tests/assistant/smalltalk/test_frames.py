import pytest

from assistant.smalltalk import unframed


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What do the documents say about rye?", "What is there about rye?"),
        ("what do they say about rye", "What is there about rye?"),
        ("What can you tell me about rye?", "What is there about rye?"),
        ("Is there anything about rye in the documents?", "What is there about rye?"),
        ("According to the sources, who mills rye?", "who mills rye?"),
        ("Who mills rye according to the documents?", "Who mills rye?"),
    ],
)
def test_words_about_the_documents_are_left_out(question: str, asked: str) -> None:
    assert unframed(question) == asked


@pytest.mark.parametrize(
    "question", ["What does the treaty say about rye?", "What is said?", "Who mills rye?", ""]
)
def test_other_questions_stay(question: str) -> None:
    assert unframed(question) == question
