"""Fits the first evidence reader's two logistic models and writes their weights.

    python -m evals.training.first_reader --data SETS --indexes FOLDER [--out WEIGHTS]

`SETS` holds `<set>/questions.jsonl` and `<set>/docs/`. Only sets whose licence lets weights ship
are read, and of each only the choosing half: the cases whose document's name has an even hash.
This repository's own cases (all but the gold ones) are read too. A unit's label is whether it
would be a right answer if it were cited alone.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant, FirstReader, Settings
from corpus import Index, Kind, Passage, light_encoder
from evals.case import Case, load_cases
from evals.judge import Quote, evidence_in
from evals.run import sample
from ingest import ingest

PUBLIC = {"squad2": 300, "clapnq": 200, "nq": 300, "covidfaq_pages": 115}
"""Questions asked of each public set, at most."""
OWN = ("faq", "faq_withheld", "body", "unanswerable")
"""Case files of this repository that may be learned from."""
WEIGHT = (
    dict.fromkeys(PUBLIC, 1.0)
    | {"faq": 0.6, "faq_withheld": 0.6, "body": 1.2}
    | {"unanswerable": 2.0}
)
"""How much the questions of a set weigh together; twice for those that only show refusals."""

Floats = NDArray[np.floating[Any]]

_REPOSITORY = Path(__file__).parent.parent.parent
_WEIGHTS = _REPOSITORY / "assistant" / "evidence" / "weights.json"
_CONFUSABLE = 3
"""Passages of a question that the passage model learns from: those its units rank first."""


@dataclass(frozen=True)
class Reading:
    """Features and labels of one passage read for one question."""

    unit_rows: Floats
    passage_rows: Floats
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
    parser.add_argument("--out", type=Path, default=_WEIGHTS)
    options = parser.parse_args()
    asked: list[Asked] = []
    for name, limit in PUBLIC.items():
        cases = load_cases([options.data / name / "questions.jsonl"])
        chosen = [case for case in sample(cases, limit, seed=0) if is_for_choosing(case)]
        asked += ask(name, options.data / name / "docs", chosen, options.indexes / name)
    for name in OWN:
        cases = load_cases([_REPOSITORY / "evals" / "cases" / f"{name}.jsonl"])
        documents = _REPOSITORY / "corpus" / "documents"
        asked += ask(name, documents, cases, options.indexes / "own")
    text = json.dumps({"sets": sorted(WEIGHT), **fit(asked)}, indent=1)
    options.out.write_text(text + "\n", "utf-8")


def is_for_choosing(case: Case) -> bool:
    """Whether a public case belongs to the half that may be learned from."""
    return (
        int(sha256((case.documents[0] if case.documents else case.id).encode()).hexdigest(), 16) % 2
        == 0
    )


def ask(name: str, documents: Path, cases: Sequence[Case], index: Path) -> Iterator[Asked]:
    """What is read for each case over these documents, with its labels."""
    ingest([documents], index=index)
    sys.stderr.write(f"{name}: {len(cases)} questions\n")
    settings = Settings()
    with Assistant.open(index, settings) as assistant, Index.open(index) as opened:
        generation = opened.current()
        reader = FirstReader(light_encoder(), generation.frequency, generation.manifest.searchable)
        for case in cases:
            found = assistant.search(case.question, settings.retrieve_k, without=case.without)
            passages = found[: settings.read_k]
            rows = reader.features(case.question, passages)
            yield Asked(
                name,
                case.answerable,
                tuple(
                    Reading(units, whole, _labels(case, passage))
                    for passage, (units, whole) in zip(passages, rows, strict=True)
                    if len(units)
                ),
            )


def _labels(case: Case, passage: Passage) -> tuple[bool, ...]:
    chunk = passage.chunk
    if not case.answerable or passage.document_id not in case.documents:
        return (False,) * len(chunk.units)
    if chunk.kind is Kind.FAQ:
        whole = Quote(passage.document_id, passage.text, passage.start)
        return (evidence_in(case, whole) is not None,) * len(chunk.units)
    return tuple(
        evidence_in(case, Quote(passage.document_id, unit_text, unit.start)) is not None
        for unit in chunk.units
        for unit_text in [passage.text[unit.start - passage.start : unit.end - passage.start]]
    )


def fit(asked: Sequence[Asked]) -> dict[str, Any]:
    """Weights of the unit model, and of the passage model that reads its scores."""
    answerable = [one for one in asked if one.answerable]
    count = Counter(one.group for one in answerable)
    unit = _Examples()
    for one in answerable:
        total = sum(len(reading.labels) for reading in one.readings) or 1
        for reading in one.readings:
            weight = WEIGHT[one.group] / count[one.group] / total
            unit.add(reading.unit_rows, reading.labels, weight)
    unit_model = unit.fit(FirstReader.unit_features)
    count = Counter(one.group for one in asked)
    passage = _Examples()
    for one in asked:
        best = sorted(_best_rows(one.readings, unit_model), key=lambda row: -row[0][0])
        for row, label in best[:_CONFUSABLE]:
            weight = WEIGHT[one.group] / count[one.group] / _CONFUSABLE
            passage.add(row[None], (label,), weight)
    return {"unit": unit_model, "passage": passage.fit(FirstReader.passage_features)}


def _best_rows(
    readings: Iterable[Reading], unit_model: dict[str, Any]
) -> Iterator[tuple[Floats, bool]]:
    coefficients = np.array(list(unit_model["weights"].values()))
    for reading in readings:
        logits = reading.unit_rows @ coefficients + unit_model["intercept"]
        best = int(logits.argmax())
        row = np.array(reading.passage_rows[best], np.float64)
        row[0] = logits[best]
        yield row, reading.labels[best]


class _Examples:
    """Rows to fit a logistic regression on."""

    def __init__(self) -> None:
        self._rows: list[Floats] = []
        self._labels: list[bool] = []
        self._weights: list[float] = []

    def add(self, rows: Floats, labels: Sequence[bool], weight: float) -> None:
        self._rows += list(rows)
        self._labels += labels
        self._weights += [weight] * len(labels)

    def fit(self, names: Sequence[str]) -> dict[str, Any]:
        from sklearn.linear_model import LogisticRegression

        rows = np.array(self._rows, np.float64)
        mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        weights = np.array(self._weights) / np.mean(self._weights)
        model = LogisticRegression(max_iter=2000)
        model.fit((rows - mean) / scale, self._labels, sample_weight=weights)
        coefficients = model.coef_[0] / scale
        return {
            "intercept": round(float(model.intercept_[0] - coefficients @ mean), 5),
            "weights": {
                name: round(float(value), 5)
                for name, value in zip(names, coefficients, strict=True)
            },
        }


if __name__ == "__main__":
    main()
