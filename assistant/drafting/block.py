"""One claim as a model drafts it: the passage it names, the words it quotes, what it claims."""

import re
from dataclasses import dataclass
from typing import NamedTuple

LINE_CHARS = 4_000
"""Letters kept of a line or a quote; what goes beyond is dropped."""
MOST_SOURCES = 8
"""Sources kept of a claim."""

DRESS = r"[\s>*_`#|•·–—-]*+(?:\(?\d{1,2}[.):]\s*+)?+[\s*_`#]*+"
_MARKED = re.compile(
    rf"{DRESS}(?P<word>FROM|SOURCES?|QUOTES?|CLAIM)(?:\s*#?\d{{1,2}})?[*_`]*"
    r"(?:\s*[(\[<]?(?P<id>(?=\w*\d)(?=\w*[a-z])\w{2,16})[)\]>]?)?[\s*_`]*[:：][\s*_`]*",
    re.IGNORECASE,
)
_BARE_FROM = re.compile(rf"{DRESS}FROM\s+[\[(<]?(?P<id>\w{{2,16}})[\])>]?\W*")
_INLINE = re.compile(r"(?<![\s|;,])[\s|;,]++(?=[*_`]*(?:FROM|SOURCE|QUOTE|CLAIM)[*_`]*\s*[:：])")
_OPENERS = "\"“”„«‹'‘`"
_CLOSERS = "\"”“»›'’`"
_CLOSED = re.compile(rf"[{_CLOSERS}][\s.,;)*_\]]*+(?:[(\[][^()\[\]]{{1,80}}[)\]])?[\s.*_]*$")
_BETWEEN_IDS = re.compile(r"[\s,;&+/()\[\]<>{}\"“”'`*#]+")
_LIKE_ISSUED = re.compile(r"(?:[a-z][0-9]){2,6}", re.IGNORECASE)
_NO_ID = {"of", "and", "und", "et", "id", "ids", "passage", "passages", "the", "source", "document"}
_TRAILING_MARK = re.compile(r"\s*[\[(]\s*([\w\s,]{1,40})\s*[\])]\s*([.!?]?)$")


class DraftSource(NamedTuple):
    """What a model says a claim rests on; nothing of it is checked yet."""

    passage_id: str
    """As it was written, issued or not; empty where none was."""
    quote: str
    """As it was written, without the marks around it; empty where there was none."""


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim as a model wrote it."""

    text: str
    sources: tuple[DraftSource, ...]
    """Empty where the model named none."""


class Block:
    """The lines of one claim so far."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._quotes: list[str] = []
        self._sources: list[DraftSource] = []
        self._claim = ""
        self._open = False

    def take(self, line: str) -> DraftClaim | None:
        """Read a line; the claim that is complete with it."""
        bare = _BARE_FROM.fullmatch(line)
        marked = bare or _MARKED.match(line)
        if marked is None:
            self._go_on(line)
            return None
        self._close()
        if bare:
            self._name(bare["id"])
            return None
        word, value = marked["word"].upper(), line[marked.end() :].strip()
        if word == "CLAIM":
            return self._state(value)
        if marked["id"]:
            self._name(marked["id"])
        if word.startswith("QUOTE"):
            self._quote(value)
        else:
            self._name(value)
        return None

    def end(self) -> DraftClaim | None:
        """The claim that stands above its quotes, which nothing can follow any more."""
        self._close()
        claim = self._claim
        sources = self._named()
        self._claim, self._ids, self._quotes, self._sources = "", [], [], []
        return DraftClaim(_stripped(claim, sources), sources) if claim else None

    def _state(self, text: str) -> DraftClaim | None:
        rests = bool(self._sources or self._quotes or self._ids)
        if self._claim or not rests:
            done = self.end()
            self._claim = text if _says_something(text) else ""
            return done
        self._claim = text if _says_something(text) else ""
        return self.end()

    def _name(self, value: str) -> None:
        found = [one.strip(".:") for one in _BETWEEN_IDS.split(value[:200])]
        named = [one for one in found if one and one.lower() not in _NO_ID]
        # Beside "k7f3", as all issued ids look, a title is only a title.
        ids = ([one for one in named if _LIKE_ISSUED.fullmatch(one)] or named)[:MOST_SOURCES]
        if self._quotes:
            self._add(ids, self._quotes)
            self._quotes, self._ids = [], []
        elif self._ids and not any(one.passage_id in self._ids for one in self._sources):
            self._ids = (self._ids + ids)[:MOST_SOURCES]
        else:
            self._ids = ids

    def _quote(self, value: str) -> None:
        self._open = value[:1] in tuple(_OPENERS) and not (len(value) > 1 and _CLOSED.search(value))
        self._quotes = [*self._quotes, value][:MOST_SOURCES]
        if not self._open:
            self._close()

    def _go_on(self, line: str) -> None:
        """A quote that was opened and not closed goes on over the end of its line."""
        if not (self._open and self._quotes):
            return
        line = line.strip()
        self._quotes[-1] = f"{self._quotes[-1]}\n{line}"[:LINE_CHARS]
        if _CLOSED.search(line) or line.startswith("```"):
            self._close()

    def _close(self) -> None:
        self._open = False
        if self._ids and self._quotes:
            self._add(self._ids, self._quotes)
            self._quotes = []

    def _add(self, ids: list[str], quotes: list[str]) -> None:
        pairs = [DraftSource(one, _unquoted(quote)) for quote in quotes for one in ids]
        self._sources = (self._sources + pairs)[:MOST_SOURCES]

    def _named(self) -> tuple[DraftSource, ...]:
        found = [*self._sources, *(DraftSource("", _unquoted(quote)) for quote in self._quotes)]
        quoted = {one.passage_id for one in found}
        found += [DraftSource(one, "") for one in self._ids if one not in quoted]
        return tuple(dict.fromkeys(found))[:MOST_SOURCES]


def parts_of(line: str) -> list[str]:
    """A line cut before each mark inside it, but for those inside a quotation."""
    parts: list[str] = []
    start = 0
    for cut in _INLINE.finditer(line):
        part = line[start : cut.start()]
        marked = _MARKED.match(part)
        value = part[marked.end() :].strip() if marked else ""
        inside = value[:1] in tuple(_OPENERS) and not (len(value) > 1 and _CLOSED.search(value))
        if marked and value and not inside:
            parts.append(part)
            start = cut.end()
    return [*parts, line[start:]]


def _unquoted(value: str) -> str:
    """A quote without the marks around it."""
    value = value.strip().removesuffix("```").strip()
    if value[:1] not in tuple(_OPENERS):
        return value
    if len(value) > 1 and (closed := _CLOSED.search(value)):
        value = value[: closed.start()]
    return value[1:].strip()


def _stripped(text: str, sources: tuple[DraftSource, ...]) -> str:
    """A claim on one line, without bold and without ids or numbers of sources at its end."""
    text = " ".join(text.split())
    ids = {one.passage_id.lower() for one in sources}
    while mark := _TRAILING_MARK.search(text):
        named = [one.lower() for one in re.split(r"[\s,]+", mark[1]) if one]
        is_number = text[mark.start() :].strip()[0] == "[" and all(map(str.isdigit, named))
        if not (named and (is_number or ids.issuperset(named))):
            break
        text = text[: mark.start()] + mark[2]
    for around in ("**", "__", "`", '"', "*"):
        is_inside = len(text) > 2 * len(around) and text.startswith(around)
        if is_inside and text.endswith(around) and text.count(around) == 2:
            text = text.removeprefix(around).removesuffix(around).strip()
    # The mark of a bold "**CLAIM: ...**" was opened before the word.
    for left in ("**", "__", "`"):
        if text.count(left) == 1:
            text = text.removesuffix(left)
    return text


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
