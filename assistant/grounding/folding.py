"""Text with its typography folded, and where each folded character came from."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus import Span

_SINGLE, _DOUBLE, _DASHES = "‘’‚‛′`´", "“”„‟«»″", "‐‑‒–−"
_AS = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("—―", " - "),
    "…": "...",
    **{chr(0xFB00 + n): letters for n, letters in enumerate("ff fi fl ffi ffl st st".split())},
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}
"""What each character folds to. Superscripts and fractions stay: `10²` is not `102`."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKUP = re.compile(
    r"(?<![\w*\\])[*_`]{1,3}(?=[^\s*_`])"  # opens emphasis or code
    r"|(?<=[^\s*_`\\])[*_`]{1,3}(?![\w*])"  # closes it
    r"|!?\[(?=[^\[\]\n]{1,300}\]\([^()\s]{1,500}\))"  # a link, up to its words
    r"|(?<=[^\s\[])\]\([^()\s]{1,500}\)"  # and from them on
)
_REMEMBERED = 64
"""Passages kept folded, as several quotes are looked for in each."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in plain typography, each of its characters with its place in the original."""

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Where the folded characters from `start` to `end` stand in the original text."""
        return Span(self.places[start][0], self.places[end - 1][1])


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> Folded:
    r"""`text` with quotes, dashes, ligatures, white space and unseen markup made plain.

    Letters keep their case, and nothing that carries meaning is dropped.

    >>> folded("“It’s  **fine**” — 10²").text
    '"It\'s fine" - 10²'
    """
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    unseen = {n for match in _MARKUP.finditer(text) for n in range(*match.span())}
    for start, end in _clusters(text):
        if start in unseen or text[start] in INVISIBLE:
            continue
        for letter in _plain(text[start:end]):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            places.append((start, end))
    if letters and letters[-1] == " ":
        del letters[-1], places[-1]
    return Folded("".join(letters), tuple(places))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the accents that follow it."""
    starts = [n for n, letter in enumerate(text) if not n or not unicodedata.combining(letter)]
    return list(zip(starts, [*starts[1:], len(text)], strict=False))


def _plain(cluster: str) -> str:
    if cluster.isspace():
        return " "
    return _AS.get(cluster) or (
        cluster if len(cluster) == 1 else unicodedata.normalize("NFC", cluster)
    )
