"""The evidence reader: does a passage answer the question, and which of its units say so?"""

from assistant.evidence.asked import Asked, asked_for
from assistant.evidence.first import FirstReader
from assistant.evidence.reading import Reader, Reading

__all__ = ["Asked", "FirstReader", "Reader", "Reading", "asked_for"]
