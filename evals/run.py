"""Runs cases through an assistant and judges what comes back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from time import perf_counter
from typing import Any

from assistant import Assistant, Citation, Claim, Mode, Reply
from corpus import DocumentNotFound, Passage, QuestionError, words
from evals.case import Case
from evals.judge import Outcome, Quote, Verdict, contains_words, evidence_in, judge
from evals.metrics import RECALL_AT, Result

Progress = Callable[[int, int], None]
"""Called after each case with how many are done and how many there are."""

_TEXTS_KEPT = 64


def evaluate(
    assistant: Assistant,
    cases: Sequence[Case],
    *,
    searching: bool = True,
    progress: Progress | None = None,
) -> tuple[Result, ...]:
    """What the assistant makes of each case, in the order of the cases.

    A case that cannot be asked, or of whose documents none is in the index, is not scored; its
    verdict says why.

    Args:
        assistant: Whom to ask.
        cases: What to ask.
        searching: Whether to measure the search of answerable cases as well.
        progress: Called after each case.
    """
    library = _Library(assistant)
    results = []
    for done, case in enumerate(cases, start=1):
        results.append(_result(assistant, library, case, searching))
        if progress:
            progress(done, len(cases))
    return tuple(results)


def always_abstain(results: Iterable[Result]) -> tuple[Result, ...]:
    """The results of never answering the same cases; what was not scored stays so."""
    return tuple(
        Result(one.case, one.verdict, answered=False)
        if one.verdict.outcome is Outcome.UNSCORED
        else Result(one.case, judge(one.case, None), answered=False)
        for one in results
    )


def sample(cases: Sequence[Case], limit: int, seed: int) -> tuple[Case, ...]:
    """At most `limit` cases drawn by chance, in their order; the same seed draws the same."""
    if limit >= len(cases):
        return tuple(cases)
    import numpy as np

    drawn = np.random.default_rng(seed).choice(len(cases), limit, replace=False)
    return tuple(cases[i] for i in sorted(drawn))


class _Library:
    """Document texts of the assistant's index, the latest ones kept at hand."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.text = lru_cache(_TEXTS_KEPT)(self._text)

    def _text(self, document_id: str) -> str | None:
        try:
            return self._assistant.document(document_id).text
        except DocumentNotFound:
            return None

    def has_quote(self, citation: Citation) -> bool:
        """Whether the cited words stand in their document where the citation says."""
        text = self.text(citation.document_id)
        return text is not None and text[citation.start : citation.end] == citation.quote


def _result(assistant: Assistant, library: _Library, case: Case, searching: bool) -> Result:
    if why := _cannot_score(library, case):
        return Result(case, Verdict(Outcome.UNSCORED, why), answered=False)
    started = perf_counter()
    try:
        reply = assistant.ask(case.question, history=case.history, without=case.without)
    except QuestionError as error:
        return Result(case, Verdict(Outcome.UNSCORED, str(error)), answered=False)
    result = _judged(case, reply, library, perf_counter() - started)
    if searching and case.answerable:
        return replace(result, rank=_rank(assistant, case, reply.standalone_question))
    return result


def _cannot_score(library: _Library, case: Case) -> str | None:
    if not case.answerable:
        return None
    holders = dict.fromkeys((*case.documents, *case.spans))
    if all(library.text(name) is None for name in holders):
        named = ", ".join(repr(name) for name in holders) or "none is named"
        return f"No document that holds the answer is in the index: {named}."
    for name, spans in case.spans.items():
        text = library.text(name)
        if text is not None and any(span.end > len(text) for span in spans):
            return f"A gold span lies beyond the end of {name!r}, which has changed since."
    return None


def _judged(case: Case, reply: Reply, library: _Library, seconds: float) -> Result:
    citations = reply.citations
    quotes = [Quote(one.document_id, one.quote, one.start) for one in citations]
    answered = bool(reply.claims)
    # A model's sentences are its own; that they are supported is not a matter of equal words.
    extractive = reply.mode is Mode.EXTRACTIVE
    return Result(
        case=case,
        verdict=judge(case, quotes if answered else None),
        answered=answered,
        confidence=reply.confidence,
        seconds=seconds,
        cited=tuple(one.document_id for one in citations),
        exact=tuple(library.has_quote(one) for one in citations),
        supported=tuple(_is_supported(claim) for claim in reply.claims) if extractive else (),
        reply=_portable(reply.to_dict()),
    )


def _is_supported(claim: Claim) -> bool:
    """Whether every word of the claim stands in its quotes."""
    quoted = {word for citation in claim.citations for word in words(citation.quote)}
    return quoted.issuperset(words(claim.text))


def _rank(assistant: Assistant, case: Case, question: str) -> int:
    """Rank of the first passage that answers, among those the case may see; 0 if none does."""
    wanted = max(RECALL_AT)
    # The search itself leaves no kind out, so more is asked for and what is withheld taken away.
    found = assistant.search(question, k=3 * wanted if case.without else wanted)
    seen = [passage for passage in found if passage.chunk.kind not in case.without][:wanted]
    return next((rank for rank, one in enumerate(seen, 1) if _answers(case, one)), 0)


def _answers(case: Case, passage: Passage) -> bool:
    if evidence_in(case, Quote(passage.document_id, passage.text, passage.start)):
        return True
    return passage.document_id in case.documents and any(
        contains_words(passage.text, quote) or contains_words(quote, passage.text)
        for quote in case.gold
    )


def _portable(reply: dict[str, Any]) -> dict[str, Any]:
    """The reply without what differs from run to run or machine to machine."""
    citations = [{k: v for k, v in one.items() if k != "source"} for one in reply["citations"]]
    kept = {k: v for k, v in reply.items() if k not in ("generation", "seconds")}
    return {**kept, "citations": citations}
