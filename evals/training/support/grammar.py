"""A little English grammar by rule: where the verb of a plain sentence stands, and its forms."""

import re
from dataclasses import dataclass

AUXILIARIES = frozenset(
    """is are was were has have had can could may might must shall should will would does do
    did""".split()
)
_IRREGULAR = {
    base: (past, participle)
    for line in """be was been; become became become; begin began begun; break broke broken;
    bring brought brought; build built built; buy bought bought; catch caught caught;
    choose chose chosen; come came come; cost cost cost; cut cut cut; do did done; draw drew drawn;
    drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feel felt felt;
    fight fought fought; find found found; fly flew flown; forget forgot forgotten; get got got;
    give gave given; go went gone; grow grew grown; have had had; hear heard heard; hit hit hit;
    hold held held; keep kept kept; know knew known; lead led led; learn learned learned;
    leave left left; lend lent lent; let let let; lie lay lain; lose lost lost; make made made;
    mean meant meant; meet met met; pay paid paid; put put put; read read read; ride rode ridden;
    rise rose risen; run ran run; say said said; see saw seen; sell sold sold; send sent sent;
    set set set; shoot shot shot; show showed shown; sing sang sung; sit sat sat; sleep slept slept;
    speak spoke spoken; spend spent spent; spread spread spread; stand stood stood; take took taken;
    teach taught taught; tell told told; think thought thought; understand understood understood;
    wear wore worn; win won won; write wrote written""".split(";")
    for base, past, participle in [line.split()]
}
_PASTS = {past: base for base, (past, _) in _IRREGULAR.items()}
_PARTICIPLES = {participle: base for base, (_, participle) in _IRREGULAR.items()}
_NOT_PAST = frozenset(
    "red bed speed need seed feed indeed hundred sacred naked wicked embed exceed succeed proceed"
    " breed weed deed led united".split()
)
_BREAKS_A_SUBJECT = re.compile(
    r"[,;:()—–]|\b(?:who|which|that|when|where|while|if|because|as|although|though|whose)\b", re.I
)
_MOST_SUBJECT_WORDS = 9
_PLURAL = re.compile(r"[^s'u]s$|^(?:they|these|those|people|we|you|children|men|women)$")
_PRONOUN = re.compile(
    r"(?:it|he|she|they|this|that|these|those|there|i|we|you|its|his|her|their)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Split:
    """A sentence before and from its first finite verb on."""

    subject: str
    verb: str
    rest: str


def split_of(sentence: str) -> Split | None:
    """The subject, verb and rest of a sentence that begins with its subject; else `None`."""
    words = sentence.split()
    for place, word in enumerate(words[1 : _MOST_SUBJECT_WORDS + 1], 1):
        bare = word.strip(".,;").lower()
        if bare in AUXILIARIES or is_past(bare):
            subject = " ".join(words[:place])
            if _BREAKS_A_SUBJECT.search(subject) or len(words) - place < 3:
                return None
            return Split(subject, word, " ".join(words[place + 1 :]))
    return None


def is_past(word: str) -> bool:
    """Whether a lower-case word is most likely the past form of a verb."""
    if word in _PASTS:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST


def is_participle(word: str) -> bool:
    """Whether a lower-case word can follow `was` in a passive."""
    return word in _PARTICIPLES or is_past(word)


def past_of(verb: str, known: frozenset[str]) -> str | None:
    """The past form of a base form, of those that are `known` words."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][0]
    forms = (verb + "ed", verb + "d", verb[:-1] + "ied", verb + verb[-1:] + "ed")
    return next((form for form in forms if form in known), None)


def participle_from(past: str) -> str:
    """The participle to a past form: `wrote` gives `written`."""
    return _IRREGULAR[_PASTS[past]][1] if past in _PASTS else past


def past_from(participle: str) -> str:
    """The past form to a participle: `written` gives `wrote`."""
    return _IRREGULAR[_PARTICIPLES[participle]][0] if participle in _PARTICIPLES else participle


def third_person(verb: str) -> str:
    """The form after `it`: `cause` gives `causes`."""
    if verb in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[verb]
    if re.search(r"(?:s|sh|ch|x|z)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def is_plural(subject: str) -> bool:
    """Whether a subject most likely takes the plural."""
    head = re.split(r"\b(?:of|in|for|with|on|to|at|from)\b", subject)[0].split()
    return bool(head) and (" and " in subject or bool(_PLURAL.search(head[-1].lower())))


def is_pronoun(subject: str) -> bool:
    """Whether a subject only points to something named before."""
    return bool(_PRONOUN.match(subject))


def lowered(text: str) -> str:
    """`text` for the middle of a sentence: a common first word without its capital."""
    first = text.partition(" ")[0]
    plain = re.fullmatch(
        r"(?:The|A|An|In|On|At|By|For|From|With|It|He|She|They|This|That|These|Those|There|Many|Most"
        r"|Some|All|Each|Every|Its|His|Her|Their|If|When|While|After|Before|During|As|To|Two|Three"
        r"|Both|Other|Another|Such|You|We|Your|Our|People|Several|No|Since|Until|Under|Over)",
        first,
    )
    return text[:1].lower() + text[1:] if plain else text


def raised(text: str) -> str:
    """`text` with a capital at its start."""
    return text[:1].upper() + text[1:]
