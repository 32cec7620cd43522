"""What an ingest tells while it works, and what it reports at its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Phase(StrEnum):
    """What an ingest is doing."""

    WAIT = "wait"
    LOAD = "load"
    ENCODE = "encode"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come with one of its phases; it loads and encodes at the same time."""

    phase: Phase
    done: int = 0
    """Files loaded, texts encoded or chunks stored."""
    total: int = 0
    """As far as is known: while files are loaded, the texts to encode become more."""
    note: str = ""
    """While waiting: who is writing the index."""


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did; documents by id, files that failed by path."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Documents whose text is another, or that an older version had split."""
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: dict[str, str] = field(default_factory=dict)
    """Old id to new id of documents that stand under another name now; neither new nor removed."""
    failed: dict[str, str] = field(default_factory=dict)
    """Path of the file to the reason why it was not read."""
    passed: dict[str, int] = field(default_factory=dict)
    """Endings of files that are looked for in no folder, and how many of each there were."""
    chunks: int = 0
    """Searchable chunks the index holds now."""
    encoded: int = 0
    """Texts that had to be encoded in this run."""
    seconds: float = 0.0

    @property
    def is_unchanged(self) -> bool:
        """Whether the index is as it was before."""
        return not (self.new or self.changed or self.removed or self.moved)


@dataclass(slots=True)
class Outcome:
    """A report while it grows."""

    new: dict[str, str] = field(default_factory=dict)
    """Id to digest."""
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: dict[str, str] = field(default_factory=dict)
    """Id to digest."""
    failed: dict[str, str] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)

    def report(self, *, chunks: int, encoded: int, seconds: float) -> IngestReport:
        """The whole of it; a document that went while one of the same text came has moved."""
        moved = _moved(self.removed, self.new)
        arrived = set(moved.values())
        return IngestReport(
            new=tuple(name for name in self.new if name not in arrived),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            removed=tuple(name for name in self.removed if name not in moved),
            moved=moved,
            failed=self.failed,
            passed=self.passed,
            chunks=chunks,
            encoded=encoded,
            seconds=seconds,
        )


def _moved(removed: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Old id to new id; of several copies, one that keeps its file name before the others."""
    arrived: dict[str, list[str]] = {}
    for name, digest in new.items():
        arrived.setdefault(digest, []).append(name)
    moved = {}
    for name, digest in removed.items():
        if others := arrived.get(digest):
            same = (other for other in others if _last(other) == _last(name))
            moved[name] = next(same, others[0])
            others.remove(moved[name])
    return moved


def _last(document_id: str) -> str:
    return document_id.rpartition("/")[2]
