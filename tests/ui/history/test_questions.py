from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

import pytest

from assistant import Mode, Reason
from tests.ui.history.kept import ANN, INDEX, answered, said, talk, unanswered
from ui.exchange import Exchange, Vote
from ui.history import Asked, History, QuestionLog, Status, Totals

DAY = 86_400.0
ONE = answered(
    said(1, "The secret is salt.", "b.md"), said(2, "Yes.", "a.md"), said(3, "No.", "b.md")
)


def asked(history: History, *exchanges: Exchange, days_ago: float = 0.0) -> str:
    begun = history.begin(ANN, INDEX, "?")
    for one in exchanges:
        history.add(ANN, begun.id, replace(one, asked=time() - days_ago * DAY))
    return begun.id


def wordings(log: QuestionLog, **given: Any) -> list[str]:
    return [one.question for one in log.questions(INDEX, **given)]


def test_the_log_tells_what_was_asked_and_what_came_of_it(history: History) -> None:
    asked(history, ONE, unanswered("Why?"), talk("Hi."), Exchange(question="When?"))

    found = history.questions.questions(INDEX)

    assert [(one.question, one.status) for one in reversed(found)] == [
        ("How?", Status.ANSWERED),
        ("Why?", Status.ABSTAINED),
        ("hello", Status.TALK),
        ("When?", Status.STOPPED),
    ]
    assert found[-1] == Asked(
        id=found[-1].id,
        asked=found[-1].asked,
        question="How?",
        status=Status.ANSWERED,
        confidence=0.9,
        mode=Mode.EXTRACTIVE,
        seconds=0.1,
        documents=("b.md", "a.md"),
    )
    assert (found[-2].reason, found[-2].confidence) == (Reason.NOT_ANSWERED, 0.1)
    assert (found[0].mode, found[0].confidence) == (None, None)


def test_no_word_of_a_document_is_in_the_log(history: History) -> None:
    asked(history, ONE)

    with history._store.reading() as rows:
        row = rows.execute("SELECT * FROM question").fetchone()

    assert "salt" not in repr(row)


def test_questions_are_asked_for_by_time_status_vote_and_index(history: History) -> None:
    asked(history, ONE, days_ago=3)
    asked(history, unanswered("Why?"), unanswered("When?"), days_ago=1)
    log = history.questions

    assert wordings(log, since=time() - 2 * DAY) == ["When?", "Why?"]
    assert wordings(log, status=Status.ANSWERED) == ["How?"]
    assert wordings(log, most=1) == ["When?"]
    assert log.questions("http://chroma/other") == ()


def test_totals_count_a_period(history: History) -> None:
    asked(history, ONE, days_ago=3)
    id_ = asked(history, ONE, unanswered("Why?"), talk("Hi."), Exchange(question="When?"))
    history.vote(ANN, id_, 0, Vote.UP)
    history.vote(ANN, id_, 1, Vote.DOWN, "It is there.")

    totals = history.questions.totals(INDEX, time() - DAY)

    assert totals == Totals(answered=1, abstained=1, talk=1, stopped=1, up=1, down=1)
    assert totals.asked == 4
    assert history.questions.totals(INDEX).answered == 2


def test_a_vote_that_is_taken_back_leaves_the_log(history: History) -> None:
    id_ = asked(history, ONE)
    history.vote(ANN, id_, 0, Vote.DOWN, "No.")
    (down,) = history.questions.down_voted(INDEX)

    history.vote(ANN, id_, 0, None)

    assert (down.question, down.vote, down.comment) == ("How?", Vote.DOWN, "No.")
    assert history.questions.down_voted(INDEX) == ()


def test_a_deleted_conversation_stays_counted(history: History) -> None:
    id_ = asked(history, ONE)

    history.delete(ANN, id_)

    assert history.questions.totals(INDEX).asked == 1


def test_what_was_kept_long_enough_goes(history: History) -> None:
    asked(history, unanswered("Long ago?"), days_ago=91)
    log = history.questions
    assert wordings(log) == []

    id_ = asked(history, unanswered("Just now?"), days_ago=89)

    with history._store.reading() as rows:
        held = rows.execute("SELECT question FROM question").fetchall()
    assert held == [("Just now?",)]
    assert history.vote(ANN, id_, 0, Vote.UP).vote is Vote.UP


def test_no_questions_are_kept_where_none_shall_be(tmp_path: Path) -> None:
    history = History.open(tmp_path, keep_days=90)
    asked(history, ONE, unanswered("Why?"))
    history.close()

    history = History.open(tmp_path, keep_days=0)
    assert wordings(history.questions) == []
    id_ = asked(history, ONE)

    assert history.vote(ANN, id_, 0, Vote.UP).vote is Vote.UP
    with history._store.reading() as rows:
        assert rows.execute("SELECT count(*) FROM question").fetchone() == (0,)
    history.close()


def test_the_unanswered_stand_together(history: History) -> None:
    asked(
        history,
        unanswered("Who won the world cup in 1990?"),
        unanswered("Who won the world cup in 1994?"),
        unanswered("Why is rye dark?", confidence=0.4),
        unanswered("who has  WON the world cups in 1990"),
        unanswered("Who won the world cup in 1990?"),
        ONE,
        talk("Hi."),
    )

    groups = history.questions.unanswered(INDEX)

    assert [(one.question, one.count) for one in groups] == [
        ("Who won the world cup in 1990?", 3),
        ("Why is rye dark?", 1),
        ("Who won the world cup in 1994?", 1),
    ]
    assert groups[0].wordings == (
        "Who won the world cup in 1990?",
        "who has WON the world cups in 1990",
    )
    assert groups[1].best_confidence == 0.4
    assert groups[0].last_asked == groups[0].asked[0].asked


@pytest.mark.parametrize("strange", ["", "?!", "\ud800", "\0", "'; DROP TABLE question; --"])
def test_strange_questions_are_kept_and_told(history: History, strange: str) -> None:
    asked(history, unanswered(strange), unanswered(strange))

    (group,) = history.questions.unanswered(INDEX)

    assert group.count == 2
