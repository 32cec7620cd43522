"""Follow-ups: whether a question is understood from the conversation before it."""

from evals.followups.turns import SHARED, Turns, conversation, follow_ups

__all__ = ["SHARED", "Turns", "conversation", "follow_ups"]
