"""Judges one answer of one case, ours or a rival's, by the words it cites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.case import Case
from evals.evidence import WORD, Quote, evidence_in, lacks_evidence, shared_with

JUDGED_WORDS = 150
"""Words of an answer's quotes that are looked at; what follows them counts for nothing."""


class Outcome(StrEnum):
    """What became of a case; wrong, abstained and not to be scored are three different things."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSTAINED_RIGHTLY = "abstained_rightly"
    ABSTAINED_WRONGLY = "abstained_wrongly"
    UNSCORED = "unscored"

    @property
    def is_good(self) -> bool:
        """Whether this is what should have happened."""
        return self in (Outcome.RIGHT, Outcome.ABSTAINED_RIGHTLY)

    @property
    def is_scored(self) -> bool:
        """Whether it tells right from wrong at all."""
        return self is not Outcome.UNSCORED


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome and, in one sentence, the reason for it."""

    outcome: Outcome
    why: str


def judge(case: Case, quotes: Sequence[Quote] | None) -> Verdict:
    """Whether an answer resting on these quotes, or an abstention (`None`), is right.

    The quotes count in their order until `JUDGED_WORDS` are used up. Right is an answer with a
    quote, from a document that holds the answer, of which `evidence_in` finds that it says so. A
    long accepted answer may also be shared by all quotes of one document joined, as an answer in
    list form gives its items as quotes of their own; each quote is judged alone as well.
    """
    if why := _cannot_tell(case):
        return Verdict(Outcome.UNSCORED, why)
    if quotes is None:
        return abstention(case)
    if not case.answerable:
        return Verdict(Outcome.WRONG, "Answered, but no document answers.")
    judged = first_words(quotes, JUDGED_WORDS)
    for quote in judged:
        if found := evidence_in(case, quote):
            return Verdict(Outcome.RIGHT, found)
    for name in case.documents:
        joined = " ".join(quote.text for quote in judged if quote.document_id == name)
        if shared := shared_with(case.answers, joined):
            return Verdict(Outcome.RIGHT, f"The quotes from {name!r}, taken together: {shared}.")
    return Verdict(Outcome.WRONG, _why_wrong(case, judged))


def abstention(case: Case) -> Verdict:
    """The verdict on abstaining on a case that can be scored."""
    if case.answerable:
        return Verdict(Outcome.ABSTAINED_WRONGLY, "Abstained, but a document answers.")
    return Verdict(Outcome.ABSTAINED_RIGHTLY, "Abstained, and no document answers.")


def first_words(quotes: Iterable[Quote], limit: int) -> tuple[Quote, ...]:
    """The quotes up to their first `limit` words in all, at least one; the last may be cut."""
    kept: list[Quote] = []
    for quote in quotes:
        ends = [match.end() for match in WORD.finditer(quote.text)]
        if len(ends) >= limit:
            text = quote.text if len(ends) == limit else quote.text[: ends[limit - 1]]
            return (*kept, Quote(quote.document_id, text, quote.start))
        kept.append(quote)
        limit -= len(ends)
    return tuple(kept)


def _cannot_tell(case: Case) -> str:
    """Why no answer to this case can be called right or wrong; empty if it can."""
    if case.undecided:
        return case.undecided
    if case.answerable and not (case.answers or case.spans):
        return "The case has no accepted answer and no gold span."
    if case.answerable and lacks_evidence(case):
        return "A yes, a no or a bare number is accepted, and nothing says where it stands."
    return ""


def _why_wrong(case: Case, quotes: Sequence[Quote]) -> str:
    holders = _some_of(case.holders, "or")
    cited = [quote.document_id for quote in quotes]
    if not any(name in case.holders for name in cited):
        others = _some_of(cited, "and") or "nothing"
        return f"The answer stands in {holders}, but what was cited is {others}."
    return f"No quote from {holders} holds an accepted answer."


def _some_of(names: Iterable[str], joint: str) -> str:
    first, *others = [repr(name) for name in dict.fromkeys(names)] or [""]
    return f"{first} {joint} {len(others)} more" if others else first
