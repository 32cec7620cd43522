"""PDF files."""

from ingest.loaders.pdf.read import read_pdf

__all__ = ["read_pdf"]
