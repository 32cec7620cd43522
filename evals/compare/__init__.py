"""Two runs beside each other: which cases and measures got better or worse."""

from evals.compare.comparison import Comparison, GroupChange, compare
from evals.compare.paired import Change, Changes, Pair, changes
from evals.compare.text import comparison_text

__all__ = [
    "Change",
    "Changes",
    "Comparison",
    "GroupChange",
    "Pair",
    "changes",
    "compare",
    "comparison_text",
]
