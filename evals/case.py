"""Eval cases: a question, whether the documents answer it, and what a right answer holds."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant import Turn
from corpus import CaseError, Kind, Span

_DIGEST = "texts_digest"
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what is known of its answer."""

    id: str
    question: str
    answers: tuple[str, ...]
    """Accepted answers, short spans or long texts; none if no document answers."""
    answerable: bool
    """Whether a document answers; if not, the assistant should abstain."""
    documents: tuple[str, ...] = ()
    """Ids of the documents that hold the answer; of an unanswerable case, the nearest one."""
    group: str = ""
    """Part of the cases that is also measured alone."""
    history: tuple[Turn, ...] = ()
    """Earlier turns of the conversation, oldest first."""
    gold: tuple[str, ...] = ()
    """Quotes of the documents that a good search finds."""
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Where the answer stands, by document."""
    evidence: tuple[str, ...] = ()
    """Words of the documents that the answer stands in. A yes, a no or a bare number counts only
    if it is cited from them or from the gold quotes."""
    without: frozenset[Kind] = frozenset()
    """Kinds of chunks that are left out of the search."""
    within: frozenset[str] | None = None
    """The only documents that are searched; `None` for all."""
    withheld: frozenset[str] = frozenset()
    """Documents that are left out of the search."""
    family: str = ""
    """Cases of one family ask after the same thing and are resampled together; empty: its own."""
    undecided: str = ""
    """Why nobody can tell whether a document answers. Such a case is asked and not scored."""
    notes: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else the file says under `meta`."""

    @property
    def holders(self) -> tuple[str, ...]:
        """The documents that hold the answer, or come nearest to it, and those of its spans."""
        return tuple(dict.fromkeys((*self.documents, *self.spans)))

    @property
    def divided_by(self) -> tuple[str, ...]:
        """The names that decide what a case is for: of its documents, its own if it has none."""
        return self.holders or (self.id,)


def load_cases(paths: Iterable[str | Path]) -> tuple[Case, ...]:
    """The cases of files and of folders' `*.jsonl` files, in order; a folder's files by name.

    Raises:
        CaseError: A path does not exist or holds no case, a line is not a case, or two cases have
            the same id.
    """
    cases: dict[str, Case] = {}
    places: dict[str, str] = {}
    for path in _files(paths):
        for place, line in _lines(path):
            case = parse_case(line, place)
            if case.id in cases:
                raise CaseError(
                    f"Case {case.id!r} stands both in {places[case.id]} and in {place}: "
                    "give each case an id of its own."
                )
            cases[case.id], places[case.id] = case, place
    if not cases:
        raise CaseError("No case file was given: name a .jsonl file or a folder of them.")
    return tuple(cases.values())


def texts_digest(case: Case) -> str:
    """Tells accepted answers and history apart, also where only this digest of them was kept."""
    if kept := case.notes.get(_DIGEST):
        return str(kept)
    texts = (
        *case.answers,
        *(part for turn in case.history for part in (turn.question, turn.answer)),
    )
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def case_line(case: Case, *, texts: bool = True) -> dict[str, Any]:
    """The object that a case file would hold for this case.

    Args:
        case: The case.
        texts: With its accepted answers, gold quotes, evidence and history; else with a digest of
            them.
    """
    meta: dict[str, Any] = {
        _DIGEST: "" if texts else texts_digest(case),
        "history": [said for turn in case.history for said in _said(turn)] if texts else [],
        "all_docs": list(case.documents),
        "gold": list(case.gold) if texts else [],
        "evidence": list(case.evidence) if texts else [],
        "spans": {name: [[s.start, s.end] for s in found] for name, found in case.spans.items()},
        "without": sorted(case.without),
        "within": None if case.within is None else sorted(case.within),
        "withheld": sorted(case.withheld),
        "family": case.family,
        "undecided": case.undecided,
        **case.notes,
    }
    return {
        "id": case.id,
        "question": case.question,
        "answers": list(case.answers) if texts else [],
        "doc_id": next(iter(case.documents), ""),
        "answerable": case.answerable,
        "group": case.group,
        "meta": {key: value for key, value in meta.items() if value not in ([], {}, "", None)},
    }


def _said(turn: Turn) -> list[dict[str, str]]:
    said = [{"speaker": "user", "text": turn.question}]
    return [*said, {"speaker": "agent", "text": turn.answer}] if turn.answer else said


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    speaker: Literal["user", "agent"]
    text: str


class _Meta(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)

    history: list[_Said] = []
    all_docs: list[_Words] = []
    gold: list[_Words] = []
    selected_sentences: list[str] = []
    without: list[Annotated[Kind, Field(strict=False)]] = []
    within: list[_Words] | None = None
    withheld: list[_Words] = []
    family: str = ""
    undecided: str = ""
    evidence: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {}


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: _Words
    question: str
    answers: list[_Words]
    doc_id: str
    answerable: bool
    group: str
    meta: _Meta = _Meta()


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        if not path.exists():
            raise CaseError(f"There are no cases at {str(path)!r}: give a .jsonl file or a folder.")
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files:
            raise CaseError(f"Folder {str(path)!r} holds no .jsonl file: give one that does.")
        yield from files


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line that is not blank, with its place in words."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"Case file {str(path)!r} cannot be read as UTF-8: {error}.") from error
    # Not `splitlines`, which also breaks at separators that may stand within a JSON string.
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise CaseError(f"Case file {str(path)!r} is empty: write one JSON object a line.")
    for number, line in lines:
        yield f"{str(path)!r}, line {number}", line


def parse_case(line: str | Mapping[str, Any], place: str) -> Case:
    """The case of a line in JSON, or of the object that the line holds.

    Raises:
        CaseError: It is not a case; the message names `place`.
    """
    try:
        text = line if isinstance(line, str) else json.dumps(line)
        read = _Line.model_validate_json(text)
        spans = {
            name: tuple(Span(*ends) for ends in found) for name, found in read.meta.spans.items()
        }
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "the line"
        raise CaseError(f"{place}: {key!r} is not as a case needs it: {first['msg']}.") from error
    except ValueError as error:
        raise CaseError(f"{place}: 'meta.spans' is not as a case needs it: {error}") from error
    return Case(
        id=read.id,
        question=read.question,
        answers=tuple(read.answers),
        answerable=read.answerable,
        documents=_holders(read),
        group=read.group,
        history=_turns(read.meta.history),
        gold=tuple(read.meta.gold),
        spans=spans,
        evidence=tuple(
            one for one in (*read.meta.selected_sentences, *read.meta.evidence) if one.strip()
        ),
        without=frozenset(read.meta.without),
        within=None if read.meta.within is None else frozenset(read.meta.within),
        withheld=frozenset(read.meta.withheld),
        family=read.meta.family,
        undecided=read.meta.undecided,
        notes=dict(read.meta.model_extra or {}),
    )


def _turns(said: Iterable[_Said]) -> tuple[Turn, ...]:
    """Questions with what was said to them; what the agent says before the first is left out."""
    turns: list[Turn] = []
    for line in said:
        if line.speaker == "user":
            turns.append(Turn(line.text))
        elif turns:
            answer = f"{turns[-1].answer}\n{line.text}".strip()
            turns[-1] = Turn(turns[-1].question, answer)
    return tuple(turns)


def _holders(read: _Line) -> tuple[str, ...]:
    named = read.meta.all_docs or [read.doc_id]
    return tuple(name for name in dict.fromkeys(named) if name)
