"""The two collections of a segment: what is searched, and the rest."""

from dataclasses import dataclass

from corpus.remote.collection import Collection
from corpus.remote.http import Http

_SEARCHED = ".chunks"
_REST = ".rest"


@dataclass(frozen=True, slots=True)
class Parts:
    """Hands out the collections of an index's segments."""

    http: Http
    prefix: str
    """How the names of all collections of the index begin."""

    def create(self, segment: str, writer: int) -> Collection:
        """A collection for the searchable chunks of a new segment."""
        return Collection.create(self.http, self._searched(segment), {"writer": writer})

    def create_rest(self, segment: str, writer: int) -> Collection:
        """A collection for the documents of a new segment, and for its other chunks."""
        return Collection.create(self.http, self._rest(segment), {"writer": writer})

    def searched(self, segment: str) -> Collection:
        """The searchable chunks of a segment; `NotThere` if it was deleted."""
        return Collection.open(self.http, self._searched(segment))

    def rest(self, segment: str) -> Collection:
        """The documents of a segment, and its other chunks; `NotThere` if it was deleted."""
        return Collection.open(self.http, self._rest(segment))

    def segment(self, collection: str) -> str:
        """Name of the segment that a collection belongs to."""
        return collection.removeprefix(self.prefix).rpartition(".")[0]

    def _searched(self, segment: str) -> str:
        return f"{self.prefix}{segment}{_SEARCHED}"

    def _rest(self, segment: str) -> str:
        return f"{self.prefix}{segment}{_REST}"
