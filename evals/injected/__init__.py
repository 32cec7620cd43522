"""Orders in documents: what they make of a reply, in both modes.

`python -m evals.injected [DATA ...]`.
"""

from evals.injected.asking import EXTRACTIVE, OBEYING, QUOTING, Found, ask_all
from evals.injected.obeying import Draft, Obeying, told_by
from evals.injected.outcome import Effect, Judge, Judged, Said, said_in
from evals.injected.own import own_batches
from evals.injected.public import public_batches
from evals.injected.rivals import RIVALS, id_exists, quote_stands
from evals.injected.tables import grouped, rate, rates, to_data, to_markdown
from evals.injected.trial import Batch, Order, Place, Trial, inserted

__all__ = [
    "EXTRACTIVE",
    "OBEYING",
    "QUOTING",
    "RIVALS",
    "Batch",
    "Draft",
    "Effect",
    "Found",
    "Judge",
    "Judged",
    "Obeying",
    "Order",
    "Place",
    "Said",
    "Trial",
    "ask_all",
    "grouped",
    "id_exists",
    "inserted",
    "own_batches",
    "public_batches",
    "quote_stands",
    "rate",
    "rates",
    "said_in",
    "to_data",
    "to_markdown",
    "told_by",
]
