"""Word files."""

from ingest.loaders.docx.read import read_docx

__all__ = ["read_docx"]
