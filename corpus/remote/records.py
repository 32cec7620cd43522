"""What an index on a server says about itself: who writes it, and which generation it serves.

Each writer has a record of its own, numbered one higher than the one before. Chroma ignores an
`add` of an id that exists, so that only one writer gets a number. The generation served is the one
in the highest record that names one: a writer that was taken to be dead and replaced may go on
writing its own record, and nobody looks at it any more.
"""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from corpus.errors import IndexFormatError
from corpus.manifest import Manifest
from corpus.remote.collection import Collection, Metadata, collections
from corpus.remote.http import Http, NotThere
from corpus.tables import DATABASE
from corpus.texts import Texts

_PREFIX = "footnote."
_MANIFEST = ".manifest"
_WRITER = "writer"
_GENERATION = "generation"

NONE = "none"
"""In the place of a generation's name, where nothing has been published yet."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The record of one writer."""

    number: int
    token: str
    """What the writer knows its record by."""
    holder: str
    """Who writes, for people."""
    place: str
    """Id of the folder that the writer works in."""
    alive: float
    """When it gave its last sign of life, in seconds on the server's clock."""
    expires: float
    """When it is taken to be dead without a further one."""
    is_done: bool = False
    """Whether it has let go of the lock."""
    generation: str = ""
    """The generation served since this writer; empty until it has taken over, `NONE` if none."""

    @property
    def id(self) -> str:
        """Id of the record."""
        return f"writer-{self.number:08d}"

    def metadata(self) -> Metadata:
        """As Chroma keeps it."""
        return {"role": _WRITER} | asdict(self)

    @classmethod
    def of(cls, metadata: dict[str, Any]) -> Self:
        """A record that was read."""
        return cls(**{name: metadata[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Published:
    """What a generation says about itself."""

    manifest: str
    """The text of its `manifest.json`."""
    exclusions: dict[str, str]
    """Ids that are left out, each with its root."""
    searchable: int
    """Chunks that can be retrieved."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Of the generation in this folder."""
        with closing(Texts(folder / DATABASE)) as texts:
            manifest = Manifest.read(folder)
            text = (folder / "manifest.json").read_text("utf-8")
            return cls(text, texts.exclusions(), manifest.searchable)


class Registry:
    """The manifest collection of one index."""

    def __init__(self, http: Http, name: str) -> None:
        self.http = http
        self.name = name
        self._collection: Collection | None = None

    def __str__(self) -> str:
        return f"{self.name!r} on {self.http.server.address}"

    @property
    def prefix(self) -> str:
        """How the names of all collections of this index begin."""
        return f"{_PREFIX}{self.name}."

    def create(self) -> None:
        """Makes the collection, if there is none."""
        self._collection = Collection.create(self.http, self._full_name)

    def writers(self) -> list[Writer]:
        """The writers' records, the highest last; none if there is no such index."""
        try:
            found = self._open().records(where={"role": _WRITER})
        except NotThere:
            self._collection = None
            return []
        try:
            return sorted((Writer.of(one) for one in found.values()), key=lambda one: one.number)
        except (KeyError, TypeError) as error:
            raise self.damaged(f"its record of writers lacks {error}") from error

    def current(self) -> str:
        """Name of the generation served; `NONE` if there is none."""
        return served(self.writers())

    def add_writer(self, writer: Writer) -> None:
        """Adds a record, unless another writer has taken its number."""
        self._open().add(writer.id, writer.metadata())

    def put_writer(self, writer: Writer) -> None:
        """Puts a record in place of the one with its number."""
        self._open().put([writer.id], [writer.metadata()])

    def delete_writers(self, writers: Sequence[Writer]) -> None:
        """Removes the records of former writers."""
        self._open().delete([one.id for one in writers])

    def publish(self, name: str, published: Published, writer: int) -> None:
        """Keeps what a generation says about itself; it is not served by that."""
        metadata = {"role": _GENERATION, "writer": writer, **asdict(published)}
        metadata["exclusions"] = json.dumps(published.exclusions, ensure_ascii=False)
        self._open().put([name], [metadata])

    def published(self, name: str) -> Published | None:
        """What a generation says about itself; `None` if it is gone."""
        try:
            found = self._open().records([name]).get(name)
        except NotThere:
            self._collection = None
            return None
        if found is None:
            return None
        try:
            exclusions = json.loads(found["exclusions"])
            return Published(found["manifest"], exclusions, found["searchable"])
        except (KeyError, ValueError) as error:
            raise self.damaged(f"its record of {name!r} cannot be read ({error})") from error

    def forget(self, *, keep: str | None, writer: int) -> None:
        """Removes the records of all generations but one that this or an earlier writer made."""
        found = self._open().records(where={"role": _GENERATION})
        old = [name for name, one in found.items() if name != keep and one["writer"] <= writer]
        self._open().delete(old)

    def collections(self) -> dict[str, int]:
        """The collections of segments, each with the number of the writer that made it."""
        found = collections(self.http, self.prefix)
        found.pop(self._full_name, None)
        return {name: int(metadata.get("writer", 0)) for name, metadata in found.items()}

    def damaged(self, reason: str) -> IndexFormatError:
        """An error that says why this index cannot be read."""
        return IndexFormatError(
            f"Index {self} cannot be read: {reason}. "
            "Make it anew under another name with FOOTNOTE_CHROMA_COLLECTION."
        )

    @property
    def _full_name(self) -> str:
        return f"{_PREFIX}{self.name}{_MANIFEST}"

    def _open(self) -> Collection:
        if self._collection is None:
            self._collection = Collection.open(self.http, self._full_name)
        return self._collection


def served(writers: Sequence[Writer]) -> str:
    """The generation served after these writers, the highest last; `NONE` if there is none."""
    return next((one.generation for one in reversed(writers) if one.generation), NONE)
