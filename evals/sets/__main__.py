"""Asks public question sets of the assistant and its rivals, and prints how they compare.

Each set is a folder with `questions.jsonl` and `docs/`. Every system has one threshold for all
sets: the one with the best balanced measure, averaged over the sets, on documents that are not
reported on. What is printed is measured on the other documents.
"""

import argparse
import json
import sys
from pathlib import Path

from corpus import FootnoteError
from evals.sets.asking import ask, figures, found_in, group_figures, thresholds
from evals.sets.tables import always_page, pages, plain_figures

LIMIT = 300
"""Questions drawn from each set, unless told otherwise."""


def main(args: list[str] | None = None) -> int:
    """Prints a table for each measure, and writes the figures where told to; 1 for an error."""
    options = _parser().parse_args(args)
    try:
        return _compare(options)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _compare(options: argparse.Namespace) -> int:
    names = options.sets or found_in(options.folder)
    asked = [ask(options.folder / name, options.limit, options.keep) for name in names]
    chosen = thresholds(asked)
    sets, groups = figures(asked, chosen), group_figures(asked, chosen)
    said = ", ".join(f"{name} {threshold:.3f}" for name, threshold in chosen.items())
    parts = [*pages(sets, means=True), f"Thresholds: {said}.", always_page(asked)]
    if groups:
        parts += ["# By group", *pages(groups, means=False)]
    sys.stdout.write("\n\n".join(parts) + "\n")
    if options.json:
        page = {"thresholds": chosen, "sets": plain_figures(sets), "groups": plain_figures(groups)}
        options.json.write_text(json.dumps(page, indent=1) + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.sets", description=__doc__)
    add = parser.add_argument
    add("folder", type=Path, help="holds SET/questions.jsonl and SET/docs")
    add("--sets", nargs="+", metavar="SET", help="these only")
    add(
        "--limit",
        type=int,
        default=LIMIT,
        metavar="N",
        help=f"questions drawn from each set (default: {LIMIT})",
    )
    add("--keep", type=Path, metavar="DIR", help="keep each set's run here, and use what is kept")
    add("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
