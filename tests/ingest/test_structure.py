import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Block, Kind
from ingest.structure import read_sections, title_of
from tests.ingest.test_split import TEXTS

PROSE = "Owls hunt at night, when most of their prey is awake and moving about."


def blocks(text: str, kind: Kind) -> list[Block]:
    return [b for section in read_sections(text) for b in section.blocks if b.kind is kind]


def texts(text: str, kind: Kind) -> list[str]:
    return [block.span.of(text) for block in blocks(text, kind)]


def headings(text: str) -> list[tuple[str, ...]]:
    return [
        section.heading
        for section in read_sections(text)
        if section.heading and section.blocks[0].kind is Kind.HEADING
    ]


def units(text: str, block: Block) -> list[str]:
    return [unit.of(text) for unit in block.units]


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_blocks_are_in_order_and_hold_every_visible_character(text: str) -> None:
    end = 0
    for section in read_sections(text):
        assert section.span.start == section.blocks[0].span.start
        assert section.span.end == section.blocks[-1].span.end
        for block in section.blocks:
            assert not text[end : block.span.start].strip()
            assert block.span.of(text) == block.span.of(text).strip() != ""
            assert all(block.span.contains(unit) for unit in block.units)
            assert block.lead is None or block.span.contains(block.lead)
            end = block.span.end
    assert not text[end:].strip()


@given(st.text(alphabet="a.\n -#>|`?:*", max_size=200))
@settings(deadline=None, max_examples=300)
def test_marks_in_any_order_are_read(text: str) -> None:
    covered = sum(len(b.span.of(text).split()) for s in read_sections(text) for b in s.blocks)

    assert covered == len(text.split())


class TestHeadings:
    def test_marked_headings_nest_and_leave_out_the_title(self) -> None:
        food = f"## Food\n\n{PROSE}\n\n### Mice\n\n{PROSE}"
        text = f"# Owls\n\n{PROSE}\n\n{food}\n\n## Sleep\n\n{PROSE}\n"

        assert headings(text) == [("Food",), ("Food", "Mice"), ("Sleep",)]
        assert title_of(text) == "Owls"

    def test_underlined_headings_count(self) -> None:
        text = f"Owls\n====\n\n{PROSE}\n\nFood\n----\n\n{PROSE}\n"

        assert title_of(text) == "Owls"
        assert headings(text) == [("Food",)]

    def test_markup_is_left_out_of_the_path(self) -> None:
        text = f"# Owls\n\n## The **`hoot`** [call](x.md) ##\n\n{PROSE}\n"

        assert headings(text) == [("The hoot call",)]

    def test_lines_of_a_page_dump_are_headings_by_their_shape(self) -> None:
        text = f"{PROSE}\nWhat Owls Eat\n{PROSE}\nFinal thoughts\n{PROSE}\n"

        assert headings(text) == [("What Owls Eat",), ("Final thoughts",)]
        assert title_of(text) is None

    def test_numbered_sections_are_headings(self) -> None:
        text = f"II. Owl Food\n\n{PROSE}\n\n2.1 Mice and Voles\n\n{PROSE}\n\nChapter 3\n\n{PROSE}\n"

        assert headings(f"{PROSE}\n\n{text}") == [
            ("II. Owl Food",),
            ("II. Owl Food", "2.1 Mice and Voles"),
            ("Chapter 3",),
        ]

    def test_numbered_titles_with_prose_below_are_headings_not_a_list(self) -> None:
        text = f"{PROSE}\n\n1. Owl Food\n\n{PROSE}\n\n2. Owl Sleep\n\n{PROSE}\n"

        assert headings(text) == [("1. Owl Food",), ("2. Owl Sleep",)]

    def test_a_heading_named_by_the_one_above_goes_below_it(self) -> None:
        lines = [PROSE, "The Two Ds (Dusk, Dawn)", PROSE, "Dusk", PROSE, "Dawn", PROSE]
        text = "\n".join([*lines, "Food", PROSE])

        above = "The Two Ds (Dusk, Dawn)"
        assert headings(text) == [(above,), (above, "Dusk"), (above, "Dawn"), ("Food",)]

    def test_pros_and_cons_go_below_what_they_are_about(self) -> None:
        text = (
            f"{PROSE}\nKeeping Owls\n{PROSE}\nAdvantages\n- No more mice.\nDisadvantages\n- Loud.\n"
        )

        assert headings(text) == [
            ("Keeping Owls",),
            ("Keeping Owls", "Advantages"),
            ("Keeping Owls", "Disadvantages"),
        ]

    def test_a_single_question_heading_is_a_heading(self) -> None:
        text = f"{PROSE}\nBarn or Tawny: Which to Choose?\n{PROSE}\n"

        assert headings(text) == [("Barn or Tawny: Which to Choose?",)]
        assert blocks(text, Kind.FAQ) == []

    @pytest.mark.parametrize(
        "line",
        [
            pytest.param("Hello Mr. Mouse", id="greeting"),
            pytest.param("Oct 21 - Jan 31", id="dates"),
            pytest.param("owls at night", id="lower case"),
            pytest.param("Owls hunt.", id="full stop"),
            pytest.param("Owl@Forest.org", id="address"),
            pytest.param("The birds that come back from", id="unfinished"),
        ],
    )
    def test_other_short_lines_are_content(self, line: str) -> None:
        assert headings(f"{PROSE}\n\n{line}\n\n{PROSE}\n") == []

    def test_short_lines_in_a_row_are_no_headings(self) -> None:
        text = f"{PROSE}\n\nTwit\n\nTwoo\n\nTwit again\n\nTwoo again\n\n{PROSE}\n"

        assert len(headings(text)) <= 1
        assert "Twit" in texts(text, Kind.TEXT)

    def test_bold_lines_of_a_marked_document_are_its_lowest_headings(self) -> None:
        text = f"# Owls\n\n## Food\n\n**Mice**\n\n{PROSE}\n\n**Owls** are loud, and that is that.\n"

        assert headings(text) == [("Food",), ("Food", "Mice")]

    def test_a_line_of_hundreds_of_characters_is_no_heading(self) -> None:
        assert headings(f"# Owls\n\n## {PROSE * 5}\n\n{PROSE}\n") == []


class TestTitle:
    @pytest.mark.parametrize(
        ("text", "title"),
        [
            pytest.param(
                f"---\ntitle: 'Night Owls'\n---\n# Other\n\n{PROSE}\n", "Night Owls", id="front"
            ),
            pytest.param(
                f"---\ntags: x\n---\n# Owls\n\n{PROSE}\n", "Owls", id="front without title"
            ),
            pytest.param(
                f"A Short Guide to Owls\n\n{PROSE}\n", "A Short Guide to Owls", id="unmarked"
            ),
            pytest.param(f"{PROSE}\n\n# Owls\n\n{PROSE}\n", None, id="heading after a paragraph"),
            pytest.param(f"Introduction\n\n{PROSE}\n", None, id="only an introduction"),
            pytest.param("", None, id="empty"),
        ],
    )
    def test_is_in_the_front_matter_or_before_the_first_paragraph(
        self, text: str, title: str | None
    ) -> None:
        assert title_of(text) == title

    def test_is_the_line_above_the_byline_not_the_category(self) -> None:
        opening = "Bird Life\n\nOwls and Mice: When to Hide Well\n\nBy Tawny Owl\n3 min read"
        text = f"{opening}\n\n{PROSE}\n"

        assert title_of(text) == "Owls and Mice: When to Hide Well"
        assert texts(text, Kind.BOILERPLATE) == ["Bird Life", "By Tawny Owl\n3 min read"]

    def test_said_twice_is_kept_once(self) -> None:
        text = f"Owls vs. Mice\n\nThe Battle of Owls vs. Mice\n\n{PROSE}\n"

        assert title_of(text) == "Owls vs. Mice"
        assert texts(text, Kind.BOILERPLATE) == ["The Battle of Owls vs. Mice"]

    def test_of_the_page_is_not_in_the_path_when_front_matter_names_another(self) -> None:
        text = f"---\ntitle: Owls\n---\n# All about owls\n\n## Food\n\n{PROSE}\n"

        assert headings(text) == [("Food",)]


class TestLists:
    @pytest.mark.parametrize("bullet", ["-", "*", "+", "•", "  •", "1.", "  2)", "(a)"])
    def test_every_bullet_makes_items_without_it(self, bullet: str) -> None:
        text = f"{PROSE}\n\n{bullet} mice: small\n{bullet} voles: round\n"

        (block,) = blocks(text, Kind.LIST)
        assert units(text, block) == ["mice: small", "voles: round"]
        assert block.lead is None

    def test_items_go_on_in_indented_lines_and_nest(self) -> None:
        text = "- mice\n  and voles\n  - in winter\n\n  under snow\n- frogs\n"

        (block,) = blocks(text, Kind.LIST)
        assert units(text, block) == ["mice\n  and voles", "in winter", "under snow", "frogs"]

    def test_a_paragraph_that_ends_in_a_colon_leads(self) -> None:
        text = "Owls eat:\n\n- mice\n- voles\n"

        (block,) = blocks(text, Kind.LIST)
        assert block.lead is not None
        assert block.lead.of(text) == "Owls eat:"
        assert block.span.start == 0

    def test_only_the_last_sentence_of_a_paragraph_leads(self) -> None:
        text = f"{PROSE} They eat meat, and there are several kinds of it.\n- mice\n- frogs\n"

        (block,) = blocks(text, Kind.LIST)
        assert block.lead is not None
        assert block.lead.of(text).startswith("They eat")
        assert texts(text, Kind.TEXT) == [PROSE]

    def test_a_paragraph_that_announces_nothing_stays_a_paragraph(self) -> None:
        text = f"{PROSE}\n- mice\n- voles\n"

        assert texts(text, Kind.TEXT) == [PROSE]
        assert blocks(text, Kind.LIST)[0].lead is None

    def test_a_label_as_first_item_leads_the_others(self) -> None:
        text = f"{PROSE}\n- Key Takeaways\n- Owls: silent and fast.\n- Mice hide better.\n{PROSE}\n"

        (block,) = blocks(text, Kind.LIST)
        assert block.lead is not None
        assert block.lead.of(text) == "Key Takeaways"
        assert units(text, block) == ["Owls: silent and fast.", "Mice hide better."]

    def test_lines_that_lost_their_bullets_are_a_list(self) -> None:
        text = f"{PROSE}\n\nDo this:\n\nHide well.\nBe quiet.\nWait for day.\n\n{PROSE}\n"

        (block,) = blocks(text, Kind.LIST)
        assert units(text, block) == ["Hide well.", "Be quiet.", "Wait for day."]


class TestTables:
    def test_with_a_separator_row(self) -> None:
        text = f"{PROSE}\n\n| Bird | Food |\n|---|:-:|\n| Owl | mice |\n| Kite | voles |\n"

        (block,) = blocks(text, Kind.TABLE)
        assert block.lead is not None
        assert block.lead.of(text) == "| Bird | Food |"
        assert units(text, block) == ["| Owl | mice |", "| Kite | voles |"]

    def test_without_a_separator_row(self) -> None:
        text = "Bird | Food | Time |\nOwl | mice | night |\nKite | voles | day |\n"

        (block,) = blocks(text, Kind.TABLE)
        assert block.lead is not None
        assert block.lead.of(text) == "Bird | Food | Time |"
        assert len(block.units) == 2

    def test_a_single_line_with_bars_is_text(self) -> None:
        text = f"FROM: Owl|TO: Mouse|SUBJECT: Dinner\n{PROSE}\n"

        assert blocks(text, Kind.TABLE) == []


class TestText:
    def test_hard_wrapped_lines_are_one_paragraph(self) -> None:
        line = "Owls hunt at night and sleep by day, high up in the hollow\n"
        text = line * 3 + "trees.\n\n" + line * 4 + "trees.\n"

        assert [len(block.units) for block in blocks(text, Kind.TEXT)] == [1, 1]

    def test_long_lines_of_a_dump_are_paragraphs_of_their_own(self) -> None:
        text = f"{PROSE * 3}\n{PROSE * 3}\n"

        assert len(blocks(text, Kind.TEXT)) == 2

    def test_code_is_one_block_and_never_read(self) -> None:
        text = f"# Owls\n\n{PROSE}\n\n```sh\n# hoot\n- one\n\n| a | b |\n```\n"

        assert texts(text, Kind.TEXT)[1].startswith("```sh")
        assert [len(block.units) for block in blocks(text, Kind.TEXT)] == [1, 2]
        assert headings(text) == []

    def test_a_fence_that_never_closes_hides_nothing(self) -> None:
        text = f"# Owls\n\n```\n\n## Food\n\n{PROSE}\n"

        assert headings(text) == [("Food",)]

    def test_a_quotation_is_text_without_its_mark(self) -> None:
        text = f"# Owls\n\n> {PROSE}\n>\n> {PROSE}\n\n{PROSE}\n"

        assert [units(text, block) for block in blocks(text, Kind.TEXT)] == [[PROSE]] * 3

    @pytest.mark.parametrize(
        "line",
        ["<!-- note -->", "***", "![owl](owl.png)", "[1]: https://owls.org", "<br/>", "> [!NOTE]"],
    )
    def test_markup_without_words_is_not_searched(self, line: str) -> None:
        text = f"# Owls\n\n{PROSE}\n\n{line}\n\n{PROSE}\n"

        assert texts(text, Kind.BOILERPLATE) == [line]

    def test_front_matter_is_kept_and_not_searched(self) -> None:
        text = f"---\ntitle: Owls\n---\n\n{PROSE}\n"

        assert texts(text, Kind.BOILERPLATE) == ["---\ntitle: Owls\n---"]
