"""The site as one ASGI application: Streamlit's pages behind our headers, and what stands beside.

Whatever else is to be served in the same process is a route of `site`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from ui.web.policy import OTHER_HEADERS, content_policy
from ui.web.visitor import kept_cookie

if TYPE_CHECKING:
    import streamlit as st
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).parent / "app.py"
_UPLOAD = "/_stcore/upload_file/"

MayUpload = Callable[[Headers], bool]
"""Whether whoever sent a request with these headers may send files."""


def site(may_upload: MayUpload, routes: Sequence["BaseRoute"] = ()) -> "st.App":
    """The pages, and `routes` beside them.

    Args:
        may_upload: Asked before a file is taken.
        routes: What else is served; each goes through the same middleware.
    """
    import streamlit as st

    guards = [Middleware(Uploads, may_upload=may_upload), Middleware(SecurityHeaders)]
    return st.App(SCRIPT, middleware=list(reversed(guards)), routes=routes)


class SecurityHeaders:
    """Puts the security headers on every response, and the visitor's cookie on every page."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Passes everything on but what is sent back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)

        async def guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = content_policy()
                headers.update(OTHER_HEADERS)
                if headers.get("Content-Type", "").startswith("text/html"):
                    is_secure = scope["scheme"] == "https"
                    cookie = kept_cookie(asked.get("Cookie", ""), is_secure=is_secure)
                    headers.append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, guarded)


class Uploads:
    """Takes no file from whoever may not send one, before any of it is read."""

    def __init__(self, app: "ASGIApp", may_upload: MayUpload) -> None:
        self._app = app
        self._may_upload = may_upload

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Passes everything else on."""
        app = self._app
        is_upload = scope["type"] == "http" and _UPLOAD in scope["path"]
        if is_upload and not self._may_upload(Headers(scope=scope)):
            app = PlainTextResponse("Files are taken from the owner only.", 403)
        await app(scope, receive, send)
