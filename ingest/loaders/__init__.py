"""Readers of file formats, one a kind."""
