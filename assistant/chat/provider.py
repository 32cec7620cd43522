"""Who serves the configured chat model, and what that lacks before anything is sent."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from types import MappingProxyType
from urllib.parse import urlsplit

from corpus import SettingsError

_EXAMPLES = "'openai:...', 'anthropic:...' or 'ollama:...'"


@dataclass(frozen=True, slots=True)
class Provider:
    """A kind of server that LangChain can talk to."""

    name: str
    """Also the extra of this package that brings what is needed."""
    package: str
    key: str
    """Environment variable of its key; empty where it has none."""
    default_url: str
    url_variables: tuple[str, ...]
    """Environment variables in which its own package looks for an address."""
    endings: tuple[str, ...] = ()
    """Paths that its package adds by itself."""


PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        one.name: one
        for one in (
            Provider(
                "openai",
                "langchain_openai",
                "OPENAI_API_KEY",
                "https://api.openai.com/v1",
                ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
            ),
            Provider(
                "anthropic",
                "langchain_anthropic",
                "ANTHROPIC_API_KEY",
                "https://api.anthropic.com",
                ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
                ("/v1", "/v1/messages"),
            ),
            Provider(
                "ollama",
                "langchain_ollama",
                "",
                "http://127.0.0.1:11434",
                ("OLLAMA_HOST",),
                ("/v1", "/api", "/api/chat"),
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A chat model and where it is served."""

    provider: Provider
    model: str
    """Its name there."""
    url: str
    """Where it is served, as configured for us; empty where the provider's package knows."""

    @property
    def where(self) -> str:
        """Its address, safe to show."""
        if self.url:
            return self.url
        named = (os.environ.get(name, "").strip() for name in self.provider.url_variables)
        found = next(filter(None, named), self.provider.default_url)
        return found.rpartition("@")[2].partition("?")[0]

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is not served by the provider itself."""
        return self.where.rstrip("/") != self.provider.default_url

    @property
    def is_here(self) -> bool:
        """Whether it is served by this machine; no proxy is asked then."""
        where = self.where if "//" in self.where else f"//{self.where}"
        host = urlsplit(where).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def needs_key(self) -> bool:
        """Whether nothing can be asked without a key."""
        return bool(self.provider.key) and not (
            self.provider.name == "openai" and self.is_elsewhere
        )

    def key(self) -> str:
        """Its key, from the environment; empty if there is none."""
        return os.environ.get(self.provider.key, "").strip() if self.provider.key else ""


def place_of(name: str, base_url: str) -> Place:
    """Who serves a model of this name.

    Raises:
        SettingsError: The name, the provider or the address is none that is known.
    """
    kind, colon, model = (part.strip() for part in name.partition(":"))
    if not colon or not model or not kind:
        raise SettingsError(
            f"Setting 'chat_model' (FOOTNOTE_CHAT_MODEL) cannot be {name!r}: it needs a provider "
            f"and a model with a colon between. Write {_EXAMPLES}."
        )
    provider = PROVIDERS.get(kind.lower())
    if provider is None:
        raise SettingsError(
            f"Setting 'chat_model' (FOOTNOTE_CHAT_MODEL) cannot be {name!r}: {kind!r} is no "
            f"provider that is known. Write {_EXAMPLES}; for any other server that speaks the "
            "OpenAI protocol 'openai:...' and its address in FOOTNOTE_CHAT_BASE_URL."
        )
    return Place(provider, model, _url(base_url.strip(), provider))


def require_package(place: Place) -> None:
    """Make sure that what talks to the provider is installed; nothing is imported.

    Raises:
        SettingsError: It is not.
    """
    provider = place.provider
    if find_spec(provider.package) is None:
        raise SettingsError(
            f"Chat model '{provider.name}:{place.model}' cannot be used: package "
            f"{provider.package.replace('_', '-')!r} is not installed. "
            f"Run: pip install 'footnote[{provider.name}]'"
        )


def require_key(place: Place) -> None:
    """Make sure that there is a key where one is needed.

    Raises:
        SettingsError: There is none, or it cannot be one.
    """
    provider, key = place.provider, place.key()
    named = f"Chat model '{provider.name}:{place.model}' cannot be used"
    if place.needs_key and not key:
        raise SettingsError(f"{named}: {provider.key} is not set. Set it to your key.")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise SettingsError(
            f"{named}: {provider.key} holds characters that no key has. Copy the key once more."
        )


def _url(text: str, provider: Provider) -> str:
    if not text:
        return ""
    if reason := _wrong_with(text):
        # The address may hold a password: it is not repeated.
        raise SettingsError(
            f"Setting 'chat_base_url' (FOOTNOTE_CHAT_BASE_URL) cannot be used: {reason}. "
            "Write an address such as 'http://localhost:8000/v1'."
        )
    url = text.rstrip("/")
    for ending in sorted(provider.endings, key=len, reverse=True):
        url = url.removesuffix(ending)
    return url.removesuffix("/chat/completions")


def _wrong_with(url: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "it is no address"
    if parts.scheme not in ("http", "https"):
        return "it does not begin with http:// or https://"
    if not parts.hostname or not url.isprintable() or " " in url:
        return "it is no address"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "it holds more than a host, a port and a path"
    return ""
