"""The edges: terminal and browser."""

from ui.render import Context, citation_context, confidence_words, visible, where
from ui.replies import reply_text

__all__ = [
    "Context",
    "citation_context",
    "confidence_words",
    "reply_text",
    "visible",
    "where",
]
