"""Files in, documents out: a function for each format, in processes that can be killed."""

from ingest.loaders.limits import Limits
from ingest.loaders.loading import Loaded, load, load_all, parse
from ingest.loaders.reading import Parsed
from ingest.loaders.sniff import SUFFIXES

__all__ = ["SUFFIXES", "Limits", "Loaded", "Parsed", "load", "load_all", "parse"]
