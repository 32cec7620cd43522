"""A reader from outside: any sentence-transformers `CrossEncoder` with one score."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from assistant.evidence.memory import Memory
from assistant.evidence.raw import REMEMBERED, Asked, RawScores, Text, asked_of
from assistant.evidence.trained import NOTHING_SAID
from corpus import SettingsError

_BATCH_PAIRS = 32
_LONGEST_TOKENS = 512
"""Tokens read in one go, of models that would take any number."""
_JOINTS = 8
"""Special tokens and line ends of a pair, at most."""


class OutsideReader:
    """Scores each passage and each of its units as (question, text) pairs.

    Args:
        name: A folder, or a model name for sentence-transformers.

    Raises:
        SettingsError: There is no such model, or it is not one that gives a pair one score.
    """

    def __init__(self, name: str) -> None:
        self._model = _load(name)
        self._room = min(self._model.max_seq_length or _LONGEST_TOKENS, _LONGEST_TOKENS)
        self._memory = Memory(self._read, REMEMBERED)
        self.identity = f"{Path(name).name}-{_digest(self._model)[:8]}"

    def read(self, question: str, texts: Sequence[Text]) -> tuple[RawScores, ...]:
        """The scores of passages, in order.

        A passage longer than the model reads is as good as its best window. A passage without
        units scores `NOTHING_SAID`.
        """
        return self._memory.values(asked_of(question, texts))

    def _read(self, asked: Sequence[Asked]) -> list[RawScores]:
        passages = [self._told(*one) for one in asked]
        pairs = [
            (question, text)
            for (question, *_), told in zip(asked, passages, strict=True)
            for part in told
            for text in part
        ]
        scores = iter(self._scores(pairs))
        return [_joined([[next(scores) for _ in part] for part in told]) for told in passages]

    def _told(self, question: str, above: str, units: Sequence[str]) -> list[list[str]]:
        """What is scored: the windows of the passage first, then the parts of each unit."""
        if not units:
            return []
        # Where question and title leave little, the model shortens the longer of a pair itself.
        room = max(self._room // 2, self._room - self._tokens(question) - self._tokens(above))
        parts = [list(self._parts(unit, room - _JOINTS)) for unit in units]
        whole = [part for unit in parts for part in unit]
        return [
            [f"{above}\n{text}" for text in told]
            for told in (list(self._windows(whole, room - _JOINTS)), *parts)
        ]

    def _parts(self, unit: str, room: int) -> Iterator[str]:
        if self._tokens(unit) <= room or len(unit) < 2:
            yield unit
            return
        middle = len(unit) // 2
        cut = unit.rfind(" ", 1, middle) if " " in unit[1:middle] else middle
        yield from self._parts(unit[:cut], room)
        yield from self._parts(unit[cut:], room)

    def _windows(self, parts: Sequence[str], room: int) -> Iterator[str]:
        window: list[str] = []
        used = 0
        for part in parts:
            tokens = self._tokens(part)
            if window and used + tokens > room:
                yield " ".join(window)
                window, used = [], 0
            window.append(part)
            used += tokens
        yield " ".join(window)

    def _tokens(self, text: str) -> int:
        return len(self._model.tokenizer(text, add_special_tokens=False, verbose=False).input_ids)

    def _scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        if not pairs:
            return []
        options = {"batch_size": _BATCH_PAIRS, "show_progress_bar": False}
        return [float(score) for score in self._model.predict(list(pairs), **options)]


def _joined(scores: Sequence[Sequence[float]]) -> RawScores:
    if not scores:
        return RawScores(NOTHING_SAID, ())
    passage, *units = map(max, scores)
    return RawScores(passage, tuple(units))


def _load(name: str) -> Any:
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    is_folder = Path(name).is_dir()
    try:
        model = CrossEncoder(name, activation_fn=Identity(), local_files_only=is_folder)
    except Exception as error:  # a model can be broken in any way, a download can fail in any
        raise _unusable(name, f"it cannot be loaded: {error}") from error
    if model.num_labels != 1:
        raise _unusable(name, f"it gives {model.num_labels} scores for a pair, not one")
    kinds = getattr(model.config, "architectures", None) or [""]
    if len(model) == 1 and not kinds[0].endswith("ForSequenceClassification"):
        raise _unusable(name, "it was not trained to score pairs")
    return model


def _unusable(name: str, reason: str) -> SettingsError:
    return SettingsError(
        f"Reader {name!r} cannot be used: {reason.rstrip('.')}. Give the folder or the name of a "
        "sentence-transformers CrossEncoder with one label in FOOTNOTE_READER, or leave it unset "
        "for the bundled reader."
    )


def _digest(model: Any) -> str:
    digest = sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.float().cpu().numpy().tobytes())
    return digest.hexdigest()
