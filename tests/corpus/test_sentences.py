import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span, sentence_spans

PIECES = st.sampled_from(
    [
        "Dr. ",
        "e.g. ",
        "owl",
        "Owl ",
        " ",
        "\n",
        "\n\n",
        ". ",
        ".",
        "...",
        "?!",
        '."',
        "。",
        "3.5 ",
        "é",
    ]
)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Owls hunt. Mice hide.", ["Owls hunt.", "Mice hide."], id="two"),
        pytest.param("Dr. Owl met Mr. Mouse. Both left.", 2, id="titles"),
        pytest.param("Small prey, e.g. Voles, i.e. rodents. Larger prey too.", 2, id="examples"),
        pytest.param("Owls vs. Mice. A draw.", 2, id="versus"),
        pytest.param("See Fig. 2 and No. 7. They agree.", 2, id="numbered references"),
        pytest.param("J. R. Owl wrote it. We read it.", 2, id="initials"),
        pytest.param("Plan B. The rest failed.", 2, id="letter before a usual first word"),
        pytest.param("In the U.S. Army they march. In the U.S. They march.", 3, id="countries"),
        pytest.param("Feathers, beaks, etc. The list goes on.", 2, id="etc"),
        pytest.param("It weighs 3.5 kg. Version 3.11.2 helps.", 2, id="decimals and versions"),
        pytest.param("Wait... what? Nothing... Now go.", 3, id="ellipses"),
        pytest.param('"Who?" he asked. She said "You." Then silence.', 3, id="quotation marks"),
        pytest.param("It works (really.) Try it.", 2, id="brackets"),
        pytest.param("**Bold claim.** Plain proof.", 2, id="emphasis"),
        pytest.param("Really?! Yes! Good.", 3, id="question and exclamation"),
        pytest.param("It needs data.It allows more.", 2, id="missing space"),
        pytest.param("Node.js and Heliosz.AI and a.It at x.org/data.It help.", 1, id="names"),
        pytest.param("System.Object is a class. So is it.", 2, id="dotted name"),
        pytest.param("猫头鹰捕鼠。老鼠躲藏！好吗？好", 4, id="CJK"),
        pytest.param(
            "1. Open the box. 2. Close it.", ["1. Open the box.", "2. Close it."], id="steps"
        ),
        pytest.param("A line that\ngoes on. And ends.", 2, id="single line break"),
        pytest.param("No stop here\n \nnew paragraph", 2, id="blank line"),
        pytest.param("  \n\t ", [], id="white space only"),
        pytest.param("", [], id="empty"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str] | int) -> None:
    found = sentences(text)

    assert found == expected if isinstance(expected, list) else len(found) == expected


def test_only_the_given_range_is_read() -> None:
    text = "First one. Second one. Third one."

    found = sentence_spans(text, Span(11, 22))

    assert [span.of(text) for span in found] == ["Second one."]


def test_an_empty_range_has_no_sentences() -> None:
    assert sentence_spans("Owls hunt.", Span(4, 4)) == ()


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_sentences_are_in_order_trimmed_and_cover_every_visible_character(text: str) -> None:
    spans = sentence_spans(text)

    covered = 0
    for span in spans:
        assert span.start >= covered
        assert span.of(text) == span.of(text).strip() != ""
        assert not text[covered : span.start].strip()
        covered = span.end
    assert not text[covered:].strip()


@given(st.lists(PIECES).map("".join), st.data())
def test_sentences_stay_within_the_range(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    area = Span(start, data.draw(st.integers(start, len(text))))

    assert all(area.contains(span) for span in sentence_spans(text, area))


@pytest.mark.parametrize("unit", [". ", ".", "a. B ", "\n \n", "? \n", "(", '."', "1. "])
def test_long_texts_take_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    started = time.perf_counter()

    sentence_spans(text)

    assert time.perf_counter() - started < 5
