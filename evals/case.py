"""Eval cases: a question, whether the documents answer it, and what a right answer holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant import Turn
from corpus import CaseError, Kind, Span

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
    without: frozenset[Kind] = frozenset()
    """Kinds of chunks that are left out of the search."""
    notes: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else the file says under `meta`."""


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
            case = _case(line, place)
            if case.id in cases:
                raise CaseError(
                    f"Case {case.id!r} stands both in {places[case.id]} and in {place}: "
                    "give each case an id of its own."
                )
            cases[case.id], places[case.id] = case, place
    if not cases:
        raise CaseError("No case file was given: name a .jsonl file or a folder of them.")
    return tuple(cases.values())


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    speaker: Literal["user", "agent"]
    text: str


class _Meta(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)

    history: list[_Said] = []
    all_docs: list[_Words] = []
    gold: list[_Words] = []
    without: list[Annotated[Kind, Field(strict=False)]] = []
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


def _case(line: str, place: str) -> Case:
    try:
        read = _Line.model_validate_json(line)
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
        without=frozenset(read.meta.without),
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
