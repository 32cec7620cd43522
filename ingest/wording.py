"""How a line of words reads: plain, as a title, as a question, as prose."""

import re

from corpus import Span

_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS = re.compile(r"(\*{1,3}|_{1,3}|`{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ENDS = re.compile(r"[.!?。！？][\"'”’)\]»*_`]*$")
_ASKS = re.compile(r"[?？][\"'”’)\]»*_`]*$")
_QUESTION_WORD = re.compile(
    r"(?:what|when|where|which|who|whom|whose|why|how|is|are|am|was|were|do|does|did|can|could|will|"
    r"would|should|shall|may|has|have|must)\b",
    re.IGNORECASE,
)
_FAQ = re.compile(
    r"\bf\.?a\.?q(?:['’]?s)?\b|\bfrequently[ -]asked\b|\bcommon(?:ly asked)? questions\b|"
    r"\bq ?& ?a\b|\bquestions (?:and|&) answers\b|\bpeople also ask\b|\byour questions answered\b",
    re.IGNORECASE,
)
_TITLE_CASE_SHARE = 0.7
_PROSE_WORDS = 9


def plain(text: str) -> str:
    """`text` on one line without inline Markdown or tags."""
    text = " ".join(text.split())
    if len(text) < 2000:
        for pattern, kept in ((_LINK, r"\1"), (_TAG, ""), (_MARKS, r"\2"), (_MARKS, r"\2")):
            text = pattern.sub(kept, text)
        text = _ESCAPE.sub(r"\1", _ANCHOR.sub("", text))
    return text.strip()


def words(text: str) -> list[str]:
    """The words of `text`; hyphens, apostrophes and inner points belong to them."""
    return _WORD.findall(text)


def folded(text: str) -> str:
    """`text` as its words in lower case, for comparing."""
    return " ".join(words(text.replace("’", "'").casefold()))


def ends(text: str) -> bool:
    """Whether `text` closes with a full stop, question mark or exclamation mark."""
    return bool(_ENDS.search(text[-8:]))


def asks(text: str) -> bool:
    """Whether `text` closes with a question mark."""
    return bool(_ASKS.search(text[-8:]))


def opens_question(text: str) -> bool:
    """Whether `text` starts like a question, with or without a question mark."""
    return bool(_QUESTION_WORD.match(text))


def announces_questions(text: str) -> bool:
    """Whether a heading says that questions and answers follow."""
    return bool(_FAQ.search(text))


def is_prose(text: str) -> bool:
    """Whether `text` is a sentence or more rather than a label."""
    count = len(words(text[:2000]))
    stops = ends(text) and not asks(text)
    return count >= _PROSE_WORDS and (stops or count >= 2 * _PROSE_WORDS)


def in_title_case(text: str) -> bool:
    """Whether nearly all longer words start with a capital."""
    longer = [word for word in words(text) if len(word) > 3 or word.isupper()]
    if not longer:
        return text[:1].isupper()
    capital = sum(not word[0].islower() for word in longer)
    return capital >= _TITLE_CASE_SHARE * len(longer)


def bare(text: str, span: Span) -> Span:
    """`span` without white space and emphasis at its ends."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    return Span(start, end)
