"""A Chroma server as the place of an index."""

from corpus.remote.cost import Cost
from corpus.remote.server import Server, cache_folder
from corpus.remote.store import ServerStore

__all__ = ["Cost", "Server", "ServerStore", "cache_folder"]
