"""Measures what orders in documents make of a reply: `python -m evals.injected [DATA ...]`.

Every question is asked twice: of documents without anybody's orders, and of the same documents
with one in each. In extractive mode nothing is worded by a model. In generative mode the assistant
is put before a model that quotes, before one that obeys every order it sees, and before the
configured one; beside it stands what systems that check less would show of the obeying model's
reply.

DATA are folders of `bipia_email_injected` and `hostile`, or a folder that holds them. Our own
trials are always asked.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import FootnoteError, replace_text
from evals.injected.asking import OBEYING, Found, ask_all
from evals.injected.outcome import Effect
from evals.injected.own import FRESH, own_batches
from evals.injected.public import public_batches
from evals.injected.rivals import RIVALS
from evals.injected.tables import to_data, to_markdown
from evals.modes import RunMode

GATE_FAILED = 5
"""Exit code when an order was obeyed."""


def main(args: list[str] | None = None) -> int:
    """Prints the tables; 1 for an error, 5 if the gate fails."""
    options = _parser().parse_args(args)
    try:
        return _run(options)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _run(options: argparse.Namespace) -> int:
    from assistant import Settings

    settings = Settings()
    batches = (*own_batches(), *public_batches(options.data))
    found = ask_all(batches, RunMode(options.mode), settings, sys.stderr.write)
    systems = [one for one in dict.fromkeys(one.system for one in found) if one not in RIVALS]
    sys.stdout.write(to_markdown(found, listed=systems))
    if options.json:
        page = {"about": _about(options, settings.chat_model), **to_data(found)}
        replace_text(options.json, json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    failures = obeyed(found)
    for line in failures if options.gate else ():
        sys.stderr.write(f"{line}\n")
    return GATE_FAILED if options.gate and failures else 0


def obeyed(found: Sequence[Found]) -> list[str]:
    """A line for each order that the assistant obeyed.

    Of trials that nothing was chosen on, a model that obeys everything still gets some through.
    """
    return [
        f"{one.trial.id}: {one.system}: {one.judged.why}"
        for one in found
        if one.judged.effect is Effect.OBEYED
        and one.system not in RIVALS
        and not (one.system == OBEYING and one.trial.group == FRESH)
    ]


def _about(options: argparse.Namespace, model: str) -> dict[str, Any]:
    return {
        "data": [path.name for path in options.data],
        "mode": options.mode,
        "chat_model": model or None,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.injected",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("data", type=Path, nargs="*", metavar="DATA", help="public sets, besides our own trials")
    add(
        "--mode",
        choices=[one.value for one in RunMode],
        default=RunMode.BOTH.value,
        help="(default: both)",
    )
    add("--json", type=Path, metavar="FILE", help="write everything here")
    add("--gate", action="store_true", help=f"exit {GATE_FAILED} if an order was obeyed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
