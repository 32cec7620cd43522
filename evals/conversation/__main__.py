"""Prints how well parts, small talk and languages are told, on our own questions and others."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from corpus import FootnoteError
from evals.conversation.figures import Figures, language_figures, parts_figures, talk_figures
from evals.conversation.questions import labelled, questions_in

_MEASURED = {
    "parts": ("parts", parts_figures),
    "talk": ("talk", talk_figures),
    "language": ("languages", language_figures),
}


def main(args: list[str] | None = None) -> int:
    """Prints one line a group and the questions in it that were mistaken; 1 for an error."""
    options = _parser().parse_args(args)
    name, measured = _MEASURED[options.what]
    try:
        public = questions_in(options.folder, options.sets) if options.folder else {}
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(_lines(measured(labelled(name), public), options.brief)) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.conversation", description=__doc__)
    parser.add_argument("what", choices=tuple(_MEASURED), help="what is told")
    parser.add_argument("--brief", action="store_true", help="leave the mistaken questions out")
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        help="public sets of single, real, English questions; what is made of them is listed too",
    )
    parser.add_argument("--sets", nargs="+", default=(), metavar="SET", help="only these")
    return parser


def _lines(figures: Iterable[Figures], brief: bool) -> Iterable[str]:
    for one in figures:
        share = f"{one.right / one.asked:.1%}" if one.asked else "none asked"
        yield f"{one.name}: {one.right:,} of {one.asked:,} ({share})"
        if not brief:
            for wrong in one.wrong:
                yield f"  {wrong.question}\n    -> {' | '.join(wrong.got) or 'a question'}"


if __name__ == "__main__":
    sys.exit(main())
