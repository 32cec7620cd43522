"""The assistant beside its rivals on public question sets: `python -m evals.sets FOLDER`."""

from evals.sets.asking import Asked, Way, ask_all
from evals.sets.lead import STANDARD_PARTS, Lead, lead
from evals.sets.measured import (
    Table,
    best_for_all,
    figures,
    group_figures,
    sentence_figures,
    thresholds,
)
from evals.sets.question_set import PRESETS, QuestionSet, sets_in

__all__ = [
    "PRESETS",
    "STANDARD_PARTS",
    "Asked",
    "Lead",
    "QuestionSet",
    "Table",
    "Way",
    "ask_all",
    "best_for_all",
    "figures",
    "group_figures",
    "lead",
    "sentence_figures",
    "sets_in",
    "thresholds",
]
