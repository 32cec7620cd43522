"""Asks questions of pages that come in several versions, and prints how they crowd each other."""

import argparse
import sys
from pathlib import Path

from assistant import Assistant
from corpus import FootnoteError
from evals.twins.crowding import crowding, questions, table

QUESTIONS = Path(__file__).parent / "questions.jsonl"
"""In our own words, on 50 pages of PowerShell's reference."""


def main(args: list[str] | None = None) -> int:
    """Prints the table; 1 for an error."""
    parser = argparse.ArgumentParser(prog="python -m evals.twins", description=__doc__)
    parser.add_argument("index", type=Path, help="index of documents named VERSION/PAGE")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, metavar="FILE")
    options = parser.parse_args(args)
    try:
        with Assistant.open(options.index) as assistant:
            sys.stdout.write(table(crowding(assistant, questions(options.questions))) + "\n")
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
