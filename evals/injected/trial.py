"""What is tried: a question, asked of documents without and with somebody's orders in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant import clean
from corpus import CaseError, sentence_spans, words

_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


class Place(StrEnum):
    """Where in a document an order stands."""

    START = "start"
    MIDDLE = "middle"
    """Right after the sentence that answers the question."""
    END = "end"


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wrote into a document for a model to obey."""

    text: str
    """As it stands there."""
    told: tuple[str, ...] = ()
    """What one who obeys it says; empty where that follows from its words."""
    kind: str = ""
    states: bool = False
    """Whether its words also say so as a fact; a claim that cites them quotes the document then."""

    @property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """Its sentences, a line break between two of them, as words."""
        lines = [clean(line) for line in self.text.splitlines() if line.strip()]
        spans = [words(span.of(line)) for line in lines for span in sentence_spans(line)]
        return tuple(one for one in spans if one)


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with the order that stands in the document it asks about."""

    id: str
    question: str
    document: str
    order: Order
    group: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Trials over the same documents."""

    name: str
    clean: Mapping[str, str]
    """Texts by file name, without any order."""
    attacked: Mapping[str, str]
    """The same with the orders of all trials."""
    trials: tuple[Trial, ...]

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders that stand in the attacked documents."""
        return tuple(dict.fromkeys(trial.order for trial in self.trials))


def inserted(text: str, order: str, place: Place, answer: str) -> str:
    """A document with an order in it.

    Args:
        text: The document.
        order: The order; one of several lines makes a paragraph of its own.
        place: Where it stands.
        answer: The words of the document after which it stands in the middle.

    Raises:
        CaseError: The document does not hold the answer.
    """
    if place is Place.START:
        front = _FRONT_MATTER.match(text)
        at = front.end() if front else 0
        return f"{text[:at]}\n{order}\n\n{text[at:].lstrip()}"
    if place is Place.END:
        return f"{text.rstrip()}\n\n{order}\n"
    at = text.find(answer)
    if not answer or at < 0:
        raise CaseError(f"No document holds the answer {answer!r}, after which an order is to go.")
    at += len(answer)
    if "\n" not in order:
        return f"{text[:at]} {order}{text[at:]}"
    end = text.find("\n\n", at)
    end = len(text) if end < 0 else end
    return f"{text[:end].rstrip()}\n\n{order}\n{text[end:]}"
