"""The answers to the parts of a message as one answer."""

from collections.abc import Iterable, Sequence

from assistant.cite import Evidence
from assistant.compose import Composition
from assistant.parts.message import asked_in
from assistant.settings import Settings
from assistant.types import Notice
from corpus import Span

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


def merged(compositions: Iterable[Composition]) -> Composition:
    """The evidence of all parts in the order they were asked; what two share is shown once.

    Markers are given to the evidence as a whole, so that words quoted twice keep one number.
    """
    chosen: dict[tuple[str, Span], Evidence] = {}
    notices: dict[Notice, None] = {}
    for composition in compositions:
        for evidence in composition.evidence:
            chosen.setdefault((evidence.chunk.id, evidence.unit), evidence)
        notices.update(dict.fromkeys(composition.notices))
    return Composition(tuple(chosen.values()), tuple(notices))


def missing(parts: Sequence[str]) -> tuple[Notice, ...]:
    """A notice for each part that the documents do not answer, naming it."""
    return tuple(
        Notice("part_not_answered", f"The documents do not say: {asked_in(part)}") for part in parts
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
