from assistant import Settings
from assistant.parts import left_out, share_of


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
