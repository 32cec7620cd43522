"""The latest eval report, as far as the owner of the documents is shown it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus import CaseError, Source

REPORT_FILE = "evals.json"
"""Name, in the state folder, of the report that `footnote eval run --json` writes there."""

_ASSISTANT = "assistant"
_FORMAT = 1
_SHOWN = {
    "accuracy": "answered rightly, of questions with an answer",
    "precision": "right, of all answers given",
    "abstention_recall": "refused, of questions without an answer",
    "balanced": "mean of answered and refused rightly",
    "recall_at_5": "answer among the first 5 passages",
    "groundedness": "claims whose words stand in what they cite",
    "quote_exactness": "quotes that are exact",
}
"""Measures that are shown, and what each is a share of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure."""

    words: str
    value: float
    error: float
    """Standard error."""
    of: int


@dataclass(frozen=True, slots=True)
class EvalReport:
    """What an eval run found."""

    documents: str
    """Name of the folder that was measured."""
    sources: int
    cases: int
    threshold: float
    figures: tuple[Figure, ...]
    failed: int
    """Limits of its gate that were not reached."""
    day: str
    """When it was written; empty for the one that comes along."""
    release: str
    """The release whose report it is; empty for one of the owner's."""
    is_current: bool
    """Whether it was measured on the documents as the index holds them."""


class _Page(BaseModel):
    """The part of a report that is shown; the rest is passed over."""

    model_config = ConfigDict(extra="ignore", strict=True)

    class About(BaseModel):
        documents: str
        sources: int
        sources_digest: str
        threshold: float

    class One(BaseModel):
        value: float
        error: float
        of: int

    format: int
    about: About
    measures: dict[str, dict[str, Any]]
    checks: list[dict[str, Any]] = Field(default_factory=list)

    def of_assistant(self) -> tuple[int, dict[str, "_Page.One"]]:
        """The cases and the figures of the assistant itself."""
        overall = self.measures["overall"][_ASSISTANT]
        found = {name: _Page.One.model_validate(one) for name, one in overall["figures"].items()}
        return int(overall["cases"]), found


def latest_report(state: Path, sources: Iterable[Source]) -> EvalReport | None:
    """The report in the state folder, else the one that comes along; `None` without either.

    Args:
        state: The state folder.
        sources: The documents of the index.

    Raises:
        CaseError: The file there is no report.
    """
    present = sources_digest(sources)
    path = state / REPORT_FILE
    try:
        return _report(path.read_bytes(), present, day=_day(path))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is something else"
        raise CaseError(
            f"Report {str(path)!r} cannot be read: {reason}. Write it anew with "
            "`footnote eval run --json`."
        ) from error
    shipped = _shipped()
    if shipped is None:
        return None
    return _report(shipped.read_bytes(), present, release=_release(shipped.name))


def sources_digest(sources: Iterable[Source]) -> str:
    """What a report says of the documents that it was measured on."""
    return sha256("".join(sorted(one.digest for one in sources)).encode()).hexdigest()


def _report(text: bytes, present: str, *, day: str = "", release: str = "") -> EvalReport:
    page = _Page.model_validate_json(text)
    if page.format != _FORMAT:
        raise ValueError(f"format {page.format}")
    cases, found = page.of_assistant()
    return EvalReport(
        documents=page.about.documents,
        sources=page.about.sources,
        cases=cases,
        threshold=page.about.threshold,
        figures=tuple(
            Figure(words, found[name].value, found[name].error, found[name].of)
            for name, words in _SHOWN.items()
            if name in found
        ),
        failed=sum(bool(check.get("failure")) for check in page.checks),
        day=day,
        release=release,
        is_current=page.about.sources_digest == present,
    )


def _shipped() -> Traversable | None:
    """The newest report of a release; the package `evals` may not be there."""
    try:
        found = list(files("evals").joinpath("results").iterdir())
    except (ModuleNotFoundError, FileNotFoundError):
        return None
    named = [one for one in found if one.name[:1].isdigit() and one.name.endswith(".json")]
    return max(named, key=lambda one: _version(_release(one.name)), default=None)


def _release(name: str) -> str:
    return name.removesuffix(".json")


def _version(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def _day(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%d")
