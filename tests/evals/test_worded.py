from assistant import Dropped, DropReason, Generated, Mode
from evals.worded import Worded, worded, wording
from tests.evals.made_replies import abstention, answer


def generated(**what: object) -> Generated:
    return Generated("Why?", "openai:small", **{"passages": 3, "attempts": 1, "claims": 1,
                                                "dropped": 0, **what})  # type: ignore[arg-type] # fmt: skip


def test_nothing_is_told_where_no_model_was_asked() -> None:
    assert worded([], answer()) is None


def test_a_model_whose_words_are_shown_worded_the_answer() -> None:
    events = [
        Dropped("One.", DropReason.NOT_SUPPORTED),
        Dropped("Two.", DropReason.NOT_SUPPORTED),
        Dropped("Three.", DropReason.NO_QUOTE),
        generated(claims=2),
    ]

    found = worded(events, answer(Mode.GENERATIVE))

    assert found == Worded(
        is_worded=True,
        fell_back=False,
        shown=2,
        dropped={DropReason.NO_QUOTE: 1, DropReason.NOT_SUPPORTED: 2},
    )


def test_the_documents_words_stand_in_for_a_model_that_declines_or_fails() -> None:
    declined = worded([generated(claims=0, declined=True)], answer())
    failed = worded([generated(claims=0, failure="It is gone.")], abstention())

    assert declined == Worded(is_worded=False, fell_back=True, declined=True)
    assert failed == Worded(is_worded=False, fell_back=False, failed=True)


def test_many_replies_are_added_up() -> None:
    one = Worded(is_worded=True, fell_back=False, shown=2, dropped={DropReason.NO_QUOTE: 1})
    two = Worded(is_worded=False, fell_back=True, declined=True)
    three = Worded(is_worded=False, fell_back=False, failed=True, dropped={DropReason.NO_QUOTE: 2})

    found = wording([one, two, three])

    assert (found.asked, found.answered, found.worded, found.fell_back) == (3, 2, 1, 1)
    assert (found.declined, found.failed, found.shown) == (1, 1, 2)
    assert found.dropped == {DropReason.NO_QUOTE: 3}
