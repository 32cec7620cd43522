"""Measures grounding: which claims that their quotes do not support are let through."""

from evals.grounding.attribution import attribution
from evals.grounding.cited import Cited, own_documents, reporting_documents, twins
from evals.grounding.corrupted import Corruption, corrupted
from evals.grounding.figures import AsItIs, AtLoss, Sample
from evals.grounding.measured import Check, Measured, measured
from evals.grounding.page import page, to_json
from evals.grounding.verdict import Verdict, verdict

__all__ = [
    "AsItIs",
    "AtLoss",
    "Check",
    "Cited",
    "Corruption",
    "Measured",
    "Sample",
    "Verdict",
    "attribution",
    "corrupted",
    "measured",
    "own_documents",
    "page",
    "reporting_documents",
    "to_json",
    "twins",
    "verdict",
]
