"""Who may manage the documents: take files in, remove them, and see what was asked."""

import os
from collections.abc import Container

OWNER_VARIABLE = "FOOTNOTE_OWNER"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Addresses that only this machine can reach."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers by which a proxy says that somebody else is asking."""


def owner_given() -> bool | None:
    """Whether visitors are the owner, as the environment says; `None` if it says nothing.

    Raises:
        SettingsError: It says neither yes nor no.
    """
    from corpus import SettingsError

    value = os.environ.get(OWNER_VARIABLE, "").strip()
    given = {"": None, "yes": True, "no": False}
    if value.lower() not in given:
        raise SettingsError(f"Setting {OWNER_VARIABLE} cannot be {value!r}: give yes or no.")
    return given[value.lower()]


def is_owner(host: str | None, headers: Container[str]) -> bool:
    """Whether a visitor is the owner of the documents.

    Unless the setting says so, that is whoever sits at this machine: the site listens to this
    machine alone, and no proxy has passed the request on.

    Args:
        host: Address that the site listens at.
        headers: Names of the visitor's request headers, in any case.

    Raises:
        SettingsError: The setting is neither yes nor no.
    """
    given = owner_given()
    if given is not None:
        return given
    return host in LOOPBACK and not any(name in headers for name in _FORWARDED)
