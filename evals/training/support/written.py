"""Pairs that people wrote: claims of Fool Me Twice, long answers of ClapNQ and MTRAG, our own."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from corpus import sentence_spans, stems
from evals.training.example import units_of
from evals.training.seen import Measured
from evals.training.support.corrupting import corrupted
from evals.training.support.pair import OWN, Pair, changed_span
from evals.training.support.sources import cases, document_of, records, tidy, title_of

_OWN = Path(__file__).parent / "claims.jsonl"
_MOST_UNITS = 5
_TOLD = 0.5
"""Share of an answer's words that its evidence must have; less is taken to be from elsewhere."""


def claims(data: Path, measured: Measured, random: Random) -> Iterator[Pair]:
    """Claims of Fool Me Twice, with their evidence and with what stands beside it."""
    for record in records(data, "train2/claims_fm2", measured):
        document, above, claim = document_of(record), title_of(record), tidy(record["claim"])
        gold = tuple(tidy(one) for one in record["evidence"])
        rest = [tidy(one) for one in record["context"].split("\n") if one not in record["evidence"]]
        supports = record["label"] == "supports"
        added = tuple(random.sample(rest, min(random.choice((0, 0, 0, 1, 2)), len(rest))))
        units = [*gold, *added]
        random.shuffle(units)
        kind = "human, supported" if supports else "human, refuted"
        yield Pair(kind, claim, tuple(units), above, supports, document)
        if supports and rest and random.random() < 0.5:
            other = tuple(random.sample(rest, min(2, len(rest))))
            yield Pair("human, elsewhere", claim, other, above, False, document)
        if supports and (bad := corrupted(claim, [*gold, *rest], random)):
            span = changed_span(claim, bad.claim)
            yield Pair("human, corrupted", bad.claim, tuple(units), above, False, document, span)


def answers(data: Path, random: Random) -> Iterator[Pair]:
    """The sentences of long answers with the sentences that they rest on."""
    for name in ("clapnq", "mtrag"):
        for case in cases(data, name):
            if not case.answerable:
                continue
            path = data / "dev" / name / "docs" / case.documents[0]
            title, *body = path.read_text("utf-8").lstrip("# ").split("\n", 1)
            units = units_of(tidy(body[0] if body else title))
            gold = (
                tuple(tidy(" ".join(one.split())) for one in case.evidence)
                if name == "clapnq"
                else ()
            )
            for answer in case.answers[:2]:
                yield from _answer(tidy(answer), gold, units, title.strip(), path.name, random)


def _answer(
    answer: str,
    gold: Sequence[str],
    units: Sequence[str],
    title: str,
    document: str,
    random: Random,
) -> Iterator[Pair]:
    for span in sentence_spans(answer):
        claim = span.of(answer)
        said = stems(claim)
        if len(said) < 4:
            continue
        ranked = sorted(gold or units, key=lambda unit: -_shared(said, unit))
        evidence = tuple(ranked[:_MOST_UNITS])
        if _shared(said, " ".join(evidence)) < _TOLD * len(said):
            continue
        yield Pair("long answer", claim, evidence, title, True, document)
        others = [unit for unit in units if _shared(said, unit) < _TOLD * len(said)]
        others = [unit for unit in others if unit not in evidence]
        if others:
            near = tuple(
                sorted(others, key=lambda unit: -_shared(said, unit))[: random.randint(1, 3)]
            )
            yield Pair("long answer elsewhere", claim, near, title, False, document)
        if bad := corrupted(claim, evidence[1:] or others, random):
            wrong = changed_span(claim, bad.claim)
            yield Pair("long answer corrupted", bad.claim, evidence, title, False, document, wrong)


def _shared(said: frozenset[str], text: str) -> int:
    return len(said & stems(text))


def own() -> Iterator[Pair]:
    """This project's own claims: of each passage true ones, and false ones that are near."""
    for line in _OWN.read_text("utf-8").splitlines():
        record = json.loads(line)
        units = tuple(units_of(record["evidence"]))
        for kind, claim in record["claims"]:
            true = kind == "true"
            name = "own, true" if true else f"own, {kind}"
            yield Pair(name, claim, units, record["above"], true, OWN + record["document"])
