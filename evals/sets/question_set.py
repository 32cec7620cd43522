"""Public question sets: which there are in a folder, and what each asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import CaseError
from evals.case import Case, load_cases
from evals.run import sample

OWN_DOCUMENT = frozenset({"covidqa"})
"""Sets whose questions each mean one document, and do not name it."""

PRESETS = {
    "reader": (
        *("squad2", "nq", "clapnq", "stackfaq", "dtcfaq", "mtrag"),
        *("covidfaq_users", "covidfaq_pages", "doc2dial_first"),
    )
}
"""Sets that are measured together, by the name of what they are to tell of."""

_SEED = 0


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions over a folder of documents."""

    name: str
    folder: Path
    """Holds `questions.jsonl` and `docs`."""
    group_ending: str = ""
    """Only questions of groups whose name ends so are asked."""

    @property
    def questions(self) -> Path:
        """The file of its questions."""
        return self.folder / "questions.jsonl"

    @property
    def documents(self) -> Path:
        """The folder of its documents."""
        return self.folder / "docs"

    def cases(self, limit: int) -> tuple[Case, ...]:
        """At most `limit` of its questions, the same whenever they are drawn.

        Each stands alone, without what was said before it.

        Raises:
            CaseError: They cannot be read, or no group's name ends as it should.
        """
        of_groups = [c for c in load_cases([self.questions]) if c.group.endswith(self.group_ending)]
        if not of_groups:
            raise CaseError(
                f"Set {self.folder.name!r} has no group whose name ends in {self.group_ending!r}: "
                f"{self.name!r} asks nothing."
            )
        return tuple(map(self._alone, sample(of_groups, limit, _SEED)))

    def _alone(self, case: Case) -> Case:
        is_of_one = self.folder.name in OWN_DOCUMENT and case.documents
        within = frozenset(case.documents) if is_of_one else case.within
        return replace(case, history=(), within=within)


def sets_in(folder: Path, names: Sequence[str] = ()) -> tuple[QuestionSet, ...]:
    """The named sets of a folder, in that order; without names all with documents, sorted.

    `SET_ENDING` names the questions of `SET` in groups that end in `_ENDING`, unless a set has that
    name.

    Raises:
        CaseError: There is no set, or none of that name.
    """
    found = sorted(
        path.parent.name
        for path in folder.glob("*/questions.jsonl")
        if any((path.parent / "docs").glob("*"))
    )
    if not found:
        raise CaseError(
            f"There are no question sets in {str(folder)!r}: give a folder that holds "
            "SET/questions.jsonl and SET/docs."
        )
    return tuple(_named(folder, name, found) for name in names or found)


def _named(folder: Path, name: str, found: Sequence[str]) -> QuestionSet:
    whole = max((one for one in found if f"{name}_".startswith(f"{one}_")), key=len, default=None)
    if whole is None:
        raise CaseError(
            f"There is no question set {name!r} in {str(folder)!r}: choose from {', '.join(found)}."
        )
    return QuestionSet(name, folder / whole, name.removeprefix(whole))
