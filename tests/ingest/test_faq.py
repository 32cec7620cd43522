import pytest

from corpus import Block, Kind
from ingest.structure import read_sections

ANSWER = "Owls eat mice. They swallow them whole."


def pairs(text: str) -> list[tuple[str, list[str]]]:
    return [
        (block.lead.of(text), [unit.of(text) for unit in block.units])
        for block in faqs(text)
        if block.lead
    ]


def faqs(text: str) -> list[Block]:
    return [b for s in read_sections(text) for b in s.blocks if b.kind is Kind.FAQ]


SHAPES = {
    "item, then a lone dash": "Owl FAQs\n- What do owls eat?\n-\n{}\n- Who?\n-\n{}\n",
    "item, then a paragraph": "FAQ about Owls\n- What do owls eat?\n{}\n- Who?\n{}\n",
    "bare lines": "Faq’s\n\nWhat do owls eat?\n\n{}\n\nWho?\n\n{}\n",
    "marked headings": "## FAQ\n\n### What do owls eat?\n\n{}\n\n### Who?\n\n{}\n",
    "headings on one level": "## FAQ\n\n## What do owls eat?\n\n{}\n\n## Who?\n\n{}\n",
    "bold lines": "## FAQ\n\n**What do owls eat?**\n\n{}\n\n**Who?**\n\n{}\n",
    "bold in the line": "## FAQ\n\n**What do owls eat?** {}\n\n**Who?** {}\n",
    "bold items": "## FAQ\n\n- **What do owls eat?** {}\n- **Who?** {}\n",
    "indented answers": "## FAQ\n\n1. What do owls eat?\n   {}\n2. Who?\n   {}\n",
    "speakers": "Q: What do owls eat?\nA: {}\n\nQ: Who?\nA: {}\n",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_gives_the_question_and_the_sentences_of_its_answer(shape: str) -> None:
    text = f"# Owls\n\nThey are birds of the night.\n\n{shape.format(ANSWER, 'You do.')}"

    assert pairs(text) == [
        ("What do owls eat?", ["Owls eat mice.", "They swallow them whole."]),
        ("Who?", ["You do."]),
    ]


def test_an_answer_takes_in_its_paragraphs_lists_and_tables() -> None:
    rest = "- mice\n- voles\n\na | b\nc | d\n\nAnd frogs."
    text = f"# FAQ\n\n## What do owls eat?\n\n{ANSWER}\n\n{rest}\n"

    assert pairs(text)[0][1] == [
        "Owls eat mice.",
        "They swallow them whole.",
        "mice",
        "voles",
        "c | d",
        "And frogs.",
    ]


def test_a_pair_is_one_block_from_question_to_last_word() -> None:
    text = f"# Owls\n\n## FAQ\n\n### Who?\n\n{ANSWER}\n"

    (block,) = faqs(text)

    assert block.span.of(text) == f"### Who?\n\n{ANSWER}"


def test_a_question_asked_twice_gives_two_pairs() -> None:
    text = f"FAQ\n\nWho hoots?\n\n{ANSWER}\n\nWho hoots?\n\nOwls do.\n"

    assert [question for question, _ in pairs(text)] == ["Who hoots?"] * 2


def test_three_question_headings_in_a_row_need_no_announcement() -> None:
    text = "# Owls\n\n" + "".join(
        f"## Why {word}?\n\n{ANSWER}\n\n" for word in ("one", "two", "six")
    )

    assert len(pairs(text)) == 3


def test_two_question_headings_stay_headings() -> None:
    text = "# Owls\n\n" + "".join(f"## Why {word}?\n\n{ANSWER}\n\n" for word in ("one", "two"))

    assert pairs(text) == []


def test_questions_end_with_their_section() -> None:
    text = f"# Owls\n\n## FAQ\n\n### Who?\n\n{ANSWER}\n\n## Final words\n\n{ANSWER}\n"

    sections = read_sections(text)

    assert [s.heading for s in sections] == [(), ("FAQ",), ("Final words",)]
    assert len(pairs(text)) == 1


def test_a_question_without_an_answer_stays_a_heading() -> None:
    text = f"# Owls\n\n## FAQ\n\n### Why?\n\n### Who?\n\n{ANSWER}\n"

    assert [question for question, _ in pairs(text)] == ["Who?"]


def test_a_question_in_a_list_elsewhere_stays_an_item() -> None:
    text = "# Owls\n\nAsk yourself:\n\n- Who hoots?\n- Who listens?\n"

    assert pairs(text) == []
