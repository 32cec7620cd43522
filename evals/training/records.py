"""Public training records as examples: which sets, how many of each, and what their labels say.

Only sets whose licence lets weights ship are named here; `reader.md` beside the weights attributes
them. Records that overlap documents which are measured are left out.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from assistant import above_of, row_words
from evals.training.example import Example, cut, unanswered, units_of, with_answer, with_evidence
from evals.training.faq import faq_pairs

Record = dict[str, Any]

TAKEN = {
    "train/squad2_train_part": 5000,
    "train/squad1_13articles": 3000,
    "train/nq_oracle": 1300,
    "train/bipia_table": 700,
    "train2/squadshifts_newwiki": 5000,
    "train2/squadshifts_newwiki_nearmiss": 3000,
    "train2/squadshifts_reddit": 1500,
    "train2/squadshifts_amazon": 700,
    "train2/medquad": 2000,
    "train2/medquad_nearmiss": 1500,
    "train2/qed": 6500,
    "train2/selqa": 2400,
    "train2/selqa_nearmiss": 1700,
    "train2/boolq_dev": 2500,
    "train2/pubmedqa": 800,
    "train2/conditionalqa": 2000,
    "train2/qamr": 1000,
}
"""Most records taken of each file, in the order of a seeded shuffle."""
TAKEN_AGAIN = {
    "train/squad2_train_part": 5000,
    "train/squad1_13articles": 3000,
    "train/nq_oracle": 1300,
    "train/bipia_table": 300,
    "train2/squadshifts_newwiki": 4000,
    "train2/squadshifts_newwiki_nearmiss": 3000,
    "train2/squadshifts_reddit": 700,
    "train2/squadshifts_amazon": 300,
    "train2/medquad": 1000,
    "train2/medquad_nearmiss": 1000,
    "train2/qed": 4000,
    "train2/selqa": 1500,
    "train2/selqa_nearmiss": 1200,
    "train2/boolq_dev": 1500,
    "train2/pubmedqa": 400,
    "train2/conditionalqa": 2000,
    "train2/qamr": 1000,
}
"""The same for the second reading, which draws anew: more of what nearly fits."""
FAQ_PAIRS = 1500
"""Most pairs of MedQuAD that the second reading asks for in other words."""
_UNTITLED = ("Amazon Reviews ", "Filtered Reddit ", "Wiki1k:")
"""How the titles begin that only number a passage, and so are not read above it."""
_YES_NO = ("boolq_dev", "pubmedqa")
"""Sets of which is known only that the passage answers; their answers are not its words."""
_FAQ_SHARE = 0.3
"""Share of MedQuAD's pairs that are read as FAQ pairs, the question above the answer."""
_OPENING_WORDS = 120
"""As much of MedQuAD's answers is read, to the end of the unit."""
_TELLING_WORDS = 6
"""What a thing is, the first unit of its answer says if it is longer than so many words."""


def examples_of(
    data: Path, random: Random, is_seen: Callable[[Record], bool], taken: Mapping[str, int] = TAKEN
) -> list[Example]:
    """Examples of all files `taken`, but for the records that `is_seen` where it is measured."""
    found = []
    for name, most in taken.items():
        records = _unseen(data / f"{name}.jsonl.gz", is_seen)
        random.shuffle(records)
        group = name.split("/")[1]
        for record in records[:most]:
            found += [cut(one, random) for one in _examples(group, record, random)]
    return found


def faq_examples(
    data: Path, random: Random, is_seen: Callable[[Record], bool], most: int = FAQ_PAIRS
) -> list[Example]:
    """FAQ pairs of MedQuAD asked for in other words, and others that do not answer."""
    pairs = [
        (str(record["qtype"]), example)
        for record in _unseen(data / "train2" / "medquad.jsonl.gz", is_seen)
        for example in _examples("medquad", record, random)
    ]
    return faq_pairs(pairs, most, random)


def _unseen(path: Path, is_seen: Callable[[Record], bool]) -> list[Record]:
    return [record for record in _read(path) if not is_seen(record)]


def _read(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if not record.get("overlaps_dev") and not record.get("in_train1"):
                yield record


def _examples(group: str, record: Record, random: Random) -> Iterable[Example]:
    question = " ".join(record["question"].split())
    title = str(record.get("title") or record.get("doc_id") or "").replace("_", " ")
    if group == "bipia_table":
        return _table(group, question, record)
    units = units_of(record["context"])
    if not units:
        return ()
    shown = "" if title.startswith(_UNTITLED) else title
    above = above_of(shown, [record["section"]] if record.get("section") else [])
    if not record["answerable"]:
        return (unanswered(group, question, above, units, title),)
    base = Example(group, question, above, units, (None,) * len(units), True, title=title)
    if group == "medquad":
        return (_medquad(base, random),)
    if record.get("evidence"):
        base = with_evidence(base, record["evidence"])
    if group not in (*_YES_NO, "conditionalqa"):
        base = with_answer(base, record["answers"])
    return (base,) if 1.0 in base.says or group in _YES_NO else ()


def _medquad(base: Example, random: Random) -> Example:
    """The opening of an answer; what a thing is, its first sentence says."""
    lengths = [len(unit.split()) for unit in base.units]
    kept = sum(before < _OPENING_WORDS for before in accumulate(lengths[:-1], initial=0))
    is_told = base.question.startswith("What is ") and lengths[0] > _TELLING_WORDS
    is_faq = random.random() < _FAQ_SHARE
    return replace(
        base,
        above=above_of(base.above, (), base.question) if is_faq else base.above,
        units=base.units[:kept],
        says=(1.0 if is_told else None, *base.says[1:kept]),
    )


def _table(group: str, question: str, record: Record) -> Iterable[Example]:
    header, *rows = [line for line in record["context"].splitlines() if line.strip(" |-:")]
    units = tuple(row_words(row, header) for row in rows)
    if not units:
        return ()
    above = row_words(header, "")
    base = Example(group, question, above, units, (None,) * len(units), True, title=above)
    labelled = with_answer(base, record["answers"])
    return (labelled,) if 1.0 in labelled.says else ()
