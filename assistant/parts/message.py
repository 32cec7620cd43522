"""A message as the questions in it, each to be searched and answered on its own."""

import re
from collections.abc import Callable

from assistant.parts.clauses import asks, asks_somewhere, clauses, tells
from assistant.parts.lists import listed
from assistant.parts.subject import carried
from corpus import content_words, sentence_spans, words

MOST_PARTS = 5
"""Parts that are answered of one message."""

_ENUMERATOR = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-e]\)|[-*•])\s+")
_RUN_ON = re.compile(r"(?<=\w)\?(?=[A-Za-z]{2})")
_AFTER_MARK = re.compile(r"(?<=\?)\s+")
_QUOTED = re.compile(
    r"\"[^\"]{1,300}\"|“[^”]{1,300}”|`[^`]{1,300}`|(?<!\w)'[^']{2,300}'(?!\w)|\([^()]{1,300}\)"
)
_ADDED = re.compile(
    r"(?:any|some)\b.*|(?:how|why|when|where|who|what|which|right|correct|really|yes|no)(?: \w+)?"
    r"|(?:and |so |or )?(?:what|how) about\b.*|how do (?:i|you|we) know\b.*|what (?:should|can|do)"
    r" (?:i|we) do(?: about (?:it|this|that))?|(?:is|are|was|were|does|do|did|can|could|would) "
    r"(?:that|this|it|you|i|there|we)(?: (?:be|so|right|correct|true|help|a|any|"
    r"know|way|tell|explain|do|please|me|us|possible|it|this|that|to|with|about|more|ok|okay|the"
    r"|case|fix|solution|is|there|idea|advice))*|if so\b.*|or\b.*|(?:please )?help\b.*"
    r"|(?:do you )?(?:know|have any)\b.*|for (?:what|example)\b.*|in other words\b.*"
    r"|(?:what )?(?:if|while|because|unless|although)\b(?:(?!, ).)*",
    re.IGNORECASE,
)
"""Belongs to the question before: `any advice`, `how do I know`, `what about the others`."""
_LINKED = re.compile(
    r"^(?:and|also|plus|then|but|so|oh|well|ok|okay|secondly|second|finally|lastly|first|firstly"
    r"|additionally|moreover|next),?\s+(?:also |then )?",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?P<lead>[^,?]{2,80}), (?P<rest>\S.*)$", re.DOTALL)
_LONGEST = 2000
"""A longer message is searched for and read as it is."""
_SHORT_STORY = 300
"""A longer story is left out of the parts."""
_TELLING = 3
"""Content words of a sentence from which it stands on its own."""
_TELLING_CLAUSE = 4


def parts_of(question: str) -> tuple[str, ...]:
    """The questions in a message, each readable on its own; the message itself if it is one.

    What stands before them, e.g. a story, stands before each of them. A later one that refers to
    an earlier one has its subject put in; where that is not clear, both stay together.

    >>> parts_of("How much does a licence cost and who sells it?")
    ('How much does a licence cost?', 'Who sells a licence?')
    >>> parts_of("What is the relation between light and time?")
    ('What is the relation between light and time?',)
    """
    if len(question) > _LONGEST:
        return (question,)
    hidden, shown = _without_quotes(question)
    story, asked = _told_and_asked(hidden)
    parts = [part for group in _grouped(asked) for part in _within(group)]
    found = tuple(dict.fromkeys(shown(_capital(part)) for part in parts))
    if len(found) < 2:
        return (question,)
    if not story or len(story) > _SHORT_STORY:
        return found
    return tuple(f"{shown(story)} {part}" for part in found)


def asked_in(part: str) -> str:
    """The question of a part, without the story before it."""
    hidden, shown = _without_quotes(part)
    _, asked = _told_and_asked(hidden)
    return shown(" ".join(asked)) or part


def _without_quotes(message: str) -> tuple[str, Callable[[str], str]]:
    """The message with a name for each quotation, and what puts the quotations back."""
    quotes: list[str] = []

    def named(match: re.Match[str]) -> str:
        quotes.append(match.group())
        return f"Quote{len(quotes) - 1}Q"

    def shown(text: str) -> str:
        return re.sub(r"Quote(\d+)Q", lambda name: quotes[int(name[1])], text)

    return _QUOTED.sub(named, message), shown


def _told_and_asked(message: str) -> tuple[str, list[str]]:
    """What stands before the first question, and the sentences from there on."""
    message = _RUN_ON.sub("? ", message)
    sentences = [_ENUMERATOR.sub("", one) for one in _sentences(message) if words(one)]
    first = next((i for i, one in enumerate(sentences) if _is_question(one)), len(sentences))
    told = (one for one in sentences[:first] if len(content_words(one)) > 1)
    return " ".join(told), sentences[first:]


def _sentences(text: str) -> list[str]:
    """As elsewhere, and also where nobody writes a capital after a question mark."""
    spans = sentence_spans(text)
    return [piece for span in spans for piece in _AFTER_MARK.split(span.of(text))]


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"')”’ ").endswith("?") or asks(_LINKED.sub("", sentence))


def _grouped(sentences: list[str]) -> list[str]:
    """Sentences that stand alone, each followed by those that only make sense with it."""
    groups: list[str] = []
    head = ""
    for sentence in sentences:
        bare = _LINKED.sub("", sentence)
        own = _on_its_own(head, bare) if head else bare
        if own is None:
            groups[-1] += f" {sentence}"
        else:
            groups.append(own)
            head = own
    return groups


def _on_its_own(before: str, sentence: str) -> str | None:
    """A sentence as a question of its own; `None` if it belongs to the one before."""
    if _is_added(sentence) or _is_added(before):
        return None
    if not asks(sentence):
        is_full = asks_somewhere(sentence) and len(content_words(sentence)) > _TELLING
        return carried(clauses(before)[0], sentence, _TELLING) if is_full else None
    return carried(clauses(before)[0], sentence, _TELLING)


def _is_added(sentence: str) -> bool:
    return bool(_ADDED.fullmatch(sentence.rstrip(" ?.!")))


def _within(group: str) -> tuple[str, ...]:
    """The questions in the first sentence; what follows it goes with the last of them."""
    sentence, *following = _sentences(group)
    lead, asked = _lead_and_question(sentence)
    first, *others = clauses(asked)
    if not others:
        found = () if lead else listed(asked)
    else:
        carrieds = [carried(first, other, _TELLING_CLAUSE) for other in others]
        found = () if None in carrieds else (first, *(one for one in carrieds if one))
    if len(found) < 2:
        return (group,)
    *earlier, last = (_formed(lead, part) for part in found)
    return (*earlier, " ".join((last, *following)))


def _lead_and_question(sentence: str) -> tuple[str, str]:
    """Words before a question that say where or when it holds, and the question."""
    match = _LEADING.match(sentence)
    if match and not asks(match["lead"]) and asks(match["rest"]):
        return f"{match['lead']}, ", match["rest"]
    return "", sentence


def _formed(lead: str, part: str) -> str:
    """A part as a sentence, with the words before the question that hold for all parts."""
    part = part.rstrip(" ,;.?!")
    part = lead + part + ("." if tells(part) else "?")
    return part[:1].upper() + part[1:] if lead else _capital(part)


def _capital(part: str) -> str:
    """`part` with a capital, unless it begins with its subject, which may be written without."""
    return part[:1].upper() + part[1:] if asks(part) else part
