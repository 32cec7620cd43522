"""Several questions in one: each as a question of its own, and how they share an answer."""

from assistant.parts.message import MOST_PARTS, asked_in, parts_of
from assistant.parts.sharing import left_out, share_of

__all__ = ["MOST_PARTS", "asked_in", "left_out", "parts_of", "share_of"]
