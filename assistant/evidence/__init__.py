"""The evidence reader: does a passage answer the question, and which of its units say so?"""

from assistant.evidence.asked import ASKING_A_VALUE, ENUMERATING, Asked, asked_for, specifics
from assistant.evidence.first import FirstReader
from assistant.evidence.reading import Reader, Reading
from assistant.evidence.texts import leans

__all__ = [
    "ASKING_A_VALUE",
    "ENUMERATING",
    "Asked",
    "FirstReader",
    "Reader",
    "Reading",
    "asked_for",
    "leans",
    "specifics",
]
