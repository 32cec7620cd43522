"""Phrases of a conversation that a question may be about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.rewriting.wording import AUXILIARIES, Token, tokens
from assistant.types import Turn

_ANSWER_WORDS = 60
"""Words of an answer in which phrases are looked for: what it is about stands first."""
_PHRASE_WORDS = 5
_MOST_CHARS = 4000
"""Characters of a text that are looked at."""
_ASIDE = re.compile(r"\[\d+\]|https?://\S+|<[^<>\s][^<>]*>|```.*?```|[`*_#|]", re.DOTALL)
_NOTHING_SAID = re.compile(
    r"\b(?:sorry|apologi[sz]e|(?:do|does|did|can|could|am|is)(?: not|n't|n’t) (?:\w+ )?(?:know|have"
    r"|say|find|able|contain|provide|mention|specify|aware|answer|available|sure)|cannot|can't"
    r"|no (?:specific )?(?:information|answer|explanation)|i lack|unable to)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_DETERMINER = re.compile(r"\b(?:an?|the|my|your|our|this|that|one|each|every)\s+$", re.IGNORECASE)
_OBJECTS = frozenset("a an the my your our his their it them this these those her him".split())
_DETERMINERS = frozenset("a an the my your our his her its their this that these those".split())
_BEING = frozenset("is are was were isn't aren't wasn't weren't".split())
_PARTICIPLES = frozenset(
    """born bought built cut done drawn fed found given grown held kept known led lost made paid
    put read run seen sent set sold spoken taken taught told won worn written""".split()
)
"""Those that do not end in `-ed`."""
_LEADING = frozenset(
    "real small large big new public long short free high low good bad fast old".split()
)
"""Adjectives that say little by themselves and much before a noun."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of the conversation, with where it was said."""

    text: str
    stems: tuple[str, ...]
    is_name: bool
    is_determined: bool
    """Whether it was said with `a`, `the` or `my` before it."""
    turn: int
    """How many turns ago it was said last; 0 is the last turn."""
    is_asked: bool
    """Whether that was in a question."""
    order: float
    """How far into that text it first stands, 0 to 1."""
    is_leading: bool
    """Whether no other phrase stands before it there."""
    asked: tuple[int, ...]
    """The turns, counted back, whose questions have all its words."""
    answered: tuple[int, ...]
    """The turns, counted back, whose answers have all its words."""
    turns: int
    """How many turns there are."""

    @property
    def is_plural(self) -> bool:
        """Whether its last word looks like a plural."""
        last = self.text.split()[-1].lower()
        return last.endswith("s") and not last.endswith(("ss", "us", "is"))


def phrases(history: Sequence[Turn]) -> tuple[Phrase, ...]:
    """The phrases of a conversation, each once, as it was said last."""
    said = [
        (turn, is_asked, text)
        for turn, one in enumerate(reversed(history))
        for is_asked, text in ((True, plain(one.question)), (False, substance(one.answer)))
    ]
    stems = {(turn, is_asked): {t.stem for t in tokens(text)} for turn, is_asked, text in said}
    found: dict[tuple[str, ...], Phrase] = {}
    for turn, is_asked, text in said:
        read = tokens(text)[: None if is_asked else _ANSWER_WORDS]
        for place, run in enumerate(_runs(text, read)):
            key = tuple(token.stem for token in run)
            if key in found:
                continue
            has = [where for where, known in stems.items() if known.issuperset(key)]
            found[key] = Phrase(
                text=text[run[0].start : run[-1].end],
                stems=key,
                is_name=_is_name(text, run),
                is_determined=bool(_DETERMINER.search(text[: run[0].start])),
                turn=turn,
                is_asked=is_asked,
                order=run[0].start / max(len(text), 1),
                is_leading=place == 0,
                asked=tuple(turn for turn, asked in has if asked),
                answered=tuple(turn for turn, asked in has if not asked),
                turns=len(history),
            )
    return tuple(found.values())


def plain(text: str) -> str:
    """The text without footnote markers, addresses and markup."""
    return " ".join(_ASIDE.sub(" ", text[:_MOST_CHARS]).split())


def substance(answer: str) -> str:
    """What an answer says; empty if it says that it cannot say anything."""
    text = plain(answer)
    first = _SENTENCE_END.split(text, maxsplit=1)[0]
    return "" if _NOTHING_SAID.search(first) else text


def _runs(text: str, read: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    run: list[Token] = []
    for i, token in enumerate(read):
        apart = i and not text[read[i - 1].end : token.start].isspace()
        if run and (apart or not token.is_content):
            if apart or not (len(run) == 1 and _takes_object(run[0], token)):
                yield from _trimmed(_subject(read, i - len(run), run))
            run = []
        elif run and token.is_common and _auxiliary(read, i - len(run)) is not None:
            yield from _trimmed(run)
            run = []
        if token.is_content:
            run.append(token)
    yield from _trimmed(_subject(read, len(read) - len(run), run))


def _auxiliary(read: Sequence[Token], first: int) -> int | None:
    """The place of the auxiliary before a subject that begins here: `does the tuning cause ...`."""
    before = first - 1
    if before >= 0 and read[before].lower in _DETERMINERS:
        before -= 1
    return before if before >= 0 and read[before].lower in AUXILIARIES else None


def _subject(read: Sequence[Token], first: int, run: Sequence[Token]) -> Sequence[Token]:
    """The run without what is said of it: `is a starter fed`, `is rye dark`."""
    at = _auxiliary(read, first)
    if at is None or len(run) < 2 or run[-1].is_capital or read[at].lower not in _BEING:
        return run
    last = run[-1].lower
    if run[-2].lower.endswith("ly"):
        return run
    asks_whether = at == 0 or read[at - 1].lower == "why"
    is_said = asks_whether or last in _PARTICIPLES or last.endswith("ed")
    return run[:-1] if is_said else run


def _takes_object(token: Token, following: Token) -> bool:
    """Whether a lone word is a verb with its object: `feed a starter`."""
    return following.lower in _OBJECTS and not (token.start and token.is_capital)


def _trimmed(run: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The run without verbs and empty words at its ends, if something is left that says much."""
    first, last = 0, len(run)
    while first < last and not run[first].is_topical and not _leads(run, first):
        first += 1
    while last > first and not (run[last - 1].is_topical or _is_of_name(run, first, last - 1)):
        last -= 1
    kept = run[first:last]
    if not all(token.is_capital for token in kept):
        kept = kept[-_PHRASE_WORDS:]
    if any(len(token.text) > 1 and not token.text.isdigit() for token in kept):
        yield tuple(kept)


def _is_of_name(run: Sequence[Token], first: int, i: int) -> bool:
    """Whether an empty word ends a name, as `Care` does in `VA Health Care`."""
    return i > first and run[i].is_capital and run[i - 1].is_capital


def _is_name(text: str, run: Sequence[Token]) -> bool:
    """Whether it is written as a name; a capital at the start of a sentence says nothing."""
    before = text[: run[0].start].rstrip()
    starts = not before or before[-1] in ".!?:"
    telling = run[1:] if starts and run[0].text[1:].islower() else run
    return bool(telling) and all(token.is_capital for token in telling)


def _leads(run: Sequence[Token], i: int) -> bool:
    return run[i].lower in _LEADING and i + 1 < len(run) and run[i + 1].is_topical
