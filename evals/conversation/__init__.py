"""Measures what is done before a question is looked for: its parts, small talk, its language."""

from evals.conversation.figures import Figures, Wrong, language_figures, parts_figures, talk_figures
from evals.conversation.questions import Labelled, labelled, questions_in

__all__ = [
    "Figures",
    "Labelled",
    "Wrong",
    "labelled",
    "language_figures",
    "parts_figures",
    "questions_in",
    "talk_figures",
]
