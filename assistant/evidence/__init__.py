"""The evidence reader: does a passage answer the question, and which of its units say so?"""

from assistant.evidence.asked import ASKING_A_VALUE, ENUMERATING, Asked, asked_for, specifics
from assistant.evidence.layout import Layout, above_of, lay_out
from assistant.evidence.leaning import leans
from assistant.evidence.raw import RawReader, RawScores
from assistant.evidence.reader import (
    BUNDLED_READER,
    FIRST_READER,
    EvidenceReader,
    identity,
    raw_reader,
)
from assistant.evidence.reading import Reader, Reading, better_of
from assistant.evidence.similarity import Similarity
from assistant.evidence.texts import PassageTexts, texts_of

__all__ = [
    "ASKING_A_VALUE",
    "BUNDLED_READER",
    "ENUMERATING",
    "FIRST_READER",
    "Asked",
    "EvidenceReader",
    "Layout",
    "PassageTexts",
    "RawReader",
    "RawScores",
    "Reader",
    "Reading",
    "Similarity",
    "above_of",
    "asked_for",
    "better_of",
    "identity",
    "lay_out",
    "leans",
    "raw_reader",
    "specifics",
    "texts_of",
]
