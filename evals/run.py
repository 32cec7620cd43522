"""Runs cases through an assistant, or a rival of it, and judges what comes back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Protocol

from assistant import Assistant, Claimed, Event, Mode, Replied, Reply, Retrieved
from corpus import Passage, QuestionError
from evals.case import Case
from evals.evidence import Quote, contains_words, evidence_in
from evals.judge import Outcome, Verdict, judge
from evals.library import Library
from evals.metrics import RECALL_AT, Result
from evals.supported import Rules, is_verbatim
from evals.worded import worded

Progress = Callable[[int, int], None]
"""Called after each case with how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The best answer a rival has for a case, however unsure it is of it."""

    quotes: tuple[Quote, ...]
    """The words it answers with, at their place in the documents; none if it found nothing."""
    confidence: float
    """Higher is surer; comparable between answers of one rival only."""


class Rival(Protocol):
    """Another way to answer from the same documents."""

    def attempt(self, case: Case) -> Attempt:
        """Its best answer within what the case lets it search."""


def evaluate(
    assistant: Assistant,
    cases: Sequence[Case],
    *,
    progress: Progress | None = None,
) -> tuple[Result, ...]:
    """What the assistant makes of each case, in the order of the cases.

    A case that cannot be asked, or of whose documents none is in the index, is not scored; its
    verdict says why.

    Args:
        assistant: Whom to ask.
        cases: What to ask.
        progress: Called after each case.
    """
    library, rules = Library(assistant), Rules(assistant)

    def ask(case: Case) -> Result:
        asked = _ask(assistant, case, library.scope(case))
        result = _judged(case, asked, library, rules)
        if case.answerable and not case.undecided:
            return replace(result, rank=_rank(case, asked.passages))
        return result

    return _all(library, cases, ask, progress)


def evaluate_rival(
    rival: Rival, assistant: Assistant, cases: Sequence[Case], *, progress: Progress | None = None
) -> tuple[Result, ...]:
    """What a rival makes of each case if it always answers, judged as the assistant's answers are.

    `assistant` is not asked; it lends the documents.
    """
    library = Library(assistant)

    def ask(case: Case) -> Result:
        started = perf_counter()
        attempt = rival.attempt(case)
        seconds = perf_counter() - started
        quotes = attempt.quotes
        return Result(
            case=case,
            verdict=judge(case, quotes or None),
            answered=bool(quotes),
            confidence=attempt.confidence,
            seconds=seconds,
            cited=tuple(one.document_id for one in quotes),
            exact=tuple(library.has_quote(q.document_id, q.start, q.text) for q in quotes),
            reply={"text": "\n".join(quote.text for quote in quotes)},
        )

    return _all(library, cases, ask, progress)


def sample(cases: Sequence[Case], limit: int, seed: int) -> tuple[Case, ...]:
    """At most `limit` cases drawn by chance, in their order; the same seed draws the same."""
    if limit >= len(cases):
        return tuple(cases)
    import numpy as np

    drawn = np.random.default_rng(seed).choice(len(cases), limit, replace=False)
    return tuple(cases[i] for i in sorted(drawn))


def _all(
    library: Library,
    cases: Sequence[Case],
    ask: Callable[[Case], Result],
    progress: Progress | None,
) -> tuple[Result, ...]:
    results = []
    for done, case in enumerate(cases, start=1):
        results.append(_asked(library, case, ask))
        if progress:
            progress(done, len(cases))
    return tuple(results)


def _asked(library: Library, case: Case, ask: Callable[[Case], Result]) -> Result:
    if why := library.missing(case):
        return Result(case, Verdict(Outcome.UNSCORED, why), answered=False)
    try:
        return ask(library.located(case))
    except QuestionError as error:
        return Result(case, Verdict(Outcome.UNSCORED, str(error)), answered=False)


def _judged(case: Case, asked: "_Asked", library: Library, rules: Rules) -> Result:
    reply = asked.reply
    citations = reply.citations
    quotes = [Quote(one.document_id, one.quote, one.start) for one in citations]
    answered = bool(reply.claims)
    # A model's sentences are its own; that they are supported is not a matter of equal words.
    is_supported = is_verbatim if reply.mode is Mode.EXTRACTIVE else rules.keeps
    return Result(
        case=case,
        verdict=judge(case, quotes if answered else None),
        answered=answered,
        confidence=reply.confidence,
        seconds=asked.seconds,
        cited=tuple(one.document_id for one in citations),
        exact=tuple(library.has_quote(q.document_id, q.start, q.text) for q in quotes),
        supported=tuple(map(is_supported, reply.claims)),
        reply=_portable(reply.to_dict()),
        first_seconds=asked.first_seconds,
        worded=worded(asked.events, reply),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came of asking one question."""

    passages: tuple[Passage, ...]
    """Those found for the question as a whole."""
    events: tuple[Event, ...]
    reply: Reply
    seconds: float
    first_seconds: float | None
    """Until the first claim."""


def _ask(assistant: Assistant, case: Case, scope: Collection[str] | None) -> _Asked:
    """Asks one question.

    Where nothing was looked for, as the question was asked back about, it is searched for as it is.
    """
    started, first = perf_counter(), None
    found: list[Event] = []
    for event in assistant.stream(case.question, case.history, scope, case.without):
        found.append(event)
        if isinstance(event, Claimed) and first is None:
            first = perf_counter() - started
    seconds = perf_counter() - started
    last = found[-1]
    if not isinstance(last, Replied):
        raise AssertionError("A stream of events ends with its reply.")
    passages = next((event.passages for event in found if isinstance(event, Retrieved)), None)
    if passages is None:
        passages = assistant.search(case.question, max(RECALL_AT), scope, case.without)
    return _Asked(passages, tuple(found), last.reply, seconds, first)


def _rank(case: Case, found: Sequence[Passage]) -> int:
    """Rank of the first passage that answers, among the first few; 0 if none does."""
    first = enumerate(found[: max(RECALL_AT)], 1)
    return next((rank for rank, one in first if _answers(case, one)), 0)


def _answers(case: Case, passage: Passage) -> bool:
    if evidence_in(case, Quote(passage.document_id, passage.text, passage.start)):
        return True
    return passage.document_id in case.documents and any(
        contains_words(passage.text, quote) or contains_words(quote, passage.text)
        for quote in case.gold
    )


def _portable(reply: dict[str, Any]) -> dict[str, Any]:
    """The reply, with null for what differs from run to run or machine to machine."""
    citations = [{**one, "source": None} for one in reply["citations"]]
    return {**reply, "citations": citations, "generation": None, "seconds": None}
