"""`python -m evals`: measure answers, and fail where they got worse."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant import Settings
    from evals.case import Case
    from evals.report import Report

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
CASES = Path(__file__).parent / "cases"

GATE_FAILED = 5
"""Exit code when a measure is below its limit."""

_ORIGINALS = "gold_originals.jsonl"
"""Cases over texts that are not part of this project."""


def main(args: list[str] | None = None) -> int:
    """The exit code: 0, 1 for an error, 2 for wrong usage, 5 if a measure is below its limit."""
    try:
        options = _parser().parse_args(args)
    except SystemExit as stop:
        return int(stop.code or 0)
    from corpus import FootnoteError

    try:
        return _run(options)
    except FootnoteError as error:
        _tell(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="ask the cases and report the measures")
    run.add_argument("--documents", type=Path, default=DOCUMENTS, metavar="DIR",
                     help="what to answer from (default: corpus/documents)")  # fmt: skip
    run.add_argument("--cases", type=Path, nargs="+", default=[], metavar="PATH",
                     help=".jsonl files or folders of them (default: evals/cases)")  # fmt: skip
    run.add_argument("--index", type=Path, metavar="DIR",
                     help="where to keep the index (default: nowhere)")  # fmt: skip
    run.add_argument("--limit", type=_positive, metavar="N", help="ask N cases drawn by chance")
    run.add_argument("--seed", type=int, default=0, metavar="S", help="which N (default: 0)")
    run.add_argument("--json", type=Path, metavar="FILE", help="write everything here")
    run.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables here")
    run.add_argument("--gate", type=Path, metavar="FILE", help="limits; exit 5 below them")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return number


def _run(options: argparse.Namespace) -> int:
    from evals.case import load_cases
    from evals.gate import check, load_limits
    from evals.report import to_json, to_markdown
    from evals.run import sample

    limits = load_limits(options.gate) if options.gate else None
    cases = load_cases(options.cases or _own_cases())
    if options.limit:
        cases = sample(cases, options.limit, options.seed)
    with _index(options.index) as index:
        report = _asked(options, cases, index)
    page = to_markdown(report)
    sys.stdout.write(page)
    if options.markdown:
        _write(options.markdown, page)
    if options.json:
        _write(options.json, to_json(report))
    failures = check(report.own, limits) if limits else ()
    for sentence in failures:
        _tell(f"{sentence}\n")
    return GATE_FAILED if failures else 0


def _own_cases() -> list[Path]:
    return [path for path in sorted(CASES.glob("*.jsonl")) if path.name != _ORIGINALS]


@contextmanager
def _index(folder: Path | None) -> Iterator[Path]:
    if folder:
        yield folder
    else:
        with TemporaryDirectory(prefix="footnote-evals-") as temporary:
            yield Path(temporary) / "index"


def _asked(options: argparse.Namespace, cases: "tuple[Case, ...]", index: Path) -> "Report":
    from assistant import Assistant, Settings
    from evals.report import Report
    from evals.run import evaluate
    from ingest import ingest

    failed = ingest([options.documents], index=index).failed
    for path, reason in failed.items():
        _tell(f"{path!r} was left out: {reason}\n")
    settings = Settings()
    with Assistant.open(index, settings) as assistant:
        own = evaluate(assistant, cases, progress=_progress("assistant"))
        generation = assistant.generation
    # Where the assistant answered, it would answer the same whatever its threshold.
    refused = [one.case for one in own if not one.answered]
    with Assistant.open(index, settings.model_copy(update={"threshold": 0.0})) as assistant:
        rest = evaluate(assistant, refused, searching=False, progress=_progress("always answering"))
    forced = iter(rest)
    always = tuple(one if one.answered else next(forced) for one in own)
    about = _about(options, settings, generation, len(cases))
    return Report(about, own, always)


def _about(
    options: argparse.Namespace, settings: "Settings", generation: str, cases: int
) -> dict[str, Any]:
    import platform
    from hashlib import sha256

    used = ("footnote", "chromadb", "numpy", "sentence-transformers", "torch")
    return {
        "documents": options.documents.name,
        "cases": [path.name for path in options.cases or _own_cases()],
        "asked": cases,
        "limit": options.limit,
        "seed": options.seed,
        "settings": settings.model_dump(mode="json"),
        "settings_digest": sha256(settings.model_dump_json().encode()).hexdigest(),
        "generation": generation,
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in used},
    }


def _version(package: str) -> str | None:
    """The installed version; `None` for a checkout that is run without being installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _progress(what: str) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None
    return lambda done, total: _tell(f"\r{what}: {done} of {total}" + "\n" * (done == total))


def _tell(text: str) -> None:
    sys.stderr.write(text)


def _write(path: Path, text: str) -> None:
    from corpus import CaseError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CaseError(
            f"The report cannot be written to {str(path)!r}: {error.strerror}. Give another path."
        ) from error


if __name__ == "__main__":
    sys.exit(main())
