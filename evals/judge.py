"""Judges one answer of one case, ours or a rival's, by the words it cites."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus import Span, content_words, words
from evals.case import Case

JUDGED_WORDS = 150
"""Words of an answer's quotes that are looked at; what follows them counts for nothing."""
SHORT_ANSWER_WORDS = 12
"""An accepted answer of up to so many words must stand in a quote; a longer one be shared."""
SHARED_PERCENT = 60
SHARED_WORDS = 5
"""What a quote and a long answer must share: of the shorter one's content words, and at least."""

_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_WORD = re.compile(rf"{_IDEOGRAPH}|(?:(?!{_IDEOGRAPH})[^\W_])+(?:['’](?:(?!{_IDEOGRAPH})[^\W_])+)*")


class Outcome(StrEnum):
    """What became of a case; wrong, abstained and not to be scored are three different things."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSTAINED_RIGHTLY = "abstained_rightly"
    ABSTAINED_WRONGLY = "abstained_wrongly"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome and, in one sentence, the reason for it."""

    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that an answer rests on."""

    document_id: str
    text: str
    start: int
    """Where they start in the document."""

    @property
    def span(self) -> Span:
        """Where they stand in the document."""
        return Span(self.start, self.start + len(self.text))


def judge(case: Case, quotes: Sequence[Quote] | None) -> Verdict:
    """Whether an answer resting on these quotes, or an abstention (`None`), is right.

    The quotes count in their order until `JUDGED_WORDS` are used up. Right is an answer with a
    quote, from a document that holds the answer, of which `evidence_in` finds that it says so. A
    long accepted answer may also be shared by all quotes of one document joined, as an answer in
    list form gives its items as quotes of their own; each quote is judged alone as well.
    """
    if not case.answerable:
        if quotes is None:
            return Verdict(Outcome.ABSTAINED_RIGHTLY, "Abstained, and no document answers.")
        return Verdict(Outcome.WRONG, "Answered, but no document answers.")
    if not (case.answers or case.spans):
        return Verdict(Outcome.UNSCORED, "The case has no accepted answer and no gold span.")
    if quotes is None:
        return Verdict(Outcome.ABSTAINED_WRONGLY, "Abstained, but a document answers.")
    judged = first_words(quotes, JUDGED_WORDS)
    for quote in judged:
        if found := evidence_in(case, quote):
            return Verdict(Outcome.RIGHT, found)
    for name in case.documents:
        joined = " ".join(quote.text for quote in judged if quote.document_id == name)
        if found := _shared_with(case.answers, joined):
            return Verdict(Outcome.RIGHT, f"The quotes from {name!r}, taken together: {found}.")
    return Verdict(Outcome.WRONG, _why_wrong(case, judged))


def evidence_in(case: Case, quote: Quote) -> str | None:
    """How this quote or passage answers the case, in a sentence; `None` if it does not.

    It does if it stands in a document that holds the answer, and contains a short accepted answer
    word for word, or shares at least `SHARED_PERCENT` of the content words of the shorter side and
    at least `SHARED_WORDS` with a long one (distinct words, not stemmed); or if it overlaps a gold
    span by at least half of the shorter of the two.
    """
    if span := _overlapped(case.spans.get(quote.document_id, ()), quote.span):
        return f"The quote overlaps the gold span {span.start}-{span.end} of {quote.document_id!r}."
    if quote.document_id not in case.documents:
        return None
    found = _contained(case.answers, quote.text) or _shared_with(case.answers, quote.text)
    return f"The quote from {quote.document_id!r} {found}." if found else None


def first_words(quotes: Iterable[Quote], limit: int) -> tuple[Quote, ...]:
    """The quotes up to their first `limit` words in all, at least one; the last may be cut."""
    kept: list[Quote] = []
    for quote in quotes:
        ends = [match.end() for match in _WORD.finditer(quote.text)]
        if len(ends) >= limit:
            text = quote.text if len(ends) == limit else quote.text[: ends[limit - 1]]
            return (*kept, Quote(quote.document_id, text, quote.start))
        kept.append(quote)
        limit -= len(ends)
    return tuple(kept)


def contains_words(text: str, part: str) -> bool:
    """Whether the words of `part` stand in `text` one after the other, whole and normalised."""
    sought = " ".join(words(_spaced(part)))
    return bool(sought) and f" {sought} " in f" {' '.join(words(_spaced(text)))} "


def _contained(answers: Iterable[str], text: str) -> str | None:
    for answer in answers:
        if _is_short(answer) and contains_words(text, answer):
            return f"contains {_opening(answer)!r}"
    return None


def _shared_with(answers: Iterable[str], text: str) -> str | None:
    found = set(content_words(_spaced(text)))
    for answer in answers:
        if _is_short(answer):
            continue
        accepted = set(content_words(_spaced(answer)))
        shared, shorter = len(found & accepted), min(len(found), len(accepted))
        if shared >= SHARED_WORDS and 100 * shared >= SHARED_PERCENT * shorter:
            return f"shares {shared} of {shorter} content words with {_opening(answer)!r}"
    return None


def _overlapped(gold: Iterable[Span], span: Span) -> Span | None:
    for one in gold:
        overlap = min(one.end, span.end) - max(one.start, span.start)
        if overlap > 0 and 2 * overlap >= min(len(one), len(span)):
            return one
    return None


def _why_wrong(case: Case, quotes: Sequence[Quote]) -> str:
    holders = _some_of((*case.documents, *case.spans), "or")
    cited = [quote.document_id for quote in quotes]
    if not any(name in case.documents or name in case.spans for name in cited):
        others = _some_of(cited, "and") or "nothing"
        return f"The answer stands in {holders}, but what was cited is {others}."
    return f"No quote from {holders} holds an accepted answer."


def _some_of(names: Iterable[str], joint: str) -> str:
    first, *others = [repr(name) for name in dict.fromkeys(names)] or [""]
    return f"{first} {joint} {len(others)} more" if others else first


def _is_short(answer: str) -> bool:
    return len(words(_spaced(answer))) <= SHORT_ANSWER_WORDS


def _spaced(text: str) -> str:
    """`text` with each ideograph a word of its own: its script puts no space between words."""
    return re.sub(_IDEOGRAPH, r" \g<0> ", text)


def _opening(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}..."
