"""Claims as a model drafts them; nothing of them is checked here."""

from assistant.drafting.block import DraftClaim, DraftSource
from assistant.drafting.drafting import Drafting

__all__ = ["DraftClaim", "DraftSource", "Drafting"]
