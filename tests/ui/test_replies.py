from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Claim, Disagreement, Form, Notice, Part, Reason
from corpus import Place
from tests.ui.made import abstention, answer, citation, claim, passage
from ui.replies import Side, portions, reply_text, understood_as
from ui.text import WIDTH

ONE_OR_TWO = Disagreement((0, 1), ("one hour", "two hours"))


def test_an_answer_is_followed_by_numbered_footnotes() -> None:
    reply = answer(claim(1, "Yeast makes dough rise."), claim(2, "It takes an hour."))

    assert reply_text(reply) == (
        "Yeast makes dough rise. [1] It takes an hour. [2]\n"
        "\n"
        "[1] Bread > Dough > Yeast, bread.md line 12\n"
        "    “Yeast makes dough rise.”\n"
        "[2] Bread > Dough > Yeast, bread.md line 12\n"
        "    “It takes an hour.”"
    )


def test_a_footnote_names_other_documents_with_the_same_words() -> None:
    also = tuple(Place(f"v{number}/bread\x1b.md", "Bread", 0, 6) for number in range(5))
    reply = answer(Claim("Yeast.", (replace(citation(1, "Yeast."), also=also),)))

    assert reply_text(reply).splitlines()[-2:] == [
        "    “Yeast.”",
        "    Also in: v0/bread␛.md, v1/bread␛.md, v2/bread␛.md and 2 more",
    ]


def test_who_worded_an_answer_stands_between_it_and_its_footnotes() -> None:
    text = Claim("Dough needs an hour.", (citation(1, "It takes\n one hour."),))
    reply = answer(text, notices=(Notice("incomplete", "It fell silent."),))

    assert reply_text(reply, "Worded by openai:small\x1b").split("\n\n") == [
        "Dough needs an hour. [1]",
        "Worded by openai:small␛",
        "Note: It fell silent.",
        "[1] Bread > Dough > Yeast, bread.md line 12\n    “It takes one hour.”",
    ]


def test_entries_of_a_list_stand_on_lines_of_their_own() -> None:
    reply = answer(
        claim(1, "You need:"), claim(2, "flour", Form.ITEM), claim(3, "water", Form.ITEM)
    )

    claims = reply_text(reply).split("\n\n")[0]

    assert claims == "You need: [1]\n- flour [2]\n- water [3]"


def test_a_disagreement_shows_both_sides_with_their_markers_and_documents() -> None:
    reply = answer(
        claim(1, "It takes one hour."),
        claim(2, "It takes two hours.", title="Rye"),
        disagreements=(ONE_OR_TWO,),
    )

    assert reply_text(reply).split("\n\n")[1] == (
        "The documents differ:\n- one hour [1], in “Bread”\n- two hours [2], in “Rye”"
    )


def test_each_question_of_a_message_stands_above_its_own_claims() -> None:
    reply = answer(
        claim(1, "It takes one hour."),
        claim(2, "Yeast lives.", Form.ITEM),
        parts=(
            Part("How long?", (0,)),
            Part("Who baked first?", ()),
            Part("What is yeast?", (1, 0)),
        ),
    )

    assert reply_text(reply).split("\n\n")[:-1] == [
        "How long?\n  It takes one hour. [1]",
        "Who baked first?\n  The documents do not say.",
        "What is yeast?\n  - Yeast lives. [2]\n  It takes one hour. [1]",
    ]


def test_a_disagreement_stands_with_the_question_that_it_is_about() -> None:
    reply = answer(
        claim(1, "It takes one hour."),
        claim(2, "It takes two hours."),
        claim(3, "Yeast lives."),
        disagreements=(ONE_OR_TWO,),
        parts=(Part("What is yeast?", (2,)), Part("How long?", (0, 1)), Part("Why?", ())),
    )

    assert [portion.disagreements for portion in portions(reply)] == [
        (),
        (
            (
                Side("one hour", (1,), "Bread", reply.claims[0]),
                Side("two hours", (2,), "Bread", reply.claims[1]),
            ),
        ),
        (),
    ]
    assert "\n\n  The documents differ:\n  - one hour [1]" in reply_text(reply)


def test_how_a_question_was_read_stands_above_the_reply_and_other_notices_below() -> None:
    reply = answer(
        claim(1, "Yeast."),
        notices=(Notice("respelled", "Read as: What is yeast?"), Notice("shortened", "2 more.")),
    )

    assert reply_text(reply).split("\n\n")[:3] == [
        "Read as: What is yeast?",
        "Yeast. [1]",
        "Note: 2 more.",
    ]


@pytest.mark.parametrize(
    ("message", "standalone", "shown"),
    [
        pytest.param("and rye?", "What is rye?", "What is rye?", id="rewritten"),
        pytest.param("What is rye?", "What is rye?", None, id="the same"),
        pytest.param("Hello, what is  RYE", "what is rye?", None, id="greeting, case, space"),
        pytest.param("What do they say about rye?", "What about rye?", None, id="frame"),
        pytest.param("rye or wheat?", "wheat or rye?", "wheat or rye?", id="other order"),
        pytest.param("Why is it?", "Why is the rye\x1b[2J?", "Why is the rye␛[2J?", id="hostile"),
    ],
)
def test_a_question_that_was_rewritten_is_shown(
    message: str, standalone: str, shown: str | None
) -> None:
    reply = answer(claim(1, "Rye."), question=message, standalone=standalone)

    assert understood_as(reply) == shown


def test_a_rewritten_question_that_was_respelled_too_is_shown_once() -> None:
    reply = answer(
        claim(1, "Rye is dark."),
        question="and ryee?",
        standalone="What is rye?",
        notices=(Notice("respelled", "Read as: What is rye?"),),
    )

    assert reply_text(reply).startswith("Read as: What is rye?\n\nRye is dark. [1]")


def test_a_question_back_is_said_without_passages() -> None:
    reply = abstention(reason=Reason.NEEDS_CONTEXT, text='What does "it" stand for?')

    assert reply_text(reply) == 'What does "it" stand for?'


def test_notices_of_an_abstention_stand_before_the_nearest_passages() -> None:
    notice = Notice("unproven_language", "Quality is only proven for English.")

    text = reply_text(abstention(passage("Rye is dark."), notices=(notice,)))

    assert text.index("do not say") < text.index("Note: Quality") < text.index("Nearest passages")


def test_an_abstention_shows_how_the_nearest_passages_begin() -> None:
    text = reply_text(abstention(passage("Rye is dark. " * 40)))

    assert text.startswith(
        "The documents do not say.\n\nNearest passages\n 1. Bread > Dough, bread.md"
    )
    assert text.endswith("…")
    assert text.count("Rye") == 16


def test_an_abstention_without_passages_is_one_sentence() -> None:
    assert reply_text(abstention()) == "The documents do not say."


@given(st.text())
def test_whatever_a_document_says_a_terminal_is_not_told_to_do_anything(words: str) -> None:
    reply = answer(
        claim(1, words, title=words),
        standalone=words,
        disagreements=(Disagreement((0,), (words,)),),
        parts=(Part(words, (0,)),),
        notices=(Notice("shortened", words), Notice("respelled", words)),
    )

    shown = reply_text(reply) + reply_text(abstention(passage(words)))

    assert all(
        character == "\n" or character.isprintable() or ord(character) >= 160 for character in shown
    )


@given(st.text(alphabet="bread \n\t", max_size=400))
def test_running_text_is_no_wider_than_a_terminal(words: str) -> None:
    text = claim(1, words, title=words)
    parts = (Part("How long?", (0,)),)
    replies = (answer(text), answer(text, parts=parts, disagreements=(Disagreement((0,), ("a",)),)))

    lines = "\n".join(map(reply_text, replies)).splitlines()

    assert all(len(line) <= WIDTH for line in lines if " " in line.strip())
