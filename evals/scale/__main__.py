"""What an index of a thousand to a million chunks costs: `python -m evals.scale`.

Fills indexes of synthetic texts and vectors, adds a document to each and removes it, and asks each
in a process of its own. Prints a table; keeps it, its numbers and a plot beside each other with
--keep.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from corpus import replace_text
from evals.scale.filled import fill
from evals.scale.page import Row, plot, to_markdown

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main(args: list[str] | None = None) -> int:
    """Prints the table."""
    options = _parser().parse_args(args)
    rows: list[Row] = []
    for size in options.sizes:
        rows.append(_row(size, options.folder))
        sys.stderr.write(f"{size:,} chunks: done\n")
        if options.keep:
            _keep(rows, options.keep)
    sys.stdout.write(to_markdown(rows) + "\n")
    return 0


def _row(size: int, folder: Path | None) -> Row:
    place = Path(mkdtemp(prefix="footnote-scale-", dir=folder))
    try:
        filled = fill(place / "index", size)
        command = [sys.executable, "-m", "evals.scale.questions", str(place / "index"), str(size)]
        asked = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 our own
    finally:
        rmtree(place)
    return {**asdict(filled), **json.loads(asked.stdout)}


def _keep(rows: list[Row], stem: Path) -> None:
    """Written after each size, as the last takes longest."""
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
