"""Pairs from questions with answers: the true answer said as a sentence, and others like it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from corpus import words
from evals.training.example import Example, units_of, with_answer, with_evidence
from evals.training.seen import Measured
from evals.training.support.pair import Pair, changed_span
from evals.training.support.sources import Record, above_of_record, document_of, records, tidy
from evals.training.support.statements import statement

ASKED = {
    "train/squad2_train_part": 5000,
    "train/squad1_13articles": 3000,
    "train/nq_oracle": 1300,
    "train2/squadshifts_newwiki": 5000,
    "train2/squadshifts_reddit": 700,
    "train2/squadshifts_amazon": 700,
    "train2/qed": 6000,
    "train2/qamr": 1500,
    "train2/boolq_dev": 3000,
    "train2/pubmedqa": 900,
    "train2/conditionalqa": 1500,
}
"""Most records tried of each file; of about half a statement can be made."""
_YES_NO = ("train2/boolq_dev", "train2/pubmedqa", "train2/conditionalqa")
_NAMES = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'’-]*(?: (?:of |de |the )?[A-Z][\w'’-]*)*")
_YEARS = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
_NUMBERS = re.compile(r"(?<![\w.,])[$£€]?\d[\d,.]*\d|\b\d\b")
_PHRASES = re.compile(r"\b(?:the|a|an) (?:[a-z-]{3,} ){0,2}[a-z-]{4,}(?=[ .,;])")
_LONGEST_UNIT = 70


def questioned(data: Path, measured: Measured, random: Random) -> Iterator[Pair]:
    """For each question a statement that its passage supports, and one that it does not."""
    for name, most in ASKED.items():
        found = list(records(data, name, measured))
        random.shuffle(found)
        known = frozenset(w for record in found[:2000] for w in words(record["context"]))
        for record in found[:most]:
            made = _yes_no if name in _YES_NO else _asked
            yield from made(name.split("/")[1], record, known, random)


def _yes_no(name: str, record: Record, known: frozenset[str], random: Random) -> Iterator[Pair]:
    answer = next(iter(record["answers"]), "").lower()
    units = units_of(tidy(record["context"]))
    if answer not in ("yes", "no") or not units or record.get("scenario"):
        return
    passage = " ".join(units)
    told = [
        statement(record["question"], one, passage, known)
        for one in (answer, "no" if answer == "yes" else "yes")
    ]
    evidence = tuple(tidy(one) for one in record.get("evidence") or ()) or units
    for claim, supports in zip(told, (True, False), strict=True):
        if claim:
            yield Pair(
                f"{name} {'true' if supports else 'denied'}",
                claim,
                evidence[:10],
                above_of_record(record),
                supports,
                document_of(record),
            )


def _asked(name: str, record: Record, known: frozenset[str], random: Random) -> Iterator[Pair]:
    units = tuple(
        unit for unit in units_of(tidy(record["context"])) if len(unit.split()) <= _LONGEST_UNIT
    )
    if not units or not record["answerable"] or not record["answers"]:
        return
    above = above_of_record(record)
    base = Example(name, record["question"], above, units, (None,) * len(units), True)
    if record.get("evidence"):
        base = with_evidence(base, [tidy(one) for one in record["evidence"]])
    answers = [tidy(one) for one in record["answers"]]
    base = with_answer(base, answers)
    if base.words is None:
        return
    unit, start, end = base.words
    answer = units[unit][start:end]
    passage = " ".join(units)
    claim = statement(record["question"], answer, passage, known)
    if not claim:
        return
    low, high = _around(unit, len(units), random)
    evidence = units[low:high]
    document = document_of(record)
    yield Pair("answered", claim, evidence, above, True, document, said=unit - low)
    others = _others(
        answer, answers, record["question"], units[low:high] if random.random() < 0.6 else units
    )
    if others:
        false = statement(record["question"], random.choice(others), passage, known)
        if false and false != claim:
            yield Pair(
                "other answer", false, evidence, above, False, document, changed_span(claim, false)
            )
    elsewhere = [
        one for n, one in enumerate(units) if n != unit and answer.lower() not in one.lower()
    ]
    if elsewhere and random.random() < 0.25:
        size = random.randint(1, min(4, len(elsewhere)))
        start = random.randrange(len(elsewhere) - size + 1)
        yield Pair(
            "answer elsewhere",
            claim,
            tuple(elsewhere[start : start + size]),
            above,
            False,
            document,
        )


def _around(unit: int, count: int, random: Random) -> tuple[int, int]:
    """The first and last unit of evidence around one: most often few."""
    before = random.choice((0, 0, 0, 1, 1, 2, 3))
    after = random.choice((0, 0, 0, 1, 1, 2, 3))
    return max(unit - before, 0), min(unit + after + 1, count)


def _others(answer: str, answers: Sequence[str], question: str, units: Sequence[str]) -> list[str]:
    """Things of the answer's kind in the passage that are no answer."""
    text = " ".join(units)
    if _YEARS.fullmatch(answer):
        found = _YEARS.findall(text)
    elif _NUMBERS.match(answer):
        found = [
            one + answer[len(m.group()) :]
            for m in [_NUMBERS.match(answer)]
            if m
            for one in _NUMBERS.findall(text)
        ]
    elif answer[0].isupper():
        found = _NAMES.findall(text)
    else:
        found = _PHRASES.findall(text)
    told = question.lower()
    return [
        one
        for one in dict.fromkeys(found)
        if one.lower() not in told
        and not any(one.lower() in each.lower() or each.lower() in one.lower() for each in answers)
    ]
