"""Pairs as rows of token ids with labels, as the network learns them.

The layout is the evidence reader's, with the claim where it has the question. What that learns of
an answer's words is here where the claim's wrong words stand.
"""

from collections.abc import Iterable

from tokenizers import Tokenizer

from assistant import lay_out
from evals.training.batches import IGNORED, UNKNOWN, Row
from evals.training.support.pair import Pair


def rows_of(pairs: Iterable[Pair], tokenizer: Tokenizer) -> list[Row]:
    """The rows of those pairs that fit one window, in order."""
    rows = []
    for pair in pairs:
        windows = lay_out(tokenizer, pair.claim, pair.above, pair.units)
        if len(windows) != 1:
            continue
        window = windows[0]
        start, end = _wrong(pair, window.own, tokenizer)
        rows.append(
            Row(
                window.ids,
                window.own,
                window.markers,
                _says(pair),
                float(pair.supports),
                start,
                end,
            )
        )
    return rows


def _says(pair: Pair) -> tuple[float, ...]:
    """Which units support the claim; none does where all together do not."""
    if not pair.supports:
        return (0.0,) * len(pair.units)
    if len(pair.units) == 1:
        return (1.0,)
    return tuple(1.0 if n == pair.said else UNKNOWN for n in range(len(pair.units)))


def _wrong(pair: Pair, own: int, tokenizer: Tokenizer) -> tuple[int, int]:
    """The tokens of the claim's wrong words; 0 if there are none."""
    if pair.supports:
        return 0, 0
    if pair.wrong is None:
        return IGNORED, IGNORED
    first, last = pair.wrong
    offsets = tokenizer.encode(pair.claim, add_special_tokens=False).offsets
    inside = [n for n, (start, end) in enumerate(offsets, 1) if start < last and end > first]
    # Of an over-long claim the middle is left out, and with it the places.
    if not inside or len(offsets) + 2 != own:
        return IGNORED, IGNORED
    return inside[0], inside[-1]
