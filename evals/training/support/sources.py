"""Passages and records that pairs are made from, without anything that is reported on.

Only sets whose licence lets weights ship are named here; `support.md` beside the weights attributes
them. Records that overlap documents which are measured are left out.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from assistant import above_of, plain_words
from evals.case import Case, load_cases
from evals.threshold import is_for_choosing
from evals.training.example import units_of
from evals.training.seen import Measured
from evals.training.support.pair import Text

Record = dict[str, Any]

PASSAGES = {
    "train/squad2_train_part": 900,
    "train/squad1_13articles": 600,
    "train/nq_oracle": 500,
    "train2/squadshifts_newwiki": 1400,
    "train2/squadshifts_reddit": 250,
    "train2/squadshifts_amazon": 250,
    "train2/medquad": 1500,
    "train2/qed": 2500,
    "train2/selqa": 900,
    "train2/boolq_dev": 2000,
    "train2/pubmedqa": 800,
    "train2/conditionalqa": 400,
}
"""Most passages taken of each file, each once, in the order of a seeded shuffle."""
DOCUMENTS = ("squad2", "nq", "clapnq", "mtrag", "covidqa", "covidfaq_pages")
"""Measured sets of whose choosing half passages are taken, too."""
_UNTITLED = ("Amazon Reviews ", "Filtered Reddit ", "Wiki1k:", "pubmedqa_")
"""How the titles begin that only number a passage."""
_PASSAGE_UNITS = 8
"""Most sentences of a passage."""
_OWN = Path(__file__).parent.parent / "own"
_SPACED = (
    (re.compile(r" (?=[.,;:!?%)\]]|'s\b|n't\b)"), ""),
    (re.compile(r"(?<=[(\[$]) "), ""),
    (re.compile(r"(?<=\w) -- (?=\w)"), "–"),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
)
"""Spaces that some sets leave around marks."""


def records(data: Path, name: str, measured: Measured) -> Iterator[Record]:
    """The records of a file that tell nothing measured."""
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            asked = {"question": "", **record}
            if not record.get("overlaps_dev") and not measured.has(asked):
                yield record


def title_of(record: Record) -> str:
    """The title above a record's passage, if it says anything."""
    title = str(record.get("title") or record.get("doc_id") or "").replace("_", " ")
    return "" if title.startswith(_UNTITLED) else title


def above_of_record(record: Record) -> str:
    """The title and section above a record's passage."""
    return above_of(title_of(record), [record["section"]] if record.get("section") else [])


def document_of(record: Record) -> str:
    """What a record's pairs go by when they are divided."""
    return str(record.get("title") or record.get("doc_id") or record["id"])


def text_of(record: Record) -> Text:
    """A record's passage."""
    return Text(document_of(record), above_of_record(record), units_of(tidy(record["context"])))


def texts(data: Path, measured: Measured, random: Random) -> list[Text]:
    """Passages of public records, of the choosing halves of measured sets, and of our own.

    The documents of `corpus/documents` are left out, so that they can be measured on.
    """
    found: list[Text] = []
    for name, most in PASSAGES.items():
        known: dict[str, Text] = {}
        for record in records(data, name, measured):
            known.setdefault(record["context"], text_of(record))
        passages = list(known.values())
        random.shuffle(passages)
        found += [_part(text, random) for text in passages[:most]]
    for name in DOCUMENTS:
        for path in choosing(data, name):
            found += _passages(f"{name} {path.name}", path, random, most=8)
    for path in sorted(_OWN.glob("*.jsonl")):
        found += [_own(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    return [text for text in found if text.units]


def choosing(data: Path, name: str) -> list[Path]:
    """The documents of a measured set that may be learned from."""
    reported = Measured(data / "dev", lambda each: not is_for_choosing(each))
    folder = data / "dev" / name / "docs"
    return [
        path
        for path in sorted(folder.glob("*"))
        if is_for_choosing(path.name)
        and not reported.tells(path.stem, path.read_text("utf-8", errors="replace"))
    ]


def cases(data: Path, name: str) -> list[Case]:
    """The questions of a measured set that may be learned from."""
    known = {path.name for path in choosing(data, name)}
    found = load_cases([data / "dev" / name / "questions.jsonl"])
    return [case for case in found if case.documents and set(case.documents) <= known]


def _passages(document: str, path: Path, random: Random, most: int) -> list[Text]:
    """Runs of sentences of a file, each under its last heading."""
    title, heading = "", ""
    blocks: list[tuple[str, tuple[str, ...]]] = []
    for block in path.read_text("utf-8", errors="replace").split("\n\n"):
        told = block.strip()
        if told.startswith("#"):
            line, _, told = told.partition("\n")
            heading = line.lstrip("# ").strip()
            title = title or heading
        units = units_of(tidy(plain_words(told))) if told and "|" not in told else ()
        if units:
            blocks.append((above_of(title, [heading]), units))
    random.shuffle(blocks)
    return [_part(Text(document, above, units), random) for above, units in blocks[:most]]


def tidy(text: str) -> str:
    """`text` without spaces around marks.

    >>> tidy("It cost $ 5 , he said .")
    'It cost $5, he said.'
    """
    for pattern, kept in _SPACED:
        text = pattern.sub(kept, text)
    return text


def _part(text: Text, random: Random) -> Text:
    start = random.randrange(max(len(text.units) - _PASSAGE_UNITS, 0) + 1)
    return Text(text.document, text.above, text.units[start : start + _PASSAGE_UNITS])


def _own(record: Record) -> Text:
    above = above_of(record["title"], record["heading"], record["lead"].rstrip(":"))
    units = () if record["kind"] == "table" else units_of(record["passage"])
    return Text(record["title"], above, units)
