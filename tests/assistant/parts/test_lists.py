import pytest

from assistant.parts.lists import listed


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What are LoRA, QLoRA and PEFT?", ("What is LoRA?", "What is QLoRA?", "What is PEFT?")),
        (
            "What are deep learning and fine-tuning?",
            ("What is deep learning?", "What is fine-tuning?"),
        ),
        ("Who were Ada Lovelace and Alan Turing?", ("Who was Ada Lovelace?",
                                                    "Who was Alan Turing?")),
        ("What do CPU and GPU mean?", ("What does CPU mean?", "What does GPU mean?")),
        ("Define rye, spelt and wheat", ("Define rye", "Define spelt", "Define wheat")),
        (
            "What is the difference between rye and spelt in price and quality?",
            (
                "What is the difference between rye and spelt in price?",
                "What is the difference between rye and spelt in quality?",
            ),
        ),
        (
            "Compare rye and spelt in terms of crumb, crust and smell",
            (
                "Compare rye and spelt in terms of crumb",
                "Compare rye and spelt in terms of crust",
                "Compare rye and spelt in terms of smell",
            ),
        ),
    ],
)  # fmt: skip
def test_each_term_or_aspect_is_asked_for_alone(question: str, parts: tuple[str, ...]) -> None:
    assert listed(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What are red and white blood cells?",
        "What is supply and demand?",
        "What is Marks and Spencer?",
        "What are the pros and cons of rye?",
        "What is the difference between the weather in Rome and Oslo?",
        "What is the difference between rye and spelt?",
        "What is the price in time and money of rye?",
        "How do laws differ in France and Italy?",
    ],
)
def test_what_belongs_together_stays_together(question: str) -> None:
    assert listed(question) == (question,)
