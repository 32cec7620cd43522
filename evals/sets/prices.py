"""Measures what strictness costs, on public question sets: `python -m evals.sets.prices FOLDER`.

Each set is a folder with `questions.jsonl` and `docs/`. Only the half is asked that no threshold
was chosen on and nothing was learned from. `--write` keeps the prices as the assistant ships them.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from assistant import Prices, Settings, shipped_page
from corpus import FootnoteError, replace_text
from evals.case import Case
from evals.price import prices_of
from evals.report.tables import table
from evals.run import evaluate
from evals.sets.asking import IndexOf, Tell, indexes_in
from evals.sets.kept import ASSISTANT_CODE, Keeper, Made, code_digest, key_of, set_digest
from evals.sets.question_set import PRESETS, QuestionSet, sets_in
from evals.threshold import is_for_choosing

LIMIT = 200
"""Questions drawn from each set, of which about half are asked."""
_SHOWN = tuple(tenths / 10 for tenths in range(11))
_HEAD = ("threshold", "right", "wrong", "unanswered", "of", "refused", "of unanswerable")


def main(args: list[str] | None = None) -> int:
    """Prints the prices, and writes them where told to; 1 for an error."""
    options = _parser().parse_args(args)
    try:
        sets = sets_in(options.folder, options.sets or PRESETS["reader"])
        prices, page = _measured(sets, options, sys.stderr.write)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{_table(prices)}\n")
    if options.write:
        replace_text(options.write, page)
    return 0


def _measured(
    sets: Sequence[QuestionSet], options: argparse.Namespace, tell: Tell
) -> tuple[Prices, str]:
    """The prices over these sets, and the file that keeps them."""
    from assistant import Assistant

    settings = Settings(**_as_shipped() | {"threshold": 0.0})
    with indexes_in(options.indexes, tell) as index_of:
        found = {one.name: _asked(one, settings, options, index_of, tell) for one in sets}
        with Assistant.open(index_of(sets[0]), settings) as assistant:
            identity = assistant.calibration
    prices = prices_of({name: made.results for name, made in found.items()})
    page = shipped_page(identity.encoder, identity.reader, prices)
    return prices, json.dumps(page) + "\n"


def _asked(
    which: QuestionSet,
    settings: Settings,
    options: argparse.Namespace,
    index_of: IndexOf,
    tell: Tell,
) -> Made:
    cases = tuple(filter(is_reported, which.cases(options.limit)))
    told = settings.model_dump_json()
    key = key_of(set_digest(which, options.limit), code_digest(ASSISTANT_CODE), told)
    make = partial(_made, which, settings, cases, index_of, tell)
    keeper = Keeper(options.keep / which.name if options.keep else None)
    return keeper.made("prices", key, cases, make)


def _made(
    which: QuestionSet,
    settings: Settings,
    cases: Sequence[Case],
    index_of: Callable[[QuestionSet], Path],
    tell: Tell,
) -> Made:
    from assistant import Assistant

    tell(f"{which.name}: {len(cases)} questions\n")
    with Assistant.open(index_of(which), settings) as assistant:
        return Made(evaluate(assistant, cases))


def is_reported(case: Case) -> bool:
    """Whether a case is reported on: none of its documents was chosen on or learned from."""
    return not any(map(is_for_choosing, case.divided_by))


def _as_shipped() -> dict[str, Any]:
    """Every setting as it comes, whatever is configured here."""
    fields = Settings.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields}


def _table(prices: Prices) -> str:
    rows = []
    for one in map(prices.at, _SHOWN):
        answerable = (one.right, one.wrong, one.unanswered, one.answerable)
        counts = (*answerable, one.refused, one.unanswerable)
        rows.append([f"{one.threshold:g}", *map(str, counts)])
    return table(_HEAD, rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.sets.prices", description=__doc__)
    add = parser.add_argument
    add("folder", type=Path, help="holds SET/questions.jsonl and SET/docs")
    add("--sets", nargs="+", metavar="SET", help="these only (default: those of the reader's card)")
    add(
        "--limit",
        type=int,
        default=LIMIT,
        metavar="N",
        help=f"questions drawn from each set, of which about half are asked (default: {LIMIT})",
    )
    add("--keep", type=Path, metavar="DIR", help="keep results here, and use what still holds")
    add("--indexes", type=Path, metavar="DIR", help="keep each set's index here")
    add("--write", type=Path, metavar="FILE", help="write the prices here, as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
