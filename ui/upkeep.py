"""What the owner has done to the index through the page: one thing at a time, in a thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ui.pace import Pace
from ui.uploads import Arrival, Upload, receive

if TYPE_CHECKING:
    from assistant import Settings
    from ingest import IngestReport, Progress

_Watch = Callable[["Progress"], None]
_Job = Callable[[_Watch], "IngestReport"]


class Task:
    """Something that is being done, or was; safe to look at from any thread.

    Args:
        title: What is done, e.g. `Taking in 2 files`.
        job: Does it.
    """

    def __init__(self, title: str, job: _Job) -> None:
        self.title = title
        self.report: IngestReport | None = None
        """What it did, if it went well."""
        self.error: Exception | None = None
        """What went wrong, if it is over for that."""
        self.line = ""
        """How far it is, with its rate and the time left."""
        self.part: float | None = None
        """How much of what is being done just now is done, from 0 to 1; `None` if not known."""
        self._pace = Pace()
        self._thread = Thread(target=self._run, args=(job,), daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.report is not None or self.error is not None

    def wait(self, seconds: float | None = None) -> None:
        """Waits until it is over, but no longer than this."""
        self._thread.join(seconds)

    def _run(self, job: _Job) -> None:
        try:
            self.report = job(self._see)
        except Exception as error:
            self.error = error

    def _see(self, progress: "Progress") -> None:
        pace = self._pace
        pace.see(progress, monotonic())
        # While files are read their texts are encoded, and it is the texts that take the time.
        if progress.phase.value == "load" and pace.encoded:
            return
        self.line = pace.line(progress)
        total = pace.total(progress)
        self.part = min(progress.done / total, 1.0) if total else None


class Upkeep:
    """The changes to one index, which all visitors share.

    Args:
        index: Folder of the index.
        folder: Where its uploads are kept.
        settings: With which encoder, and on which server.
    """

    def __init__(self, index: Path, folder: Path, settings: "Settings") -> None:
        self.folder = folder
        self.task: Task | None = None
        """What is being done, or was done last."""
        self._index = index
        self._settings = settings
        self._lock = Lock()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self.task is not None and not self.task.is_over

    def dismiss(self) -> None:
        """Forgets what was done last."""
        with self._lock:
            if not self.is_busy:
                self.task = None

    def take_in(self, uploads: Sequence[Upload], *, file_mb: int) -> bool:
        """Has files ingested; `False` if something else is being done."""
        title = f"Taking in {len(uploads):,} {'file' if len(uploads) == 1 else 'files'}"
        return self._begin(title, lambda watch: self._taken_in(uploads, file_mb, watch))

    def take_out(self, document_id: str) -> bool:
        """Has a document removed, with its file if it was uploaded; `False` if busy."""
        return self._begin("Removing a document", lambda watch: self._taken_out(document_id, watch))

    def again(self) -> bool:
        """Has everything ingested again that the index was made from; `False` if busy."""
        return self._begin("Ingesting again", lambda watch: self._ingest(None, watch))

    def _begin(self, title: str, job: _Job) -> bool:
        with self._lock:
            if self.is_busy:
                return False
            self.task = Task(title, lambda watch: self._done(job, watch))
            return True

    def _done(self, job: _Job, watch: _Watch) -> "IngestReport":
        """Does it, and has conversations forget what went."""
        from ui.history import forget_removed

        report = job(watch)
        forget_removed(report, self._index)
        return report

    def _taken_in(self, uploads: Sequence[Upload], file_mb: int, watch: _Watch) -> "IngestReport":
        from ingest import SUFFIXES, IngestReport

        arrival = receive(
            uploads, self.folder, roots=self._roots(), suffixes=SUFFIXES, file_mb=file_mb
        )
        report = IngestReport()
        if arrival.written:
            report = self._tried(arrival, watch)
        failed = {Path(path).name: reason for path, reason in report.failed.items()}
        return replace(report, failed=arrival.refused | failed)

    def _taken_out(self, document_id: str, watch: _Watch) -> "IngestReport":
        from ingest import remove

        file = Path(self._roots().get(document_id, ""), document_id)
        report = remove([document_id], self._index, server=self._settings.server, progress=watch)
        if file.parent == self.folder:
            file.unlink(missing_ok=True)
        return report

    def _tried(self, arrival: Arrival, watch: _Watch) -> "IngestReport":
        """Ingests what arrived; files that do not go in are taken back."""
        try:
            report = self._ingest(arrival.written, watch)
        except BaseException:
            arrival.take_back(arrival.written)
            raise
        failed = set(report.failed)
        arrival.take_back(path for path in arrival.written if str(path) in failed)
        arrival.settle()
        return report

    def _ingest(self, paths: Sequence[Path] | None, watch: _Watch) -> "IngestReport":
        from ingest import ingest
        from ui.limits import limits_given

        settings = self._settings
        return ingest(
            paths,
            self._index,
            encoder=settings.encoder,
            server=settings.server,
            progress=watch,
            limits=limits_given(),
        )

    def _roots(self) -> Mapping[str, str]:
        """Root of every document of the index, by its id."""
        from corpus import Index

        with Index.open(self._index, server=self._settings.server) as opened:
            origins = opened.current(searching=False).origins()
        return {name: origin.root for name, origin in origins.items()}
