"""Cases made from an index itself: each FAQ pair of its documents, asked in three ways."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import plain_words
from corpus import CaseError, Chunk, Generation, Kind, Scope, Span, words
from evals.case import Case
from evals.holders import Holders

AS_WRITTEN = "as_written"
"""Group of the questions as the documents ask them: the assistant should give their answers."""
WITHOUT_FAQ = "without_faq"
"""Group of the same questions with every FAQ pair left out of the search."""
WITHOUT_DOCUMENT = "without_document"
"""Group of the same questions with the pair's own document left out of the search."""

_WAYS = (AS_WRITTEN, WITHOUT_FAQ, WITHOUT_DOCUMENT)

_NUMBER = re.compile(r"^\(?(?:Q(?:uestion)?[ \t]*\d*|\d{1,3})[ \t]*[.:)]\s+", re.IGNORECASE)
_LITTLE_WORDS = frozenset(
    "a an the i you we my your our do does did is are was were am be can could".split()
)
"""Words by which two wordings of one question differ."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that a document answers itself."""

    document_id: str
    number: int
    """Its place among the pairs of its document, from 1."""
    question: str
    """Without markup and numbering."""
    answer: str
    """Without markup."""
    span: Span
    """Where the answer stands in the document."""

    @property
    def family(self) -> str:
        """What its cases have in common."""
        return f"faq/{self.document_id}/{self.number}"

    @property
    def asked(self) -> tuple[str, ...]:
        """What it asks, the same for two wordings that differ in case or little words only."""
        every = words(self.question)
        return tuple(word for word in every if word not in _LITTLE_WORDS) or every


def faq_pairs(generation: Generation) -> tuple[Pair, ...]:
    """The FAQ pairs that ingest recognised, by document and then in the order they stand."""
    found: list[Pair] = []
    for source in generation.sources():
        if not source.faqs:
            continue
        text = generation.document(source.document_id).text
        blocks = _blocks(generation.chunks(source.document_id))
        for number, chunks in enumerate(blocks, start=1):
            if pair := _pair(text, chunks, number):
                found.append(pair)
    return tuple(found)


def made_cases(
    generation: Generation, *, limit: int | None = None, seed: int = 0
) -> tuple[Case, ...]:
    """Three cases a FAQ pair, by document, pair and way of asking.

    Asked as it is written, a pair is answered by its document and by every other one with a pair
    that asks the same. Without the FAQ pairs, or without its document, what remains is read
    throughout (`Holders`). The question is answerable if the answer stands there, or a pair that
    asks the same: other documents that are about it are then left out of the search as well. It
    is unanswerable if nothing that remains is about it, and undecided in between, where the
    answer may stand there in other words.

    Args:
        generation: The index to make cases from.
        limit: The most cases; pairs are drawn by chance, each with its three cases. `None`: all.
        seed: Which pairs; the same seed draws the same.

    Raises:
        CaseError: The index holds no FAQ pair, or the limit is less than one pair's cases.
    """
    pairs = faq_pairs(generation)
    if not pairs:
        raise CaseError(
            "No case can be made: ingest recognised no question with its answer in these "
            "documents. Write cases and give them with `--cases FILE`, or mark the documents' "
            "questions up as headings under an FAQ heading; `footnote inspect FILE` shows which "
            "are recognised."
        )
    if limit is not None and limit < len(_WAYS):
        raise CaseError(
            f"A limit of {limit} is too low for cases from FAQ pairs: each pair is asked in "
            f"{len(_WAYS)} ways, so give {len(_WAYS)} or more."
        )
    holders = Holders(generation)
    documents = frozenset(source.document_id for source in generation.sources())
    return tuple(
        case
        for pair in _drawn(pairs, limit, seed)
        for case in _asked(pair, pairs, holders, documents)
    )


def _drawn(pairs: Sequence[Pair], limit: int | None, seed: int) -> Sequence[Pair]:
    if limit is None or limit >= len(_WAYS) * len(pairs):
        return pairs
    import numpy as np

    drawn = np.random.default_rng(seed).choice(len(pairs), limit // len(_WAYS), replace=False)
    return [pairs[place] for place in sorted(drawn)]


def _asked(
    pair: Pair, pairs: Sequence[Pair], holders: Holders, documents: frozenset[str]
) -> Iterator[Case]:
    same = [other for other in pairs if other.asked == pair.asked]
    case = Case(
        id=f"{pair.family}/{AS_WRITTEN}",
        question=pair.question,
        answers=_answers(pair, same),
        answerable=True,
        documents=tuple(dict.fromkeys([pair.document_id, *(one.document_id for one in same)])),
        group=AS_WRITTEN,
        spans=_spans(same),
        family=pair.family,
    )
    yield case
    no_faq = replace(case, group=WITHOUT_FAQ, without=frozenset({Kind.FAQ}))
    yield _of_what_remains(no_faq, pair, [], holders, Scope(without=no_faq.without))
    withheld = frozenset({pair.document_id})
    no_document = replace(case, group=WITHOUT_DOCUMENT, withheld=withheld)
    others = [other for other in same if other.document_id not in withheld]
    yield _of_what_remains(no_document, pair, others, holders, Scope(documents - withheld))


def _of_what_remains(
    case: Case, pair: Pair, same: Sequence[Pair], holders: Holders, scope: Scope
) -> Case:
    """The case as the rest of the documents decides it; `same` are pairs there that ask it."""
    case = replace(case, id=f"{pair.family}/{case.group}", answers=_answers(pair, same))
    found = holders.find(pair.question, pair.answer, scope)
    if spans := _merged(found.spans, _spans(same)):
        # Nobody could say whether a citation of the others that are about it is right.
        withheld = case.withheld | (found.about - set(spans))
        return replace(case, documents=tuple(spans), spans=spans, withheld=withheld)
    unknown = replace(case, answers=(), answerable=False, documents=(pair.document_id,), spans={})
    if not (found.about or found.repeats):
        return unknown
    why = "What remains is about the same thing, and no rule can tell whether it answers."
    return replace(unknown, undecided=why)


def _answers(pair: Pair, same: Iterable[Pair]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([pair.answer, *(other.answer for other in same)]))


def _spans(pairs: Iterable[Pair]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for pair in pairs:
        found[pair.document_id] = (*found.get(pair.document_id, ()), pair.span)
    return found


def _merged(
    one: Mapping[str, tuple[Span, ...]], other: Mapping[str, tuple[Span, ...]]
) -> dict[str, tuple[Span, ...]]:
    names = sorted({*one, *other})
    return {name: tuple(sorted({*one.get(name, ()), *other.get(name, ())})) for name in names}


def _blocks(chunks: Iterable[Chunk]) -> list[list[Chunk]]:
    """The chunks of each FAQ pair, in order."""
    found: dict[Span, list[Chunk]] = {}
    for chunk in chunks:
        if chunk.kind is Kind.FAQ and chunk.block and chunk.lead:
            found.setdefault(chunk.block, []).append(chunk)
    return list(found.values())


def _pair(text: str, chunks: Sequence[Chunk], number: int) -> Pair | None:
    """The pair of these chunks; `None` if its question or its answer is without a word."""
    units = [unit for chunk in chunks for unit in chunk.units]
    lead = chunks[0].lead
    if not (lead and units):
        return None
    question = _NUMBER.sub("", plain_words(lead.of(text)), count=1)
    answer = " ".join(plain_words(unit.of(text)) for unit in units)
    if not (words(question) and words(answer)):
        return None
    span = Span(units[0].start, units[-1].end)
    return Pair(chunks[0].document_id, number, question, answer, span)
