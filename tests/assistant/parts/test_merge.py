from assistant import Notice, Settings
from assistant.cite import Evidence
from assistant.compose import Composition
from assistant.parts import left_out, merged, missing, share_of
from corpus import Chunk, Kind, Span


def evidence(number: int, score: float = 0.9) -> Evidence:
    span = Span(0, 10)
    chunk = Chunk(f"a#{number}", "a", number, span, "Rye keeps.", Kind.TEXT, units=(span,))
    return Evidence(chunk, span, score)


def test_the_parts_follow_each_other_and_what_they_share_is_shown_once() -> None:
    first, second, shared = evidence(5), evidence(2), evidence(9)
    shortened = Notice("shortened", "2 more in the document at the last footnote.")

    together = merged(
        [Composition((first, shared), (shortened,)), Composition((shared, second), (shortened,))]
    )

    assert together == Composition((first, shared, second), (shortened,))


def test_each_missing_part_is_named_without_its_story() -> None:
    notices = missing(["I bake on Sundays. Who sells rye?", "Where is it milled?"])

    assert [notice.text for notice in notices] == [
        "The documents do not say: Who sells rye?",
        "The documents do not say: Where is it milled?",
    ]
    assert {notice.code for notice in notices} == {"part_not_answered"}


def test_parts_share_the_length_of_an_answer() -> None:
    settings = Settings()

    assert share_of(settings, 1) is settings
    for parts in (2, 3, 5):
        share = share_of(settings, parts)
        assert 40 <= share.answer_words <= 75
        assert 2 <= share.max_claims < settings.max_claims
        assert share.block_words * parts <= 400


def test_more_questions_than_are_looked_into_are_said_to_be_left_out() -> None:
    assert left_out(5, 5) == ()
    (notice,) = left_out(7, 5)
    assert "first 5 of 7" in notice.text
