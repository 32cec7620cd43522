"""The documents behind a run: their texts, and where in them a case's answer stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from assistant import Assistant
from corpus import DocumentNotFound
from evals.case import Case
from evals.evidence import WORD, is_bare
from evals.judge import JUDGED_WORDS

_TEXTS_KEPT = 64
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*")


class Library:
    """The documents of an assistant's index, the texts of the latest ones kept at hand."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.ids = frozenset(source.document_id for source in assistant.sources())
        self.text = lru_cache(_TEXTS_KEPT)(self._text)

    def _text(self, document_id: str) -> str | None:
        try:
            return self._assistant.document(document_id).text
        except DocumentNotFound:
            return None

    def has_quote(self, document_id: str, start: int, quote: str) -> bool:
        """Whether these words stand at this place of the document."""
        text = self.text(document_id)
        return text is not None and text[start : start + len(quote)] == quote

    def scope(self, case: Case) -> frozenset[str] | None:
        """Ids of the documents that a case may be answered from; `None` for all."""
        if case.within is None and not case.withheld:
            return None
        return (self.ids if case.within is None else case.within) - case.withheld

    def located(self, case: Case) -> Case:
        """The case with the evidence that its documents themselves make known.

        That is the paragraph that `meta.para` numbers, from 0 without headings, and the whole of
        a document so short that every answer from it is judged by all of it. Only a case that
        accepts a yes, a no or a bare number needs any.
        """
        if not case.answerable or not any(map(is_bare, case.answers)):
            return case
        return replace(case, evidence=(*case.evidence, *self._evidence(case)))

    def _evidence(self, case: Case) -> Iterator[str]:
        number = case.notes.get("para")
        for name in case.documents:
            text = self.text(name) or ""
            if sum(1 for _ in WORD.finditer(text)) <= JUDGED_WORDS:
                yield text
            elif isinstance(number, int) and number < len(found := _paragraphs(text)):
                yield found[number]

    def missing(self, case: Case) -> str:
        """Why the case cannot be scored on these documents; empty if it can."""
        if not case.answerable or case.undecided:
            return ""
        if all(self.text(name) is None for name in case.holders):
            named = ", ".join(repr(name) for name in case.holders) or "none is named"
            return f"No document that holds the answer is in the index: {named}."
        for name, spans in case.spans.items():
            text = self.text(name)
            if text is not None and any(span.end > len(text) for span in spans):
                return f"A gold span lies beyond the end of {name!r}, which has changed since."
        return ""


def _paragraphs(text: str) -> list[str]:
    found = [match.group() for match in _PARAGRAPH.finditer(text)]
    return [one for one in found if not one.startswith("#")]
