"""Questions put as questions about the documents: what is asked without that frame."""

import re

_TEXTS = "(?:documents?|sources?|files?|articles?|texts?|papers?|pages?|docs|materials?)"
_THEY = rf"(?:they|you|it|(?:the|these|those|your|our)(?: \w+)? {_TEXTS})"
_IN_THEM = rf"(?: (?:in|within|from) (?:the|these|those|your|our)(?: \w+)? {_TEXTS})"
_ABOUT = "(?:about|on|regarding|concerning|with regard to)"
_FRAMED = re.compile(
    rf"(?:what (?:do|does|can|could) {_THEY} (?:say|tell(?: me| us)?|know|have|write|mention|state)"
    rf"{_IN_THEM}? {_ABOUT}"
    rf"|(?:is|are) there (?:anything|something|any information|information){_IN_THEM}? {_ABOUT}"
    rf"|what is (?:said|written|stated|mentioned){_IN_THEM}? {_ABOUT}"
    rf"|(?:do|does) {_THEY} (?:say|know|have|mention|contain) "
    rf"(?:anything|something|any information) {_ABOUT}"
    rf"|(?:do|does|can) {_THEY} (?:mention|cover|discuss|address)) (?P<topic>.+?){_IN_THEM}?"
    r"\s*[?.!]*$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    rf"(?:according to|based on|going by|judging by) (?:the|these|those|your|our)(?: \w+)? {_TEXTS}"
    rf",? (?P<rest>\S.*)$|(?P<head>\S.*?),? (?:according to|based on) (?:the|these|those|your|our)"
    rf"(?: \w+)? {_TEXTS}\s*(?P<mark>\?*)$",
    re.IGNORECASE,
)
_LONGEST = 300


def unframed(question: str) -> str:
    """What a question asks for, without words about the documents; as it is where it has none.

    >>> unframed("What do the documents say about overfitting?")
    'What is there about overfitting?'
    >>> unframed("According to the documents, what causes it?")
    'what causes it?'
    """
    if len(question) > _LONGEST:
        return question
    if match := _ACCORDING.match(question):
        return match["rest"] or f"{match['head']}{match['mark'] or '?'}"
    if match := _FRAMED.match(question):
        return f"What is there about {match['topic']}?"
    return question
