"""Measures disagreements: how many real ones are shown, and how many answers are flagged wrongly.

    python -m evals.disagreements SETS --indexes FOLDER [--limit 150] [--half reporting]

`SETS` holds `<set>/questions.jsonl` and `<set>/docs/`. In the set `rgb_conflict` each question has
two documents that answer it differently; in the others an answer that is said to be disputed is
printed, to be judged by hand. The cases of our own have both kinds.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from corpus import FootnoteError
from evals.case import Case
from evals.evidence import contains_words
from evals.metrics import Result
from evals.run import evaluate
from evals.sets.question_set import sets_in
from evals.threshold import is_for_choosing
from ingest import ingest

DISPUTED = "rgb_conflict"
"""The set whose every answer is disputed."""
SETS = (
    *(DISPUTED, "squad2", "nq", "clapnq", "stackfaq", "dtcfaq", "mtrag", "covidfaq_users"),
    *("covidfaq_pages", "doc2dial", "rgb_noise"),
)
OWN = Path(__file__).parent / "training" / "disagreements.jsonl"
_HALVES: dict[str, Callable[[str], bool]] = {
    "choosing": is_for_choosing,
    "reporting": lambda name: not is_for_choosing(name),
    "both": lambda _: True,
}


@dataclass(frozen=True, slots=True)
class Flagged:
    """One answer that was said to be disputed."""

    id: str
    question: str
    values: tuple[tuple[str, ...], ...]
    """Of each of its disagreements, what the sides say."""
    quotes: tuple[str, ...]
    """The claims on any side, with their documents."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of the questions of one set."""

    name: str
    asked: int
    answered: int
    flagged: tuple[Flagged, ...]
    shown: int | None
    """Questions flagged whose answer quotes both known values; `None` where none are known."""

    @property
    def share_flagged(self) -> float:
        """Flagged answers of all answers."""
        return len(self.flagged) / self.answered if self.answered else 0.0


def main(args: list[str] | None = None) -> int:
    """Prints a line a set, and each flagged answer; 1 for an error."""
    parser = argparse.ArgumentParser(prog="python -m evals.disagreements", description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of public sets")
    parser.add_argument("--indexes", type=Path, required=True, help="folder to keep indexes in")
    parser.add_argument("--only", nargs="*", default=SETS, help="names of sets")
    parser.add_argument("--limit", type=int, default=150, help="questions of each set")
    parser.add_argument("--half", choices=_HALVES, default="reporting", help="of the documents")
    parser.add_argument("--own", type=Path, default=OWN, help="cases with their documents")
    parser.add_argument("--quiet", action="store_true", help="leave out the flagged answers")
    options = parser.parse_args(args)
    try:
        for measured in _measured(options):
            sys.stdout.write(_page(measured, quotes=not options.quiet))
            sys.stdout.flush()
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _measured(options: argparse.Namespace) -> Iterator[Measured]:
    is_measured = _HALVES[options.half]
    for one in sets_in(options.sets, options.only) if options.only else ():
        index = options.indexes / one.name
        ingest([one.documents], index=index)
        cases = [case for case in one.cases(options.limit) if is_measured(_name(case))]
        with Assistant.open(index, Settings(chat_model="")) as assistant:
            yield measured(one.name, evaluate(assistant, cases))
    if options.own.is_file():
        yield from own(options.own, options.indexes)


def _name(case: Case) -> str:
    return case.documents[0] if case.documents else case.id


def measured(name: str, results: Sequence[Result]) -> Measured:
    """How many answers are flagged, and how many show both values where they are known."""
    answered = [one for one in results if one.answered]
    flagged = [one for one in answered if one.reply["disagreements"]]
    known = any("edited_answer" in one.case.notes for one in results)
    return Measured(
        name=name,
        asked=len(results),
        answered=len(answered),
        flagged=tuple(map(_flagged, flagged)),
        shown=sum(map(_shows_both, flagged)) if known else None,
    )


def _shows_both(result: Result) -> bool:
    """Whether the quotes of an answer hold the true value and the edited one."""
    quotes = [citation["quote"] for citation in result.reply["citations"]]
    return all(
        any(contains_words(quote, value) for quote in quotes for value in result.case.notes[key])
        for key in ("true_answer", "edited_answer")
    )


def _flagged(result: Result) -> Flagged:
    reply = result.reply
    sides = [place for one in reply["disagreements"] for place in one["claims"]]
    return Flagged(
        id=result.case.id,
        question=result.case.question,
        values=tuple(tuple(one["values"]) for one in reply["disagreements"]),
        quotes=tuple(_quote(reply, place) for place in sides),
    )


def _quote(reply: Mapping[str, Any], place: int) -> str:
    claim = reply["claims"][place]
    named = {citation["marker"]: citation["document_id"] for citation in reply["citations"]}
    return f"{named[claim['markers'][0]]}: {claim['text']}"


def own(path: Path, indexes: Path) -> Iterator[Measured]:
    """Our own cases by kind, each asked of its two documents alone, whatever the confidence."""
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    folder = indexes / "disagreements"
    _write(cases, folder / "docs")
    ingest([folder / "docs"], index=folder / "index")
    with Assistant.open(folder / "index", Settings(threshold=0.0, chat_model="")) as assistant:
        for kind in dict.fromkeys(_kind(case) for case in cases):
            of_kind = [
                Case(
                    id=case["id"],
                    question=case["question"],
                    answers=(),
                    answerable=True,
                    within=frozenset(_names(case)),
                    undecided="Only its disagreement is looked at.",
                )
                for case in cases
                if _kind(case) == kind
            ]
            yield measured(kind, evaluate(assistant, of_kind))


def _kind(case: dict[str, Any]) -> str:
    name = str(case["id"]).rpartition("_")[0]
    return f"own: {name}, {'disputed' if case['values'] else 'not disputed'}"


def _names(case: dict[str, Any]) -> list[str]:
    return [f"{case['id']}_{number}.md" for number in range(len(case["documents"]))]


def _write(cases: Iterable[dict[str, Any]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        for name, text in zip(_names(case), case["documents"], strict=True):
            path = folder / name
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")


def _page(one: Measured, *, quotes: bool) -> str:
    line = (
        f"{one.name}: {one.asked} asked, {one.answered} answered, {len(one.flagged)} flagged "
        f"({one.share_flagged:.1%} of answers)"
    )
    if one.shown is not None:
        line += f", {one.shown} with both values ({one.shown / (one.asked or 1):.1%} of asked)"
    said = [line]
    for flagged in one.flagged if quotes else ():
        values = "; ".join(" / ".join(sides) for sides in flagged.values)
        said += [f"  {flagged.id}: {flagged.question} -> {values}"]
        said += [f"    {quote}" for quote in flagged.quotes]
    return "\n".join(said) + "\n"


if __name__ == "__main__":
    sys.exit(main())
