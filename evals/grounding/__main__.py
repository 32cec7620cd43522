"""Measures grounding: `python -m evals.grounding [--attribution FILE] [--documents DIR]`.

How many claims that their quotes do not support are let through, and how many supported ones are
lost: by our own claims, written by hand (`subtle`, for reporting only; `dev`, also for choosing),
by claims made wrong by rule, and by public pairs that people judged.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from assistant import Settings
from corpus import CaseError, Document, DocumentError, FootnoteError, replace_text
from evals.grounding.attribution import attribution
from evals.grounding.cited import Cited, reporting_documents, twins
from evals.grounding.corrupted import PER_KIND, corrupted
from evals.grounding.measured import Measured, measured
from evals.grounding.page import mistakes, page, to_json
from ingest import SUFFIXES, load

SUBTLE, DEV, CORRUPTED = "subtle", "dev", "corrupted"
_MOST_DOCUMENTS = 200
"""Documents of a folder; of more, some are drawn that are always the same."""


def main(args: Sequence[str] | None = None) -> int:
    """Prints the tables; 1 for an error."""
    options = _parser().parse_args(args)
    least = Settings().support if options.threshold is None else options.threshold
    found: list[Measured] = []
    try:
        for name, claims in _sets(options):
            one = measured(name, claims, least)
            found.append(one)
            sys.stdout.write(page(one) + "\n\n")
            # Whoever reads where the subtle errors survive may no longer choose anything.
            if options.mistakes and name != SUBTLE:
                sys.stdout.write(mistakes(one) + "\n\n")
            sys.stdout.flush()
        if options.json:
            replace_text(options.json, json.dumps(to_json(found, least), indent=1) + "\n")
    except (FootnoteError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.grounding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sets",
        nargs="*",
        metavar="SET",
        help=f"{CORRUPTED}, {SUBTLE} or {DEV}; {CORRUPTED} and {SUBTLE} unless named",
    )
    parser.add_argument("--attribution", type=Path, metavar="FILE", help="public pairs, BEGIN's")
    parser.add_argument(
        "--documents", type=Path, metavar="DIR", help="make claims of these documents wrong, too"
    )
    parser.add_argument("--per-kind", type=int, default=PER_KIND, help="claims made wrong each way")
    parser.add_argument("--threshold", type=float, help="support needed; the shipped one, else")
    parser.add_argument("--mistakes", action="store_true", help="print what is judged wrongly")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to a file")
    return parser


def _sets(options: argparse.Namespace) -> Iterator[tuple[str, Sequence[Cited]]]:
    for name in options.sets or (CORRUPTED, SUBTLE):
        if name == CORRUPTED:
            yield name, corrupted(reporting_documents(), options.per_kind)
        elif name in (SUBTLE, DEV):
            yield name, twins(name)
        else:
            raise CaseError(f"There is no set {name!r}: name {CORRUPTED}, {SUBTLE} or {DEV}.")
    if options.documents:
        name = f"{CORRUPTED}, {options.documents}"
        yield name, corrupted(_documents(options.documents), options.per_kind)
    if options.attribution:
        yield str(options.attribution.parent.name), attribution(options.attribution)


def _documents(folder: Path) -> list[Document]:
    """The documents of a folder that can be read."""
    paths = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
    paths.sort(key=lambda path: sha256(path.relative_to(folder).as_posix().encode()).digest())
    found = []
    for path in paths[:_MOST_DOCUMENTS]:
        try:
            found.append(load(path, folder))
        except DocumentError:
            continue
    if not found:
        raise CaseError(f"Folder {str(folder)!r} has no document that can be read.")
    return found


if __name__ == "__main__":
    sys.exit(main())
