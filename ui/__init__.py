"""The edges: terminal and browser."""

from ui.render import Context, citation_context, confidence_words, reply_text, visible, where

__all__ = [
    "Context",
    "citation_context",
    "confidence_words",
    "reply_text",
    "visible",
    "where",
]
