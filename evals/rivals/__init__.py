"""Common ways to answer from the same documents, to be measured beside the assistant."""

from evals.rivals.open import RIVALS, check_rivals, open_rivals
from evals.rivals.texts import Text, texts_of

__all__ = ["RIVALS", "Text", "check_rivals", "open_rivals", "texts_of"]
