"""Files in, documents and chunks out."""

from ingest.inspect import Inspection, inspect_text
from ingest.load import SUFFIXES, load
from ingest.pipeline import ingest, remove
from ingest.report import IngestReport, Phase, Progress
from ingest.split import CHUNKING_VERSION, split
from ingest.structure import read_sections

__all__ = [
    "CHUNKING_VERSION",
    "SUFFIXES",
    "IngestReport",
    "Inspection",
    "Phase",
    "Progress",
    "ingest",
    "inspect_text",
    "load",
    "read_sections",
    "remove",
    "split",
]
