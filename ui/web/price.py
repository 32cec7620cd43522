"""The drawing of what strictness costs."""

from collections.abc import Iterator
from typing import Any

from assistant import Price, Prices
from ui.prices import of_hundred, price_words
from ui.web.components import component

_TENTHS = tuple(tenths / 10 for tenths in range(11))
_SPOKEN = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Thresholds whose price is the drawing in words."""


def show_price(prices: Prices, chosen: float, usual: float, *, key: str) -> None:
    """Draws the price of every threshold, with the chosen and the usual one marked.

    Args:
        prices: What to draw.
        chosen: The threshold that is looked at.
        usual: The one in force.
        key: Unique on the page.
    """
    component("price")(key=key, data=price_data(prices, chosen, usual))


def price_data(prices: Prices, chosen: float, usual: float) -> dict[str, Any]:
    """What the component is given to draw."""
    legend = [("right", "rightly"), ("wrong", "wrongly"), ("silent", "not answered")]
    marks = [("chosen", f"chosen: {chosen:.2f}")]
    if chosen != usual:
        marks.append(("usual", f"usual: {usual:.2f}"))
    return {
        "thresholds": [point.threshold for point in prices.points],
        "chosen": chosen,
        "usual": usual,
        "panels": list(_panels(prices)),
        "legend": [{"name": name, "text": text} for name, text in (*legend, *marks)],
        "table": {
            "columns": ["threshold", "rightly", "wrongly", "not answered", "rightly refused"],
            "rows": [_row(prices.at(one)) for one in _TENTHS],
        },
    }


def _panels(prices: Prices) -> Iterator[dict[str, Any]]:
    points = prices.points
    spoken = [f"At {one:g}: {price_words(prices.at(one))}" for one in _SPOKEN]
    if of := points[0].answerable:
        yield {
            "title": "Questions that the documents answer",
            "names": ["right", "wrong", "silent"],
            "shares": [[point.right / of for point in points], [p.wrong / of for p in points]],
            "words": f"A chart of what each threshold costs. {' '.join(spoken)}",
        }
    if of := points[0].unanswerable:
        yield {
            "title": "Questions that they do not answer",
            "names": ["wrong", "silent"],
            "shares": [[1 - point.refused / of for point in points]],
            "words": "A chart of the questions that the documents do not answer.",
        }


def _row(price: Price) -> list[str]:
    shares: tuple[str, ...] = ("-",) * 3
    refused = "-"
    if price.answerable:
        answered = (price.right, price.wrong, price.unanswered)
        shares = tuple(f"{one} %" for one in of_hundred(answered))
    if price.unanswerable:
        counts = (price.refused, price.unanswerable - price.refused)
        refused = f"{of_hundred(counts)[0]} %"
    return [f"{price.threshold:g}", *shares, refused]
