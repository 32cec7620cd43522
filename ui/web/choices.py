"""What a visitor chose for the questions of a session: how strict, in whose words, of what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from assistant import Assistant, Mode
from corpus import Source
from ui.render import counted

_KEY = "choices"


@dataclass(frozen=True, slots=True)
class Choices:
    """How questions are asked; as it is made without arguments, all is as the site has it."""

    threshold: float | None = None
    """Confidence from which an answer is given; `None` for the threshold in force."""
    mode: Mode | None = None
    """Who words the answers; `None` as configured."""
    documents: frozenset[str] | None = None
    """Ids of the documents to answer from, at least one; `None` for all."""
    gone: int = 0
    """Chosen documents that are no longer there."""

    @property
    def is_default(self) -> bool:
        """Whether nothing is asked otherwise than the site would."""
        return (self.threshold, self.mode, self.documents) == (None, None, None)


def choices(sources: Sequence[Source]) -> Choices:
    """What the visitor chose, of the documents that there are."""
    kept: Choices = st.session_state.get(_KEY, Choices())
    settled = of_present(kept, {source.document_id for source in sources})
    if settled != kept:
        choose(settled)
    return settled


def choose(chosen: Choices) -> None:
    """Keeps what the visitor chose until the session ends."""
    st.session_state[_KEY] = chosen


def of_present(chosen: Choices, present: Collection[str]) -> Choices:
    """The choices without documents that are not there; all documents if none of them is."""
    if chosen.documents is None:
        return chosen
    kept = chosen.documents.intersection(present)
    gone = chosen.gone + len(chosen.documents) - len(kept)
    return replace(chosen, documents=kept or None, gone=gone)


def asks_model(chosen: Choices, assistant: Assistant) -> bool:
    """Whether a chat model words the answers."""
    return bool(assistant.settings.chat_model) and chosen.mode is not Mode.EXTRACTIVE


def choices_line(chosen: Choices, threshold: float) -> str:
    """In one line what is not as the site has it; empty where all is.

    Args:
        chosen: By the visitor.
        threshold: The one in force.
    """
    parts = []
    if chosen.threshold is not None:
        way = "stricter" if chosen.threshold > threshold else "less strict"
        parts.append(f"{way} than usual ({chosen.threshold:.2f}, not {threshold:.2f})")
    if chosen.mode is Mode.EXTRACTIVE:
        parts.append("in the documents' own words")
    if chosen.documents is not None:
        parts.append(f"from {counted(len(chosen.documents), 'document')} only")
    said = f"By your settings: {', '.join(parts)}." if parts else ""
    return " ".join(filter(None, (said, gone_words(chosen))))


def gone_words(chosen: Choices) -> str:
    """That chosen documents are no longer there; empty where all are."""
    if not chosen.gone:
        return ""
    are = "is" if chosen.gone == 1 else "are"
    rest = "" if chosen.documents else ", so all documents are asked"
    return f"{counted(chosen.gone, 'document')} that you chose {are} no longer there{rest}."
