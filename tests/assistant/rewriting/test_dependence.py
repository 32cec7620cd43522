import pytest

from assistant.rewriting import Known, rewrite
from assistant.rewriting.dependence import dependence


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What about those?", 'What does "those" stand for?'),
        ("Are those the only steps?", 'What does "those" stand for?'),
        ("How does it work?", 'What does "it" stand for?'),
        ("How much does it cost?", 'What does "it" stand for?'),
        ("When did he die?", 'Whom do you mean by "he"?'),
        ("Does this animal have antlers?", 'Which animal do you mean by "this animal"?'),
        ("Why?", "What is your question about? Please name the subject."),
        ("Tell me more", "What is your question about? Please name the subject."),
        ("Can you give an example?", "What is your question about? Please name the subject."),
    ],
)
def test_what_cannot_be_understood_is_asked_back(question: str, missing: str) -> None:
    assert rewrite(question, (), Known()).missing == missing


def test_what_goes_on_from_nothing_is_asked_back() -> None:
    assert '"for small teams?"' in dependence("And for small teams?").missing


@pytest.mark.parametrize(
    "question",
    [
        "What is a starter and how is it fed?",
        "If my dough is too wet, what can I do with it?",
        "Why do cats purr when they sleep?",
        "How does a battery lose its charge?",
        "Is it legal to bake bread at home for sale?",
        "Is it raining in Spain?",
        "What does it cost to build a house?",
        "How long does it take to bake a loaf?",
        "What time is it in Tokyo?",
        "Who is the author of this article?",
        "What are the prerequisites for this course?",
        "Can I bake bread this week?",
        "Can I search only those mails where I am the only recipient?",
        "Which one is cheaper?",
        "What is the difference?",
        "fine-tuning",
        "How many cases",
        "What is the main reason that people say that bread is bad?",
        "What about refunds for cancelled orders?",
        "Should I still go to work?",
        "Are those two words just different names for one technique?",
    ],
)
def test_what_can_be_understood_is_not_asked_back(question: str) -> None:
    assert dependence(question).missing == ""


@pytest.mark.parametrize(
    ("question", "pointing"),
    [
        ("How do I create one?", ["one"]),
        ("Can I camp there?", ["there"]),
        ("How old was he when he died?", ["he", "he"]),
        ("Is there life beyond Earth?", []),
        ("Can you help her?", ["her"]),
        ("Does the dough hurt itself?", []),
        ("Do I need those pots?", ["those pots"]),
        ("That's great, thanks. How do I bake rye?", []),
        ("The fact that bread rises is known", []),
    ],
)
def test_pointing_words_are_found(question: str, pointing: list[str]) -> None:
    assert [one.text for one in dependence(question).pointers] == pointing
