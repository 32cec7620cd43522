"""Examples of the second stage: passages as the assistant retrieves them, and our own examples."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from assistant import Assistant, above_of, row_words, texts_of
from corpus import Document, Passage
from evals.case import Case, load_cases
from evals.threshold import is_for_choosing, is_for_learning
from evals.training.example import Example, unanswered, units_of, with_evidence
from evals.training.labels import unit_labels
from evals.training.seen import Measured
from ingest import ingest

PUBLIC = {
    "squad2": 1900,
    "nq": 700,
    "clapnq": 300,
    "mtrag": 400,
    "covidfaq_pages": 200,
}
"""Most questions drawn of each public set whose licence lets weights ship."""
_OWN = Path(__file__).parent / "own"
_OWN_TIMES = 2
"""How often each of our own examples is read in a pass."""
_REHEARSED = {
    "qed": 1500,
    "qed_mined": 720,
    "squad2_train_part": 1500,
    "squad2_train_part_changed": 300,
    "squad1_13articles_changed": 240,
    "squadshifts_newwiki_changed": 240,
    "squadshifts_newwiki_nearmiss": 360,
    "nq_oracle": 480,
    "nq_oracle_mined": 300,
    "selqa": 360,
    "selqa_nearmiss": 180,
    "boolq_dev": 420,
    "boolq_dev_mined": 240,
    "conditionalqa": 540,
    "conditionalqa_mined": 180,
    "medquad": 240,
    "medquad_nearmiss": 240,
    "faq": 400,
    "faq_near": 700,
}
"""Examples of the stage before that are read again, so that they are not forgotten."""
_READ = 10
_NOT_ANSWERING = 2
"""Passages kept of a question that do not answer it, those retrieved first."""


def targets(data: Path, folder: Path, rehearsed: Sequence[Example], seed: int) -> list[Example]:
    """Examples as they come when the assistant is asked, and some of the first stage."""
    random = Random(seed)
    reported = Measured(data / "dev", lambda name: not is_for_choosing(name))
    found = []
    for name, most in PUBLIC.items():
        documents = data / "dev" / name / "docs"
        index = folder / "indexes" / name
        ingest([documents], index=index)
        cases = list(load_cases([data / "dev" / name / "questions.jsonl"]))
        random.shuffle(cases)
        found += list(_retrieved(name, index, cases, most, reported))
    own = [example for path in sorted(_OWN.glob("*.jsonl")) for example in own_examples(path)]
    for group, most in _REHEARSED.items():
        members = [one for one in rehearsed if one.group == group]
        found += random.sample(members, min(most, len(members)))
    return found + own * _OWN_TIMES


def _retrieved(
    name: str, index: Path, cases: Sequence[Case], most: int, reported: Measured
) -> Iterator[Example]:
    with Assistant.open(index) as assistant:
        learned = {one.document_id for one in assistant.sources()}
        learned = {one for one in learned if is_for_learning(one, name)}
        learned = {one for one in learned if not _is_reported(assistant.document(one), reported)}
        asked = [
            case
            for case in cases
            if not case.history
            and is_for_learning(case.divided_by[0], name)
            and not reported.asks(case.question)
        ]
        for case in asked[:most]:
            passages = assistant.search(case.question, _READ, documents=learned)
            yield from _examples(name, case, passages)


def _is_reported(document: Document, reported: Measured) -> bool:
    """Whether a document tells what one that is reported on tells under another name."""
    return reported.tells(Path(document.id).stem, document.text)


def _examples(name: str, case: Case, passages: Sequence[Passage]) -> Iterator[Example]:
    without = 0
    for passage in passages:
        labels = unit_labels(case, passage)
        texts = texts_of(passage)
        if True in labels:
            says = tuple(None if one is None else float(one) for one in labels)
            yield Example(
                name, case.question, texts.path, texts.units, says, True, title=passage.title
            )
        elif labels and None not in labels and without < _NOT_ANSWERING:
            without += 1
            yield unanswered(name, case.question, texts.path, texts.units, passage.title)


def own_examples(path: Path) -> Iterator[Example]:
    """The examples of a file of passages that this project wrote, a line a passage."""
    for line in path.read_text("utf-8").splitlines():
        yield from _own(f"own_{path.stem}", json.loads(line))


def _own(group: str, record: Mapping[str, Any]) -> Iterator[Example]:
    is_table = record["kind"] == "table"
    rows = {row: row_words(row, record["lead"]) for row in record["passage"].splitlines()}
    units = tuple(rows.values()) if is_table else units_of(record["passage"])
    lead = "" if is_table else record["lead"].rstrip(":")
    above = above_of(record["title"], record["heading"], lead)
    for asked in record["questions"]:
        base = unanswered(group, asked["question"], above, units, record["title"])
        if asked["evidence"]:
            told = [rows[one] if is_table else one for one in asked["evidence"]]
            base = with_evidence(replace(base, answers=True), told)
        yield base
