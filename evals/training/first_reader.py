"""Fits the first evidence reader and the confidence in its answers, and writes their weights.

    python -m evals.training.first_reader --data SETS --indexes FOLDER

`SETS` holds `<set>/questions.jsonl` and `<set>/docs/`. Only sets whose licence lets weights ship
are read, and of each only the choosing half: the cases whose document's name has an even hash.
This repository's own questions are read too, all but the gold ones. A unit's label is whether it
would be a right answer if it were cited alone; confidence is fitted to whole answers.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Assistant, FirstReader, Grounds, Settings, grounds_of
from corpus import Index, Kind, Passage, light_encoder
from evals.case import Case, load_cases
from evals.evidence import Quote, evidence_in
from evals.judge import Outcome
from evals.run import evaluate, sample
from evals.threshold import is_for_choosing
from evals.training.logistic import Examples, Floats, Model
from ingest import ingest

PUBLIC = {"squad2": 300, "clapnq": 200, "nq": 300, "covidfaq_pages": 115}
"""Questions drawn from each public set, at most; the choosing half of them is used."""
_HERE = Path(__file__).parent
_REPOSITORY = _HERE.parent.parent
_CASES = _REPOSITORY / "evals" / "cases"
OWN = {
    "faq": _CASES / "faq.jsonl",
    "faq_withheld": _CASES / "faq_withheld.jsonl",
    "body": _CASES / "body.jsonl",
    "unanswerable": _CASES / "unanswerable.jsonl",
    "answerable_training": _HERE / "answerable.jsonl",
    "unanswerable_training": _HERE / "unanswerable.jsonl",
}
"""Files of this repository that may be learned from."""
WEIGHT = dict.fromkeys(PUBLIC, 1.0) | dict.fromkeys(OWN, 2.0)
"""How much the questions of a set weigh together."""


@dataclass(frozen=True)
class Set:
    """Questions over one folder of documents."""

    name: str
    documents: Path
    cases: tuple[Case, ...]
    index: Path


@dataclass(frozen=True)
class Reading:
    """Features and labels of one passage read for one question."""

    rows: Floats
    labels: tuple[bool, ...]


@dataclass(frozen=True)
class Asked:
    """One question with what was read for it."""

    group: str
    answerable: bool
    readings: tuple[Reading, ...]


def main() -> None:
    """Reads the arguments, fits, and writes the weights."""
    parser = argparse.ArgumentParser(description="Fit the first evidence reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder of public sets")
    parser.add_argument("--indexes", type=Path, required=True, help="folder to keep indexes in")
    parser.add_argument("--confidence-only", action="store_true", help="keep the reader")
    options = parser.parse_args()
    sets = list(_sets(options.data, options.indexes))
    for one in sets:
        ingest([one.documents], index=one.index)
    if not options.confidence_only:
        model = fit_reader(asked for one in sets for asked in read(one))
        _write("evidence/weights.json", {"sets": sorted(WEIGHT), **model})
    _write("confidence.json", fit_confidence(sets))


def _sets(data: Path, indexes: Path) -> Iterator[Set]:
    for name, limit in PUBLIC.items():
        cases = load_cases([data / name / "questions.jsonl"])
        drawn = sample(cases, limit, seed=0)
        chosen = tuple(case for case in drawn if is_for_choosing(_name(case)))
        yield Set(name, data / name / "docs", chosen, indexes / name)
    for name, path in OWN.items():
        documents = _REPOSITORY / "corpus" / "documents"
        yield Set(name, documents, load_cases([path]), indexes / "own")


def _name(case: Case) -> str:
    return case.documents[0] if case.documents else case.id


def read(questions: Set) -> Iterator[Asked]:
    """What is read for each question, with its labels."""
    sys.stderr.write(f"{questions.name}: {len(questions.cases)} questions\n")
    with Assistant.open(questions.index) as assistant, Index.open(questions.index) as index:
        reader = _reader(index)
        for case in questions.cases:
            passages = _passages(assistant, case.question, case)
            rows = reader.features(case.question, passages)
            yield Asked(
                questions.name,
                case.answerable,
                tuple(
                    Reading(units, _labels(case, passage))
                    for passage, units in zip(passages, rows, strict=True)
                    if len(units)
                ),
            )


def _reader(index: Index) -> FirstReader:
    generation = index.current()
    return FirstReader(light_encoder(), generation.frequency, generation.manifest.searchable)


def _passages(assistant: Assistant, question: str, case: Case) -> tuple[Passage, ...]:
    settings = assistant.settings
    found = assistant.search(question, settings.retrieve_k, without=case.without)
    return found[: settings.read_k]


def _labels(case: Case, passage: Passage) -> tuple[bool, ...]:
    chunk = passage.chunk
    if not case.answerable or passage.document_id not in case.documents:
        return (False,) * len(chunk.units)
    if chunk.kind is Kind.FAQ:
        whole = Quote(passage.document_id, passage.text, passage.start)
        return (evidence_in(case, whole) is not None,) * len(chunk.units)
    return tuple(
        evidence_in(case, Quote(passage.document_id, text, unit.start)) is not None
        for unit in chunk.units
        for text in [passage.text[unit.start - passage.start : unit.end - passage.start]]
    )


def fit_reader(asked: Iterable[Asked]) -> Model:
    """The unit model: which units say the answer, learned where there is one."""
    answerable = [one for one in asked if one.answerable]
    count = Counter(one.group for one in answerable)
    examples = Examples()
    for one in answerable:
        total = sum(len(reading.labels) for reading in one.readings) or 1
        for reading in one.readings:
            weight = WEIGHT[one.group] / count[one.group] / total
            examples.add(reading.rows, reading.labels, weight)
    return examples.fit(FirstReader.unit_features)


def fit_confidence(sets: Iterable[Set]) -> dict[str, Any]:
    """The chance that a whole answer is right, from the grounds it rests on."""
    examples = Examples()
    for one in sets:
        rows, labels = [], []
        for grounds, is_right in answered(one):
            rows.append(np.array(list(asdict(grounds).values()), np.float64))
            labels.append(is_right)
        examples.add(rows, labels, WEIGHT[one.name] / len(one.cases))
    model = examples.fit([field.name for field in fields(Grounds)])
    return {"intercept": model["intercept"], **model["weights"]}


def answered(questions: Set) -> Iterator[tuple[Grounds, bool]]:
    """For each question, answered whatever the confidence: the grounds, and if it was right."""
    settings = Settings(threshold=0.0)
    with (
        Assistant.open(questions.index, settings) as assistant,
        Index.open(questions.index) as index,
    ):
        reader = _reader(index)
        for result in evaluate(assistant, questions.cases, searching=False):
            asked = str(result.reply.get("standalone_question", result.case.question))
            readings = reader.read(asked, _passages(assistant, asked, result.case))
            if any(reading.units for reading in readings):
                yield grounds_of(asked, readings), result.verdict.outcome is Outcome.RIGHT


def _write(name: str, value: dict[str, Any]) -> None:
    path = _REPOSITORY / "assistant" / name
    path.write_text(json.dumps(value, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
