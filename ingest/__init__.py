"""Files in, documents and chunks out."""

from ingest.inspect import Inspection, inspect_text
from ingest.loaders import SUFFIXES, Limits, Loaded, Parsed, load, load_all, parse
from ingest.pipeline import ingest, remove
from ingest.report import IngestReport, Phase, Progress
from ingest.split import CHUNKING_VERSION, split
from ingest.structure import read_sections
from ingest.watch import changes

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
    "changes",
    "ingest",
    "inspect_text",
    "load",
    "load_all",
    "parse",
    "read_sections",
    "remove",
    "split",
]
