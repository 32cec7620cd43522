"""Follow-ups: what a question means on its own, from the conversation before it."""

from assistant.rewriting.known import Known
from assistant.rewriting.rewritten import Rewritten, rewrite
from assistant.rewriting.topic import TOPIC_FEATURES, topic_rows

__all__ = ["TOPIC_FEATURES", "Known", "Rewritten", "rewrite", "topic_rows"]
