"""Which texts are told by documents that are measured, and so must not be learned."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus import words

_RUN = 10
_SHARED = 0.1
"""A text goes if more than this share of its runs of `_RUN` words stands in the documents."""


class Measured:
    """The texts, titles and questions of all public sets that are measured.

    Args:
        folder: Holds `SET/questions.jsonl` and `SET/docs/`.
        is_measured: Whether the document of a name is measured, if only some are. A question is
            measured if all its documents are.

    Raises:
        FileNotFoundError: The folder holds no set, so that nothing could be kept out.
    """

    def __init__(self, folder: Path, is_measured: Callable[[str], bool] = lambda _: True) -> None:
        self._runs: set[int] = set()
        self._titles: set[str] = set()
        self._questions: set[str] = set()
        paths = sorted(folder.glob("*/questions.jsonl"))
        if not paths:
            raise FileNotFoundError(
                f"Folder {str(folder)!r} holds no SET/questions.jsonl: what is measured must be "
                "known, so that it is not learned from."
            )
        for path in paths:
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                if all(map(is_measured, _documents(record))):
                    self._questions.add(_folded(record["question"]))
            for document in sorted((path.parent / "docs").glob("*")):
                if is_measured(document.name):
                    self._add(document)

    def has(self, record: Mapping[str, Any]) -> bool:
        """Whether a record's question, title or passage is that of something measured."""
        title = str(record.get("title") or record.get("doc_id") or "")
        return self.asks(record["question"]) or self.tells(title, record["context"])

    def asks(self, question: str) -> bool:
        """Whether a question is measured, whatever its case and punctuation."""
        return _folded(question) in self._questions

    def tells(self, title: str, text: str) -> bool:
        """Whether a title, or much of a text, is that of documents that are measured."""
        told = _folded(title)
        if told and told in self._titles:
            return True
        runs = _runs(text)
        return sum(run in self._runs for run in runs) > _SHARED * len(runs)

    def _add(self, document: Path) -> None:
        text = document.read_text("utf-8", errors="replace")
        self._runs.update(_runs(text))
        self._titles.add(_folded(document.stem))
        self._titles.add(_folded(text[:200].split("\n")[0]))


def _documents(record: Mapping[str, Any]) -> list[str]:
    """The names of a question's documents; its own name if it has none."""
    named = record.get("meta", {}).get("all_docs") or [record.get("doc_id")]
    return [name for name in named if name] or [str(record.get("id"))]


def _runs(text: str) -> list[int]:
    told = words(text)
    return [hash(told[i : i + _RUN]) for i in range(max(len(told) - _RUN + 1, 1))]


def _folded(text: str) -> str:
    return " ".join(words(text))
