"""Grounding: whether a claim's quote stands in a passage, and whether it supports the claim."""

from assistant.grounding.lack import Lack, Missing
from assistant.grounding.locate import Found, located
from assistant.grounding.support import lacks

__all__ = ["Found", "Lack", "Missing", "lacks", "located"]
