"""The sentence of some passages that is nearest to a question."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from corpus import Kind, Span, light_encoder, sentence_spans
from evals.evidence import Quote
from evals.rivals.texts import Text
from evals.run import Attempt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DECIMALS = 6
"""Digits of a similarity that do not depend on the order in which it was summed."""

_HEADING = re.compile(
    r"^[^\S\n]{0,3}#{1,6}(?:[^\S\n].*)?$"
    # A line of its own, underlined.
    r"|(?<![^\n]\n)^(?=.*\S).+\n[^\S\n]{0,3}(?:=+|-{2,})[^\S\n]*$",
    re.MULTILINE,
)
_NO_ANSWER = ("?", "？", "؟", ":", "：")
"""Ends of what asks or announces an answer."""
_AFTER_THE_MARK = " \t\n*_~`\"'”’»)]"


class Vectors:
    """The bundled encoder's vectors; a text is encoded once."""

    def __init__(self) -> None:
        self._encoder = light_encoder()
        self._known: dict[str, NDArray[np.float32]] = {}

    def of_question(self, question: str) -> "NDArray[np.float32]":
        """The vector of one text; questions and documents are encoded alike."""
        return self._encoder.encode_query(question)

    def of(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row a text, in order; there must be at least one."""
        import numpy as np
        from threadpoolctl import threadpool_limits

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        # Products this small are faster each in one thread, several texts at a time.
        with threadpool_limits(limits=1), ThreadPoolExecutor() as threads:
            self._known.update(zip(new, threads.map(self.of_question, new), strict=True))
        return np.stack([self._known[text] for text in texts])


class Sentences:
    """The sentences of texts that could be answers.

    No question is one, no heading, and nothing that ends in a colon.
    """

    def __init__(self, texts: Sequence[Text], vectors: Vectors) -> None:
        self._texts = {text.document_id: text for text in texts}
        self._vectors = vectors
        self._spans = cache(self._answering)

    def nearest(
        self, question: str, passages: Sequence[Quote], without: frozenset[Kind]
    ) -> Attempt:
        """The sentence with the highest cosine to the question, which is its confidence.

        Sentences are taken whole, also where a passage ends within one. Of equal ones the first
        counts, in the order of the passages. Nothing is found if there is no sentence.
        """
        found = list(dict.fromkeys(self._touched(passages, without)))
        if not found:
            return Attempt((), 0.0)
        import numpy as np

        vectors = self._vectors.of([sentence.text for sentence in found])
        similarities = np.round(vectors @ self._vectors.of_question(question), DECIMALS)
        best = int(np.argmax(similarities))
        return Attempt((found[best],), round(float(similarities[best]), DECIMALS))

    def _touched(self, passages: Sequence[Quote], without: frozenset[Kind]) -> Iterator[Quote]:
        for passage in passages:
            text = self._texts[passage.document_id].text
            for span in self._spans(passage.document_id, without):
                if span.start < passage.span.end and passage.start < span.end:
                    yield Quote(passage.document_id, span.of(text), span.start)

    def _answering(self, document_id: str, without: frozenset[Kind]) -> tuple[Span, ...]:
        text = self._texts[document_id]
        return tuple(
            sentence
            for piece in text.pieces(without)
            for area in _between_headings(text.text, piece)
            for sentence in sentence_spans(text.text, area)
            if not sentence.of(text.text).rstrip(_AFTER_THE_MARK).endswith(_NO_ANSWER)
        )


def _between_headings(text: str, piece: Span) -> Iterator[Span]:
    """What stands between Markdown headings: a sentence may not run on from one."""
    start = piece.start
    for heading in _HEADING.finditer(text, piece.start, piece.end):
        yield Span(start, heading.start())
        start = heading.end()
    yield Span(start, piece.end)
