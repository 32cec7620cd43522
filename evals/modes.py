"""In which modes a run asks, and the model that stands in where none is configured."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from evals.models import Behaviour, ModelServer, openai_server, quotes_and_rewords

if TYPE_CHECKING:
    from assistant import Settings

STAND_IN = "scripted: quotes and rewords"
"""What the model is called that stands in for a chat model."""


class RunMode(StrEnum):
    """Who words the answers of a run."""

    EXTRACTIVE = "extractive"
    """The documents."""
    GENERATIVE = "generative"
    """A chat model."""
    BOTH = "both"
    """Each case is asked in one mode, then in the other."""


def without_model(settings: "Settings") -> "Settings":
    """The same settings in extractive mode."""
    return settings.model_copy(update={"chat_model": "", "chat_base_url": ""})


@contextmanager
def with_model(settings: "Settings") -> "Iterator[Settings]":
    """The same settings in generative mode: with a stand-in where they name no model."""
    if settings.chat_model.strip():
        yield settings
    else:
        with scripted(settings, quotes_and_rewords) as (served, _):
            yield served


@contextmanager
def scripted(
    settings: "Settings", behaviour: Behaviour
) -> "Iterator[tuple[Settings, ModelServer]]":
    """The same settings with a model on loopback that behaves so, and its server."""
    with openai_server(behaviour) as server:
        model = {"chat_model": "openai:scripted", "chat_base_url": server.base_url}
        yield settings.model_copy(update={**model, "chat_retries": 0}), server
