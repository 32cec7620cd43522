"""Joins what a trained reader and similarity say of a unit, and fits the confidence in answers.

    python -m evals.training.join --data SETS --indexes FOLDER [--reader first]

`SETS` holds `<set>/questions.jsonl` and `<set>/docs/`. Only sets whose licence lets weights ship
are read, and of each only that half of the choosing half which the reader did not learn from.
This repository's own questions are read too, all but the gold ones. A unit's label is whether it
would be a right answer if it were cited alone; confidence is fitted to whole answers.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant import (
    BUNDLED_READER,
    FIRST_READER,
    Assistant,
    EvidenceReader,
    Grounds,
    Settings,
    Similarity,
    grounds_of,
    raw_reader,
)
from corpus import Index, Passage, light_encoder
from evals.case import Case, load_cases
from evals.judge import Outcome
from evals.run import evaluate, sample
from evals.threshold import is_for_choosing, is_for_learning
from evals.training.labels import Label, unit_labels
from evals.training.logistic import Examples, Floats, Model
from ingest import ingest

PUBLIC = {
    "squad2": 350,
    "clapnq": 350,
    "nq": 350,
    "covidfaq_pages": 350,
    "mtrag": 350,
}
"""Questions drawn from each public set, at most."""
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
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Asked:
    """One question with what was read for it."""

    group: str
    answerable: bool
    features: tuple[str, ...]
    readings: tuple[Reading, ...]


def main() -> None:
    """Reads the arguments, fits, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.training.join", description=__doc__)
    parser.add_argument("what", choices=("units", "confidence"), help="units first")
    parser.add_argument("--data", type=Path, required=True, help="folder of public sets")
    parser.add_argument("--indexes", type=Path, required=True, help="folder to keep indexes in")
    parser.add_argument("--reader", choices=(BUNDLED_READER, FIRST_READER), default=BUNDLED_READER)
    options = parser.parse_args()
    sets = list(_sets(options.data, options.indexes))
    for one in sets:
        ingest([one.documents], index=one.index)
    if options.what == "units":
        model = fit_units(asked for one in sets for asked in read(one, options.reader))
        if options.reader == BUNDLED_READER:
            model = halfway(model, _stored("evidence/weights.json")[FIRST_READER])
        _write("evidence/weights.json", options.reader, {"sets": sorted(WEIGHT), **model})
    else:
        _write("confidence.json", options.reader, fit_confidence(sets, options.reader))


def _sets(data: Path, indexes: Path) -> Iterator[Set]:
    for name, limit in PUBLIC.items():
        cases = load_cases([data / name / "questions.jsonl"])
        fitted = [case for case in cases if _is_for_fitting(case.divided_by[0], name)]
        chosen = tuple(sample(fitted, limit, seed=0))
        yield Set(name, data / name / "docs", chosen, indexes / name)
    for name, path in OWN.items():
        documents = _REPOSITORY / "corpus" / "documents"
        yield Set(name, documents, load_cases([path]), indexes / "own")


def _is_for_fitting(document: str, of: str) -> bool:
    return is_for_choosing(document) and not is_for_learning(document, of)


def read(questions: Set, reader: str) -> Iterator[Asked]:
    """What is read for each question, with its labels."""
    sys.stderr.write(f"{questions.name}: {len(questions.cases)} questions\n")
    with Assistant.open(questions.index) as assistant, Index.open(questions.index) as index:
        evidence = _reader(index, reader)
        for case in questions.cases:
            passages = _passages(assistant, case.question, case)
            rows = evidence.rows(case.question, passages)
            yield Asked(
                questions.name,
                case.answerable,
                evidence.features,
                tuple(
                    Reading(units, unit_labels(case, passage))
                    for passage, units in zip(passages, rows, strict=True)
                    if len(units)
                ),
            )


def _reader(index: Index, reader: str) -> EvidenceReader:
    generation = index.current()
    encoder, chunks = light_encoder(), generation.manifest.searchable
    return EvidenceReader(Similarity(encoder, generation.frequency, chunks), _raw(reader))


_raw = cache(raw_reader)
"""Opened once for all sets: opening reads and checks all its weights."""


def _passages(assistant: Assistant, question: str, case: Case) -> tuple[Passage, ...]:
    settings = assistant.settings
    found = assistant.search(question, settings.retrieve_k, without=case.without)
    return found[: settings.read_k]


def fit_units(asked: Iterable[Asked]) -> Model:
    """The unit model: which units say the answer, learned where there is one."""
    answerable = [one for one in asked if one.answerable]
    count = Counter(one.group for one in answerable)
    examples = Examples()
    for one in answerable:
        total = sum(len(reading.labels) for reading in one.readings) or 1
        weight = WEIGHT[one.group] / count[one.group] / total
        for reading in one.readings:
            known = [n for n, label in enumerate(reading.labels) if label is not None]
            examples.add(reading.rows[known], [bool(reading.labels[n]) for n in known], weight)
    return examples.fit(answerable[0].features)


def halfway(model: Model, first: Model) -> Model:
    """`model`, where it shares a weight with the first reader half way to that.

    The fit follows the sets it is made on closely; of the ways tried this one answered the most of
    this repository's questions rightly.
    """
    weights = {
        name: round((value + first["weights"].get(name, value)) / 2, 5)
        for name, value in model["weights"].items()
    }
    intercept = (model["intercept"] + first["intercept"]) / 2
    return {"intercept": round(intercept, 5), "weights": weights}


def fit_confidence(sets: Iterable[Set], reader: str) -> dict[str, Any]:
    """The chance that a whole answer is right, from the grounds it rests on."""
    examples = Examples()
    for one in sets:
        rows, labels = [], []
        for grounds, is_right in answered(one, reader):
            rows.append(np.array(list(asdict(grounds).values()), np.float64))
            labels.append(is_right)
        examples.add(rows, labels, WEIGHT[one.name] / len(one.cases))
    model = examples.fit([field.name for field in fields(Grounds)])
    return {"intercept": model["intercept"], **model["weights"]}


def answered(questions: Set, reader: str) -> Iterator[tuple[Grounds, bool]]:
    """For each question, answered whatever the confidence: the grounds, and if it was right."""
    settings = Settings(threshold=0.0, reader=reader, chat_model="")
    with (
        Assistant.open(questions.index, settings) as assistant,
        Index.open(questions.index) as index,
    ):
        evidence = _reader(index, reader)
        for result in evaluate(assistant, questions.cases):
            asked = str(result.reply.get("standalone_question", result.case.question))
            readings = evidence.read(asked, _passages(assistant, asked, result.case))
            if any(reading.units for reading in readings):
                grounds = grounds_of(asked, readings, index.current().homogeneity())
                yield grounds, result.verdict.outcome is Outcome.RIGHT


def _write(name: str, reader: str, value: dict[str, Any]) -> None:
    path = _REPOSITORY / "assistant" / name
    path.write_text(json.dumps({**_stored(name), reader: value}, indent=1) + "\n", "utf-8")


def _stored(name: str) -> dict[str, Any]:
    return dict(json.loads((_REPOSITORY / "assistant" / name).read_text("utf-8")))


if __name__ == "__main__":
    main()
