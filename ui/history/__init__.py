"""Conversations, votes and the log of questions, kept in one file."""

from ui.history.alike import Unanswered
from ui.history.asked import Asked, Status
from ui.history.forgetting import forget_removed
from ui.history.history import Conversation, History, title_of
from ui.history.pinned import Pin, pins_of
from ui.history.place import HISTORY_VARIABLES, index_key, keep_questions_days, state_folder
from ui.history.questions import QuestionLog, Totals

__all__ = [
    "HISTORY_VARIABLES",
    "Asked",
    "Conversation",
    "History",
    "Pin",
    "QuestionLog",
    "Status",
    "Totals",
    "Unanswered",
    "forget_removed",
    "index_key",
    "keep_questions_days",
    "pins_of",
    "state_folder",
    "title_of",
]
