"""What strictness costs, in words."""

from collections.abc import Sequence

from assistant import Price, Prices
from ui.text import counted

_HUNDRED = 100
_FEW = 50
"""Below so many questions of a kind, shares of a hundred say more than was measured."""


def price_words(price: Price) -> str:
    """The price of a threshold for a person, by the hundred; what was not asked is left out."""
    parts = []
    if price.answerable:
        right, wrong, unanswered = of_hundred((price.right, price.wrong, price.unanswered))
        parts.append(
            f"Of 100 questions that the documents answer, about {right} are answered rightly, "
            f"{wrong} wrongly and {unanswered} not at all."
        )
    if price.unanswerable:
        refused, _ = of_hundred((price.refused, price.unanswerable - price.refused))
        parts.append(f"Of 100 that they do not answer, about {refused} are refused.")
    return " ".join(parts)


def source_words(prices: Prices) -> str:
    """On what, and when, prices were measured."""
    first = prices.points[0]
    asked = (
        f"{counted(first.answerable, 'question')} that the documents answer and "
        f"{first.unanswerable:,} that they do not"
    )
    if not prices.is_own:
        names = ", ".join(one.name for one in prices.sources)
        return (
            f"Measured on {prices.measured} on public question sets ({names}), with {asked}, on "
            "which nothing was chosen. Over these documents it will differ; the command "
            '"footnote eval calibrate" measures it.'
        )
    few = min(first.answerable, first.unanswerable) < _FEW
    rough = " These are few, so the figures are rough." if few else ""
    return (
        f"Measured on {prices.measured} on these documents, with {asked}, on which nothing was "
        f"chosen.{rough}"
    )


def of_hundred(counts: Sequence[int]) -> tuple[int, ...]:
    """Counts as whole numbers that add up to 100; all 0 where there is nothing."""
    total = sum(counts)
    if not total:
        return (0,) * len(counts)
    exact = [_HUNDRED * count / total for count in counts]
    shares = [int(one) for one in exact]
    rest = sorted(range(len(counts)), key=lambda n: shares[n] - exact[n])
    for n in rest[: _HUNDRED - sum(shares)]:
        shares[n] += 1
    return tuple(shares)
