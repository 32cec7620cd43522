"""How one question is to be answered, where its asker wants something else than is configured."""

from dataclasses import dataclass

from assistant.types import Mode
from corpus import Scope, SettingsError


@dataclass(frozen=True, slots=True)
class Asking:
    """What to answer from, how sure to be, and in whose words."""

    scope: Scope
    threshold: float | None = None
    """Confidence from which an answer is given; `None` for the threshold in force."""
    mode: Mode | None = None
    """Who words the answer; `None` as configured."""

    def check(self, *, has_model: bool) -> None:
        """Fails where it cannot be asked so.

        Raises:
            SettingsError: The threshold is no confidence, or the mode needs a chat model.
        """
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise SettingsError(
                f"The threshold of a question cannot be {self.threshold!r}: it is a confidence "
                "from 0 to 1. Give one, or leave it out for the threshold in force."
            )
        if self.mode is Mode.GENERATIVE and not has_model:
            raise SettingsError(
                "The answer cannot be worded by a model, as none is configured: set "
                "FOOTNOTE_CHAT_MODEL, or ask without a mode for the documents' own sentences."
            )
