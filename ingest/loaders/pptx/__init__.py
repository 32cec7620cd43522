"""PowerPoint files."""

from ingest.loaders.pptx.read import read_pptx

__all__ = ["read_pptx"]
