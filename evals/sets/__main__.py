"""Asks public question sets of the assistant and its rivals, and prints how they compare.

Each set is a folder with `questions.jsonl` and `docs/`. Every system has one threshold for all
sets: the one with the best balanced measure, averaged over the sets, on documents that are not
reported on. What is printed is measured on the other documents.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import FootnoteError
from evals.reliability import reliability
from evals.sets.asking import LIMIT, Asked, Way, ask_all
from evals.sets.lead import STANDARD_PARTS, Lead, lead
from evals.sets.measured import (
    Table,
    figures,
    group_figures,
    reported,
    sentence_figures,
    thresholds,
)
from evals.sets.question_set import PRESETS, sets_in
from evals.sets.tables import (
    always_page,
    lead_page,
    pages,
    plain_figures,
    reliability_page,
    sentence_page,
)


def main(args: list[str] | None = None) -> int:
    """Prints a table for each measure, and writes the figures where told to; 1 for an error."""
    options = _parser().parse_args(args)
    try:
        return _compare(options)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _compare(options: argparse.Namespace) -> int:
    sets = sets_in(options.folder, options.sets or PRESETS.get(options.preset, ()))
    way = Way(
        limit=options.limit,
        readers=tuple(dict.fromkeys(options.reader)) or ("",),
        keep=options.keep,
        indexes=options.indexes,
        one_sentence=not options.no_sentence,
    )
    asked = ask_all(sets, way, sys.stderr.write)
    chosen = thresholds(asked)
    measured, groups = figures(asked, chosen), group_figures(asked, chosen)
    leads = _leads(asked, chosen)
    sys.stdout.write("\n\n".join(_parts(asked, chosen, measured, groups, leads)) + "\n")
    if options.json:
        page = _page(asked, chosen, leads) | {
            "sets": plain_figures(measured),
            "groups": plain_figures(groups),
        }
        options.json.write_text(json.dumps(page, indent=1) + "\n", "utf-8")
    return 0


Leads = Mapping[str, Mapping[str, Lead]]


def _leads(asked: Sequence[Asked], chosen: Mapping[str, float]) -> Leads:
    """Each assistant beside the standard parts, and the first one beside the other assistants."""
    first, *others = asked[0].assistants
    rivals = {name: [STANDARD_PARTS] for name in asked[0].assistants}
    rivals[first] += others
    return {
        name: {other: lead(asked, chosen, name, other) for other in beside}
        for name, beside in rivals.items()
    }


def _parts(
    asked: Sequence[Asked],
    chosen: Mapping[str, float],
    measured: Table,
    groups: Table,
    leads: Leads,
) -> list[str]:
    said = ", ".join(f"{name} {threshold:.3f}" for name, threshold in chosen.items())
    parts = [
        *pages(measured, means=True),
        *sentence_page(sentence_figures(asked), list(asked[0].sentences)),
        f"Thresholds: {said}.",
        always_page(asked),
    ]
    if groups:
        parts += ["# By group", *pages(groups, means=False), "# Over all sets"]
    return [*parts, reliability_page(asked, chosen), lead_page(leads)]


def _page(asked: Sequence[Asked], chosen: Mapping[str, float], leads: Leads) -> dict[str, Any]:
    """The thresholds, best sentences, calibration and leads as plain data."""
    errors = {
        name: reliability([one for each in asked for one in reported(each, name, 0.0)])
        for name in asked[0].assistants
    }
    return {
        "thresholds": chosen,
        "best_sentence": {
            name: {system: figure.value for system, figure in found.items()}
            for name, found in sentence_figures(asked).items()
        },
        "reliability": {name: asdict(one) for name, one in errors.items() if one},
        "leads": {
            name: {other: asdict(one) for other, one in found.items()}
            for name, found in leads.items()
        },
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.sets", description=__doc__)
    add = parser.add_argument
    add("folder", type=Path, help="holds SET/questions.jsonl and SET/docs")
    add(
        "--sets",
        nargs="+",
        metavar="SET",
        help="these only; SET_ENDING is the groups of SET that end in _ENDING",
    )
    add("--preset", choices=PRESETS, help="the sets that tell of this, unless --sets names others")
    add(
        "--reader",
        nargs="+",
        default=[],
        metavar="NAME",
        help="ask the assistant once with each of these readers: bundled, first, or a "
        "CrossEncoder's name or folder (default: the one it comes with)",
    )
    add(
        "--limit",
        type=int,
        default=LIMIT,
        metavar="N",
        help=f"questions drawn from each set (default: {LIMIT})",
    )
    add(
        "--no-sentence",
        action="store_true",
        help="do not ask the assistant again for its best sentence alone",
    )
    add("--keep", type=Path, metavar="DIR", help="keep results here, and use what still holds")
    add("--indexes", type=Path, metavar="DIR", help="keep each set's index here")
    add("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
