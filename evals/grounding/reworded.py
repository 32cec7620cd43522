"""True sentences said a little differently, by rules that keep what they say."""

import re
from collections.abc import Callable

_LABEL = re.compile(r"^(?:[A-Z][\w-]*(?:,? [\w()-]+){0,7}): (?=\w)")
_CONNECTOR = re.compile(
    r"^(?:However|Moreover|Furthermore|In contrast|By contrast|For example|Thus), ", re.IGNORECASE
)
_MIDDLE_CONNECTOR = re.compile(
    r", (?:however|for example|by contrast|in contrast|on the other side),"
)
_FRONTED = re.compile(
    r"^(?P<front>(?:In|With|During|After|Before|Through|At|By|On|Without|Under|From|Since|Between)"
    r"(?: [^\s,;:()]+){1,6}), (?P<rest>[^,;:()]+)(?P<end>[.!])$"
)
_JOINS = re.compile(r"(?:and|but|or|so|yet|while|whereas|though|although|perhaps|which|as)\b")
"""How a clause begins that cannot come first."""
_CONDITION = re.compile(
    r"^(?P<cue>If|When) (?P<front>[^,;:()]+), (?P<rest>[^,;:()]+)(?P<end>[.!])$"
)
_REASON = re.compile(r"^(?P<rest>[^,;:()]+), because (?P<reason>[^,;:()]+)(?P<end>[.!])$")
_POINTING = re.compile(
    r"\b(?:it|its|they|their|this|these|that|he|his|she|her|them)\b", re.IGNORECASE
)
_NUMBER = r"(?=\d|half\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twelve\b)"
_SAME = (
    ("whereas", "while"),
    ("for example", "for instance"),
    ("such as", "like"),
    ("usually", "normally"),
    ("often", "frequently"),
    (rf"at least {_NUMBER}", "no less than "),
    (rf"more than {_NUMBER}", "over "),
    (rf"(?:about|around) {_NUMBER}", "approximately "),
    ("particularly", "especially"),
    ("crucial", "critical"),
    ("quickly", "fast"),
    ("rapidly", "quickly"),
    ("allows", "permits"),
    ("enhance", "improve"),
    ("is wanted", "is desired"),
    ("are wanted", "are desired"),
    ("specific(?! information)", "particular"),
    ("desired", "wanted"),
    ("requires", "needs"),
    ("is required", "is needed"),
    ("are required", "are needed"),
    ("choose", "select"),
    ("begin", "start"),
    ("began", "started"),
    ("method", "approach"),
    ("methods", "approaches"),
    ("outcomes", "results"),
    ("costs", "expenses"),
    ("bought", "purchased"),
    ("brought out", "published"),
    ("help to", "help"),
    ("probably", "presumably"),
)
"""What may stand for what; only where the meaning is plain."""
_MOST_SWAPS = 3
_FEWEST_WORDS = 5


def reworded(sentence: str) -> str:
    """The sentence in slightly other words, or as it is if no rule fits.

    A label before a colon and a connecting word are left out, of two clauses at a semicolon the
    first one is kept, what stands in front moves to the end, and a few words are replaced.

    >>> reworded("In 1846, however, the large mill burned.")
    'The large mill burned in 1846.'
    """
    for rule in (_unlabelled, _unconnected, _first_clause, _moved, _swapped):
        sentence = rule(sentence)
    return sentence


def _unlabelled(sentence: str) -> str:
    return _capital(_LABEL.sub("", sentence, count=1))


def _unconnected(sentence: str) -> str:
    sentence = _MIDDLE_CONNECTOR.sub(_comma_after_front, sentence, count=1)
    return _capital(_CONNECTOR.sub("", sentence, count=1))


def _comma_after_front(match: re.Match[str]) -> str:
    is_front = re.match(r"(?:In|With|During|After|At) ", match.string)
    return "," if is_front else ""


def _first_clause(sentence: str) -> str:
    first, mark, rest = sentence.partition("; ")
    if not mark or len(first.split()) < _FEWEST_WORDS or len(rest.split()) < _FEWEST_WORDS:
        return sentence
    return f"{first.rstrip('.')}."


def _moved(sentence: str) -> str:
    for pattern, order in _ORDERS:
        match = pattern.match(sentence)
        # A pronoun that came after its noun would come before it.
        if match and not _POINTING.search(sentence) and not _JOINS.match(match["rest"]):
            return _capital(order(match))
    return sentence


def _to_the_end(match: re.Match[str]) -> str:
    return f"{match['rest']} {_small(match['front'])}{match['end']}"


def _condition_last(match: re.Match[str]) -> str:
    return f"{match['rest']} {match['cue'].lower()} {match['front']}{match['end']}"


def _reason_first(match: re.Match[str]) -> str:
    return f"Because {match['reason']}, {_small(match['rest'])}{match['end']}"


_ORDERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_FRONTED, _to_the_end),
    (_CONDITION, _condition_last),
    (_REASON, _reason_first),
)


def _swapped(sentence: str) -> str:
    swaps = 0
    for one, other in _SAME:
        changed = re.sub(rf"(?<![\w-]){one}(?![a-z-])", other, sentence)
        if changed != sentence and other not in sentence:
            sentence, swaps = changed, swaps + 1
        if swaps == _MOST_SWAPS:
            break
    return sentence


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _small(words: str) -> str:
    first = words.split(" ", 1)[0]
    is_name = any(letter.isupper() for letter in first[1:])
    return words if is_name else words[:1].lower() + words[1:]
