"""What an index of a thousand to a million chunks costs: `python -m evals.scale`.

Fills indexes of synthetic texts and vectors, adds a document to each and removes it, and asks each
in processes of their own, in turn. Prints a table; --keep writes it, its numbers and a plot.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from corpus import replace_text
from evals.scale.filled import fill
from evals.scale.page import Row, plot, to_markdown

_ROUNDS = 3

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main(args: list[str] | None = None) -> int:
    """Prints the table."""
    options = _parser().parse_args(args)
    place = Path(mkdtemp(prefix="footnote-scale-", dir=options.folder))
    try:
        rows = _rows(options.sizes, place)
    finally:
        rmtree(place)
    if options.keep:
        _keep(rows, options.keep)
    sys.stdout.write(to_markdown(rows) + "\n")
    return 0


def _rows(sizes: Sequence[int], place: Path) -> list[Row]:
    """All are filled, then asked in turn, so that a slow moment of the machine hits every size."""
    filled = []
    for size in sizes:
        filled.append(fill(place / str(size), size))
        sys.stderr.write(f"{size:,} chunks: filled\n")
    asked = [[_asked(place / str(size), size) for size in sizes] for _ in range(_ROUNDS)]
    return [
        asdict(one) | best(turns)
        for one, turns in zip(filled, zip(*asked, strict=True), strict=True)
    ]


def _asked(index: Path, size: int) -> Row:
    command = [sys.executable, "-m", "evals.scale.questions", str(index), str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 our own
    costs: Row = json.loads(done.stdout)
    return costs


def best(turns: Sequence[Row]) -> dict[str, Any]:
    """The least of each cost over all turns; a recall is the same in each."""
    return {field: min(turn[field] for turn in turns) for field in turns[0]}


def _keep(rows: list[Row], stem: Path) -> None:
    replace_text(stem.with_suffix(".json"), json.dumps(rows, indent=1) + "\n")
    replace_text(stem.with_suffix(".md"), to_markdown(rows) + "\n")
    plot(rows, stem.with_suffix(".svg"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.scale",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="(default: %(default)s)")
    add("--folder", type=Path, help="where indexes are made (default: the system's)")
    add("--keep", type=Path, metavar="STEM", help="write STEM.json, STEM.md and STEM.svg")
    return parser


if __name__ == "__main__":
    sys.exit(main())
