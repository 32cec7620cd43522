"""The assistant beside its rivals on public question sets: `python -m evals.sets FOLDER`."""

from evals.sets.asking import Asked, Table, ask, best_for_all, figures, group_figures, thresholds

__all__ = ["Asked", "Table", "ask", "best_for_all", "figures", "group_figures", "thresholds"]
