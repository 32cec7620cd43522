"""Who is looking at the page, told apart by a random id in a cookie."""

import re
from http.cookies import CookieError, SimpleCookie
from secrets import token_hex

import streamlit as st

COOKIE = "footnote_visitor"
_BYTES = 16
_WELL_FORMED = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")
_YEAR_SECONDS = 365 * 24 * 60 * 60
_KEY = "visitor"


def visitor() -> str:
    """The id of the visitor whose page is drawn: that of the cookie, else one for this session."""
    given = str(st.context.cookies.get(COOKIE, ""))
    if is_visitor(given):
        return given
    made: str = st.session_state.setdefault(_KEY, new_visitor())
    return made


def is_visitor(value: str) -> bool:
    """Whether this can be the id of a visitor."""
    return _WELL_FORMED.fullmatch(value) is not None


def new_visitor() -> str:
    """An id that nobody can guess."""
    return token_hex(_BYTES)


def kept_cookie(cookies: str, *, is_secure: bool) -> str:
    """The `Set-Cookie` that makes a browser keep its visitor's id for another year.

    Args:
        cookies: What the request says in `Cookie`; an id in it that cannot be one is replaced.
        is_secure: Whether the request came by https.
    """
    given = _given(cookies)
    value = given if is_visitor(given) else new_visitor()
    secure = "; Secure" * is_secure
    return f"{COOKIE}={value}; Path=/; Max-Age={_YEAR_SECONDS}; HttpOnly; SameSite=Lax{secure}"


def _given(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
