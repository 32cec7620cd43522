"""The `key: value` lines between `---` lines at the very start of a document."""

import re
from dataclasses import dataclass

from corpus import Span

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w .-]*?)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says, and where it stands."""

    span: Span
    """From the first dash to the last."""
    fields: dict[str, str]
    """Keys in lower case; values without their quotes; lists and nested values left out."""


def front_matter(text: str) -> FrontMatter | None:
    """The front matter of `text`, or None if it opens in any other way."""
    found = _FRONT.match(text)
    if not found:
        return None
    lines = [line for line in found.group(1).split("\n") if line.strip()]
    fields = {}
    for line in lines:
        if field := _FIELD.match(line):
            fields[field.group(1).lower()] = _unquote(field.group(2) or "")
        elif line[0] not in " \t-#":
            return None
    if not fields:
        return None
    start = found.start() + len(found.group()) - len(found.group().lstrip())
    return FrontMatter(Span(start, found.end()), fields)


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value.strip()
