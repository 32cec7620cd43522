"""Replies with one claim, or with none."""

from assistant import Abstention, Answer, Citation, Claim, Mode, Reason


def citation(document_id: str, quote: str, start: int, marker: int = 1) -> Citation:
    end = start + len(quote)
    return Citation(marker, document_id, "Title", "", (), quote, start, end, 1, None, "")


def answer(mode: Mode = Mode.EXTRACTIVE) -> Answer:
    claim = Claim("Bread needs time.", (citation("bread.md", "Bread needs time.", 0),))
    return Answer(
        question="Why?",
        standalone_question="Why?",
        claims=(claim,),
        confidence=0.9,
        generation="g",
        seconds=0.1,
        mode=mode,
    )


def abstention() -> Abstention:
    return Abstention(
        question="Why?",
        standalone_question="Why?",
        reason=Reason.NOT_ANSWERED,
        text="The documents do not say.",
        nearest=(),
        confidence=0.1,
        generation="g",
        seconds=0.1,
    )
