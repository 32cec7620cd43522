"""What the commands `run`, `compare` and `calibrate` do with their arguments."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import CaseError
from evals.modes import RunMode
from evals.report import read_report, to_html, to_json, to_junit, to_markdown
from evals.session import Plan, carry_out

GATE_FAILED = 5
"""Exit code when a gate fails."""


def run(options: argparse.Namespace) -> int:
    """Asks, reports, and holds the measures against the gate's limits."""
    from assistant import Settings
    from evals.gate import check, load_limits

    limits = load_limits(options.gate) if options.gate else None
    _check_places(options.json, options.markdown, options.junit, options.html)
    settings = Settings(chroma_url="")
    mode = RunMode(options.mode or (RunMode.BOTH if settings.chat_model else RunMode.EXTRACTIVE))
    with _index(options.index) as index:
        plan = replace(_plan(options), mode=mode)
        report = carry_out(plan, index, settings, _tell, _watch)
    if limits:
        report = replace(report, checks=check(report, limits))
    page = to_markdown(report)
    sys.stdout.write(page)
    _write(options.markdown, page)
    if options.json:
        _write(options.json, to_json(report, whole=not options.short))
    if options.junit:
        _write(options.junit, to_junit(report))
    if options.html:
        _write(options.html, to_html(report))
    failures = [one.failure for one in report.checks if one.failure]
    for sentence in failures:
        _tell(f"{sentence}\n")
    return GATE_FAILED if failures else 0


def compare(options: argparse.Namespace) -> int:
    """Prints what changed from one run to another."""
    from evals.compare import compare as compare_reports
    from evals.compare import comparison_text

    _check_places(options.markdown)
    found = compare_reports(read_report(options.before), read_report(options.after))
    page = comparison_text(found, listed=None) if options.all else comparison_text(found)
    sys.stdout.write(page)
    _write(options.markdown, page)
    return 0


def calibrate(options: argparse.Namespace) -> int:
    """Chooses a threshold, says what it trades, and keeps it for the index if it is worth it."""
    from assistant import SHIPPED_THRESHOLD, Assistant, Settings, save_calibration
    from evals.calibrate import calibrate as choose
    from evals.calibrate import calibration_text
    from evals.price import prices_of

    # A server's index is not measured in, and not written.
    settings = Settings(chroma_url="")
    report = carry_out(_plan(options), options.index, settings, _tell, _watch)
    found = choose(report.always, SHIPPED_THRESHOLD)
    sys.stdout.write(calibration_text(found))
    if options.dry_run:
        return 0
    if not (found.worth_writing or options.force):
        sys.stdout.write("\nNothing was written; --force writes it all the same.\n")
        return 0
    with Assistant.open(options.index, settings) as assistant:
        chosen = replace(
            assistant.calibration,
            threshold=found.choice.threshold,
            cases=len(found.choosing),
            prices=prices_of({"": found.reporting}),
        )
    path = save_calibration(options.index, chosen)
    sys.stdout.write(f"\nWritten to {str(path)!r}; FOOTNOTE_THRESHOLD overrides it.\n")
    return 0


def _plan(options: argparse.Namespace) -> Plan:
    from evals.rivals import RIVALS

    against = getattr(options, "against", [])
    return Plan(
        documents=options.documents,
        cases=tuple(options.cases),
        faqs=options.faqs or not options.cases,
        limit=options.limit,
        seed=options.seed,
        own_document=getattr(options, "own_document", False),
        against=tuple(RIVALS if "all" in against else against),
    )


@contextmanager
def _index(folder: Path | None) -> Iterator[Path]:
    if folder:
        yield folder
    else:
        with TemporaryDirectory(prefix="footnote-evals-") as temporary:
            yield Path(temporary) / "index"


def _check_places(*paths: Path | None) -> None:
    """Fails at once where a report could not be written after a long run."""
    for path in paths:
        if path and not path.parent.is_dir():
            raise CaseError(
                f"The report cannot be written to {str(path)!r}: there is no folder "
                f"{str(path.parent)!r}. Make it, or give another path."
            )


def _write(path: Path | None, text: str) -> None:
    if not path:
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CaseError(
            f"The report cannot be written to {str(path)!r}: {error.strerror}. Give another path."
        ) from error


def _tell(text: str) -> None:
    sys.stderr.write(text)


def _watch(who: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        _tell(f"\r{who}: {done} of {total}" + "\n" * (done == total))
