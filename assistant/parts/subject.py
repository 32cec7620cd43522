"""What a question is about, and a later question with that in place of its pronoun."""

import re
from dataclasses import dataclass
from typing import Self

from corpus import stems

_BE = "(?:['’]s|is|are|was|were)"
_AUXILIARY = "(?:do|does|did|can|could|should|would|will|has|have|had|may|might|must)"
_WE = "(?:i|you|we|one|people|someone|they|he|she|it)"
_PREPOSITION = (
    "(?:in|on|at|for|to|with|from|when|if|using|by|after|before|without|via|through|as|during"
    "|while|into|over|under|because|so|that|which|who|about)"
)
_ADVERB = "(?:still|also|always|really|ever|already|now|first|only|just|not|usually|often)"
_VERB = (
    "(?:work|cost|mean|start|begin|end|happen|come|live|die|take|need|cover|last|get|go|originate"
    "|affect|help|use|have|look|differ|compare|become|make|do|say|behave|run|stand|perform|pay|fail"
    "|apply|change|cause|provide|offer|support|win|lose|leave|arrive|open|close|evolve)(?:e?s)?"
)
_WH = "(?:what|where|when|why|how)"
_VAGUE = "(?:do|know|say|tell|think|be|find out|go about|expect|understand)"
_ABOUT = "(?:(?:more|all|a (?:little )?bit|a little|something|anything)(?: more)? )?about"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TOLD = _form(
    rf"(?:please |what )?(?:(?:can|could|would) you )?(?:please )?(?:explain|describe|define"
    rf"|summari[sz]e|(?:tell me|say)(?: {_ABOUT})?)(?: to me)? (?P<rest>.+)$"
)
_EMBEDDED = _form(rf"(?:{_WH}|who) (?P<topic>.+?) (?:is|are|was|were|{_VERB})\b.*$")
_TASK = _form(
    rf"(?:{_WH}(?: \w+){{0,3}}? {_AUXILIARY} (?:i|you|we|one|people)|(?:how|where|what|when) to)"
    rf"(?: best)? (?P<task>(?!{_VAGUE}\b)\w+\b.*)$"
)
_DONE_TO = _form(rf"\w+(?: {_PREPOSITION})? (?P<topic>(?:(?!{_PREPOSITION}\b)\S+ ?)+)")
_MAY = _form(rf"{_AUXILIARY} (?:i|you|we|one) \w+ (?P<topic>(?:(?!{_PREPOSITION}\b)\S+ ?)+)")
_WHO_IS = _form(rf"who ?{_BE} (?P<topic>.+)$")
_WHO_DID = _form(r"who (?P<did>\w+ (?P<topic>.+))$")
_OTHERS = (
    _form(r"(?:is|are|was|were) there (?P<topic>.+)$"),
    _form(
        rf"(?:where|when|why|how(?: \w+)?) {_BE} (?P<topic>.+?)(?: {_ADVERB})?"
        rf" \w*(?:ed|en|ne|un|ade|ent|old|eld|ilt)(?: .*)?$"
    ),
    _form(rf"(?:what|which|where|when|how)(?: exactly)? ?{_BE} (?P<topic>.+)$"),
    _form(rf"{_WH}(?: \w+){{0,3}}? {_AUXILIARY} (?P<topic>(?!{_WE} ).+?) {_VERB}\b"),
    _form(rf"{_WH} {_AUXILIARY} (?P<topic>(?!{_WE} ).+) \w+$"),
    _form(
        rf"{_BE} (?P<topic>(?:(?!{_PREPOSITION}\b)\S+ )+?)(?:{_ADVERB} )?(?!{_PREPOSITION}\b)\S+"
        rf"(?: {_PREPOSITION} .*)?$"
    ),
    _form(rf"{_AUXILIARY} (?P<topic>(?!{_WE} ).+?) {_VERB}\b"),
)
"""Forms of a question with the place of its subject, tried in order."""
_NO_TOPIC = _form(rf"(?:{_WE}|there|this|that|these|those|them|me|us|him|her|how|what|why)\b")
_IMPORTANT = _form(r"^(?:important|necessary|good|best|useful) to \w+ (?:about )?")
_LONGEST_TOPIC = 14


@dataclass(frozen=True, slots=True)
class Subject:
    """What later questions of the same message refer back to; empty where it is not clear."""

    topic: str = ""
    """A noun phrase."""
    task: str = ""
    """What someone wants to do, e.g. `renew a passport`."""
    person: str = ""
    """Who is meant by `he` or `she`."""

    @classmethod
    def of(cls, question: str) -> Self:
        """The subject of a question, as far as its form tells."""
        plain = question.rstrip(" ?.!")
        if match := _TOLD.match(plain):
            embedded = _EMBEDDED.match(match["rest"])
            return cls._named(embedded["topic"] if embedded else match["rest"])
        if match := _TASK.match(plain):
            done_to = _DONE_TO.match(match["task"])
            return cls(_topic(done_to["topic"]) if done_to else "", match["task"])
        if match := _WHO_IS.match(plain):
            person = _topic(match["topic"])
            return cls(person.partition(" of ")[2] or person, person=person)
        if match := _WHO_DID.match(plain):
            return cls(_topic(match["topic"]), person=f"the one who {match['did']}")
        if match := _MAY.match(plain):
            return cls._named(match["topic"])
        found = next((match for form in _OTHERS if (match := form.match(plain))), None)
        return cls._named(found["topic"]) if found else cls()

    @classmethod
    def _named(cls, words: str) -> Self:
        topic = _topic(words)
        return cls(topic, person=re.split(r"['’]s? ", topic)[0])


def _topic(words: str) -> str:
    words = _IMPORTANT.sub("", words.strip(" ,;"))
    return "" if _NO_TOPIC.match(words) or len(words.split()) > _LONGEST_TOPIC else words


_PRONOUN = _form(
    r"\b(?P<person>he|she|him|his|her)\b|\b(?P<thing>it|its|they|them|their)\b"
    r"|(?<=\bis )(?:this|that)\b(?! \w+ing)|(?<=\b(?:do|of) )(?:this|that|these|those)$"
)
_WORDS_BEFORE = 6
"""A pronoun after more words than these mostly means something in the same question."""
_OWN = _form(r"\b(?:its|their|his|her) (?P<what>\w+(?: \w+)?)$")
_POSSESSIVE = ("its", "their", "his")
_EMPTY_IT = _form(
    rf"\b{_BE} it \w+ (?:to|that|if)\b|\b{_BE} it \w+ for .+ to\b|\bit (?:rain|snow)\w*"
    r"|\bit (?:take|cost) (?:.* )?to\b"
)
_OF_THE_TASK = _form(
    r"\b(?:does|did|will|would|do) it (?:take|cost|pay|make sense)\b(?! \w+)|^is it \w+$"
    r"|\bhow (?:much|long) is it$"
)
_NAMED_ALONE = _form(r"(?:what|who|which) (?:is|are|was|were) the [\w'’-]+(?: [\w'’-]+)?$")
_DEFINES = _form(rf"(?:what|who) ?{_BE} (?!(?:the|my|your|our|this|that)\b)\S+(?: \S+){{0,3}}$")
_OWN_TERM = re.compile(r"(?<=\w )[A-Z][\w-]*[a-z0-9]|\b[A-Z]{2,}\b|\d|[`\"“]")
_DEFINITE = _form(r"(?:the|this|that|these|those|my|your|our|its|their|his|her|both|each|all)\b")
_ENDS_IN_A_TASK = _form(r"\bto \w+(?: \w+){0,2}$")


def carried(before: str, question: str, telling: int) -> str | None:
    """A later question with its subject in it; `None` where it refers to something unknown.

    Args:
        before: The question whose subject it may share.
        question: The later one.
        telling: With so many content words a question without a pronoun stands on its own.

    >>> carried("How do I get a passport?", "how long does it take?", 3)
    'how long does it take to get a passport?'
    >>> carried("What is AWS?", "what services are provided?", 3)
    'AWS: what services are provided?'
    """
    subject = Subject.of(before)
    plain = question.rstrip(" ?.!")
    mark = question[len(plain) :].strip() or "?"
    if subject.task and _OF_THE_TASK.search(plain):
        return f"{plain} to {subject.task}{mark}"
    pronoun = _PRONOUN.search(plain)
    if pronoun and len(plain[: pronoun.start()].split()) > _WORDS_BEFORE:
        pronoun = None
    if pronoun and not (pronoun.group().lower() == "it" and _EMPTY_IT.search(plain)):
        replaced = _replaced(subject, plain, pronoun)
        return replaced and replaced + mark
    if _stands_alone(before, plain, telling):
        return plain + mark
    return _supplied(subject, plain, mark)


def _stands_alone(before: str, plain: str, telling: int) -> bool:
    """Whether a question without a pronoun needs no subject from the one before."""
    if _OWN_TERM.search(plain) or _DEFINES.match(plain):
        return True
    own = stems(plain)
    known = stems(before)
    subject = Subject.of(plain)
    is_own = not (_MAY.match(plain) or _DEFINITE.match(subject.topic))
    names_one = bool(subject.topic) and is_own
    return len(own) >= telling or bool(own & known) or names_one or " " in subject.task


def _supplied(subject: Subject, plain: str, mark: str) -> str | None:
    if subject.task and not _ENDS_IN_A_TASK.search(plain):
        return f"{plain} to {subject.task}{mark}"
    if not subject.topic:
        return None
    if _NAMED_ALONE.match(plain):
        return f"{plain} of {subject.topic}{mark}"
    return f"{subject.topic}: {plain}{mark}"


def _replaced(subject: Subject, plain: str, pronoun: re.Match[str]) -> str | None:
    word = pronoun.group().lower()
    is_group = word.startswith("the") and subject.person.startswith("the one who")
    referent = subject.person if pronoun["person"] or is_group else subject.topic
    if not referent:
        return None
    before, after = plain[: pronoun.start()], plain[pronoun.end() :]
    if (own := _OWN.search(plain)) and own.start() == pronoun.start():
        return f"{before}the {own['what']} of {referent}"
    if word in _POSSESSIVE or (word == "her" and re.match(r" [a-z]", after)):
        referent += "'" if referent.endswith("s") else "'s"
    return before + referent + after
