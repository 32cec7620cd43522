"""A run as JSON to keep and as pages to read."""

from evals.report.markdown import to_markdown
from evals.report.record import from_json, to_json
from evals.report.report import Check, Race, Report, Runner, race

__all__ = ["Check", "Race", "Report", "Runner", "from_json", "race", "to_json", "to_markdown"]
