"""How the chat page looks, as Streamlit settings; light or dark as the visitor's system is."""

from typing import Any

_SHARED = {
    "font": "sans-serif",
    "baseRadius": "0.6rem",
    "buttonRadius": "0.6rem",
    "headingFontWeights": "650",
}
_LIGHT = {
    "primaryColor": "#3b5bab",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f4f5f8",
    "textColor": "#1d2330",
    "borderColor": "#dde1ea",
}
_DARK = {
    "primaryColor": "#8fa9ec",
    "backgroundColor": "#14171e",
    "secondaryBackgroundColor": "#1d222c",
    "textColor": "#e6e9f0",
    "borderColor": "#343b49",
}

THEME: dict[str, Any] = {
    **{f"theme_{name}": value for name, value in _SHARED.items()},
    **{f"theme_light_{name}": value for name, value in _LIGHT.items()},
    **{f"theme_dark_{name}": value for name, value in _DARK.items()},
}
"""Options in the form `streamlit.web.bootstrap` takes them."""
