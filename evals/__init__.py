"""Measures how well an assistant answers, abstains and cites, and gates merges on it."""

from evals.always import always_abstain
from evals.case import Case, load_cases
from evals.evidence import Quote
from evals.figures import Figure, Measures, measure
from evals.gate import check, load_limits
from evals.judge import Outcome, Verdict, judge
from evals.metrics import Measure, Result
from evals.report import Report, from_json, to_json, to_markdown
from evals.run import evaluate, sample

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
    "from_json",
    "judge",
    "load_cases",
    "load_limits",
    "measure",
    "sample",
    "to_json",
    "to_markdown",
]
