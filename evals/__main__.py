"""Measure answers, compare two measurements, and choose the threshold for your own documents."""

import argparse
import os
import sys
from pathlib import Path

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
"""What is measured unless told otherwise: the corpus that comes along."""


def main(args: list[str] | None = None, prog: str = "python -m evals") -> int:
    """The exit code: 0, 1 for an error, 2 for wrong usage, 5 if a gate fails."""
    try:
        options = _parser(prog).parse_args(args)
    except SystemExit as stop:
        return int(stop.code or 0)
    from corpus import FootnoteError
    from evals import commands

    try:
        return int(getattr(commands, options.command)(options))
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog, description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _add_run(
        commands.add_parser(
            "run",
            help="ask questions and report the measures",
            description="Ask what the documents' own FAQ pairs ask, in three ways: as written, "
            "with all FAQ pairs withheld, and with the whole document withheld; or ask written "
            "cases; and report how many answers and refusals were right.",
        )
    )
    _add_compare(
        commands.add_parser(
            "compare",
            help="say what got better and what worse between two runs",
            description="Say what got better and what worse from run A to run B, on the cases "
            "that both have, with paired significance, and list the cases that flipped.",
        )
    )
    _add_calibrate(
        commands.add_parser(
            "calibrate",
            help="choose the abstention threshold for your documents",
            description="Choose the confidence from which an answer is given on one half of your "
            "documents, report the trade on the other half, and write settings.toml beside the "
            "index. FOOTNOTE_THRESHOLD overrides it.",
        )
    )
    return parser


def _add_run(run: argparse.ArgumentParser) -> None:
    _add_questions(run)
    run.add_argument(
        "--index", type=Path, metavar="DIR", help="where to keep the index (default: nowhere)"
    )
    run.add_argument(
        "--own-document",
        action="store_true",
        help="ask each question of the documents that hold its answer only",
    )
    run.add_argument(
        "--against",
        nargs="+",
        default=[],
        metavar="RIVAL",
        help="ask rivals too: bm25, langchain, langchain-passage, or all",
    )
    run.add_argument(
        "--mode",
        choices=("extractive", "generative", "both"),
        help="ask in extractive mode, in generative mode, or in both and report them apart "
        "(default: both if FOOTNOTE_CHAT_MODEL is set, else extractive; without a chat model a "
        "script that quotes and rewords sentences stands in for one)",
    )
    run.add_argument("--gate", type=Path, metavar="TOML", help="limits; exit 5 below one of them")
    for name, what in _WRITTEN.items():
        run.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"write {what}")
    run.add_argument(
        "--short", action="store_true", help="leave replies out of the JSON; enough to compare with"
    )


_WRITTEN = {
    "json": "everything here, to compare with later",
    "markdown": "the tables here, for a pull request",
    "junit": "every case and limit here, as JUnit XML",
    "html": "a page with charts and every case here; it opens offline",
}


def _add_compare(compare: argparse.ArgumentParser) -> None:
    compare.add_argument("before", type=Path, metavar="A", help="JSON of the earlier run")
    compare.add_argument("after", type=Path, metavar="B", help="JSON of the later run")
    compare.add_argument("--all", action="store_true", help="list every flipped case")
    compare.add_argument("--markdown", type=Path, metavar="FILE", help="write it here as well")


def _add_calibrate(calibrate: argparse.ArgumentParser) -> None:
    _add_questions(calibrate)
    calibrate.add_argument(
        "--index",
        type=Path,
        metavar="DIR",
        default=Path(os.environ.get("FOOTNOTE_INDEX") or "index"),
        help="the index it is for (default: FOOTNOTE_INDEX, else index)",
    )
    calibrate.add_argument("--dry-run", action="store_true", help="write nothing")
    calibrate.add_argument(
        "--force",
        action="store_true",
        help="write it even if it is clearly worse on the other half",
    )


def _add_questions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--documents",
        type=Path,
        default=DOCUMENTS,
        metavar="DIR",
        help="what to answer from (default: corpus/documents)",
    )
    parser.add_argument(
        "--cases",
        type=Path,
        nargs="+",
        default=[],
        metavar="PATH",
        help="written cases: .jsonl files or folders of them",
    )
    parser.add_argument(
        "--faqs",
        action="store_true",
        help="ask the documents' FAQ pairs besides --cases; without --cases they are what is asked",
    )
    parser.add_argument(
        "--limit",
        type=_positive,
        metavar="N",
        help="ask at most N of the written cases and N made from FAQ pairs, drawn "
        "by chance (default: all written, 300 made)",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which N (default: 0)")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
