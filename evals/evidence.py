"""Whether words that were cited say the answer of a case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import Span, content_words, words
from evals.case import Case

SHORT_ANSWER_WORDS = 12
"""An accepted answer of up to so many words must stand in a quote; a longer one be shared."""
SHARED_PERCENT = 60
SHARED_WORDS = 5
"""What a quote and a long answer must share: of the shorter one's content words, and at least."""

_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
WORD = re.compile(rf"{_IDEOGRAPH}|(?:(?!{_IDEOGRAPH})[^\W_])+(?:['’](?:(?!{_IDEOGRAPH})[^\W_])+)*")
"""A word as answers are measured in; an ideograph is one of its own."""
_BARE = frozenset(
    "yes no zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion percent".split()
)


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


def evidence_in(case: Case, quote: Quote) -> str | None:
    """How this quote or passage answers the case, in a sentence; `None` if it does not.

    It does if it overlaps a gold span by at least half of the shorter of the two; or if it stands
    in a document that holds the answer, and contains a short accepted answer word for word, or
    shares at least `SHARED_PERCENT` of the content words of the shorter side and at least
    `SHARED_WORDS` with a long one (distinct words, not stemmed). A yes, a no or a bare number
    stands in many sentences that do not say it of what was asked: it counts only in a quote that
    `is_at_the_evidence`.
    """
    if span := _overlapped(case.spans.get(quote.document_id, ()), quote.span):
        return f"The quote overlaps the gold span {span.start}-{span.end} of {quote.document_id!r}."
    if quote.document_id not in case.documents:
        return None
    answers = case.answers
    if any(map(is_bare, answers)) and not is_at_the_evidence(case, quote):
        answers = tuple(answer for answer in answers if not is_bare(answer))
    found = _contained(answers, quote.text) or shared_with(answers, quote.text)
    return f"The quote from {quote.document_id!r} {found}." if found else None


def is_bare(answer: str) -> bool:
    """Whether an answer is a mere yes, no or number, which many sentences contain by chance."""
    found = words(_spaced(answer))
    return bool(found) and all(one in _BARE or one.isdecimal() for one in found)


def lacks_evidence(case: Case) -> bool:
    """Whether every accepted answer is bare and nothing says where in the documents it stands."""
    known = case.spans or case.gold or case.evidence
    return bool(case.answers) and not known and all(map(is_bare, case.answers))


def is_at_the_evidence(case: Case, quote: Quote) -> bool:
    """Whether the quote stands in, or holds, words that are known to be the answer's evidence."""
    return any(
        contains_words(quote.text, gold) or contains_words(gold, quote.text)
        for gold in (*case.gold, *case.evidence)
    )


def contains_words(text: str, part: str) -> bool:
    """Whether the words of `part` stand in `text` one after the other, whole and normalised."""
    sought = " ".join(words(_spaced(part)))
    return bool(sought) and f" {sought} " in f" {' '.join(words(_spaced(text)))} "


def shared_with(answers: Iterable[str], text: str) -> str | None:
    """How `text` shares enough words with one of the long answers; `None` if with none."""
    found = set(content_words(_spaced(text)))
    for answer in answers:
        if _is_short(answer):
            continue
        accepted = set(content_words(_spaced(answer)))
        shared, shorter = len(found & accepted), min(len(found), len(accepted))
        if shared >= SHARED_WORDS and 100 * shared >= SHARED_PERCENT * shorter:
            return f"shares {shared} of {shorter} content words with {_opening(answer)!r}"
    return None


def _contained(answers: Iterable[str], text: str) -> str | None:
    for answer in answers:
        if _is_short(answer) and contains_words(text, answer):
            return f"contains {_opening(answer)!r}"
    return None


def _overlapped(gold: Iterable[Span], span: Span) -> Span | None:
    for one in gold:
        overlap = min(one.end, span.end) - max(one.start, span.start)
        if overlap > 0 and 2 * overlap >= min(len(one), len(span)):
            return one
    return None


def _is_short(answer: str) -> bool:
    return len(words(_spaced(answer))) <= SHORT_ANSWER_WORDS


def _spaced(text: str) -> str:
    """`text` with each ideograph a word of its own: its script puts no space between words."""
    return re.sub(_IDEOGRAPH, r" \g<0> ", text)


def _opening(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}..."
