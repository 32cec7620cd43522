"""What strictness costs: what becomes of questions at each threshold, where it was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_SHIPPED = files("assistant").joinpath("prices.json")
_DATE = r"^\d{4}-\d\d-\d\d$"


@dataclass(frozen=True, slots=True)
class Price:
    """What became of the questions that were asked at one threshold."""

    threshold: float
    """Confidence from which an answer is given."""
    right: int
    """Questions that the documents answer, answered rightly."""
    wrong: int
    """Questions that the documents answer, answered wrongly."""
    answerable: int
    """Questions that the documents answer."""
    refused: int
    """Questions that the documents do not answer, and that were not answered."""
    unanswerable: int
    """Questions that the documents do not answer."""

    @property
    def unanswered(self) -> int:
        """Questions that the documents answer, not answered."""
        return self.answerable - self.right - self.wrong


@dataclass(frozen=True, slots=True)
class AskedSet:
    """How many questions of one set were asked."""

    name: str
    answerable: int
    unanswerable: int


@dataclass(frozen=True, slots=True)
class Prices:
    """A price for each threshold, on questions that no threshold was chosen on."""

    points: tuple[Price, ...]
    """By threshold, at least two; all of the same questions."""
    measured: str
    """The day, e.g. `2026-11-22`."""
    sources: tuple[AskedSet, ...] = ()
    """The public sets that were asked; none where these are the user's own documents."""

    @property
    def is_own(self) -> bool:
        """Whether it was measured on the user's own documents."""
        return not self.sources

    def at(self, threshold: float) -> Price:
        """The price of any threshold; between two that were measured, in proportion."""
        first, last = self.points[0], self.points[-1]
        if not first.threshold < threshold < last.threshold:
            return first if threshold <= first.threshold else last
        pairs = pairwise(self.points)
        low, high = next(pair for pair in pairs if threshold <= pair[1].threshold)
        share = (threshold - low.threshold) / (high.threshold - low.threshold)

        def between(one: int, other: int) -> int:
            return round(one + share * (other - one))

        right = between(low.right, high.right)
        return Price(
            threshold,
            right,
            between(low.right + low.wrong, high.right + high.wrong) - right,
            low.answerable,
            between(low.refused, high.refused),
            low.unanswerable,
        )


_Count = Annotated[int, Field(ge=0)]


class PricesEntry(BaseModel):
    """Prices as a file holds them: lists of equal length, an item a threshold."""

    model_config = ConfigDict(extra="forbid", strict=True)

    measured: Annotated[str, Field(pattern=_DATE)]
    answerable: _Count
    unanswerable: _Count
    thresholds: Annotated[list[Annotated[float, Field(ge=0, le=1)]], Field(min_length=2)]
    right: list[_Count]
    wrong: list[_Count]
    refused: list[_Count]
    sources: dict[str, Annotated[list[_Count], Field(min_length=2, max_length=2)]] = {}

    @model_validator(mode="after")
    def _fits(self) -> Self:
        counts = (self.right, self.wrong, self.refused)
        if {len(one) for one in counts} != {len(self.thresholds)}:
            raise ValueError("its lists differ in length")
        if any(low >= high for low, high in pairwise(self.thresholds)):
            raise ValueError("its thresholds do not rise")
        given = zip(self.right, self.wrong, strict=True)
        if max(map(sum, given)) > self.answerable or max(self.refused) > self.unanswerable:
            raise ValueError("it counts more questions than were asked")
        return self

    def prices(self) -> Prices:
        """The prices that it holds."""
        rows = zip(self.thresholds, self.right, self.wrong, self.refused, strict=True)
        points = (Price(t, r, w, self.answerable, f, self.unanswerable) for t, r, w, f in rows)
        sources = (AskedSet(name, *asked) for name, asked in self.sources.items())
        return Prices(tuple(points), self.measured, tuple(sources))


def prices_entry(prices: Prices) -> dict[str, Any]:
    """What a file holds of prices; `PricesEntry` reads it."""
    points = prices.points
    return {
        "measured": prices.measured,
        "answerable": points[0].answerable,
        "unanswerable": points[0].unanswerable,
        **(
            {"sources": {one.name: [one.answerable, one.unanswerable] for one in prices.sources}}
            if prices.sources
            else {}
        ),
        "thresholds": [one.threshold for one in points],
        "right": [one.right for one in points],
        "wrong": [one.wrong for one in points],
        "refused": [one.refused for one in points],
    }


def shipped_prices(encoder: str, reader: str) -> Prices | None:
    """What was measured on public question sets; `None` for another encoder or reader.

    `python -m evals.sets.prices` measures it.
    """
    shipped = _shipped()
    return (
        shipped.prices.prices() if (shipped.encoder, shipped.reader) == (encoder, reader) else None
    )


class _Shipped(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    encoder: str
    reader: str
    prices: PricesEntry


@cache
def _shipped() -> _Shipped:
    return _Shipped.model_validate_json(_SHIPPED.read_text("utf-8"))


def shipped_page(encoder: str, reader: str, prices: Prices) -> Mapping[str, Any]:
    """What `prices.json` of this package holds for an encoder and a reader."""
    return {"encoder": encoder, "reader": reader, "prices": prices_entry(prices)}
