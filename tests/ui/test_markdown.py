import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ui.markdown import block_quote, escaped
from ui.text import one_line

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LIVELY = re.compile(r"://|www\.|@|:[\w+-]+:", re.IGNORECASE)
PIECES = [
    "![x](http://evil/p.png)", "<img src=x onerror=alert(1)>", "<script>", "[a](javascript:b)",
    "[^1]: x", "[a]: http://b", "www.evil.test", "me@evil.test", "`", "```", "~~~", "\n", "\n\n",
    "    ", "\t", "# ", "> ", "- ", "1. ", "===", "---", "|", "|-|", "$x$", "$$", "&lt;", "&#64;",
    "\\", "*", "_", ":material/delete:", ":red[x]", "words", "\x1b", "\u202e", "<http://e>",
    "\ud800", "+", ":", "1) ", "2.",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join)
HARMLESS = {
    "paragraph_open", "paragraph_close", "inline", "text", "text_special", "code_inline",
    "blockquote_open", "blockquote_close", "hardbreak", "softbreak",
}  # fmt: skip


def tokens(markdown: str) -> list[Token]:
    found: list[Token] = []
    for token in RENDERER.parse(markdown):
        found += [token, *(token.children or ())]
    return found


def shown(markdown: str) -> str:
    return "".join(one.content for one in tokens(markdown) if one.type in ("text", "code_inline"))


@given(HOSTILE)
@example("`http://a`b` www.x `")
@example("a\\@b.c `` x://y")
def test_any_text_is_shown_as_it_is_and_does_nothing(text: str) -> None:
    markdown = escaped(text)

    found = tokens(markdown)

    assert {one.type for one in found} <= HARMLESS
    assert shown(markdown) == one_line(text)
    assert not [one for one in found if one.type == "text" and LIVELY.search(one.content)]


@given(HOSTILE)
def test_a_quotation_holds_nothing_but_its_lines(text: str) -> None:
    found = tokens(block_quote(text))

    assert {one.type for one in found} <= HARMLESS
    assert [one.type for one in found].count("blockquote_open") == 1


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("It takes 2 hours, or (rarely) 3-4.", "It takes 2 hours, or (rarely) 3-4\\."),
        ("See http://a.b/c_d, then.", "See `http://a.b/c_d,` then."),
        ("$5 at 3:4", "\\$5 at 3:4"),
    ],
)
def test_plain_words_stay_readable(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


def test_a_quotation_keeps_its_lines() -> None:
    assert block_quote("a\n  b\n\nc") == "> a\\\n> b\n>\n> c"


@pytest.mark.parametrize("piece", ["x", ":", ":a", "`", "$", "w", "@ "])
def test_a_very_long_word_takes_no_longer_than_a_text(piece: str) -> None:
    assert len(escaped(piece * 100_000)) >= 100_000
