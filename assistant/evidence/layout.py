"""How a question and a passage are laid out as tokens for the trained reader.

    [CLS] question [SEP] title > heading: lead [SEP] [unit] words [unit] words ... [SEP]

The marker before each unit is where the model gives that unit's score; the form is that of
Provence (Chirkova et al. 2025, arXiv 2501.16214). Training and answering share this file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW_TOKENS = 384
"""Tokens read in one go; what is longer is read in several windows."""
_QUESTION_TOKENS = 96
_ABOVE_TOKENS = 64
_CLS, _SEP, _MARKER = 101, 102, 2
"""Entries of BERT's vocabulary; the marker is one that it leaves unused."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One window of a passage, ready to be read."""

    ids: tuple[int, ...]
    own: int
    """Where the passage begins: tokens before it are the question's."""
    markers: tuple[int, ...]
    """Positions of the markers."""
    units: tuple[int, ...]
    """Which unit of the passage stands behind each marker."""


def above_of(title: str, heading: Sequence[str], lead: str = "") -> str:
    """What stands above a passage: its title, headings and the words that introduce it."""
    path = " > ".join(part for part in dict.fromkeys((title, *heading)) if part)
    return f"{path}: {lead}" if lead else path


def lay_out(
    tokenizer: "Tokenizer", question: str, above: str, units: Sequence[str]
) -> tuple[Layout, ...]:
    """The windows in which all units are read; one window where they fit.

    Of an over-long question or context the middle is left out, of the units nothing: one longer
    than a window is read in parts.

    Args:
        tokenizer: BERT's, without truncation or padding.
        question: The standalone question.
        above: As `above_of`.
        units: The passage's sentences, items or rows in plain words.
    """
    encoded = tokenizer.encode_batch([question, above, *units], add_special_tokens=False)
    asked, context, *told = [encoding.ids for encoding in encoded]
    head = [_CLS, *_shortened(asked, _QUESTION_TOKENS), _SEP]
    start = [*head, *_shortened(context, _ABOVE_TOKENS), _SEP]
    windows = _windows(told, WINDOW_TOKENS - len(start) - 1)
    return tuple(_layout(start, len(head), window) for window in windows)


def _shortened(ids: Sequence[int], limit: int) -> list[int]:
    if len(ids) <= limit:
        return list(ids)
    half = limit // 2
    return [*ids[:half], *ids[-half:]]


def _windows(told: Sequence[Sequence[int]], room: int) -> Iterator[list[tuple[int, Sequence[int]]]]:
    window: list[tuple[int, Sequence[int]]] = []
    used = 0
    for number, ids in enumerate(told):
        for start in range(0, max(len(ids), 1), room - 1):
            part = ids[start : start + room - 1]
            if window and used + len(part) + 1 > room:
                yield window
                window, used = [], 0
            window.append((number, part))
            used += len(part) + 1
    if window:
        yield window


def _layout(start: Sequence[int], own: int, window: Sequence[tuple[int, Sequence[int]]]) -> Layout:
    ids = list(start)
    markers = []
    for _, part in window:
        markers.append(len(ids))
        ids += [_MARKER, *part]
    return Layout((*ids, _SEP), own, tuple(markers), tuple(number for number, _ in window))
