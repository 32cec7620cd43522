from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import ConversationNotFound
from tests.ui.history.kept import ANN, BOB, INDEX, answered, said, talk, unanswered
from ui.exchange import COMMENT_CHARS, Exchange, Vote
from ui.history import History, title_of

ONE, TWO = answered(said(1, "It takes one hour.", "bread.md")), unanswered("Why?")


def begun(history: History, *exchanges: Exchange, visitor: str = ANN) -> str:
    made = history.begin(visitor, INDEX, exchanges[0].question)
    for one in exchanges:
        history.add(visitor, made.id, one)
    return made.id


def test_a_conversation_survives_a_restart(tmp_path: Path) -> None:
    history = History.open(tmp_path)
    kept = begun(history, ONE, TWO, Exchange(question="\ud800?", asked=1.0))
    history.close()

    again = History.open(tmp_path)

    assert again.exchanges(ANN, kept)[:2] == (ONE, TWO)
    assert again.exchanges(ANN, kept)[2].question == "\ud800?"
    assert [(one.id, one.title, one.count) for one in again.conversations(ANN, INDEX)] == [
        (kept, "How?", 3)
    ]
    again.close()


def test_conversations_are_listed_newest_first(history: History) -> None:
    first, second = begun(history, ONE), begun(history, TWO)

    history.add(ANN, first, TWO)

    assert [one.id for one in history.conversations(ANN, INDEX)] == [first, second]


def test_conversations_belong_to_a_visitor_and_an_index(history: History, tmp_path: Path) -> None:
    kept = begun(history, ONE)

    assert history.conversations(BOB, INDEX) == ()
    assert history.conversations(ANN, tmp_path) == ()
    assert history.conversation(ANN, kept).index == INDEX


def test_an_index_is_the_same_however_its_folder_is_written(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    kept = history.begin(ANN, "index", "?")

    assert [one.id for one in history.conversations(ANN, tmp_path / "index")] == [kept.id]


@pytest.mark.parametrize("visitor", [BOB, "", "\ud800"])
def test_nothing_of_another_visitor_is_found(history: History, visitor: str) -> None:
    kept = begun(history, ONE)

    for tried in (
        lambda: history.conversation(visitor, kept),
        lambda: history.exchanges(visitor, kept),
        lambda: history.add(visitor, kept, TWO),
        lambda: history.cut(visitor, kept, 0),
        lambda: history.rename(visitor, kept, "mine"),
        lambda: history.vote(visitor, kept, 0, Vote.UP),
        lambda: history.delete(visitor, kept),
    ):
        with pytest.raises(ConversationNotFound, match=kept):
            tried()
    assert history.exchanges(ANN, kept) == (ONE,)
    assert len(history.questions.questions(INDEX)) == 1


def test_a_conversation_is_cut_and_goes_on(history: History) -> None:
    kept = begun(history, ONE, TWO, TWO)

    history.cut(ANN, kept, 1)
    history.add(ANN, kept, talk("Hello."))

    assert [one.question for one in history.exchanges(ANN, kept)] == ["How?", "hello"]


def test_a_vote_replaces_the_one_before(history: History) -> None:
    kept = begun(history, TWO, ONE)

    history.vote(ANN, kept, 1, Vote.UP, "good")
    shown = history.vote(ANN, kept, 1, Vote.DOWN, f" {'bad ' * COMMENT_CHARS}")

    assert shown == history.exchanges(ANN, kept)[1]
    assert shown.vote is Vote.DOWN
    assert len(shown.comment) == COMMENT_CHARS
    assert history.vote(ANN, kept, 1, None, "none").comment == ""
    with pytest.raises(ConversationNotFound, match="no exchange 2"):
        history.vote(ANN, kept, 2, Vote.UP)


def test_a_title_is_one_short_line_and_can_be_changed(history: History) -> None:
    kept = history.begin(ANN, INDEX, "How\n\x1b long? " * 20)

    assert kept.title == history.conversation(ANN, kept.id).title
    assert len(kept.title) <= 80
    assert kept.title.startswith("How ␛ long? How")
    assert history.rename(ANN, kept.id, " Bread \n").title == "Bread"
    assert history.rename(ANN, kept.id, " ").title == "Bread"
    assert (title_of("x" * 200), title_of(" ")) == ("x" * 78 + " …", "New conversation")


def test_what_is_deleted_is_in_no_byte_of_the_files(history: History, tmp_path: Path) -> None:
    words = [f"SECRET{number}" * (1 + 37 * (number % 9)) for number in range(25)]
    kept = [begun(history, unanswered(one, text=one)) for one in words]
    for one in kept[::2]:
        history.add(ANN, one, unanswered("More?", text="SECRETlater" * 300))
        history.cut(ANN, one, 1)

    for one in kept[1:]:
        history.delete(ANN, one)
    with history._store.writing() as rows:
        rows.execute("DELETE FROM question")

    files = list((tmp_path / "state").iterdir())
    held = b"".join(file.read_bytes() for file in files)
    assert [file.name for file in files] == ["history.sqlite3"]
    assert history.exchanges(ANN, kept[0])[0].question == words[0]
    assert b"SECRET0" in held
    assert not [word for word in words[1:] if word.split("SECRET")[1].encode() + b"S" in held]
    assert b"SECRETlater" not in held
    for number in range(1, 25):
        assert f'SECRET{number}"'.encode() not in held


def test_threads_may_share_a_history(history: History) -> None:
    kept = begun(history, ONE)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: history.add(ANN, kept, TWO), range(40)))
        counts = list(pool.map(lambda _: len(history.exchanges(ANN, kept)), range(8)))

    assert counts == [41] * 8


def test_two_histories_may_share_a_file(history: History, tmp_path: Path) -> None:
    other = History.open(tmp_path / "state")
    kept = begun(history, ONE)

    with ThreadPoolExecutor(4) as pool:
        each = [history, other] * 10
        list(pool.map(lambda one: one.add(ANN, kept, TWO), each))

    assert len(other.exchanges(ANN, kept)) == 21
    other.delete(ANN, kept)
    assert history.conversations(ANN, INDEX) == ()
    other.close()
