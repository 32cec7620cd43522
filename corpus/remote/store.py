"""One index on a Chroma server: its lock, its generations and their segments.

On the server an index has one collection of records (`corpus.remote.records`) and two for each
segment: `.chunks` with the searchable chunks and their vectors, `.rest` with the documents and
what is not searched. On this machine it has a folder with what was fetched and with what a writer
prepares.
"""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from socket import gethostname
from threading import Lock

from corpus.errors import GenerationGone, IndexLocked, IndexNotFound, IndexUnusable
from corpus.lock import write_lock
from corpus.manifest import Manifest
from corpus.pointer import clear_generations, is_generation, is_segment, replace_text
from corpus.remote.collection import Collection as Records
from corpus.remote.collection import drop
from corpus.remote.cost import Cost, summed
from corpus.remote.fetch import fetch
from corpus.remote.http import Http, NotThere
from corpus.remote.kept import clear_kept, put_beside
from corpus.remote.lean import LeanTexts, fetch_names
from corpus.remote.lease import Lease, lease
from corpus.remote.parts import Parts
from corpus.remote.records import NONE, Published, Registry
from corpus.remote.segment import ServerSegment
from corpus.remote.server import Server
from corpus.remote.upload import upload
from corpus.tables import DATABASE
from corpus.texts import Texts

FRESH_SECONDS = 0.25
"""How long the name of the current generation is remembered: one question asks several times."""

_SEEN = "seen"
_LEAN = "-lean"
"""Ends the name of a folder that has the names of documents only."""


class ServerStore:
    """The `Store` of one index on a server; any number of threads may read it."""

    def __init__(self, server: Server, index: Path) -> None:
        self.server = server
        self.path = server.folder(index)
        """Folder on this machine."""
        self._registry = Registry(Http(server, patient=False), server.index_name(index))
        self._parts = Parts(self._registry.http, self._registry.prefix)
        self._lease: Lease | None = None
        self._lock = Lock()
        self._known: tuple[str, float] | None = None

    def __str__(self) -> str:
        return str(self._registry)

    @contextmanager
    def lock(self, *, wait_seconds: float, on_wait: Callable[[str], None] | None) -> Iterator[None]:
        """One writer at a time on all machines; see `corpus.remote.lease`."""
        asking = self._registry, self._parts
        with ExitStack() as stack:
            place = self._place(stack)
            http = Http(self.server, patient=True)
            stack.callback(http.close)
            registry = Registry(http, self._registry.name)
            held = lease(registry, place=place, wait_seconds=wait_seconds, on_wait=on_wait)
            self._lease = stack.enter_context(held)
            self._registry, self._parts = registry, Parts(http, registry.prefix)
            self._known = None
            try:
                yield
            finally:
                self._registry, self._parts = asking
                self._lease = self._known = None

    def current_name(self) -> str:
        """Name of the generation being served; `IndexNotFound` if there is none."""
        with self._lock:
            if self._known is None or time.monotonic() - self._known[1] > FRESH_SECONDS:
                self._known = (self._registry.current(), time.monotonic())
            name = self._known[0]
        if name == NONE:
            raise IndexNotFound(
                f"There is no index {self}: make one with `footnote ingest FOLDER`, and check "
                "FOOTNOTE_CHROMA_URL and FOOTNOTE_CHROMA_COLLECTION if it should be there."
            )
        if not is_generation(name):
            raise self._registry.damaged(f"it names a generation {name[:40]!r}")
        return name

    def generation(self, name: str) -> Path:
        """Folder of the generation on this machine; fetched when it is first wanted."""
        whole, lean = self._seen / name, self._seen / f"{name}{_LEAN}"
        if (whole / "manifest.json").exists():
            return whole
        if self._lease is None and (lean / "manifest.json").exists():
            return lean
        found = self._registry.published(name)
        if found is None:
            raise self._gone(name)
        is_lean = self._lease is None and found.searchable > self.server.cache_chunks
        folder = lean if is_lean else whole
        self._fetch(folder, found, is_lean=is_lean)
        segments = {segment.name for segment in Manifest.read(folder).segments}
        clear_kept(self._seen, keep={whole.name, lean.name, *segments})
        return folder

    def texts(self, folder: Path, manifest: Manifest, *, is_large: bool) -> Texts:
        """The words of the generation in this folder, open."""
        path = folder / DATABASE
        if not folder.name.endswith(_LEAN):
            return Texts(path, large=manifest.searchable if is_large else None)
        return LeanTexts(path, self._parts, manifest, lambda: self._gone(manifest.generation))

    def cost(self, generation: str) -> Cost | None:
        """What fetching words and vectors took; `None` if this machine wrote all of them."""
        folders = [self._seen / generation, self._seen / f"{generation}{_LEAN}"]
        return summed(Cost.read(folder) for folder in [*folders, *self._seen.glob("seg-*")])

    def create(self, name: str, size: int) -> ServerSegment:
        """A new empty segment that will hold `size` chunks."""
        return self._segment(name, self._parts.create(name, self._held().number))

    def open(self, name: str) -> ServerSegment:
        """A segment that a published generation lists."""
        try:
            return self._segment(name, self._parts.searched(name))
        except NotThere as error:
            raise self._gone(name) from error

    def publish(self, name: str, new: Collection[str]) -> None:
        """Sends what the segments lack, then makes the generation the current one."""
        held = self._held()
        folder = self.path / name
        for segment in sorted(new):
            rest = self._parts.create_rest(segment, held.number)
            upload(folder / DATABASE, segment, rest)
        self._registry.publish(name, Published.of(folder), held.number)
        held.point_to(name)
        self._known = None
        # It is what an asker on this machine would fetch.
        self._seen.mkdir(exist_ok=True)
        with suppress(OSError):
            folder.rename(self._seen / name)

    def clear(self, *, keep: str | None, segments: Collection[str]) -> None:
        """Takes away every generation but one, and every segment but these.

        What a later writer made is left alone: this one may be taken to be dead and replaced.
        """
        held, is_away = self._held(), self._registry.http.is_away
        # What led to either has been said; the next writer takes away what is left.
        if not is_away and held.is_lost():
            return
        clear_generations(self.path, keep=None)
        clear_kept(self._seen, keep={*segments} | ({keep} if keep else set()))
        if is_away:
            return
        self._registry.forget(keep=keep, writer=held.number)
        for name, writer in self._registry.collections().items():
            if self._parts.segment(name) not in segments and writer <= held.number:
                drop(self._registry.http, name)

    def close(self) -> None:
        """Closes the connections."""
        self._registry.http.close()

    @property
    def _seen(self) -> Path:
        return self.path / _SEEN

    def _fetch(self, folder: Path, found: Published, *, is_lean: bool) -> None:
        try:
            with self._writable(), put_beside(folder) as new:
                (new / "manifest.json").write_text(found.manifest, "utf-8")
                self._check_names(Manifest.read(new))
                if is_lean:
                    fetch_names(self._parts, new, found.exclusions)
                else:
                    seen = sorted(self._seen.glob(f"gen-{'?' * 12}"))
                    fetch(self._parts, new, found.exclusions, seen)
        except NotThere as error:
            raise self._gone(folder.name) from error

    @contextmanager
    def _writable(self) -> Iterator[None]:
        """The folder on this machine is there, and a failure to write in it is explained."""
        try:
            self._seen.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as error:
            raise IndexUnusable(
                f"Folder {str(self.path)!r}, for what comes from {self.server.address}, cannot be "
                f"written: {error.strerror}. Free some space, or set FOOTNOTE_CACHE to another "
                "folder."
            ) from error

    def _place(self, stack: ExitStack) -> str:
        """Id of this machine's folder, while no other process writes in it; else one of its own."""
        with self._writable():
            try:
                stack.enter_context(write_lock(self.path / "lock", wait_seconds=0))
            except IndexLocked:
                return token_hex(8)
            file = self.path / "place"
            if not file.exists():
                replace_text(file, token_hex(8))
            return f"{gethostname()} {file.read_text('utf-8').strip()}"

    def _held(self) -> Lease:
        if self._lease is None:
            raise ValueError("An index is written under its lock.")
        return self._lease

    def _segment(self, name: str, collection: Records) -> ServerSegment:
        folder = self._seen / name
        return ServerSegment(collection, folder, lambda: self._gone(name))

    def _check_names(self, manifest: Manifest) -> None:
        """Names become names of folders, so that a server may not choose them freely."""
        for segment in manifest.segments:
            if not is_segment(segment.name):
                raise self._registry.damaged(f"it names a segment {segment.name[:40]!r}")

    def _gone(self, name: str) -> GenerationGone:
        self._known = None
        return GenerationGone(f"{name!r} of index {self} was replaced: ask the index again.")
