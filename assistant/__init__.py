"""Answers with footnotes to the exact words, or a typed abstention."""

from assistant.assistant import Assistant
from assistant.decide import Grounds, grounds_of
from assistant.evidence import FirstReader, Reader, Reading
from assistant.settings import Settings
from assistant.types import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Claimed,
    Disagreement,
    Event,
    Form,
    Mode,
    Notice,
    Reason,
    Replied,
    Reply,
    Retrieved,
    Turn,
    passage_to_dict,
)

__all__ = [
    "Abstention",
    "Answer",
    "Assistant",
    "Citation",
    "Claim",
    "Claimed",
    "Disagreement",
    "Event",
    "FirstReader",
    "Form",
    "Grounds",
    "Mode",
    "Notice",
    "Reader",
    "Reading",
    "Reason",
    "Replied",
    "Reply",
    "Retrieved",
    "Settings",
    "Turn",
    "grounds_of",
    "passage_to_dict",
]
