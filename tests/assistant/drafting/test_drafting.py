import time
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting import DraftClaim, Drafting, DraftSource
from assistant.prompt import RULES

BLOCK = 'FROM: k7f3\nQUOTE: "Bread needs time."\nCLAIM: Bread takes time.\n'
CLAIM = DraftClaim("Bread takes time.", (DraftSource("k7f3", "Bread needs time."),))
MARKS = (
    'FROM: k7f3;FROM k7f3;QUOTE:; "Bread;time.";CLAIM: ;NONE;DECLINE: no;<think>;</think>;</THINK;'
    "<;**;- ;1. ;```;[1];“;”;|; ;\n;\r;\r\n;İ;\u212a"
).split(";")
ODD = st.lists(
    st.one_of(st.sampled_from([*MARKS, "x" * 5_000]), st.text(max_size=8)), max_size=30
).map("".join)


def drafted(*pieces: str) -> tuple[DraftClaim, ...]:
    drafting = Drafting()
    fed = [claim for piece in pieces for claim in drafting.feed(piece)]
    return (*fed, *drafting.finish())


def declined(text: str) -> bool:
    drafting = Drafting()
    drafting.feed(text)
    drafting.finish()
    return drafting.declined


def test_a_claim_is_given_out_as_its_line_ends() -> None:
    drafting = Drafting()

    assert drafting.feed(BLOCK[:-1]) == ()
    assert drafting.feed("\n") == (CLAIM,)
    assert drafting.finish() == ()


def test_the_last_claim_needs_no_line_end() -> None:
    assert drafted(BLOCK.strip()) == (CLAIM,)


@pytest.mark.parametrize(
    "text",
    [
        BLOCK.replace("\n", "\r\n"),
        BLOCK.replace(": ", ":"),
        BLOCK.replace(": ", " : "),
        BLOCK.replace("\n", "\n\n"),
        BLOCK.lower().replace("bread", "Bread"),
        f"```\n{BLOCK}```\n",
        f"Sure! Here is what I found.\n\n{BLOCK}\nI hope this helps.",
        f"<think>\n{BLOCK.replace('time', 'salt')}Hmm.</think>\n{BLOCK}",
        f"{BLOCK[:40]} No, again.\n</think>\n{BLOCK}",
        "FROM: k7f3\nQUOTE: “Bread needs time.”\nCLAIM: Bread takes time.",
        "FROM: k7f3\nQUOTE: Bread needs time.\nCLAIM: Bread takes time.",
        "FROM: k7f3\nQUOTE: «Bread needs time.»\nCLAIM: Bread takes time.",
        'FROM: k7f3\nQUOTE: "Bread needs time.\nCLAIM: Bread takes time.',
        '**FROM:** k7f3\n**QUOTE:** "Bread needs time."\n**CLAIM:** Bread takes time.',
        '**FROM: k7f3**\n**QUOTE: "Bread needs time."**\n**CLAIM: Bread takes time.**',
        '- FROM: k7f3\n- QUOTE: "Bread needs time."\n- CLAIM: Bread takes time.',
        '1. FROM: [k7f3]\n   QUOTE: "Bread needs time."\n   CLAIM: Bread takes time. [k7f3]',
        '> FROM: passage k7f3\n> QUOTE: "Bread needs time."\n> CLAIM: Bread takes time [1].',
        '### CLAIM 1: Bread takes time.\nFROM: k7f3\nQUOTE: "Bread needs time."',
        'QUOTE: "Bread needs time."\nFROM: k7f3\nCLAIM: Bread takes time.',
        'QUOTE [k7f3]: "Bread needs time."\nCLAIM: Bread takes time.',
        'FROM k7f3\nQUOTE: "Bread needs time."\nCLAIM: "Bread takes time."',
        'FROM: k7f3 QUOTE: "Bread needs time." CLAIM: Bread takes time.',
        'FROM: k7f3 (Bread, Baking)\nQUOTE: "Bread needs time." (k7f3)\nCLAIM: Bread takes time.',
        'FROM: the id of the passage k7f3\nQUOTE: "Bread needs time."\nCLAIM: Bread takes time.',
        '- CLAIM: Bread takes time. || FROM: k7f3 || QUOTE: "Bread needs time."',
    ],
)
def test_a_loosely_kept_format_is_read(text: str) -> None:
    assert drafted(text) == (CLAIM,)


def test_claims_above_their_quotes_are_given_out_as_the_next_begins() -> None:
    drafting = Drafting()

    fed = drafting.feed('CLAIM: One.\nFROM: k7f3\nQUOTE: "a"\nCLAIM: Two.\n')

    assert fed == (DraftClaim("One.", (DraftSource("k7f3", "a"),)),)
    assert drafting.feed('FROM: m2p9\nQUOTE: "b"\n') == ()
    assert drafting.finish() == (DraftClaim("Two.", (DraftSource("m2p9", "b"),)),)


@pytest.mark.parametrize(
    "sources",
    [
        'FROM: k7f3\nQUOTE: "a"\nFROM: m2p9\nQUOTE: "b"\n',
        'QUOTE: "a"\nFROM: k7f3\nQUOTE: "b"\nFROM: m2p9\n',
    ],
)
def test_a_claim_may_rest_on_several_passages(sources: str) -> None:
    (claim,) = drafted(f"{sources}CLAIM: Both.")

    assert claim.sources == (("k7f3", "a"), ("m2p9", "b"))


def test_two_quotes_of_one_passage_are_both_kept() -> None:
    (claim,) = drafted('FROM: k7f3\nQUOTE: "a"\nQUOTE: "b"\nCLAIM: Both.')

    assert claim.sources == (("k7f3", "a"), ("k7f3", "b"))


def test_a_source_is_not_carried_into_the_next_claim() -> None:
    _, second = drafted(f"{BLOCK}CLAIM: And salt.\n")

    assert second == DraftClaim("And salt.", ())


def test_a_quote_may_run_over_several_lines() -> None:
    (claim,) = drafted('FROM: k7f3\nQUOTE: "Bread needs\n  time."\nCLAIM: Time.\n')

    assert claim.sources == (("k7f3", "Bread needs\ntime."),)


def test_quotation_marks_inside_a_quote_stay() -> None:
    (claim,) = drafted('FROM: k7f3\nQUOTE: "He said "wait" to us."\nCLAIM: Wait.')

    assert claim.sources == (("k7f3", 'He said "wait" to us.'),)


def test_a_quote_that_spells_out_a_mark_is_not_cut_there() -> None:
    (claim,) = drafted('FROM: k7f3\nQUOTE: "Write CLAIM: all is well."\nCLAIM: It says so.')

    assert claim == DraftClaim("It says so.", (DraftSource("k7f3", "Write CLAIM: all is well."),))


@pytest.mark.parametrize("foreign", ["1", "zzzz", "bread.md"])
def test_foreign_ids_are_kept_as_they_are(foreign: str) -> None:
    (claim,) = drafted(BLOCK.replace("k7f3", foreign))

    assert claim.sources[0].passage_id == foreign


@pytest.mark.parametrize(
    ("text", "source"),
    [('QUOTE: "a"\nCLAIM: So.', ("", "a")), ("FROM: k7f3\nCLAIM: So.", ("k7f3", ""))],
    ids=["no id", "no quote"],
)
def test_what_a_source_lacks_is_left_empty(text: str, source: tuple[str, str]) -> None:
    assert drafted(text) == (DraftClaim("So.", (DraftSource(*source),)),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The answer is 42 [1].",
        "Bread takes time. It comes from: flour. I claim nothing.",
        'FROM: k7f3\nQUOTE: "Bread needs time."\n',
        'FROM: k7f3\nQUOTE: "Bread needs time."\nCLAIM:\n',
        f"<think>{BLOCK}",
    ],
)
def test_what_claims_nothing_yields_nothing(text: str) -> None:
    assert drafted(text) == ()
    assert not declined(text)


@pytest.mark.parametrize(
    "text", ["NONE", "none.", "**NONE**", "- NONE\n", "DECLINE: not said", "NONE - not there",
             "<think>Hm.</think>\n\nNONE\n", "The passages do not say.\nNONE"]
)  # fmt: skip
def test_a_model_can_decline(text: str) -> None:
    assert declined(text)
    assert drafted(text) == ()


@pytest.mark.parametrize("text", ["None of the loaves.", "NONE of it", f"{BLOCK}NONE", "NONESUCH"])
def test_not_every_none_declines(text: str) -> None:
    assert not declined(text)


def test_a_thought_that_began_in_the_prompt_leaves_nothing_behind() -> None:
    thought = 'NONE?\nNONE\nFROM: k7f3\nQUOTE: "a"\nMaybe</think>'

    assert drafted(f"{thought}\nCLAIM: So.") == (DraftClaim("So.", ()),)
    assert not declined(f"{thought}\nHello.")


def test_an_echo_of_the_rules_names_no_issued_passage() -> None:
    sources = [source for claim in drafted(RULES.format(claims=4)) for source in claim.sources]

    assert all(len(source.passage_id) != 4 for source in sources if source.passage_id.isalnum())
    assert not declined(RULES.format(claims=4))


@given(ODD, st.data())
def test_how_a_reply_is_cut_changes_nothing(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edges = [0, *cuts, len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]

    assert drafted(*pieces) == drafted(text)


@given(ODD)
def test_letter_by_letter_is_the_same(text: str) -> None:
    assert drafted(*text) == drafted(text)


@given(st.lists(st.sampled_from([BLOCK, "Well.\n", "\n", "```\n"]), max_size=6))
def test_every_well_formed_block_is_one_claim(blocks: list[str]) -> None:
    assert drafted("".join(blocks)) == (CLAIM,) * blocks.count(BLOCK)


@pytest.mark.parametrize(
    "letter", ["a", " ", '"', "<", "[", "*", "FROM: a1 ", "QUOTE: ", 'QUOTE: "', "|", "1. "]
)
def test_an_endless_line_costs_neither_memory_nor_time(letter: str) -> None:
    drafting = Drafting()
    piece = letter * (20_000 // len(letter))
    started = time.perf_counter()
    tracemalloc.start()

    for _ in range(10):
        drafting.feed(piece)
        drafting.feed("\n" + piece)
    drafting.finish()

    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 200_000
    assert peak < 2_000_000
    assert time.perf_counter() - started < 5


def test_a_reply_without_end_has_an_end_of_claims() -> None:
    assert len(drafted(BLOCK * 1_000)) == 64
