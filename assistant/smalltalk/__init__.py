"""Talk that is no question to the documents, and what is said to it."""

from assistant.smalltalk.about import Corpus, corpus_of, told_of
from assistant.smalltalk.courtesy import stripped
from assistant.smalltalk.frames import unframed
from assistant.smalltalk.replies import reply_to
from assistant.smalltalk.talk import Talk, talk_of

__all__ = [
    "Corpus",
    "Talk",
    "corpus_of",
    "reply_to",
    "stripped",
    "talk_of",
    "told_of",
    "unframed",
]
