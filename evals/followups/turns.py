"""Which questions of the public sets go on from earlier turns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import CaseError
from evals.case import Case, load_cases
from evals.threshold import is_for_choosing

SHARED = "mtrag, rewritten by people"
"""The turns of `mtrag` that people rewrote so that they can be read alone."""
REWRITTEN = "rewrite"
"""Under what a case notes how people rewrote it."""

_CONVERSATION = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Turns:
    """Questions that go on from earlier turns, over one folder of documents."""

    name: str
    set: str
    """The public set they are from."""
    cases: tuple[Case, ...]
    """Each of the family of its conversation, whose turns are no separate proof."""

    @property
    def reported(self) -> tuple[Case, ...]:
        """Those from which nothing was chosen or learned."""
        return tuple(case for case in self.cases if not is_for_choosing(side_of(case)))


def follow_ups(data: Path) -> tuple[Turns, ...]:
    """All follow-ups of `mtrag`, those that people rewrote, and the questions of `doc2dial`.

    Raises:
        CaseError: The folder holds neither set.
    """
    found = []
    for name in ("mtrag", "doc2dial"):
        path = data / name / "questions.jsonl"
        if not path.exists():
            continue
        cases = [_of_conversation(case) for case in load_cases([path]) if case.history]
        asking = [case for case in cases if case.notes.get("looks_like_question", True)]
        found.append(Turns(name, name, tuple(asking)))
        if shared := tuple(case for case in asking if REWRITTEN in case.notes):
            found.append(Turns(SHARED, name, shared))
    if not found:
        raise CaseError(f"There is neither 'mtrag' nor 'doc2dial' in {str(data)!r}: give DATA/dev.")
    return tuple(found)


def conversation(case: Case) -> str:
    """The conversation a case is a turn of, the same in every set; its id where it has none."""
    found = _CONVERSATION.search(case.id)
    return found.group() if found else case.id


def side_of(case: Case) -> str:
    """The name by which a case falls on the choosing or the reporting side.

    Of conversations over one document each, that is the document, else the conversation.
    """
    if "first_turn" in case.notes and case.documents:
        return case.documents[0]
    return conversation(case)


def standing_alone(data: Path, names: Sequence[str]) -> dict[str, tuple[Case, ...]]:
    """Questions of the sets, and of this repository, that were asked without a conversation."""
    own = Path(__file__).parent.parent / "cases"
    paths = {name: [data / name / "questions.jsonl"] for name in names}
    found = {
        name: tuple(case for case in load_cases(where) if not case.history)
        for name, where in paths.items()
        if all(path.exists() for path in where)
    }
    cases = [case for path in sorted(own.glob("*.jsonl")) for case in load_cases([path])]
    return found | {"own": tuple(case for case in cases if not case.history)}


def _of_conversation(case: Case) -> Case:
    return replace(case, family=conversation(case))
