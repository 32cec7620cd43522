from dataclasses import replace

from assistant import Disagreement, Notice, Part
from corpus import Place
from tests.ui.history.kept import (
    ANN,
    BOB,
    INDEX,
    answered,
    said,
    source,
    talk,
    the_abstention,
    the_answer,
    unanswered,
)
from tests.ui.made import passage
from ui.exchange import Exchange
from ui.history import History, Pin, pins_of
from ui.history.blanking import REMOVED_CLAIM, REMOVED_TALK, rests_on

BREAD = source("bread.md")
SALT = "The secret is salt."
MIXED = answered(said(1, "It takes one hour.", "bread.md"), said(2, SALT, "secret.md"))


def kept(history: History, *exchanges: Exchange, visitor: str = ANN, index: str = INDEX) -> str:
    made = history.begin(visitor, index, "How?")
    for one in exchanges:
        history.add(visitor, made.id, one)
    return made.id


def after_purge(history: History, *exchanges: Exchange) -> tuple[Exchange, ...]:
    """What is left where only `bread.md` is."""
    id_ = kept(history, *exchanges)
    history.purge(INDEX, [BREAD])
    return history.exchanges(ANN, id_)


def in_file(history: History, words: str) -> bool:
    return words.encode() in history._store.path.read_bytes()


def test_words_of_a_removed_document_are_blanked_for_good(history: History) -> None:
    id_ = kept(history, MIXED)
    assert in_file(history, "secret is")

    assert history.purge(INDEX, [BREAD]) == 1

    (left,) = history.exchanges(ANN, id_)
    assert [one.text for one in the_answer(left).claims] == ["It takes one hour.", REMOVED_CLAIM]
    assert [note.removed for note in left.footnotes] == [False, True]
    assert left.footnotes[0] == MIXED.footnotes[0]
    assert (left.footnotes[1].citation.quote, left.footnotes[1].context.before) == ("", "")
    assert left.footnotes[1].citation.document_id == "secret.md"
    assert left.stages == ()
    assert not in_file(history, "secret is")
    assert history.purge(INDEX, [BREAD]) == 0


def test_nothing_changes_while_all_documents_are_there(history: History) -> None:
    id_ = kept(history, MIXED)

    assert history.purge(INDEX, [BREAD, source("secret.md", "another text")]) == 0

    assert history.exchanges(ANN, id_) == (MIXED,)


def test_only_conversations_with_the_index_are_purged(history: History) -> None:
    other = kept(history, MIXED, index="http://chroma/other")
    bobs = kept(history, MIXED, visitor=BOB)

    assert history.purge(INDEX, [BREAD]) == 1

    assert history.exchanges(ANN, other) == (MIXED,)
    assert history.exchanges(BOB, bobs)[0].removed == {2}


def test_a_document_that_moved_keeps_its_quotes(history: History) -> None:
    id_ = kept(history, MIXED)
    moved = source("old/secret.md", "digest of secret.md", title="Salt")

    history.purge(INDEX, [BREAD, moved])

    (left,) = history.exchanges(ANN, id_)
    note = left.footnotes[1]
    assert (note.citation.document_id, note.citation.title) == ("old/secret.md", "Salt")
    assert note.citation.source == "/texts/old/secret.md"
    assert (note.context.quote, note.removed) == (SALT, False)
    assert the_answer(left).claims[1].text == SALT
    assert history.purge(INDEX, [BREAD]) == 1


def test_a_disagreement_with_a_removed_document_is_none(history: History) -> None:
    differ = Disagreement((0, 1), ("one hour", "salt"))

    (left,) = after_purge(
        history, replace(MIXED, reply=replace(the_answer(MIXED), disagreements=(differ,)))
    )

    assert the_answer(left).disagreements == ()


def test_other_places_of_a_quote_go_with_their_document(history: History) -> None:
    also = (Place("secret.md", SALT, 0, 9), Place("bread.md", "Bread", 0, 9))

    (left,) = after_purge(history, answered(said(1, "One.", "bread.md", also=also)))

    assert the_answer(left).citations[0].also == also[1:]
    assert not in_file(history, SALT)


def test_nearest_passages_go_with_their_document(history: History) -> None:
    near = replace(passage("One hour."), duplicates=(Place("secret.md", SALT, 0, 9),))
    nearest = (near, passage(SALT, document_id="secret.md"))

    (left,) = after_purge(history, unanswered("?", nearest=nearest))

    assert [one.text for one in the_abstention(left).nearest] == ["One hour."]
    assert not in_file(history, SALT)


def test_stages_that_show_a_removed_document_go(history: History) -> None:
    looked = replace(MIXED, footnotes=(), reply=unanswered("?").reply)
    shown = answered(said(1, "It takes one hour.", "bread.md"))

    left = after_purge(history, replace(looked, worded=()), shown)

    assert [bool(one.stages) for one in left] == [False, True]


def test_talk_of_a_removed_document_is_blanked(history: History) -> None:
    about = talk(f"I know “{SALT}”.", "bread.md", "secret.md")

    left = after_purge(history, about, talk("You are welcome."))

    assert [the_abstention(one).text for one in left] == [REMOVED_TALK, "You are welcome."]


def test_what_was_understood_by_an_answer_that_is_gone_is_forgotten(history: History) -> None:
    later = answered(
        said(1, "It takes one hour.", "bread.md"),
        standalone_question="Why salt?",
        parts=(Part("Why is salt secret?", (0,)),),
        notices=(Notice("respelled", "Read as: salt"), Notice("shortened", "2 more.")),
    )

    _, left = after_purge(history, MIXED, later)
    (unharmed,) = after_purge(history, later)

    reply = the_answer(left)
    assert (reply.standalone_question, reply.parts[0].question) == ("How?", "Question 1")
    assert [one.code for one in reply.notices] == ["shortened"]
    assert unharmed == later


def test_a_footnote_tells_what_became_of_its_document(history: History) -> None:
    (left,) = after_purge(history, MIXED)

    assert pins_of(MIXED, [BREAD, source("secret.md")]) == {1: Pin.UNCHANGED, 2: Pin.UNCHANGED}
    assert pins_of(MIXED, [source("bread.md", "new")]) == {1: Pin.CHANGED, 2: Pin.REMOVED}
    assert pins_of(left, [BREAD, source("secret.md")]) == {1: Pin.UNCHANGED, 2: Pin.REMOVED}


def test_what_is_removed_rests_on_nothing(history: History) -> None:
    (left,) = after_purge(history, MIXED)

    assert rests_on(left) == {"bread.md"}
    assert rests_on(Exchange(question="?")) == set()
