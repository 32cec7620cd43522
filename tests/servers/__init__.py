"""Servers on loopback that speak the protocols of chat models and behave as they are told."""

from tests.servers.behaviour import (
    Asked,
    Behaviour,
    Reply,
    answering,
    declines,
    drops,
    echoes,
    fails,
    invents_quotes,
    names_foreign_passages,
    obeys_documents,
    passages_in,
    prose,
    rate_limits,
    saying,
    stalls,
)
from tests.servers.server import ModelServer, anthropic_server, openai_server

__all__ = [
    "Asked",
    "Behaviour",
    "ModelServer",
    "Reply",
    "answering",
    "anthropic_server",
    "declines",
    "drops",
    "echoes",
    "fails",
    "invents_quotes",
    "names_foreign_passages",
    "obeys_documents",
    "openai_server",
    "passages_in",
    "prose",
    "rate_limits",
    "saying",
    "stalls",
]
