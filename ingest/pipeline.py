"""Files and folders into an index: what is new, changed, unchanged, removed and failed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from time import perf_counter

from corpus import (
    BUNDLED_ENCODER,
    DocumentError,
    DocumentNotFound,
    Draft,
    Encoder,
    Index,
    Server,
)
from ingest.loaders import SUFFIXES, Limits, Loaded, load_all
from ingest.report import IngestReport, Outcome, Phase, Progress, Watch
from ingest.roots import File, Given, Plan, plan
from ingest.seen import Seen, state_of
from ingest.split import CHUNKING_VERSION

_SEEN = "seen.sqlite3"

WAIT_SECONDS = 30.0
"""How long an ingest waits for another one to finish."""


def ingest(
    paths: Sequence[str | Path] | None,
    index: str | Path = "index",
    *,
    encoder: Encoder | str = BUNDLED_ENCODER,
    server: Server | None = None,
    progress: Watch | None = None,
    wait_seconds: float = WAIT_SECONDS,
    check: bool = False,
    limits: Limits | None = None,
) -> IngestReport:
    """Brings the index up to date with files and folders, and reports what that took.

    A folder is a root: its new and changed files go in, and documents whose file is gone go out.
    A file given by its own path belongs to the root it lies in, else to its own folder, of which
    nothing else is touched. Hidden files, other formats, and links that lead out of the folder
    are passed over. A file that fails is reported while the others go in; if an earlier version of
    it is in the index, that version stays.

    Files are parsed in other processes while texts are encoded. What an interrupted or killed
    ingest has encoded is kept for the next one, and until then the index stays as it was.

    Args:
        paths: Files and folders; `None` for those that the index was made from.
        index: Folder of the index; made if there is none.
        encoder: An encoder or the name of one; loaded only if something has to be encoded.
        server: Chroma server that keeps the index instead, under the folder's name.
        progress: Called as the work goes on.
        wait_seconds: How long to wait while another process writes the index.
        check: Read also files whose size, times and number are those of the last time.
        limits: How much time, memory and text one file may take.

    Raises:
        RootError: A path does not exist, or two roots collide.
        IndexLocked: Another process still writes after `wait_seconds`.
        EncoderMismatch: The index was built with another encoder.
        IndexNotFound: No paths are given, and there is no index.
        ServerError: The server cannot be reached.
    """
    started = perf_counter()
    watch = progress or _unwatched
    given = None if paths is None else Given.of(paths)
    if given is None:
        Index.open(index, server=server).close()
    with _write(index, server, watch, wait_seconds) as draft:
        if draft.previous:
            draft.previous.manifest.check(encoder, Path(index))
        known = {name: origin.root for name, origin in draft.origins.items()}
        with Seen(draft.index / _SEEN) as seen:
            given = given or Given.again(known, seen.folders)
            planned = plan(
                given,
                roots=draft.exclusions | known,
                excluded=draft.exclusions,
                index=Path(index),
                suffixes=SUFFIXES,
            )
            draft.begin_encoding(lambda texts: _loaded(encoder, texts))
            outcome = _Staging(draft, seen, watch).take(planned, check=check, limits=limits)
            encoded = draft.finish_encoding(_tick(watch, Phase.ENCODE))
            manifest = draft.publish(_tick(watch, Phase.STORE))
            seen.forget(set(outcome.removed))
            seen.remember(given.folders)
    return outcome.report(
        chunks=manifest.searchable if manifest else 0,
        encoded=encoded,
        seconds=perf_counter() - started,
    )


def remove(
    document_ids: Sequence[str],
    index: str | Path = "index",
    *,
    server: Server | None = None,
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
    Index.open(index, server=server).close()
    with _write(index, server, watch, wait_seconds) as draft:
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
        with Seen(draft.index / _SEEN) as seen:
            seen.forget(set(removed))
    return IngestReport(
        removed=removed,
        unchanged=unchanged,
        chunks=manifest.searchable if manifest else 0,
        seconds=perf_counter() - started,
    )


class _Staging:
    """Files told apart, and what is new in them put into a draft."""

    def __init__(self, draft: Draft, seen: Seen, watch: Watch) -> None:
        self._draft = draft
        self._seen = seen
        self._watch = watch
        self._outcome = Outcome()
        self._states: dict[Path, str] = {}
        self._ids: dict[Path, str] = {}
        self._done = 0
        self._encoded = 0

    def take(self, planned: Plan, *, check: bool, limits: Limits | None) -> Outcome:
        """Goes through everything planned."""
        self._outcome.failed |= planned.failed
        self._outcome.passed |= planned.passed
        total = len(planned.files)
        touched = self._touched(planned, check)
        with closing(load_all(touched, limits=limits, known=self._is_known)) as files:
            for loaded in files:
                self._put(loaded)
                self._tell(total)
        if self._done < total:
            self._done = total - 1
            self._tell(total)
        self._seen.keep()
        for document_id, origin in self._draft.origins.items():
            if planned.is_gone(document_id, origin.root):
                self._draft.remove(document_id)
                self._outcome.removed[document_id] = origin.digest
        return self._outcome

    def _touched(self, planned: Plan, check: bool) -> Iterator[File]:
        """The files that have to be read; all, if they are to be checked."""
        for document_id, file in planned.files.items():
            before = self._digest_before(document_id)
            if before and not check and self._seen.is_untouched(document_id, file, before):
                self._outcome.unchanged.append(document_id)
                self._done += 1
                continue
            self._ids[file.path] = document_id
            self._states[file.path] = state_of(file.path)
            yield file

    def _is_known(self, file: File, file_digest: str) -> bool:
        document_id = self._ids[file.path]
        before = self._digest_before(document_id)
        return bool(before) and self._seen.holds(document_id, file, file_digest, before)

    def _digest_before(self, document_id: str) -> str:
        """Digest of the text that the index holds; empty if that was split by another version."""
        origin = self._draft.origins.get(document_id)
        return origin.digest if origin and origin.chunking == str(CHUNKING_VERSION) else ""

    def _put(self, loaded: Loaded) -> None:
        file, result = loaded.file, loaded.result
        document_id, state = self._ids.pop(file.path), self._states.pop(file.path)
        before = self._digest_before(document_id)
        if isinstance(result, DocumentError):
            self._outcome.failed[str(file.path)] = str(result)
            return
        digest = result.document.digest if result else before
        self._seen.note(document_id, file, state=state, file_digest=loaded.digest, digest=digest)
        if result is None or digest == before:
            self._outcome.unchanged.append(document_id)
            return
        self._draft.put(
            result.document,
            result.chunks,
            root=str(file.root),
            chunking=str(CHUNKING_VERSION),
            headings=result.headings,
        )
        self._draft.exclusions.pop(document_id, None)
        if document_id in self._draft.origins:
            self._outcome.changed.append(document_id)
        else:
            self._outcome.new[document_id] = digest

    def _tell(self, files: int) -> None:
        self._done += 1
        self._watch(Progress(Phase.LOAD, self._done, files))
        encoded = self._draft.encoded()
        if encoded.done > self._encoded:
            self._encoded = encoded.done
            self._watch(Progress(Phase.ENCODE, encoded.done, encoded.total))


def _write(
    index: str | Path, server: Server | None, watch: Watch, wait_seconds: float
) -> AbstractContextManager[Draft]:
    return Index.write(
        index,
        server=server,
        wait_seconds=wait_seconds,
        on_wait=lambda holder: watch(Progress(Phase.WAIT, note=holder)),
    )


def _loaded(encoder: Encoder | str, texts: int | None) -> Encoder:
    if isinstance(encoder, str):
        from corpus import indexing_encoder

        return indexing_encoder(encoder, texts)
    return encoder


def _tick(watch: Watch, phase: Phase) -> Callable[[int, int], None]:
    return lambda done, total: watch(Progress(phase, done, total))


def _unwatched(progress: Progress) -> None:
    """Nobody looks."""
