"""A conversation as a file, and an answer as text to copy.

The JSON of a conversation is `{"format": "footnote-conversation", "version": 1, "title", "created",
"updated", "note", "exchanges": [...]}`, times as ISO 8601 in UTC. Each exchange is `{"question",
"asked", "reply", "wording", "contexts": [{"marker", "before", "after", "removed"}], "vote",
"comment"}`; `reply` has the shape of `reply.to_dict()` but for `source`, which is where a file lies
on the server, and is null where an answer was stopped before anything was shown. Where `removed`
is true, the document was taken out of the corpus since, and its words were blanked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant import NOT_SAID, Answer, Claim
from ui.exchange import Exchange, Footnote
from ui.history import Conversation
from ui.markdown import block_quote, escaped
from ui.render import FOOTNOTE_SENTENCE, also_in, confidence_words, counted, one_line, path, where
from ui.replies import Portion, portions, reading_lines, remarks
from ui.text import json_text
from ui.unfinished import STOPPED_BEFORE

VERSION = 1
"""Of the JSON; goes up when a key goes or means something else."""
REMOVED_QUOTE = "This quote is gone: its document was removed."
"""Stands in place of a quote."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Ink:
    """How words are written."""

    text: Callable[[str], str]
    strong: Callable[[str], str]
    quote: Callable[[str], str]


_PLAIN = _Ink(one_line, one_line, lambda quote: f"    “{one_line(quote)}”")
_MARKDOWN = _Ink(escaped, lambda text: f"**{escaped(text)}**", block_quote)


def conversation_json(conversation: Conversation, exchanges: Iterable[Exchange]) -> str:
    """A conversation as JSON, in the shape that this module describes."""
    return json_text(
        {
            "format": "footnote-conversation",
            "version": VERSION,
            "title": conversation.title,
            "created": _time(conversation.created),
            "updated": _time(conversation.updated),
            "note": FOOTNOTE_SENTENCE,
            "exchanges": [_exported(one) for one in exchanges],
        }
    )


def conversation_markdown(conversation: Conversation, exchanges: Sequence[Exchange]) -> str:
    """A conversation as Markdown, in which words of documents and people do nothing."""
    when = datetime.fromtimestamp(conversation.updated, UTC)
    size = f"{counted(len(exchanges), 'question')}, {when:%d %B %Y, %H:%M} UTC"
    blocks = [f"# {escaped(conversation.title)}", escaped(size)]
    for one in exchanges:
        blocks += [f"## {escaped(one.question) or '…'}", *_blocks(one, _MARKDOWN)]
    return "\n\n".join([*blocks, "---", escaped(FOOTNOTE_SENTENCE)]) + "\n"


def copied(exchange: Exchange) -> str:
    """What was replied as plain text, with its footnotes."""
    return "\n\n".join(_blocks(exchange, _PLAIN))


def file_name(conversation: Conversation, suffix: str) -> str:
    """A name for a conversation's file, e.g. `how-long-does-dough-rise.md`."""
    words = _NOT_IN_NAMES.sub("-", conversation.title.casefold()).strip("-")[:_NAME_CHARS]
    return f"{words.strip('-') or 'conversation'}.{suffix}"


def _exported(exchange: Exchange) -> dict[str, Any]:
    kept = exchange.to_dict()
    reply = kept["reply"]
    if reply is not None:
        reply["citations"] = [
            {name: value for name, value in one.items() if name != "source"}
            for one in reply["citations"]
        ]
    return {
        "question": kept["question"],
        "asked": _time(exchange.asked),
        "reply": reply,
        "wording": kept["wording"],
        "contexts": kept["footnotes"],
        "vote": kept["vote"],
        "comment": kept["comment"],
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _blocks(exchange: Exchange, ink: _Ink) -> Iterator[str]:
    """What was replied, as paragraphs."""
    reply = exchange.reply
    if reply is None:
        yield ink.text(STOPPED_BEFORE)
        return
    yield from map(ink.text, reading_lines(reply))
    if isinstance(reply, Answer):
        for portion in portions(reply):
            yield from _portion(portion, ink)
    else:
        yield ink.text(reply.text)
        if reply.nearest:
            yield ink.text("Nearest passages:")
            for one in reply.nearest:
                place = f"{path((one.title, *one.heading))}, {one.document_id}"
                yield f"- {ink.text(place)}"
    if exchange.wording:
        yield ink.text(exchange.wording)
    for notice in remarks(reply):
        yield ink.text(f"Note: {notice.text}")
    for note in exchange.footnotes:
        yield from _footnote(note, ink)
    if isinstance(reply, Answer):
        yield ink.text(f"Confidence: {confidence_words(reply.confidence)}")


def _portion(portion: Portion, ink: _Ink) -> Iterator[str]:
    if portion.question:
        yield ink.strong(portion.question)
    yield from _claims(portion.claims, ink) or [ink.text(NOT_SAID)]
    for sides in portion.disagreements:
        lines = [ink.text("The documents differ:"), ""]
        for side in sides:
            markers = "".join(f"[{marker}]" for marker in side.markers)
            lines.append(f"- {ink.text(f'{side.value} {markers}, in “{side.title}”')}")
        yield "\n".join(lines)


def _claims(claims: Iterable[Claim], ink: _Ink) -> list[str]:
    """Sentences that follow one another share a paragraph; items that do, a list."""
    found: list[tuple[str, list[str]]] = []
    for claim in claims:
        form = claim.form.value
        if not found or found[-1][0] != form:
            found.append((form, []))
        found[-1][1].append(ink.text(claim.text_with_markers))
    return [
        "\n".join(f"- {one}" for one in said) if form == "item" else " ".join(said)
        for form, said in found
    ]


def _footnote(footnote: Footnote, ink: _Ink) -> Iterator[str]:
    cited = footnote.citation
    if footnote.removed:
        yield ink.text(f"[{cited.marker}] {cited.document_id}. {REMOVED_QUOTE}")
        return
    yield ink.text(f"[{cited.marker}] {where(cited)}")
    yield ink.quote(cited.quote)
    if also := also_in(cited.also):
        yield ink.text(also)
