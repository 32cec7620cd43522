from dataclasses import replace

from corpus import Place
from tests.ui.made import citation
from tests.ui.read import joined, marked, read
from ui.exchange import Exchange, Footnote
from ui.render import Context
from ui.web.quoted import source_data
from ui.web.source import Wanted, still_there, wanted_next
from ui.web.stretches import WINDOW, Text

RYE = "# Rye\n\nRye is dark. Bakers like rye.\n\nIt is a **grain** too."


def footnote(marker: int, text: Text, quote: str) -> Footnote:
    at = text.document.text.index(quote)
    cited = replace(
        citation(marker, quote),
        document_id=text.document.id,
        start=at,
        end=at + len(quote),
        digest=text.document.digest,
    )
    return Footnote(cited, Context("before ", quote, " after"))


def test_the_quotes_of_a_document_are_marked_in_its_order() -> None:
    rye, wheat = read(RYE, document_id="rye.md"), read("Wheat is light.", document_id="wheat.md")
    footnotes = (
        footnote(1, rye, "It is a **grain** too."),
        footnote(2, wheat, "Wheat is light."),
        footnote(3, rye, "Rye is dark."),
    )

    data = source_data(footnotes, footnotes[0], rye)

    assert (data["state"], data["quotes"], data["place"]) == ("same", [3, 1], "line 12")
    assert joined(data["blocks"]) == RYE
    assert marked(data["blocks"], 1) == "It is a **grain** too."
    assert marked(data["blocks"], 3) == "Rye is dark."
    assert marked(data["blocks"], 2) == ""
    assert [(one["marker"], one["file"]) for one in data["all"]] == [
        (1, "rye.md"),
        (2, "wheat.md"),
        (3, "rye.md"),
    ]


def test_other_documents_with_the_same_words_are_named() -> None:
    rye = read(RYE)
    note = footnote(1, rye, "Rye is dark.")
    also = (Place("v1/<b>.md", "Bread", 0, 6), Place("v2/rye\x1b.md", "Bread", 0, 6))
    note = replace(note, citation=replace(note.citation, also=also))

    assert source_data((note,), note, rye)["also"] == "Also in: v1/<b>.md, v2/rye␛.md"


def test_of_a_document_that_has_changed_the_words_of_then_are_shown() -> None:
    note = footnote(1, read(RYE), "Rye is dark.")

    data = source_data((note,), note, read("# Rye\n\nRye is light."))

    assert data["state"] == "changed"
    assert (data["before"], data["quote"], data["after"]) == ("before ", "Rye is dark.", " after")
    assert "blocks" not in data


def test_of_a_removed_document_nothing_is_shown() -> None:
    rye = read(RYE)
    note = footnote(1, rye, "Rye is dark.")
    blanked = replace(note, removed=True)

    gone, came_back = source_data((note,), note, None), source_data((blanked,), blanked, rye)

    assert gone.keys() == came_back.keys() == {"state", "file", "all"}
    assert gone["state"] == came_back["state"] == "removed"


def test_a_click_says_what_is_looked_at() -> None:
    opened = wanted_next(Wanted(), {"turn": 1, "name": "answer-2", "marker": 3})

    assert (opened.turn, opened.number, opened.marker) == (1, 2, 3)
    assert wanted_next(opened, {"turn": 2, "more": "above"}).above == 2 * WINDOW
    assert wanted_next(opened, {"turn": 2, "more": "below"}).below == 2 * WINDOW
    assert wanted_next(opened, {"turn": 2, "closed": True}) == Wanted(turn=2)


def test_what_makes_no_sense_changes_nothing() -> None:
    opened = Wanted("v", 1, "answer-0", 1)

    strange = (None, 7, {}, {"turn": "2", "closed": True}, {"turn": 2, "more": "left"})

    assert {wanted_next(opened, asked) for asked in strange} == {opened}
    assert wanted_next(opened, {"turn": 2, "name": "../0", "marker": 1}).number is None


def test_an_answer_that_another_has_taken_the_place_of_is_not_looked_at_any_more() -> None:
    first, other = Exchange(question="?", asked=1.0), Exchange(question="?", asked=2.0)
    opened = Wanted("v", 3, "answer-0", 1)

    underway = still_there(opened, ())
    seen = still_there(underway, (first,))

    assert underway == opened
    assert seen.asked == 1.0
    assert still_there(seen, (first, other)) == seen
    assert still_there(seen, (other,)) == still_there(seen, ()) == Wanted("v", 3)
