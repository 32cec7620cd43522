"""Questions to measure with: our own, which say what is expected, and those of public sets."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import CaseError

OWN = Path(__file__).parent
"""Where our own questions are kept."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what should be made of it."""

    id: str
    question: str
    expected: tuple[str, ...]
    """Its parts, or one name of a talk or language; empty for a real question."""


def labelled(name: str) -> tuple[Labelled, ...]:
    """Our own questions of this kind: `parts`, `talk` or `languages`."""
    field = {"parts": "parts", "talk": "talk", "languages": "language"}[name]
    return tuple(
        Labelled(row["id"], row["question"], _expected(row[field]))
        for row in _rows(OWN / f"{name}.jsonl")
    )


def questions_in(folder: Path, sets: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Each question of the sets in a folder once, by the name of its set; all sets unless named.

    Raises:
        CaseError: There is no such set, or a line of it is no question.
    """
    files = sorted(folder.glob("*/questions.jsonl"))
    found = {file.parent.name: file for file in files if not sets or file.parent.name in sets}
    absent = [name for name in sets if name not in found]
    if absent or not found:
        what = f"set {absent[0]!r}" if absent else "set"
        raise CaseError(f"Folder {str(folder)!r} has no {what} with a 'questions.jsonl'.")
    seen: set[str] = set()
    return {
        name: tuple(_new((row["question"] for row in _rows(file)), seen))
        for name, file in found.items()
    }


def _new(questions: Iterable[str], seen: set[str]) -> Iterable[str]:
    for question in (" ".join(question.split()) for question in questions):
        if question not in seen:
            seen.add(question)
            yield question


def _expected(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return [row | {"question": str(row["question"])} for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CaseError(f"File {str(file)!r} cannot be used: {error!r}.") from error
