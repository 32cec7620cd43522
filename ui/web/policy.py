"""What a browser may do with what we serve: the security headers of every response."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

OTHER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), "
    "midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=()",
}
"""The headers beside the policy of the content."""


@cache
def content_policy() -> str:
    """The Content-Security-Policy, which is the same for every page.

    Nothing is loaded, run or spoken to but what comes from this server. Where Streamlit needs
    more, the line says what fails without it. Two things that it tries are refused, since it does
    without them: a font for large formulas out of `data:`, and faster numbers by WebAssembly.
    """
    directives = (
        "default-src 'none'",
        # blob: Streamlit hands the script of a component to the browser as a blob, without which
        # no answer is drawn. The digests are of the scripts written into Streamlit's page.
        f"script-src 'self' blob: {' '.join(_page_script_digests())}",
        # 'unsafe-inline': Streamlit writes its styles into the page as it draws, without which
        # nothing has a shape. A style can neither run anything nor, by the lines below, load it.
        "style-src 'self' 'unsafe-inline'",
        # data: the page's icon and Streamlit's own small pictures; nothing is fetched for them.
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "media-src 'none'",
        "object-src 'none'",
        "frame-src 'none'",
        "worker-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(directives)


def _page_script_digests() -> list[str]:
    import streamlit

    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = _INLINE_SCRIPT.findall(page.read_text("utf-8"))
    digests = (sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]
