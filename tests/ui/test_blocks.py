from dataclasses import replace

from assistant import NOT_SAID, Disagreement, Form, Part
from corpus import Place
from tests.ui.made import RISE, answer, citation, claim, events, looked_into, passage
from ui.exchange import Footnote
from ui.render import Context
from ui.stages import stages
from ui.web.blocks import answer_blocks, claim_blocks, footnote_data, stage_data


def test_sentences_share_a_paragraph_and_items_a_list() -> None:
    claims = (claim(1, "You need:"), claim(2, "flour", Form.ITEM), claim(3, "water", Form.ITEM))

    assert [(block["form"], len(block["claims"])) for block in claim_blocks(claims)] == [
        ("sentence", 1),
        ("item", 2),
    ]


def test_questions_of_a_message_head_their_claims() -> None:
    parts = (Part("How long?", (0,)), Part("Who baked first?", ()))

    blocks = answer_blocks(answer(claim(1, "One hour."), parts=parts))

    assert [block["form"] for block in blocks] == ["question", "sentence", "question", "unsaid"]
    assert [blocks[0]["text"], blocks[3]["text"]] == ["How long?", NOT_SAID]


def test_claims_that_differ_stand_beside_one_another_in_their_place() -> None:
    reply = answer(
        claim(1, "Yeast lives."),
        claim(2, "It takes one hour."),
        claim(3, "It takes \x1b two hours.", title="Rye"),
        claim(4, "Bread is baked."),
        disagreements=(Disagreement((1, 2), ("one hour", "two \x1b hours")),),
    )

    blocks = answer_blocks(reply)

    assert [block["form"] for block in blocks] == ["sentence", "differing", "sentence"]
    assert [(one["title"], one["value"]) for one in blocks[1]["sides"]] == [
        ("Bread", "one hour"),
        ("Rye", "two ␛ hours"),
    ]
    assert [(one["text"], one["markers"]) for one in blocks[1]["sides"]] == [
        ("It takes one hour.", [2]),
        ("It takes ␛ two hours.", [3]),
    ]


def test_a_footnote_is_told_with_the_other_documents_that_have_its_words() -> None:
    also = (Place("v1/<b>.md", "Bread", 0, 6), Place("v2/bread\x1b.md", "Bread", 0, 6))
    note = Footnote(replace(citation(1, "Yeast."), also=also), Context("", "Yeast.", ""))

    assert footnote_data(note)["also"] == "Also in: v1/<b>.md, v2/bread␛.md"


def test_stages_become_json_ready() -> None:
    found = stages(
        events(answer(claim(1, "One hour.")), *looked_into(RISE, [passage("Rye.")], 1, 0.9))
    )

    data = stage_data(found)

    assert [one["title"] for one in data] == [one.title for one in found]
    assert data[1]["rows"][0]["words"] == "Rye."
    assert data[1]["rows"][0]["numbers"] == ("1", "0.2500", "-", "-", "0.88", "0.90", "")


def test_claims_that_a_model_worded_are_marked() -> None:
    one, own = claim(1, "It takes <b>one</b> hour."), claim(2, "Rye is dark.")

    [block] = answer_blocks(answer(one, own), worded=(one,))

    assert [(each["text"], each["is_worded"]) for each in block["claims"]] == [
        ("It takes <b>one</b> hour.", True),
        ("Rye is dark.", False),
    ]
