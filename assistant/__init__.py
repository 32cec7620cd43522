"""Answers with footnotes to the exact words, or a typed abstention."""

from assistant.assistant import Assistant
from assistant.calibration import Calibration, load_calibrations, save_calibration
from assistant.chat import ChatCheck, ChatModel, check_chat_model
from assistant.decide import Grounds, grounds_of
from assistant.events import (
    Claimed,
    Composed,
    Decided,
    Dropped,
    Event,
    Generated,
    Read,
    Replied,
    Retrieved,
    Understood,
    explanation,
)
from assistant.evidence import (
    BUNDLED_READER,
    FIRST_READER,
    EvidenceReader,
    Layout,
    PassageTexts,
    Reader,
    Reading,
    Similarity,
    above_of,
    lay_out,
    raw_reader,
    texts_of,
)
from assistant.from_json import reply_from_dict
from assistant.grounding import Lack, Missing, SupportModel, lacks, ordered
from assistant.language import language_of
from assistant.omission import LeftOut, Why
from assistant.parts import parts_of
from assistant.plain import plain_words, row_words
from assistant.prices import AskedSet, Price, Prices, shipped_page
from assistant.reply import NOT_SAID, Abstention, Answer, Reply, passage_to_dict
from assistant.rewriting import TOPIC_FEATURES, Known, rewrite, topic_rows
from assistant.settings import SHIPPED_THRESHOLD, Settings
from assistant.smalltalk import talk_of, told_of
from assistant.types import (
    Citation,
    Claim,
    Disagreement,
    DropReason,
    Form,
    Mode,
    Notice,
    Part,
    Reason,
    Turn,
)
from corpus import clean

__all__ = [
    "BUNDLED_READER",
    "FIRST_READER",
    "NOT_SAID",
    "SHIPPED_THRESHOLD",
    "TOPIC_FEATURES",
    "Abstention",
    "Answer",
    "AskedSet",
    "Assistant",
    "Calibration",
    "ChatCheck",
    "ChatModel",
    "Citation",
    "Claim",
    "Claimed",
    "Composed",
    "Decided",
    "Disagreement",
    "DropReason",
    "Dropped",
    "Event",
    "EvidenceReader",
    "Form",
    "Generated",
    "Grounds",
    "Known",
    "Lack",
    "Layout",
    "LeftOut",
    "Missing",
    "Mode",
    "Notice",
    "Part",
    "PassageTexts",
    "Price",
    "Prices",
    "Read",
    "Reader",
    "Reading",
    "Reason",
    "Replied",
    "Reply",
    "Retrieved",
    "Settings",
    "Similarity",
    "SupportModel",
    "Turn",
    "Understood",
    "Why",
    "above_of",
    "check_chat_model",
    "clean",
    "explanation",
    "grounds_of",
    "lacks",
    "language_of",
    "lay_out",
    "load_calibrations",
    "ordered",
    "parts_of",
    "passage_to_dict",
    "plain_words",
    "raw_reader",
    "reply_from_dict",
    "rewrite",
    "row_words",
    "save_calibration",
    "shipped_page",
    "talk_of",
    "texts_of",
    "told_of",
    "topic_rows",
]
