"""Replies to a question back: what a question is that was completed in the next turn."""

from collections.abc import Sequence

from assistant.rewriting.dependence import ask_back, dependence
from assistant.rewriting.phrases import phrases
from assistant.rewriting.standalone import with_topic
from assistant.rewriting.wording import ASKING, AUXILIARIES, tokens
from assistant.types import Turn

_MOST_WORDS = 8
_MOST_NAMED = 2


def completed(question: str, history: Sequence[Turn]) -> str:
    """The question asked back about, with what it lacked; empty where this is no reply to that.

    Args:
        question: What was said to the question back.
        history: The turns before it, oldest first.
    """
    if not history or not is_asked_back(history[-1]):
        return ""
    read = tokens(question)
    if not 0 < len(read) <= _MOST_WORDS or any(t.lower in ASKING | AUXILIARIES for t in read):
        return ""
    named = phrases([Turn(question)])[:_MOST_NAMED]
    before = history[-1].question
    return with_topic(before, named, dependence(before)) if named else ""


def is_asked_back(turn: Turn) -> bool:
    """Whether the answer of a turn asks what its question means."""
    found = dependence(turn.question)
    asked = (found.missing, *(ask_back(pointer) for pointer in found.pointers))
    return bool(turn.answer) and turn.answer in asked
