"""The assistant and its rivals, asked what a question set asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.case import Case
from evals.metrics import Result
from evals.report.report import ASSISTANT
from evals.run import Rival, evaluate, evaluate_rival
from evals.sets.kept import (
    ASSISTANT_CODE,
    RIVAL_CODE,
    Keeper,
    Made,
    code_digest,
    folder_digest,
    key_of,
    set_digest,
)
from evals.sets.question_set import QuestionSet

LIMIT = 300
"""Questions drawn from each set, unless told otherwise."""

_CALLED = {"": ASSISTANT, "bundled": ASSISTANT, "first": f"{ASSISTANT} (first reader)"}
_ONE_SENTENCE = {"threshold": 0.0, "max_claims": 1, "answer_words": 10, "block_words": 20}
"""The shortest answer there is: of sentences the best one, of a whole block its first."""
_SENTENCE_RIVALS = ("bm25", "langchain")
"""Rivals whose answer is one sentence."""

Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Way:
    """How sets are asked."""

    limit: int = LIMIT
    """Questions drawn from each set."""
    readers: tuple[str, ...] = ("",)
    """The assistant is asked once with each of these readers; empty is the one it comes with."""
    keep: Path | None = None
    """Where results are kept."""
    indexes: Path | None = None
    """Where indexes are kept."""
    one_sentence: bool = True
    """Whether the assistant is asked once more for the best sentence alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What everybody made of one set."""

    name: str
    threshold: float
    """The one that the first of the assistants comes with."""
    assistants: Mapping[str, tuple[Result, ...]]
    """Results of the assistant if it always answers, by the name of it with each reader."""
    rivals: Mapping[str, tuple[Result, ...]]
    """The same of each rival."""
    sentences: Mapping[str, tuple[Result, ...]]
    """Results of answering with the best sentence alone, by system, as far as known; of the
    assistant only for answerable questions."""

    @property
    def eager(self) -> dict[str, tuple[Result, ...]]:
        """Results of always answering, by system."""
        return {**self.assistants, **self.rivals}

    @property
    def first(self) -> tuple[Result, ...]:
        """The first assistant's results of always answering."""
        return next(iter(self.assistants.values()))


def called(reader: str) -> str:
    """The name of the assistant with this reader."""
    return _CALLED.get(reader, f"{ASSISTANT} ({reader})")


def ask_all(sets: Sequence[QuestionSet], way: Way, tell: Tell) -> list[Asked]:
    """What everybody makes of each set, or what is kept of that.

    Args:
        sets: What to ask.
        way: How.
        tell: Told who is asked what, a line each.
    """
    with indexes_in(way.indexes, tell) as index_of:
        return [_ask(which, way, partial(index_of, which), tell) for which in sets]


IndexOf = Callable[[QuestionSet], Path]


@contextmanager
def indexes_in(folder: Path | None, tell: Tell) -> Iterator[IndexOf]:
    """The index of a set, brought up to date when it is first needed."""
    from ingest import ingest

    with TemporaryDirectory(prefix="footnote-sets-") as nowhere:
        ready: set[Path] = set()

        def index_of(which: QuestionSet) -> Path:
            path = (folder or Path(nowhere)) / which.folder.name
            if path not in ready:
                failed = ingest([which.documents], index=path).failed
                for name, reason in failed.items():
                    tell(f"{name!r} was left out: {reason}\n")
                ready.add(path)
            return path

        yield index_of


def _ask(which: QuestionSet, way: Way, index: Callable[[], Path], tell: Tell) -> Asked:
    from evals.rivals import RIVALS

    cases = which.cases(way.limit)
    answerable = tuple(case for case in cases if case.answerable)
    asking = _Asking(which.name, set_digest(which, way.limit), _keeper(which, way), index, tell)
    assistants = {called(one): asking.assistant(one, cases) for one in way.readers}
    rivals = {name: made.results for name, made in asking.rivals(tuple(RIVALS), cases).items()}
    sentences = {name: rivals[name] for name in _SENTENCE_RIVALS}
    if way.one_sentence:
        own = {called(one): asking.sentences(one, answerable) for one in way.readers}
        sentences = {name: made.results for name, made in own.items()} | sentences
    return Asked(
        name=which.name,
        threshold=next(iter(assistants.values())).threshold,
        assistants={name: made.results for name, made in assistants.items()},
        rivals=rivals,
        sentences=sentences,
    )


def _keeper(which: QuestionSet, way: Way) -> Keeper:
    return Keeper(way.keep / which.name if way.keep else None)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One set, to be asked of one system after the other."""

    name: str
    digest: str
    """Of the set's questions and documents."""
    keeper: Keeper
    index: Callable[[], Path]
    tell: Tell

    def assistant(self, reader: str, cases: Sequence[Case]) -> Made:
        """What the assistant makes of cases with this reader if it always answers."""
        return self._own(reader, called(reader), {"threshold": 0.0}, cases)

    def sentences(self, reader: str, cases: Sequence[Case]) -> Made:
        """What it makes of cases with its best sentence alone."""
        return self._own(reader, f"{called(reader)}, one sentence", _ONE_SENTENCE, cases)

    def rivals(self, names: tuple[str, ...], cases: Sequence[Case]) -> dict[str, Made]:
        """What each of these rivals makes of cases if it always answers."""
        from assistant import Assistant
        from corpus import Index
        from evals.rivals import open_rivals, texts_of

        opened: dict[str, Rival] = {}

        def make(name: str) -> Made:
            self.tell(f"{self.name}: {name}\n")
            if not opened:
                with Index.open(self.index()) as documents:
                    opened.update(open_rivals(names, documents.read(texts_of)))
            with Assistant.open(self.index()) as assistant:
                return Made(evaluate_rival(opened[name], assistant, cases))

        key = key_of(self.digest, code_digest(RIVAL_CODE))
        return {name: self.keeper.made(name, key, cases, partial(make, name)) for name in names}

    def _own(
        self, reader: str, name: str, changed: Mapping[str, float], cases: Sequence[Case]
    ) -> Made:
        from assistant import Assistant, Settings

        # Sets are asked in extractive mode, whatever model is configured.
        read = {"chat_model": "", **({"reader": reader} if reader else {})}
        as_shipped, settings = Settings(**read), Settings(**read, **changed)

        def make() -> Made:
            self.tell(f"{self.name}: {name}\n")
            with Assistant.open(self.index(), as_shipped) as shipped:
                threshold = shipped.threshold
            with Assistant.open(self.index(), settings) as assistant:
                return Made(evaluate(assistant, cases), threshold)

        told = [one.model_dump_json() for one in (as_shipped, settings)]
        weights = folder_digest(Path(reader)) if reader else ""
        key = key_of(self.digest, code_digest(ASSISTANT_CODE), weights, *told)
        return self.keeper.made(name, key, cases, make)
