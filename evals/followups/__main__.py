"""Measures follow-ups: `python -m evals.followups DATA --indexes FOLDER`.

Asks every follow-up of `mtrag` and `doc2dial` alone, after the conversation written out, rewritten
by people where it was, and as it is, so that the assistant rewrites it. The first table of a set
is of all its follow-ups, the second of those from which nothing was chosen or learned. Then
whether the questions of `mtrag_rewrite` are rewritten where people did so, and how many questions
that stand alone are asked back about.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant, Known, Settings
from corpus import CaseError, FootnoteError, Index
from evals.case import Case, load_cases
from evals.followups.decision import adds_word, asked_back, carries_word, decided
from evals.followups.pages import asked_back_page, decision_page, lead_page, systems_page
from evals.followups.systems import OURS, PEOPLE, SYSTEMS, asked
from evals.followups.turns import SHARED, Turns, conversation, follow_ups, standing_alone
from evals.metrics import Result
from evals.run import sample
from evals.threshold import is_for_choosing

STANDING_ALONE = ("squad2", "nq", "clapnq", "stackfaq", "dtcfaq", "covidfaq_pages",
                  "covidfaq_users")  # fmt: skip
_LONGEST = 100_000
"""Characters of a question: a conversation written out is long."""
_SEED = 0

Tell = Callable[[str], object]


def main(args: list[str] | None = None) -> int:
    """Prints the tables; 1 for an error."""
    options = _parser().parse_args(args)
    try:
        for part in _parts(options, sys.stderr.write):
            sys.stdout.write(part + "\n\n")
            sys.stdout.flush()
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parts(options: argparse.Namespace, tell: Tell) -> Iterator[str]:
    if "asked" in options.part:
        found = [_asked(turns, options, tell) for turns in follow_ups(options.data)]
        together = [one for one in found if one.name != SHARED]
        for one in (*found, *([_joined(together)] if len(together) > 1 else ())):
            yield from _pages(one)
    if "decision" in options.part:
        yield from _decision(options)
    if "alone" in options.part:
        yield from _alone(options)


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    results: Mapping[str, Sequence[Result]]
    """By the way of asking, in one order of cases."""
    reported: frozenset[str]
    """Ids of the cases from which nothing was chosen or learned."""


def _asked(turns: Turns, options: argparse.Namespace, tell: Tell) -> _Asked:
    cases = sample(turns.cases, options.limit, _SEED)
    names = [name for name in SYSTEMS if name != PEOPLE or turns.name == SHARED]
    results = {}
    settings = Settings(question_chars=_LONGEST, chat_model="")
    with Assistant.open(_index(options, turns.set), settings) as assistant:
        for name in names:
            tell(f"{turns.name}: {name}\n")
            results[name] = asked(assistant, cases, name)
    return _Asked(turns.name, results, frozenset(case.id for case in turns.reported))


def _joined(parts: Sequence[_Asked]) -> _Asked:
    return _Asked(
        " and ".join(one.name for one in parts),
        {
            name: [result for one in parts for result in one.results[name]]
            for name in parts[0].results
        },
        frozenset().union(*(one.reported for one in parts)),
    )


def _pages(one: _Asked) -> Iterator[str]:
    """All of them first, then those that are reported."""
    reported = {
        name: [result for result in results if result.case.id in one.reported]
        for name, results in one.results.items()
    }
    for title, results in (("all", one.results), ("reported", reported)):
        if count := len(results[OURS]):
            page = f"{systems_page(results)}\n\n{lead_page(results)}"
            yield f"## {one.name}: {title} ({count})\n\n{page}"


def _decision(options: argparse.Namespace) -> Iterator[str]:
    path = options.data / "mtrag_rewrite" / "questions.jsonl"
    if not path.exists():
        return
    cases = [case for case in load_cases([path]) if case.history]
    reported = [case for case in cases if not is_for_choosing(conversation(case))]
    with Index.open(_index(options, "mtrag")) as index:
        generation = index.current()
        known = Known(generation.frequency, generation.manifest.searchable)
        for title, added in (
            ("a word of the conversation", carries_word),
            ("any content word", adds_word),
        ):
            for side, of in (("all", cases), ("reported", reported)):
                page = decision_page(decided(of, known, added))
                yield f"## Rewritten where people added {title}, {side}\n\n{page}"


def _alone(options: argparse.Namespace) -> Iterator[str]:
    known = Known()
    sets = standing_alone(options.data, STANDING_ALONE)
    found = {name: asked_back(cases, known) for name, cases in sets.items()}
    counts = {name: (len(back), len(sets[name])) for name, back in found.items()}
    yield f"## Asked back without need\n\n{asked_back_page(counts)}"
    if options.list:
        yield "\n".join(f"- {case.question}" for back in found.values() for case in back)
    path = options.data / "mtrag" / "questions.jsonl"
    if path.exists():
        cases: Sequence[Case] = [c for c in load_cases([path]) if c.group == "underspecified"]
        back = asked_back(cases, known)
        yield f"Underspecified questions of mtrag asked back about: {len(back)} of {len(cases)}."


def _index(options: argparse.Namespace, name: str) -> Path:
    path = Path(options.indexes) / name
    if not path.exists():
        raise CaseError(f"There is no index {str(path)!r}: ingest {name}/docs into it first.")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.followups", description=__doc__)
    add = parser.add_argument
    add("data", type=Path, help="folder with mtrag/, doc2dial/ and mtrag_rewrite/")
    add("--indexes", type=Path, required=True, help="folder with an index a set, by its name")
    add("--limit", type=int, default=100_000, help="most follow-ups asked of each set")
    add("--part", nargs="+", choices=("asked", "decision", "alone"),
        default=["asked", "decision", "alone"])  # fmt: skip
    add("--list", action="store_true", help="also lists what was asked back without need")
    return parser


if __name__ == "__main__":
    sys.exit(main())
