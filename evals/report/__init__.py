"""A run as JSON to keep and as pages to read."""

from evals.report.junit import to_junit
from evals.report.markdown import to_markdown
from evals.report.page import to_html
from evals.report.record import from_json, read_report, to_json
from evals.report.report import ASSISTANT, GENERATIVE, Check, Race, Report, Runner, race

__all__ = [
    "ASSISTANT",
    "GENERATIVE",
    "Check",
    "Race",
    "Report",
    "Runner",
    "from_json",
    "race",
    "read_report",
    "to_html",
    "to_json",
    "to_junit",
    "to_markdown",
]
