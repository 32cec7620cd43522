"""Disagreement: what the documents answer differently, with the sentences of both sides."""

from assistant.disagreeing.disagree import LAYERS, Conflict, Layer, disagreements
from assistant.disagreeing.sides import as_disagreements, with_sides

__all__ = ["LAYERS", "Conflict", "Layer", "as_disagreements", "disagreements", "with_sides"]
