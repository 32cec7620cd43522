"""Greetings, thanks and the like, alone or around a question."""

import re

from assistant.smalltalk.forms import (
    ASSENT,
    GOODBYE,
    GREETING,
    PRAISE,
    THANKS,
    WELL_BEING,
    YES_OR_NO,
)

_GOES_ON = (
    "(?:what|whats|how|hows|who|whos|when|where|wheres|why|which|whose|can|could|would|will|should"
    "|is|are|was|were|do|does|did|has|have|i|im|i'm|i'd|i've|we|my|please|pls|tell|give|explain"
    "|describe|list|show|compare|define|and|but|also|just|quick|one|another|if|in|any|there|let"
    r"|look|say|listen|hope)\b"
)
"""How a question or a sentence before it begins, where a name does not."""
_BEFORE = f"(?:{WELL_BEING}|{GREETING}|{THANKS}|{PRAISE}|{ASSENT})"
_STOP = r"\s*[,.!?;:…–—-]+\s+|\s*[!.?]+(?=[A-Z])"
_PREFIX = re.compile(
    rf"\s*(?P<talk>{_BEFORE})(?P<stop>{_STOP}|\s+(?={_GOES_ON}))(?=\S)", re.IGNORECASE
)
_RESTS = re.compile(_GOES_ON, re.IGNORECASE)
_SUFFIX = re.compile(
    rf"(?P<stop>[?.!,;]|\s[-–—])\s*(?:{THANKS}|please|pls)\s*[.!?]*$", re.IGNORECASE
)
_KEPT = re.compile(YES_OR_NO, re.IGNORECASE)
"""Said before a question it may be an answer, which is not to be lost."""
_FORMAL = re.compile(f"{GREETING}|{THANKS}|{WELL_BEING}", re.IGNORECASE)
_LOOKED_AT = 200
"""Characters at either end in which courtesies are looked for."""
_LONG_FORMS = {
    "what's": "what is", "whats": "what is", "how's": "how is", "hows": "how is",
    "who's": "who is", "whos": "who is", "where's": "where is", "that's": "that is",
    "thats": "that is", "it's": "it is", "you're": "you are", "youre": "you are", "ur": "your",
    "u": "you", "r": "are", "i'm": "i am", "im": "i am", "i'd": "i would", "doc": "document",
    "docs": "documents", "pls": "please", "plz": "please", "dont": "don't", "doesnt": "doesn't",
    "didnt": "didn't", "isnt": "isn't", "cant": "can't",
}  # fmt: skip


def plain(text: str) -> str:
    """Lower-case words of `text` with one space between, and short forms written out."""
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)*%?", text.lower().replace("’", "'"))
    return " ".join(_LONG_FORMS.get(word, word) for word in found)


def stripped(question: str) -> str:
    """A question without the greeting or thanks around it; as it is where there is none.

    Only what is set off by a mark, or is followed by the beginning of a question, is left out, so
    that `Hey Jude` and `Thank You for Smoking` stay.

    >>> stripped("Hi there, what does fine-tuning cost? Thanks!")
    'what does fine-tuning cost?'
    """
    rest = question.strip()
    while after := _after_prefix(rest):
        rest = after
    start = max(0, len(rest) - _LOOKED_AT)
    match = _SUFFIX.search(rest, start)
    if match and any(character.isalnum() for character in rest[start : match.start()]):
        mark = "?" if match["stop"] == "?" or rest.endswith("?") else match["stop"]
        rest = rest[: match.start()].rstrip() + mark.rstrip(" -–—,;")
    return rest


def _after_prefix(text: str) -> str | None:
    """What follows a greeting or the like; `None` if there is none, or it may be part of a name."""
    match = _PREFIX.match(text[:_LOOKED_AT].replace("’", "'"))
    if match is None or _KEPT.fullmatch(match["talk"]):
        return None
    rest = text[match.end() :]
    is_formal = bool(_FORMAL.fullmatch(match["talk"]))
    is_set_off = bool(match["stop"].strip())
    if _RESTS.match(rest):
        return rest if is_formal or is_set_off else None
    return rest if is_formal and is_set_off and rest[:1].islower() else None


_ALL = re.compile(
    rf"(?:(?:(?P<goodbye>{GOODBYE})|(?P<thanks>{THANKS}|{PRAISE})"
    rf"|(?P<greeting>{GREETING}|{WELL_BEING})|{ASSENT}|and|but|then|you too|too|again)(?: |$))+"
)
_MOST_WORDS = 25


def courtesy(text: str) -> str | None:
    """`greeting`, `thanks`, `goodbye` or `assent` if `text` is nothing else; otherwise `None`."""
    said = plain(text)
    if len(said.split()) > _MOST_WORDS or not (match := _ALL.fullmatch(said)):
        return None
    return next((kind for kind in ("goodbye", "thanks", "greeting") if match[kind]), "assent")
