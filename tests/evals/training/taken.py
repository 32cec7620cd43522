"""Small training records, one file for each kind that is taken."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.training.records import TAKEN
from tests.evals.training.made import BEES

Record = Mapping[str, Any]

TABLE = """\
| Bee | Lives | Eats |
|---|---|---|
| worker | six weeks | honey |
| queen | five years | jelly |
"""
FACTOID = {
    "question": "How long does  a worker live?",
    "answers": ["six weeks"],
    "context": " ".join(BEES),
    "answerable": True,
    "doc_id": "Honey_bee",
}
NEAR_MISS = {
    **FACTOID,
    "question": "How long does a wasp live?",
    "answers": [],
    "answerable": False,
}
EVIDENCE = {**FACTOID, "title": "Honey bee", "evidence": [BEES[2]]}
YES_NO = {**FACTOID, "question": "do drones live long", "answers": ["yes"], "title": "Honey bee"}
KINDS: Mapping[str, Record] = {
    "train/bipia_table": {**FACTOID, "context": TABLE, "doc_id": "table_0001.md"},
    "train2/squadshifts_newwiki_nearmiss": NEAR_MISS,
    "train2/squadshifts_reddit": {**FACTOID, "title": "Filtered_Reddit_Comments"},
    "train2/squadshifts_amazon": {**FACTOID, "title": "Amazon_Reviews_4"},
    "train2/medquad": {
        **FACTOID,
        "question": "What is a worker?",
        "qtype": "symptoms",
        "answers": [],
        "context": f"A worker is a bee that keeps the hive. {' '.join(BEES[1:])}",
    },
    "train2/medquad_nearmiss": NEAR_MISS,
    "train2/qed": EVIDENCE,
    "train2/selqa": {**EVIDENCE, "answers": [], "section": "Life"},
    "train2/selqa_nearmiss": NEAR_MISS,
    "train2/boolq_dev": YES_NO,
    "train2/pubmedqa": YES_NO,
    "train2/conditionalqa": {**YES_NO, "evidence": [BEES[3]]},
    "train2/qamr": {**EVIDENCE, "title": "Wiki1k:wikipedia:3391396"},
}


def write(folder: Path, changed: Mapping[str, list[Record]] | None = None) -> None:
    """One small file for each kind, some of them with other records."""
    for name in TAKEN:
        path = folder / f"{name}.jsonl.gz"
        path.parent.mkdir(exist_ok=True)
        lines = (changed or {}).get(name, [KINDS.get(name, FACTOID)])
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(line)}\n" for line in lines)
