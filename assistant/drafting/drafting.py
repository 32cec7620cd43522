"""Claims as a model drafts them, read while it is still writing."""

import re

from assistant.drafting.block import DRESS, LINE_CHARS, Block, DraftClaim, parts_of

MOST_CLAIMS = 64
"""Claims read of a reply."""

_TAG = re.compile(r"<(/?)(?:think|thinking|thought|reasoning)>", re.ASCII | re.IGNORECASE)
_TAGS = tuple(
    f"<{slash}{name}>" for slash in ("", "/") for name in ("thinking", "think", "thought",
                                                           "reasoning")
)  # fmt: skip
_LINE_END = re.compile(r"[\r\n]")
_NONE = re.compile(
    rf"{DRESS}[\"'“]?(?:NONE|(?:DECLINED?|none|None)(?=\W*$)|DECLINED?\s*[:：].*"
    r"|NONE\s*[:：(–—-].*)[\"'”.*_`\s]*"
)


class Drafting:
    """Reads a model's reply piece by piece; a claim is given out as soon as its line ends.

    Made for models that keep a format loosely: bullets, numbers, bold, other quotation marks, a
    block on one line, the claim above its quote, prose around, thoughts before. Nothing raises,
    and how a reply is cut into pieces changes nothing.
    """

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._line = ""
        self._block = Block()
        self._said_none = False
        self._drafted = 0

    @property
    def declined(self) -> bool:
        """Whether the model said that the passages do not answer, and claimed nothing."""
        return self._said_none and not self._drafted

    def feed(self, piece: str) -> tuple[DraftClaim, ...]:
        """The claims that are complete with this piece of the reply."""
        text, self._held = self._held + piece, ""
        found: list[DraftClaim] = []
        while tag := _TAG.search(text):
            if not self._thinking:
                found += self._read(text[: tag.start()])
            if tag[1] and not self._thinking:
                # The thought began in the prompt: all before this was no reply.
                self._line, self._block, self._said_none = "", Block(), False
            self._thinking = not tag[1]
            text = text[tag.end() :]
        at = text.rfind("<")
        if at >= 0 and any(tag.startswith(text[at:].lower()) for tag in _TAGS):
            text, self._held = text[:at], text[at:]
        if not self._thinking:
            found += self._read(text)
        return tuple(found)

    def finish(self) -> tuple[DraftClaim, ...]:
        """The claims that are complete because the reply has ended."""
        rest, self._held = self._held, ""
        found = [] if self._thinking else self._read(f"{rest}\n")
        self._line = ""
        return (*found, *self._counted(self._block.end()))

    def _read(self, text: str) -> list[DraftClaim]:
        found: list[DraftClaim] = []
        *ended, rest = _LINE_END.split(text)
        for end in ended:
            line, self._line = (self._line + end)[:LINE_CHARS], ""
            found += self._read_line(line)
        self._line = (self._line + rest)[:LINE_CHARS]
        return found

    def _read_line(self, line: str) -> list[DraftClaim]:
        if _NONE.fullmatch(line):
            self._said_none = True
            return self._counted(self._block.end())
        return [done for part in parts_of(line) for done in self._counted(self._block.take(part))]

    def _counted(self, claim: DraftClaim | None) -> list[DraftClaim]:
        if claim is None or self._drafted >= MOST_CLAIMS:
            return []
        self._drafted += 1
        return [claim]
