"""Grounding: whether a claim's quote stands in a passage, and whether it supports the claim."""

from assistant.grounding.lack import Lack, Missing
from assistant.grounding.locate import Found, located
from assistant.grounding.orders import is_addressed_to_a_model, ordered, without_orders
from assistant.grounding.rules import lacks
from assistant.grounding.scoring import SupportModel

__all__ = [
    "Found",
    "Lack",
    "Missing",
    "SupportModel",
    "is_addressed_to_a_model",
    "lacks",
    "located",
    "ordered",
    "without_orders",
]
