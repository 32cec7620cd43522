"""How several questions share one answer."""

from assistant.settings import Settings
from assistant.types import Notice

_TEXT_WORDS = 150
"""Words that all parts share, where they are put together from sentences."""
_LEAST_WORDS = 40
_LEAST_CLAIMS = 2


def share_of(settings: Settings, parts: int) -> Settings:
    """Settings for composing one of so many parts, so that their answers together stay short."""
    if parts < 2:
        return settings
    return settings.model_copy(
        update={
            "max_claims": max(_LEAST_CLAIMS, settings.max_claims // parts),
            "answer_words": min(settings.answer_words, max(_LEAST_WORDS, _TEXT_WORDS // parts)),
            "block_words": max(2 * _LEAST_WORDS, settings.block_words // parts),
        }
    )


def left_out(parts: int, answered: int) -> tuple[Notice, ...]:
    """The notice that a message had more questions than are answered at once."""
    if parts <= answered:
        return ()
    return (
        Notice(
            "parts_left_out",
            f"Only the first {answered} of {parts} questions were looked into; ask the others "
            "on their own.",
        ),
    )
