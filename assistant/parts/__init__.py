"""Several questions in one: each as a question of its own, and their answers as one."""

from assistant.parts.merge import left_out, merged, missing, share_of
from assistant.parts.message import MOST_PARTS, asked_in, parts_of

__all__ = ["MOST_PARTS", "asked_in", "left_out", "merged", "missing", "parts_of", "share_of"]
