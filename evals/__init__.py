"""Measures how well an assistant answers, abstains and cites, and gates merges on it."""

from evals.case import Case, load_cases
from evals.gate import check, load_limits
from evals.judge import Outcome, Quote, Verdict, judge
from evals.metrics import Figure, Measure, Measures, Result, measure
from evals.report import Report, to_json, to_markdown
from evals.run import always_abstain, evaluate, sample

__all__ = [
    "Case",
    "Figure",
    "Measure",
    "Measures",
    "Outcome",
    "Quote",
    "Report",
    "Result",
    "Verdict",
    "always_abstain",
    "check",
    "evaluate",
    "judge",
    "load_cases",
    "load_limits",
    "measure",
    "sample",
    "to_json",
    "to_markdown",
]
