import json
from dataclasses import replace

import pytest

from assistant import Disagreement, Form, Notice, Part, reply_from_dict
from tests.ui.history.kept import answered, said, the_answer, unanswered
from tests.ui.made import passage
from ui.exchange import Exchange, Vote
from ui.exporting import conversation_json, conversation_markdown, copied, file_name
from ui.history import Conversation
from ui.history.blanking import without

KEPT = Conversation("id", "How *long*?", 0.0, 90.0, 2, "/index")
HOUR, DAY = said(1, "It takes one hour.", "bread.md"), said(2, "It takes a day.", "rye.md")
ANSWER = answered(HOUR, DAY, notices=(Notice("shortened", "2 more."),))


def test_an_answer_is_copied_with_its_footnotes() -> None:
    assert copied(ANSWER) == (
        "It takes one hour. [1] It takes a day. [2]\n\n"
        "Note: 2 more.\n\n"
        "[1] Bread > Dough > Yeast, bread.md line 12\n\n"
        "    “It takes one hour.”\n\n"
        "[2] Bread > Dough > Yeast, rye.md line 12\n\n"
        "    “It takes a day.”\n\n"
        "Confidence: high"
    )


def test_lists_parts_and_disagreements_are_copied() -> None:
    items = (replace(HOUR, form=Form.ITEM), replace(DAY, form=Form.ITEM))
    differ = Disagreement((0, 1), ("one hour", "a day"))
    parts = (Part("How long?", (0, 1)), Part("Why?", ()))

    text = copied(answered(*items, disagreements=(differ,), parts=parts))

    assert text.startswith(
        "How long?\n\n- It takes one hour. [1]\n- It takes a day. [2]\n\n"
        "The documents differ:\n\n- one hour [1], in “Bread”\n- a day [2], in “Bread”\n\n"
        "Why?\n\nThe documents do not say.\n\n[1]"
    )


def test_what_is_no_answer_is_copied() -> None:
    assert copied(Exchange(question="?")) == "Stopped before there was a sentence to show."
    assert copied(unanswered("?", nearest=(passage("Rye."),))) == (
        "The documents do not say.\n\nNearest passages:\n\n- Bread > Dough, bread.md"
    )


def test_a_removed_quote_is_said_to_be_gone() -> None:
    left = copied(without(ANSWER, {"rye.md"}, {}))

    assert "It takes a day" not in left
    assert "[2] rye.md. This quote is gone: its document was removed." in left


def test_a_conversation_in_markdown_does_nothing() -> None:
    hostile = answered(
        said(1, "![a](http://evil)", "x.md", title="<b>", heading=("# *",)), question="<script>"
    )

    text = conversation_markdown(KEPT, [hostile, Exchange(question="")])

    assert text == (
        "# How \\*long\\*?\n\n2 questions, 01 January 1970, 00:01 UTC\n\n"
        "## \\<script\\>\n\n"
        "`![a](http://evil)` \\[1\\]\n\n"
        "\\[1\\] \\<b\\> \\> \\# \\*, x.md line 12\n\n"
        "> `![a](http://evil)`\n\n"
        "Confidence: high\n\n"
        "## …\n\nStopped before there was a sentence to show.\n\n---\n\n"
        "A footnote proves that the words stand in the document, not that the document is "
        "right.\n"
    )


def test_a_conversation_in_json_can_be_read_back() -> None:
    voted = replace(ANSWER, vote=Vote.DOWN, comment="\u202eno")

    text = conversation_json(KEPT, [voted, Exchange(question="?")])

    read = json.loads(text)
    first = read["exchanges"][0]
    assert (read["format"], read["version"]) == ("footnote-conversation", 1)
    assert (read["title"], read["updated"]) == ("How *long*?", "1970-01-01T00:01:30+00:00")
    assert list(first) == [
        "question", "asked", "reply", "wording", "contexts", "vote", "comment",
    ]  # fmt: skip
    assert (first["vote"], first["comment"]) == ("down", "\u202eno")
    assert "\u202e" not in text
    assert "/texts/" not in text
    for cited in first["reply"]["citations"]:
        cited["source"] = "/texts/bread.md"
    assert reply_from_dict(first["reply"]) == the_answer(ANSWER)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("How long does dough rise?", "how-long-does-dough-rise.md"),
        ("../../etc/passwd\0", "etc-passwd.md"),
        ("为什么", "conversation.md"),
        ("x" * 90, "x" * 60 + ".md"),
    ],
)
def test_a_file_is_named_for_the_title(title: str, name: str) -> None:
    assert file_name(replace(KEPT, title=title), "md") == name
