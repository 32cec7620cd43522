"""Disagreement: what the documents answer differently, with the sentences of both sides."""

from assistant.disagreeing.dates import Date
from assistant.disagreeing.dates import dates as dates_in
from assistant.disagreeing.disagree import LAYERS, Conflict, Layer, disagreements
from assistant.disagreeing.polarity import NEGATIONS, POLES
from assistant.disagreeing.quantities import Quantity
from assistant.disagreeing.quantities import quantities as quantities_in
from assistant.disagreeing.sides import as_disagreements, with_sides

__all__ = [
    "LAYERS",
    "NEGATIONS",
    "POLES",
    "Conflict",
    "Date",
    "Layer",
    "Quantity",
    "as_disagreements",
    "dates_in",
    "disagreements",
    "quantities_in",
    "with_sides",
]
