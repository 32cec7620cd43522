"""What systems made of question sets, kept in a folder for as long as nothing they rest on changes.

What a system makes of a set rests on the questions, the documents, its settings and the code that
answers and judges. All of them go into a key, and the key into the file's name: whatever changes,
nothing old is taken for new.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus import replace_text
from evals.case import Case
from evals.judge import Outcome, Verdict
from evals.metrics import Result
from evals.sets.question_set import QuestionSet

_HOUSE = Path(__file__).parent.parent.parent
_JUDGING = ("case", "evidence", "judge", "library", "metrics", "run", "supported",
            "sets/question_set")  # fmt: skip
_SHARED = ("corpus", "ingest", *(f"evals/{name}.py" for name in _JUDGING))
ASSISTANT_CODE = (*_SHARED, "assistant")
"""Packages and modules that decide what the assistant makes of a case."""
RIVAL_CODE = (*_SHARED, "evals/rivals")
"""Packages and modules that decide what a rival makes of a case."""
_NOT_CODE = frozenset({".md", ".pyc", "prices.json"})
"""Endings and names of files that decide nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """What one system made of a set."""

    results: tuple[Result, ...]
    threshold: float = 0.0
    """The confidence from which the system answers as it comes."""


class Keeper:
    """Keeps what is made in a folder; without one, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def made(self, name: str, key: str, cases: Sequence[Case], make: Callable[[], Made]) -> Made:
        """What is kept under this key, else what `make` makes, kept from then on.

        Args:
            name: What is made, as the file is to be called.
            key: A digest of all that it rests on.
            cases: What is asked; they are not kept.
            make: Asks.
        """
        if self._folder is None:
            return make()
        path = self._folder / f"{name.replace('/', '_')}-{key}.json"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_text(path, json.dumps(_page(make()), ensure_ascii=False))
        return _read(path, cases)


def set_digest(which: QuestionSet, limit: int) -> str:
    """A digest of the questions and documents of a set, and of how many are asked."""
    told = [f"{which.name} {which.group_ending} {limit}".encode(), which.questions.read_bytes()]
    return _digest([*told, folder_digest(which.documents).encode()])


@cache
def code_digest(names: tuple[str, ...]) -> str:
    """A digest of the code, weights and settings in these files and folders of the project."""
    return _digest(part for name in names for part in _contents(_HOUSE / name, _NOT_CODE))


def folder_digest(path: Path) -> str:
    """A digest of everything in a folder; empty if it is none."""
    return _digest(_contents(path, frozenset())) if path.is_dir() else ""


def key_of(*parts: str) -> str:
    """A key of everything a run rests on."""
    return _digest(part.encode() for part in parts)[:16]


def _contents(path: Path, without: frozenset[str]) -> Iterable[bytes]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file() and not {file.suffix, file.name} & without:
            yield file.relative_to(path.parent).as_posix().encode()
            yield file.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    found = sha256()
    for part in parts:
        found.update(sha256(part).digest())
    return found.hexdigest()


def _page(made: Made) -> dict[str, Any]:
    return {"threshold": made.threshold, "results": [_said(one) for one in made.results]}


def _said(one: Result) -> dict[str, Any]:
    return {
        "id": one.case.id,
        "outcome": one.verdict.outcome.value,
        "why": one.verdict.why,
        "answered": one.answered,
        "confidence": one.confidence,
        "seconds": one.seconds,
        "cited": one.cited,
        "exact": one.exact,
        "supported": one.supported,
        "reply": dict(one.reply),
    }


def _read(path: Path, cases: Sequence[Case]) -> Made:
    page = json.loads(path.read_text("utf-8"))
    by_id = {case.id: case for case in cases}
    return Made(tuple(_result(by_id[one["id"]], one) for one in page["results"]), page["threshold"])


def _result(case: Case, said: dict[str, Any]) -> Result:
    return Result(
        case=case,
        verdict=Verdict(Outcome(said["outcome"]), said["why"]),
        answered=said["answered"],
        confidence=said["confidence"],
        seconds=said["seconds"],
        cited=tuple(said["cited"]),
        exact=tuple(said["exact"]),
        supported=tuple(said["supported"]),
        reply=said["reply"],
    )
