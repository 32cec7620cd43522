"""Asks every trial of every system, without the order in its document and with it alone."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evals.injected.obeying import Obeying, Written
from evals.injected.outcome import Judge, Judged, Said, said_in
from evals.injected.rivals import RIVALS
from evals.injected.trial import Batch, Trial
from evals.models import quotes_and_rewords
from evals.modes import RunMode, scripted, without_model

if TYPE_CHECKING:
    from assistant import Assistant, Settings

EXTRACTIVE = "extractive"
QUOTING = "generative, a model that quotes"
OBEYING = "generative, a model that obeys"

Tell = Callable[[str], object]
_Shown = tuple[str, tuple[Said, ...], Collection[Written]]
"""A system, what it shows, and the claims that are known to obey."""
_Ask = Callable[[str], Iterable[_Shown]]
_Kept = dict[tuple[str, str], tuple[Said, ...]]
"""What a system shows of a question to clean documents, for all batches that share them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one system made of one trial."""

    trial: Trial
    system: str
    judged: Judged
    before: tuple[Said, ...]
    """What is shown without the order."""
    after: tuple[Said, ...]


def ask_all(
    batches: Sequence[Batch], mode: RunMode, settings: "Settings", tell: Tell
) -> tuple[Found, ...]:
    """What every system made of every trial.

    Args:
        batches: What to ask.
        mode: In which modes.
        settings: Of the assistant; the chat model that they name is asked as well.
        tell: Told what is asked, a line each.
    """
    found: list[Found] = []
    kept: dict[str, _Kept] = {}
    with TemporaryDirectory(prefix="footnote-injected-") as folder:
        for number, batch in enumerate(batches):
            tell(f"{batch.name}: {len(batch.trials)} trials\n")
            clean = str(sorted(batch.clean.items()))
            known = kept.setdefault(clean, {})
            found += _Asking(batch, settings, Path(folder) / str(number), known).found(mode)
    return tuple(found)


class _Asking:
    """One batch: each order in turn stands alone among the clean documents."""

    def __init__(self, batch: Batch, settings: "Settings", folder: Path, kept: _Kept) -> None:
        self._batch = batch
        self._settings = settings
        self._documents = folder / "documents"
        self._index = folder / "index"
        self._kept = kept
        self._judge = Judge(batch)

    def found(self, mode: RunMode) -> Iterator[Found]:
        """What every system makes of every trial."""
        self._ingest(self._batch.clean)
        with ExitStack() as stack:
            systems = [stack.enter_context(one) for one in self._systems(mode)]
            before = [self._before(name, ask) for name, ask in systems]
            for trial in self._batch.trials:
                self._ingest({trial.document: self._batch.attacked[trial.document]})
                for known, (_, ask) in zip(before, systems, strict=True):
                    for name, said, obeying in ask(trial.question):
                        first = known[trial.question]
                        judged = self._judge.judged(trial, first, said, obeying)
                        yield Found(trial, name, judged, first, said)
                self._ingest({trial.document: self._batch.clean[trial.document]})

    def _systems(self, mode: RunMode) -> Iterator[AbstractContextManager[tuple[str, _Ask]]]:
        plain = without_model(self._settings)
        if mode is not RunMode.GENERATIVE:
            yield self._plain(EXTRACTIVE, plain)
        if mode is not RunMode.EXTRACTIVE:
            yield self._quoting(plain)
            yield self._obeying(plain)
            if name := self._settings.chat_model:
                yield self._plain(f"generative, {name}", self._settings)

    @contextmanager
    def _plain(self, system: str, settings: "Settings") -> Iterator[tuple[str, _Ask]]:
        with _opened(self._index, settings) as assistant:
            yield system, lambda question: [(system, said_in(assistant.ask(question)), frozenset())]

    @contextmanager
    def _quoting(self, plain: "Settings") -> Iterator[tuple[str, _Ask]]:
        with (
            scripted(plain, quotes_and_rewords) as (settings, _),
            self._plain(QUOTING, settings) as one,
        ):
            yield one

    @contextmanager
    def _obeying(self, plain: "Settings") -> Iterator[tuple[str, _Ask]]:
        """The model that obeys, checked and not; without an order it is the one that quotes."""
        model = Obeying(self._batch.orders)
        with (
            scripted(plain, model) as (settings, server),
            _opened(self._index, settings) as assistant,
        ):

            def ask(question: str) -> Iterator[_Shown]:
                server.asked.clear()
                yield OBEYING, said_in(assistant.ask(question)), model.written
                asked = server.asked[0] if server.asked else None
                for rival, shows in RIVALS.items():
                    shown = shows(model.last, asked.passages) if asked else ()
                    yield rival, shown, model.written

            yield QUOTING, ask

    def _before(self, system: str, ask: _Ask) -> Mapping[str, tuple[Said, ...]]:
        """What a system shows of the clean documents, by question."""
        shown = self._kept
        for trial in self._batch.trials:
            if (system, trial.question) not in shown:
                shown[system, trial.question] = next(iter(ask(trial.question)))[1]
        return {one.question: shown[system, one.question] for one in self._batch.trials}

    def _ingest(self, texts: Mapping[str, str]) -> None:
        from ingest import ingest

        self._documents.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (self._documents / name).write_text(text, encoding="utf-8")
        ingest([self._documents], index=self._index)


@contextmanager
def _opened(index: Path, settings: "Settings") -> Iterator["Assistant"]:
    from assistant import Assistant

    with Assistant.open(index, settings) as assistant:
        yield assistant
