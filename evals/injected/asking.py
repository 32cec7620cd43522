"""Asks every trial of every system, without the order in the document and with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evals.injected.obeying import Obeying
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


@dataclass(frozen=True, slots=True)
class Found:
    """What one system made of one trial."""

    trial: Trial
    system: str
    judged: Judged
    before: tuple[Said, ...]
    """What is shown without the order."""
    after: tuple[Said, ...]


@dataclass(slots=True)
class _Kept:
    """What is shown of clean documents, asked once for all batches that share them."""

    index: Path | None = None
    """Of the clean documents, once it was needed."""
    shown: dict[tuple[str, str], tuple[Said, ...]] = field(default_factory=dict)


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
            known = kept.setdefault(clean, _Kept())
            found += _Asking(batch, settings, Path(folder) / str(number), known).found(mode)
    return tuple(found)


class _Asking:
    """One batch, to be asked of one system after the other."""

    def __init__(self, batch: Batch, settings: "Settings", folder: Path, kept: _Kept) -> None:
        self._batch = batch
        self._settings = settings
        self._folder = folder
        self._kept = kept
        self._judge = Judge(batch)
        self._indexes: dict[str, Path] = {}

    def found(self, mode: RunMode) -> Iterator[Found]:
        """What every system makes of the batch, one after the other."""
        plain = without_model(self._settings)
        if mode is not RunMode.GENERATIVE:
            yield from self._plain(EXTRACTIVE, plain)
        if mode is not RunMode.EXTRACTIVE:
            with scripted(plain, quotes_and_rewords) as (settings, _):
                yield from self._plain(QUOTING, settings)
            yield from self._obeying(plain)
            if name := self._settings.chat_model:
                yield from self._plain(f"generative, {name}", self._settings)

    def _plain(self, system: str, settings: "Settings") -> Iterator[Found]:
        before = self._before(system, settings)
        with _opened(self._index("attacked"), settings) as assistant:
            for trial in self._batch.trials:
                after = said_in(assistant.ask(trial.question))
                yield self._found(trial, system, before[trial.question], after)

    def _obeying(self, plain: "Settings") -> Iterator[Found]:
        """The model that obeys, checked and not; without an order it is the one that quotes."""
        with scripted(plain, quotes_and_rewords) as (settings, _):
            before = self._before(QUOTING, settings)
        model = Obeying(self._batch.orders)
        with (
            scripted(plain, model) as (settings, server),
            _opened(self._index("attacked"), settings) as assistant,
        ):
            for trial in self._batch.trials:
                server.asked.clear()
                after = said_in(assistant.ask(trial.question))
                first = before[trial.question]
                yield self._found(trial, OBEYING, first, after, model)
                for rival, shows in RIVALS.items():
                    asked = server.asked[0] if server.asked else None
                    shown = shows(model.last, asked.passages) if asked else ()
                    yield self._found(trial, rival, first, shown, model)

    def _found(
        self,
        trial: Trial,
        system: str,
        before: tuple[Said, ...],
        after: tuple[Said, ...],
        model: Obeying | None = None,
    ) -> Found:
        obeying = model.written if model else frozenset()
        judged = self._judge.judged(trial, before, after, obeying)
        return Found(trial, system, judged, before, after)

    def _before(self, system: str, settings: "Settings") -> Mapping[str, tuple[Said, ...]]:
        """What a system shows of the clean documents, by question."""
        questions = {trial.question for trial in self._batch.trials}
        shown = self._kept.shown
        if left := [one for one in sorted(questions) if (system, one) not in shown]:
            with _opened(self._clean(), settings) as assistant:
                shown |= {(system, one): said_in(assistant.ask(one)) for one in left}
        return {one: shown[system, one] for one in questions}

    def _index(self, which: str) -> Path:
        from ingest import ingest

        if which not in self._indexes:
            texts = self._batch.clean if which == "clean" else self._batch.attacked
            documents = self._folder / which
            documents.mkdir(parents=True)
            for name, text in texts.items():
                (documents / name).write_text(text, encoding="utf-8")
            self._indexes[which] = self._folder / f"{which}-index"
            ingest([documents], index=self._indexes[which])
        return self._indexes[which]

    def _clean(self) -> Path:
        self._kept.index = self._kept.index or self._index("clean")
        return self._kept.index


@contextmanager
def _opened(index: Path, settings: "Settings") -> Iterator["Assistant"]:
    from assistant import Assistant

    with Assistant.open(index, settings) as assistant:
        yield assistant
