"""Phrases of small talk in a short notation, and the patterns they stand for.

A line is a phrase in plain lower-case words. `(a|b)` is one of several, `[a|b]` may be missing,
`[a|b]*` may stand there any number of times, and `{name}` is another list of phrases.
"""

import re


def alternatives(lines: str, **named: str) -> str:
    """One pattern for all the phrases, of which each is a line.

    >>> bool(re.fullmatch(alternatives("how do you [really|ever]* work [here]"), "how do you work"))
    True
    """
    phrases = [_pattern(line.strip()) for line in lines.strip().splitlines()]
    pattern = "|".join(phrases)
    for name, value in named.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{value})")
    return pattern


_AT_START = "\0"
_LEADING = re.compile(r"(?<![^\0|(:])\[([^\[\]]*)\]([*]?) ")
_FOLLOWING = re.compile(r" \[([^\[\]]*)\]([*]?)")


def _pattern(phrase: str) -> str:
    phrase = phrase.replace("(", "(?:")
    before = ""
    while before != phrase:
        before = phrase
        phrase = _LEADING.sub(lambda m: f"(?:(?:{m[1]}) ){m[2] or '?'}{_AT_START}", phrase, count=1)
    while before != (phrase := _FOLLOWING.sub(lambda m: f"(?: (?:{m[1]})){m[2] or '?'}", phrase)):
        before = phrase
    return phrase.replace(_AT_START, "")


CALLED = alternatives("""
    there|all|everyone|everybody|guys|folks|team|again|bot|chatbot|assistant|robot|my friend|friend
    buddy|mate|man|dude|sir|madam|ma'am|footnote|both|you|to you [all|too]
""")
GREETING = alternatives(
    """
    (hi+|hello+|hey+|heya|hiya|hullo|howdy|yo|greetings|welcome|morning|g'day) [{called}] [hi|hello]
    good (morning|afternoon|evening|day) [{called}]
    (hola|bonjour|salut|ciao|moin|servus|hallo|namaste|aloha) [{called}]
    dear (assistant|bot|team|sir [or madam])
    """,
    called=CALLED,
)
WELL_BEING = alternatives("""
    [so] how (are|is) (you|it|things|everything|your day|life) [doing|going] [all] [today|so far]
    how you doing|how do you do|how have you been|what is up|was+up|sup
    [i] hope (you are|all is|this finds you|you're) [doing|all] (well|fine|good|okay|in good health)
    (nice|pleased|good|great) to (meet|see) you
""")
_FOR_WHAT = alternatives("""
    for (your|the|that|this|all|letting me know) [your|the|quick|helpful|great|good]* {noun}
    for (your|the|that|this|all|letting me know|nothing)
    for (helping|asking|explaining|answering|clarifying) [me|that]
""", noun="help|info|information|answers?|reply|response|explanation|clarification|time|advice"
          "|assistance|support|tips?|number|link")  # fmt: skip
THANKS = alternatives(
    """
    [{before}]* [many|much] (thanks?|thank you|thanks you|thankyou|thx|thnx|tnx|ty|tysm) {after}
    [{before}]* (cheers|merci|danke|gracias|much appreciated) {after}
    i [really] appreciate (it|that|this|your (help|time))
    """,
    before="ok|okay|great|no|oh|and|wow|alright|perfect",
).replace(
    " {after}",
    "(?: (?:a lot|a million|a bunch|so (?:very )?much|very much|again|in advance|anyway|man|mate"
    rf"|there|bot))*(?: (?:{_FOR_WHAT}))?",
)
_IT_IS = "(?:that|this|it) (?:is|was|sounds|looks|helps|helped|makes)|that's|it's|sounds|looks"
PRAISE = alternatives(
    """
    {it_is} [very|really|so|quite|pretty|just|all]* {praise}
    you (are|were) [very|really|so|the|quite|pretty]* (best|smart|clever|cool|funny|kind|{praise})
    (good|nice|great|excellent) (job|work|bot|answer|one)|well done|i (love|like) (you|it|this)
    """,
    it_is=_IT_IS,
    praise="great|good|helpful|fine|nice|useful|perfect|awesome|amazing|excellent|fantastic"
    "|wonderful|impressive|brilliant|welcome",
)
YES_OR_NO = alternatives("""
    yes|no|yeah|yea|yep|yup|ya|nope|nah|not really|maybe|right|so|well|exactly|indeed|of course
    i (do|don't|am|am not|did|didn't)|absolutely|sure
""")
ASSENT = alternatives(
    """
    {yes_or_no}
    ok|okay|okey|oki|k|kk|cool|nice|great|perfect|awesome|excellent|wonderful|amazing|fantastic
    [very] good|fine|all right|alright|got it|gotcha|i (see|understand|get it|know)|understood|bravo
    ({it_is}|makes|make) [perfect] sense|{it_is} (ok|okay|interesting|right|correct|true|clear)
    [very|how] interesting|wow+|o+h+|a+h+|aha|h+m+|u+m+|u+h+|lol|(ha){2,}h?|that helps|noted|np|yay
    good to (know|hear)|never ?mind|no (problem|worries)|sorry|excuse me|pardon [me]|please
    """,
    it_is=_IT_IS,
    yes_or_no=YES_OR_NO,
)
GOODBYE = alternatives("""
    (bye|goodbye|good bye) [bye] [now|for now]|see (you|ya) [later|soon|tomorrow|around]|cya
    farewell|take care|good night|nothing else|i am done|ttyl|talk to you later|until next time
    (have|enjoy) (a|your|the) [very|nice|good|great|lovely]* (day|one|evening|night|weekend|time)
    (that|this) (is|will be) (it|all|everything) [for now|for today] [i need|i needed|i wanted]
    [i have] no (more|further|other) questions
""")
