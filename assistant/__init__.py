"""Answers with footnotes to the exact words, or a typed abstention."""

from assistant.assistant import Assistant
from assistant.calibration import Calibration, load_calibrations, save_calibration
from assistant.decide import Grounds, grounds_of
from assistant.evidence import FirstReader, Reader, Reading
from assistant.plain import plain_words
from assistant.settings import SHIPPED_THRESHOLD, Settings
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
    "SHIPPED_THRESHOLD",
    "Abstention",
    "Answer",
    "Assistant",
    "Calibration",
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
    "load_calibrations",
    "passage_to_dict",
    "plain_words",
    "save_calibration",
]
