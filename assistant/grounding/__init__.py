"""Grounding: whether a claim's quote stands in a passage, and whether it supports the claim."""

from assistant.grounding.lack import Lack, Missing
from assistant.grounding.locate import Found, located
from assistant.grounding.orders import ordered
from assistant.grounding.rules import lacks
from assistant.grounding.scoring import SupportModel

__all__ = [
    "Found",
    "Lack",
    "Missing",
    "SupportModel",
    "lacks",
    "located",
    "ordered",
]
