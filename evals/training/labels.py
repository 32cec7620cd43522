"""What is known of a passage retrieved for a case: whether it answers, and which units say so."""

from corpus import Kind, Passage
from evals.case import Case
from evals.evidence import Quote, evidence_in, is_at_the_evidence

Label = bool | None
"""`None` where nobody knows."""


def unit_labels(case: Case, passage: Passage) -> tuple[Label, ...]:
    """For each unit of a passage whether it would be a right answer if it were cited alone.

    Where the case tells in which words its answer stands, units elsewhere that hold the answer
    may hold it by chance: of them nobody knows.
    """
    chunk = passage.chunk
    if not case.answerable or passage.document_id not in case.documents:
        return (False,) * len(chunk.units)
    if chunk.kind is Kind.FAQ:
        whole = Quote(passage.document_id, passage.text, passage.start)
        return (evidence_in(case, whole) is not None,) * len(chunk.units)
    return tuple(
        _label(case, Quote(passage.document_id, text, unit.start))
        for unit in chunk.units
        for text in [passage.text[unit.start - passage.start : unit.end - passage.start]]
    )


def _label(case: Case, quote: Quote) -> Label:
    if evidence_in(case, quote) is None:
        return False
    is_elsewhere = bool(case.evidence) and not is_at_the_evidence(case, quote)
    return None if is_elsewhere else True
