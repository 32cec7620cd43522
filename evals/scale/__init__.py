"""Indexes of any size, made of synthetic texts and vectors, and what they cost."""

from evals.scale.synthetic import Asked, SyntheticEncoder, asked, documents

__all__ = [
    "Asked",
    "SyntheticEncoder",
    "asked",
    "documents",
]
