"""Files in, documents and chunks out."""

from ingest.inspect import Inspection, inspect_text
from ingest.loaders import SUFFIXES, Limits, Loaded, Parsed, load, load_all, parse
from ingest.pipeline import IngestReport, Phase, Progress, ingest, remove
from ingest.split import CHUNKING_VERSION, split
from ingest.structure import read_sections

__all__ = [
    "CHUNKING_VERSION",
    "SUFFIXES",
    "IngestReport",
    "Inspection",
    "Limits",
    "Loaded",
    "Parsed",
    "Phase",
    "Progress",
    "ingest",
    "inspect_text",
    "load",
    "load_all",
    "parse",
    "read_sections",
    "remove",
    "split",
]
