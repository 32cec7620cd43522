"""Follow-ups: what a question means on its own, from the conversation before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.rewriting.asked_back import completed
from assistant.rewriting.dependence import Dependence, ask_back, dependence
from assistant.rewriting.known import Known
from assistant.rewriting.leaning import leans, stray_pointer
from assistant.rewriting.parallel import asked_of_another
from assistant.rewriting.phrases import Phrase, plain
from assistant.rewriting.standalone import continued, goes_on, with_topic
from assistant.rewriting.topic import Weighed, topic
from assistant.rewriting.wording import is_latin
from assistant.types import Turn

_TURNS = 8
"""How many turns are looked back."""
_BESIDE = 4
"""How many of the latest questions are searched for beside the one asked."""
_CARRIED = 3
_LEAST_CHANCE = 0.35


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question as it is understood."""

    standalone: str
    """What is searched and read, and shown."""
    is_changed: bool = False
    carried: tuple[str, ...] = ()
    """Phrases taken from the conversation, the most likely first."""
    missing: str = ""
    """What would have to be known to understand it, as a question back; empty if nothing."""
    beside: str = ""
    """The latest questions in a row. Passages found for it count half beside those found for
    `standalone`, as a conversation mostly stays where it is; empty without a conversation."""


def rewrite(question: str, history: Sequence[Turn], known: Known) -> Rewritten:
    """The question with what it leans on; unchanged where it can stand alone.

    The signs that it leans are English ones; a question in another script is left alone.

    Args:
        question: What is asked.
        history: The turns before it, oldest first.
        known: What the index knows of words.
    """
    if not is_latin(question):
        return Rewritten(question)
    leaning = dependence(question)
    turns = [turn for turn in history if turn.question.strip()][-_TURNS:]
    if not turns:
        return Rewritten(question, missing=leaning.missing)
    if whole := completed(question, turns):
        return Rewritten(whole, is_changed=True, carried=(turns[-1].question,))
    if stray := stray_pointer(leaning, turns):
        return Rewritten(question, missing=ask_back(stray))
    latest = [plain(turn.question) for turn in turns[-_BESIDE:]]
    found = _understood(question, leaning, turns, known)
    return replace(found, beside=" ".join((*latest, question)))


def _understood(
    question: str, leaning: Dependence, turns: Sequence[Turn], known: Known
) -> Rewritten:
    if not leans(question, leaning, turns, known):
        return Rewritten(question)
    if whole := _asked_again(leaning, turns, known):
        return Rewritten(whole, is_changed=True, carried=(turns[-1].question,))
    chosen = _carried(topic(question, turns, known))
    if not chosen:
        return Rewritten(question, missing=leaning.missing)
    if not dependence(turns[-1].question).pointers:
        # What the last question named itself is spoken of now; else its subject still is.
        chosen.sort(key=lambda phrase: not (phrase.is_asked and phrase.turn == 0))
    return Rewritten(with_topic(question, chosen, leaning), True, tuple(one.text for one in chosen))


def _asked_again(leaning: Dependence, turns: Sequence[Turn], known: Known) -> str:
    """The question before with what this one adds or puts in its place; empty where it does not."""
    if not (leaning.opener or goes_on(leaning)):
        return ""
    previous = _previous(turns, known)
    if whole := asked_of_another(previous, leaning, turns[-1].sections, known):
        return whole
    return continued(previous, leaning) if goes_on(leaning) else ""


def _previous(turns: Sequence[Turn], known: Known) -> str:
    """The last question on its own, without looking for what was cited before it."""
    words_only = replace(known, sections=Known().sections)
    return rewrite(turns[-1].question, turns[:-1], words_only).standalone


def _carried(candidates: Sequence[Weighed]) -> list[Phrase]:
    """The most likely phrases that do not repeat each other."""
    chosen: list[Phrase] = []
    for one in candidates:
        if len(chosen) == _CARRIED or (chosen and one.chance < _LEAST_CHANCE):
            break
        if not any(set(one.phrase.stems) & set(other.stems) for other in chosen):
            chosen.append(_whole(one, candidates))
    return chosen


def _whole(part: Weighed, candidates: Sequence[Weighed]) -> Phrase:
    """The longer phrase of which a likely one is a part, if that is likely too."""
    stems = set(part.phrase.stems)
    longer = [
        one.phrase
        for one in candidates
        if stems < set(one.phrase.stems) and 2 * one.chance >= part.chance and one.phrase.is_asked
    ]
    return longer[0] if longer else part.phrase
