"""Names of Word's XML, and small questions to its elements."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An element of lxml, which has no types of its own."""

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's own."""
    return str(qn(f"w:{name}"))


def child(element: Element | None, *names: str) -> Element | None:
    """The first descendant down these names; `None` where there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, *names: str, default: str = "") -> str:
    """`w:val` of a descendant."""
    found = child(element, *names)
    return default if found is None else str(found.get(w("val"), default))


def number(element: Element | None, *names: str, default: int = 0) -> int:
    """`w:val` of a descendant as a whole number."""
    written = value(element, *names)
    return int(written) if written.lstrip("-").isdigit() and len(written) < 10 else default


def is_on(element: Element | None, *names: str) -> bool:
    """Whether a property such as `w:b` is there and not switched off."""
    found = child(element, *names)
    return found is not None and found.get(w("val"), "true") not in ("0", "false", "off", "none")


def chosen(element: Element) -> Iterator[Element]:
    """The children to follow of an `mc:AlternateContent`: the first choice, else the fallback."""
    for kind in ("Choice", "Fallback"):
        found = element.find(f"{MC}{kind}")
        if found is not None and (kind == "Fallback" or _has_text(found)):
            yield from found
            return


def _has_text(element: Element) -> bool:
    return any(True for _ in element.iter(w("t"), f"{MATH}t"))
