"""A page's text as runs: words drawn in one go, with their place, size and weight."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from corpus import DocumentError
from ingest.loaders.pdf.fonts import Fonts, Letters
from ingest.loaders.pdf.matrix import SAME, Matrix, matrix_of

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

WORD_GAP = 0.17
"""Space between two letters, in sizes of the font, from which on they are two words."""

CELL_GAP = 0.9
"""Space from which on they may stand in two columns."""

_DEEPEST_FORM = 8
_MOST_FORMS = 5_000
_MOST_RUNS = 100_000


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line, in the measure of a page turned so that the text is level."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the line the letters stand on; higher is further up."""
    size: float
    bold: bool = False
    mono: bool = False
    angle: int = 0
    """Degrees the text is turned by on the page."""
    order: int = 0
    """How many runs were drawn before it."""


@dataclass(slots=True)
class _State:
    """What `q` saves and `Q` brings back."""

    matrix: Matrix = SAME
    letters: Letters | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def read_runs(page: "PageObject", fonts: Fonts) -> list[Run]:
    """The runs of a page, in the order in which they are drawn."""
    reader = _Reader(fonts)
    reader.read(fonts.operations(page), page, _DEEPEST_FORM)
    return reader.runs


@dataclass(slots=True)
class _Reader:
    """Follows the operators of a page and of the forms drawn on it."""

    fonts: Fonts
    runs: list[Run] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _saved: list[_State] = field(default_factory=list)
    _line: Matrix = SAME
    _pen: Matrix = SAME
    _forms: int = 0

    def read(
        self, operations: Iterable[tuple[Any, bytes]], holder: "DictionaryObject", depth: int
    ) -> None:
        resources = self.fonts.resources(holder)
        for operands, operator in operations:
            if operator in _SHOWS:
                self._show(operator, operands)
            elif operator == b"Do":
                self._form(operands, resources, depth)
            elif operator == b"Tf":
                self._set_font(operands, resources)
            elif operator in _MOVES:
                self._move(operator, operands)
            elif operator in _SETS:
                self._set(operator, operands)
            else:
                self._nest(operator, operands)

    def _nest(self, operator: bytes, operands: Sequence[object]) -> None:
        if operator == b"q":
            self._saved.append(replace(self._state))
        elif operator == b"Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == b"cm":
            self._state.matrix = matrix_of(operands).within(self._state.matrix)

    def _set_font(self, operands: Sequence[object], resources: "DictionaryObject") -> None:
        if len(operands) > 1:
            self._state.letters = self.fonts.letters(resources, operands[0])
            self._state.size = _number(operands, 1, self._state.size)

    def _set(self, operator: bytes, operands: Sequence[object]) -> None:
        name, scale = _SETS[operator]
        value = _number(operands, 0, getattr(self._state, name) / scale)
        setattr(self._state, name, value * scale)

    def _move(self, operator: bytes, operands: Sequence[object]) -> None:
        if operator == b"BT":
            self._line = SAME
        elif operator == b"Tm":
            self._line = matrix_of(operands)
        elif operator == b"T*":
            self._line = self._line.moved(0.0, -self._state.leading)
        else:
            x, y = _number(operands, 0, 0.0), _number(operands, 1, 0.0)
            if operator == b"TD":
                self._state.leading = -y
            self._line = self._line.moved(x, y)
        self._pen = self._line

    def _show(self, operator: bytes, operands: Sequence[Any]) -> None:
        if operator == b'"' and len(operands) > 2:
            self._set(b"Tw", operands[:1])
            self._set(b"Tc", operands[1:2])
        if operator in (b"'", b'"'):
            self._move(b"T*", ())
        shown = operands[-1] if operands else b""
        for part in shown if operator == b"TJ" and isinstance(shown, list) else [shown]:
            if isinstance(part, bytes):
                self._draw(part)
            elif isinstance(part, int | float):
                step = -float(part) / 1000 * self._state.size * self._state.stretch
                self._pen = self._pen.moved(step, 0.0)

    def _draw(self, data: bytes) -> None:
        state = self._state
        if state.letters is None:
            return
        drawn = state.letters.read(data)
        width = state.size * drawn.width + state.char_space * drawn.letters
        width = (width + state.word_space * drawn.spaces) * state.stretch
        place = self._pen.moved(0.0, state.rise).within(state.matrix)
        self._pen = self._pen.moved(width, 0.0)
        scale = math.hypot(place.c, place.d)
        across = math.hypot(place.a, place.b)
        size = abs(state.size) * scale
        if not drawn.text or not math.isfinite(size + place.e + place.f) or size <= 0:
            return
        turn = math.atan2(place.b, place.a) if state.size * state.stretch >= 0 else math.pi
        cos, sin = math.cos(turn), math.sin(turn)
        x, y = place.e * cos + place.f * sin, place.f * cos - place.e * sin
        angle = round(math.degrees(turn)) % 360
        end = x + abs(width) * across
        self._add(Run(drawn.text, x, end, y, size, state.letters.bold, state.letters.mono, angle))

    def _add(self, run: Run) -> None:
        if len(self.runs) >= _MOST_RUNS:
            raise DocumentError(
                f"a page of it draws text more than {_MOST_RUNS:,} times; print it to a new PDF"
            )
        joined = continued(self.runs[-1], run, WORD_GAP) if self.runs else None
        if joined:
            self.runs[-1] = joined
        else:
            self.runs.append(replace(run, order=len(self.runs)))

    def _form(self, operands: Sequence[object], resources: "DictionaryObject", depth: int) -> None:
        form = self.fonts.form(resources, operands[0]) if operands and depth else None
        if form is None:
            return
        self._forms += 1
        if self._forms > _MOST_FORMS:
            raise DocumentError(
                f"a page of it is made of more than {_MOST_FORMS:,} forms; print it to a new PDF"
            )
        kept, saved = replace(self._state), len(self._saved)
        places = self._line, self._pen
        self._state.matrix = matrix_of(form.matrix).within(self._state.matrix)
        self.read(form.operations, form.holder, depth - 1)
        del self._saved[saved:]
        self._state, (self._line, self._pen) = kept, places


def continued(before: Run, after: Run, gap: float) -> Run | None:
    """Two runs as one, if the second carries the first on with less than `gap` between them."""
    alike = (before.bold, before.mono, before.angle) == (after.bold, after.mono, after.angle)
    level = abs(before.y - after.y) < 0.05 * before.size
    same_size = abs(before.size - after.size) < 0.05 * before.size
    between = (after.x0 - before.x1) / before.size
    if not (alike and level and same_size and -0.3 < between < gap):
        return None
    return replace(before, text=before.text + after.text, x1=max(before.x1, after.x1))


def levels(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs by the angle they are turned by, the angle with most text first."""
    turned: dict[int, list[Run]] = {}
    for run in runs:
        turned.setdefault(round(run.angle / 5) * 5 % 360, []).append(run)
    yield from sorted(turned.values(), key=lambda group: -sum(len(run.text) for run in group))


def _number(operands: Sequence[object], at: int, default: float) -> float:
    value = operands[at] if at < len(operands) else None
    return float(value) if isinstance(value, int | float) else default


_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_MOVES = frozenset({b"BT", b"Tm", b"T*", b"Td", b"TD"})
_SETS = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}
