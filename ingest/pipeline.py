"""Files and folders into an index: what is new, changed, unchanged, removed and failed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from corpus import BUNDLED_ENCODER, DocumentError, DocumentNotFound, Draft, Encoder, Index
from ingest.chunked import chunked
from ingest.load import SUFFIXES, load
from ingest.roots import File, Given, Plan, plan
from ingest.split import CHUNKING_VERSION

WAIT_SECONDS = 30.0
"""How long an ingest waits for another one to finish."""


class Phase(StrEnum):
    """What an ingest is doing."""

    WAIT = "wait"
    LOAD = "load"
    ENCODE = "encode"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come."""

    phase: Phase
    done: int = 0
    """Files loaded, texts encoded or chunks stored."""
    total: int = 0
    note: str = ""
    """While waiting: who is writing the index."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did; documents by id, files that failed by path."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Documents whose text is another, or that an older version had split."""
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)
    """Path of the file to the reason why it was not read."""
    chunks: int = 0
    """Searchable chunks the index holds now."""
    encoded: int = 0
    """Texts that had to be encoded in this run."""
    seconds: float = 0.0


Watch = Callable[[Progress], None]


def ingest(
    paths: Sequence[str | Path],
    index: str | Path = "index",
    *,
    encoder: Encoder | str = BUNDLED_ENCODER,
    progress: Watch | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> IngestReport:
    """Brings the index up to date with files and folders, and reports what that took.

    A folder is a root: its new and changed files go in, and documents whose file is gone go out.
    A file given by its own path belongs to the root it lies in, else to its own folder, of which
    nothing else is touched. Hidden files, other formats, and links that lead out of the folder
    are passed over. A file that fails is reported while the others go in; if an earlier version of
    it is in the index, that version stays.

    Args:
        paths: Files and folders.
        index: Folder of the index; made if there is none.
        encoder: An encoder or the name of one; loaded only if something has to be encoded.
        progress: Called as the work goes on.
        wait_seconds: How long to wait while another process writes the index.

    Raises:
        RootError: A path does not exist, or two roots collide.
        IndexLocked: Another process still writes after `wait_seconds`.
        EncoderMismatch: The index was built with another encoder.
    """
    started = perf_counter()
    watch = progress or _unwatched
    given = Given.of(paths)
    with _write(index, watch, wait_seconds) as draft:
        if draft.previous:
            draft.previous.manifest.check(encoder, Path(index))
        known = {name: origin.root for name, origin in draft.origins.items()}
        planned = plan(
            given,
            roots=draft.exclusions | known,
            excluded=draft.exclusions,
            index=Path(index),
            suffixes=SUFFIXES,
        )
        outcome = _stage(draft, planned, watch)
        encoded = draft.encode(lambda: _loaded(encoder), _tick(watch, Phase.ENCODE))
        manifest = draft.publish(_tick(watch, Phase.STORE))
    return outcome.report(
        chunks=manifest.searchable if manifest else 0,
        encoded=encoded,
        seconds=perf_counter() - started,
    )


def remove(
    document_ids: Sequence[str],
    index: str | Path = "index",
    *,
    progress: Watch | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> IngestReport:
    """Takes documents out of the index for good, and reports what is left.

    The next ingest of their folder does not bring them back; giving a file by its own path does.

    Raises:
        DocumentNotFound: The index holds no document of one of the ids; nothing is removed.
        IndexNotFound: There is no index.
        IndexLocked: Another process still writes after `wait_seconds`.
    """
    started = perf_counter()
    watch = progress or _unwatched
    Index.open(index).close()
    with _write(index, watch, wait_seconds) as draft:
        for document_id in document_ids:
            origin = draft.origins.get(document_id)
            if origin is None:
                raise DocumentNotFound(
                    f"Index {str(index)!r} holds no document {document_id!r}: "
                    "`footnote sources` lists its documents."
                )
            draft.remove(document_id)
            draft.exclusions[document_id] = origin.root
        removed = tuple(sorted(set(document_ids)))
        unchanged = tuple(name for name in draft.origins if name not in removed)
        manifest = draft.publish(_tick(watch, Phase.STORE))
    return IngestReport(
        removed=removed,
        unchanged=unchanged,
        chunks=manifest.searchable if manifest else 0,
        seconds=perf_counter() - started,
    )


@dataclass(slots=True)
class _Outcome:
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def report(self, *, chunks: int, encoded: int, seconds: float) -> IngestReport:
        return IngestReport(
            new=tuple(self.new),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            removed=tuple(self.removed),
            failed=self.failed,
            chunks=chunks,
            encoded=encoded,
            seconds=seconds,
        )


def _stage(draft: Draft, planned: Plan, watch: Watch) -> _Outcome:
    outcome = _Outcome(failed=dict(planned.failed))
    for done, (document_id, file) in enumerate(planned.files.items(), start=1):
        try:
            _stage_file(draft, document_id, file, outcome)
        except DocumentError as error:
            outcome.failed[str(file.path)] = str(error)
        watch(Progress(Phase.LOAD, done, len(planned.files)))
    for document_id, origin in draft.origins.items():
        if planned.is_gone(document_id, origin.root):
            draft.remove(document_id)
            outcome.removed.append(document_id)
    return outcome


def _stage_file(draft: Draft, document_id: str, file: File, outcome: _Outcome) -> None:
    document = load(file.path, file.root)
    before = draft.origins.get(document_id)
    if before and (before.digest, before.chunking) == (document.digest, str(CHUNKING_VERSION)):
        outcome.unchanged.append(document_id)
        return
    made = chunked(document)
    draft.put(
        document,
        made.chunks,
        root=str(file.root),
        chunking=str(CHUNKING_VERSION),
        headings=made.headings,
    )
    draft.exclusions.pop(document_id, None)
    (outcome.changed if before else outcome.new).append(document_id)


def _write(index: str | Path, watch: Watch, wait_seconds: float) -> AbstractContextManager[Draft]:
    return Index.write(
        index,
        wait_seconds=wait_seconds,
        on_wait=lambda holder: watch(Progress(Phase.WAIT, note=holder)),
    )


def _loaded(encoder: Encoder | str) -> Encoder:
    if isinstance(encoder, str):
        from corpus import indexing_encoder

        return indexing_encoder(encoder)
    return encoder


def _tick(watch: Watch, phase: Phase) -> Callable[[int, int], None]:
    return lambda done, total: watch(Progress(phase, done, total))


def _unwatched(progress: Progress) -> None:
    """Nobody looks."""
