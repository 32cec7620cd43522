"""A message as the question it puts: cleaned, on its own, and in its parts."""

from collections.abc import Callable, Collection, Sequence

from assistant.events import Understood
from assistant.parts import MOST_PARTS, parts_of
from assistant.rewriting import Known, rewrite
from assistant.smalltalk import corpus_of, reply_to, stripped, talk_of, unframed
from assistant.types import Reason, Turn
from corpus import Encoder, Generation, QuestionError, clean, content_words, stem, words

_TURNS = 20
"""Earlier turns that are looked at, from the last."""
_TURN_CHARS = 8_000
"""Characters of each question or answer of them that are."""


def checked(message: str, longest: int) -> str:
    """A message without what cannot be seen.

    Raises:
        QuestionError: Nothing is left of it, or more than `longest` characters are.
    """
    cleaned = clean(message)
    if not cleaned:
        raise QuestionError("The question is empty: ask something in a few words.")
    if len(cleaned) > longest:
        raise QuestionError(
            f"The question has {len(cleaned):,} characters and {longest:,} are allowed: "
            f"shorten it, or raise FOOTNOTE_QUESTION_CHARS."
        )
    return cleaned


def understood(
    message: str,
    history: Sequence[Turn],
    generation: Generation,
    encoder: Encoder,
    documents: Collection[str] | None,
    by_model: Callable[[str, Sequence[Turn]], str | None] | None = None,
) -> Understood:
    """What a message is taken to mean.

    Args:
        message: Cleaned, not empty.
        history: Earlier turns, oldest first, as they came.
        generation: What is asked.
        encoder: Of that generation.
        documents: Ids of the documents asked; `None` for all.
        by_model: Has a model rewrite a follow-up, if it can; what it puts comes first.
    """
    turns = [turn for turn in map(_cleaned, history[-_TURNS:]) if _asked(turn)]
    if talk := talk_of(message, has_history=bool(turns)):
        said = reply_to(talk, corpus_of(generation, documents))
        return Understood(message, message, reason=Reason.NOT_A_QUESTION, text=said)
    question = unframed(stripped(message))
    if turns and by_model and (put := by_model(question, turns)) and put != question:
        return _put(message, question, put)
    found = rewrite(question, turns, Known.of(generation, encoder))
    if found.missing:
        return Understood(message, question, reason=Reason.NEEDS_CONTEXT, text=found.missing)
    parts = parts_of(found.standalone)
    return Understood(
        message,
        found.standalone,
        carried=found.carried if found.is_changed else (),
        beside=found.beside,
        parts=parts if len(parts) > 1 else (),
    )


def _put(message: str, question: str, standalone: str) -> Understood:
    """A message as a model puts it."""
    known = {stem(word) for word in words(question)}
    carried = (word for word in content_words(standalone) if stem(word) not in known)
    parts = parts_of(standalone)
    several = parts if len(parts) > 1 else ()
    return Understood(message, standalone, carried=tuple(dict.fromkeys(carried)), parts=several)


def asked_parts(one: Understood) -> tuple[str, ...]:
    """The questions to look into: the whole, then its parts if it has several."""
    return (one.standalone, *one.parts[:MOST_PARTS])


def _asked(turn: Turn) -> bool:
    """Whether a turn asked the documents something."""
    return talk_of(turn.question, has_history=True) is None


def _cleaned(turn: Turn) -> Turn:
    return Turn(clean(turn.question[:_TURN_CHARS]), clean(turn.answer[:_TURN_CHARS]), turn.sections)
