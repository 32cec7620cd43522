"""Which talk a message is: about us, about the documents as a whole, or mere courtesy."""

import re
from enum import StrEnum

from assistant.smalltalk.courtesy import courtesy, plain, stripped
from assistant.smalltalk.forms import alternatives


class Talk(StrEnum):
    """What a message is about that is no question to the documents."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    ASSENT = "assent"
    ABILITIES = "abilities"
    IDENTITY = "identity"
    METHOD = "method"
    DOCUMENTS = "documents"
    SUBJECT = "subject"
    DOUBT = "doubt"
    WRONG = "wrong"
    INSULT = "insult"
    JOKE = "joke"
    BLANK = "blank"


_TEXTS = alternatives("""
    documents?|sources?|files?|articles?|texts?|papers?|pages?|materials?|corpus|collection
    knowledge ?base|index|database|library
""")
_THE_TEXTS = alternatives(
    "[all] [of] (the|these|those|your|our|my) [provided|uploaded|loaded|available|source]* {texts}",
    texts=_TEXTS,
)
_TOOL = "tool|app|bot|chat|chatbot|assistant|thing|site|website|page|system|program|service"
_FORMS = {
    Talk.ABILITIES: """
        what [all|else|things|stuff] (can|could|do) you (do|help [me] [with]|answer|offer) {to_us}
        what are you (able to do|capable of|good (at|for)|for|used for|here for)
        what are your (capabilities|abilities|functions|features|skills|limits|limitations)
        how (can|could|may|do|would|will) you (help|assist) [me|us] [today|with this]
        [can|could|will|would] [you] [please] (help|assist) [me|us] [out] [with something] [please]
        [i] (need|want|would like) [some|your|a bit of]* help [please]
        (can|could|may) (i|we) ask [you] ([a|some] questions?|something)
        [i|we] (have|want to ask|would like to ask|need to ask) [you] {a_question} [for you]
        (will|can|could|do) you [please] answer [my|some|a|any] questions? [for me]
        what (can|should|could|may|do) (i|we) (ask|say|type|do here|use (you|this) for) [you] {here}
        (what|which) [kinds?|sorts?|types?] [of] questions (can|could|should|may) (i|we) ask {here}
        (what|which) [kinds?|sorts?|types?] [of] questions (can|could|do) you (answer|know|take)
        how (do|can|should) (i|we) (use|talk to|work with) (you|(this|the) {tool})
        (give|show|suggest) [me] [some|a few|any] [example|sample] questions
        (examples?|sample) questions?|commands|menu|instructions|start
    """,
    Talk.IDENTITY: """
        who [exactly] are you [exactly|really|anyway]|what are you [exactly|really]|how old are you
        who am i (talking|speaking|chatting) (to|with)
        (is this|am i talking to) (a|an) [real] {kind}
        are you [a|an|the|real|just|only|some|kind of|sort of]* {kind}
        are you (real|alive|sentient|conscious|there|here|awake|intelligent|smart)
        (what is|tell me|do you have) (your|a) name|what (should|can|do) i call you
        who (made|built|created|programmed|developed|designed|trained|wrote|owns|runs) you
        where (are you|do you come) from|where (are you|do you live)
        when were you (born|made|created|built)
        [please] (tell me [something|more] about|introduce|describe|explain) yourself
        what can you tell me about yourself
        do you (have (feelings|emotions|a soul|a body)|sleep|dream|eat|love me|hate me|think|feel)
    """,
    Talk.METHOD: """
        how [exactly] do you (work|function|operate|do (it|this|that)|answer [questions])
        how do you (find|get|come up with) [the|your|my] (answers?|information)
        how does (this|the) {tool} work|how were you (made|built|trained|created)
        where do you (get|take|have) [your|the|this|that|all|these]* {knowledge} [from]
        where (does|do) (your|the|this|these|that) {knowledge} come from
        (what|which) (technology|model|language model|llm|ai) (do you use|are you [using|based on])
        (can|should) (i|we) [really] (trust|believe|rely on) (you|your answers)
        how (reliable|accurate|trustworthy|good|correct) are (you|your answers)
        are (you|your answers) [always] (reliable|accurate|trustworthy|right|correct)
        do you [ever] (make mistakes|hallucinate|lie|make (things|stuff) up)
        do you (use (chatgpt|gpt|ai|the internet)|search the (web|internet))
    """,
    Talk.DOCUMENTS: r"""
        (what|which) [\w+] {texts} [(are|is) (there|available|loaded|indexed|included|in here)]
        (what|which) [\w+] {texts} (are|is) in {the_texts}
        (what|which) [\w+] {texts} (do|did|can|have) you {hold} [of|here|access to|about]
        (what|which) [\w+] {texts} are you (using|based on|trained on|reading|answering from)
        (what|which) are your {texts}
        [please] (list|show|name|give|tell) [me] [all] [the|your] [available] {the_texts}
        [please] (list|show|name|give|tell) [me] [all] [the|your|available]* {texts}
        [please] (list|show|name|give|tell) [me] [the] (titles|names|list) of {the_texts}
        how many {texts} (do you {hold}|are there [in here|in total|in all]|have you (read|got))
        what (data|knowledge|information) (do you (have|use)|are you (based|trained) on)
        (do|can) you (have|see|access|read) [any|my|the|our] {texts}
    """,
    Talk.SUBJECT: """
        what (is|are) ({the_texts}|{texts}) [all|mainly|mostly] about
        what (is|are) [all] (this|these|all this) [all] about|what is this {tool} about
        what is this [{tool}] [for|here]
        what (do|does) {the_texts} {say} [in general|in total|in short|overall]
        what (is|can i find|can be found) in {the_texts}
        what {topics} (do|does|can) (you|{the_texts}) ({say}|know [about]|answer)
        what {topics} (are|is) (covered|there|included|available|in (here|{the_texts})|this about)
        what [all] do you know [about] [exactly]|what (are you|is your knowledge) about
        what is your (topic|subject|expertise|knowledge|field|area)
        [please|can you|could you]* (summari[sz]e|tell me about) [all] {the_texts}
        [please|can you|could you]* (give|show) [me|us] {overview} [of {the_texts}]
    """,
    Talk.DOUBT: """
        are you [{very}]* (sure|certain|confident|positive|serious|kidding [me]|joking) {that}
        [oh] really|seriously|how (sure|certain|confident) are you {that}
        is (that|this|it|your answer) [really|actually] (true|right|correct|so|accurate)
        how (do|would|can) you know [that|this|it]|[can you] prove (it|that|this)
        says who|who says [that|so|it]|citation needed|source
        what is (your|the) source [for that|for this|for it]|where does it say (that|so|this)
        (do|can) you (have|show me|give me) [a|any|the|your] {proof} [for that|for this|for it]
    """,
    Talk.WRONG: """
        [no] (you|that|this|it|[your|the] answer) (are|is|was|were) [{very}]* {wrong}
        [no] (wrong|incorrect|not true|bad answer|wrong answer)
        [no] that isn't ({what_i_meant}|right|correct|true|helpful|(an|the) answer|my question|it)
        (that|this|it|you) {does_not} (answer|help|understand|get|know) [me|it|at all|anything]
        (that|this|it|you) {does_not} (answer|understand) (my|the) question
        (that|this|it) {does_not} make [any] sense
        i (do not|don't) (believe (you|that|it|this)|think so|agree [with you|with that])
        [please] try again|you made a mistake|you misunderstood [me|my question]
    """,
    Talk.INSULT: """
        (you are|you|this is|that is|what) [a|an|such|the|piece of|fucking|{very}]* {bad} {it}
        (this|it) sucks|fuck(ing hell)? [you|off|this|it|u]|shut up|screw you|wtf|omg|go to hell
        [you] (stupid|dumb|useless|fucking|bad) (bot|thing|machine|chatbot|assistant|ai)
        i hate (you|this|it)|[you] (idiot|moron|asshole|bastard|bitch)|damn [you|it]|bullshit
    """,
    Talk.JOKE: """
        [please|can you|could you]* (tell|sing|write) [me|us] (a|another|some) [good|funny] {joke}
        make me laugh|will you marry me|do you (know|have) (a|any) [good] jokes?
    """,
}
_FRESH_FORMS = {
    Talk.SUBJECT: """
        what (do|does) (they|it|this|these) [all] {say}
        what (is|are) (they|it) [all] about|(summari[sz]e|overview|summary) [please]
    """,
    Talk.METHOD: "how does (this|it) [all] work",
    Talk.ABILITIES: """
        (where|how) (do|should|can) (i|we) (start|begin)|what now|what next
        how (do|can|should) (i|we) use (this|it)
    """,
    Talk.IDENTITY: "who is (this|there)",
}
"""Forms that refer to what was said before, where something was."""
_NAMED = {
    "kind": "bot|robot|human|human being|person|man|woman|ai|machine|chatbot|chatgpt|chat gpt|gpt"
    "|gpt 4|claude|gemini|copilot|siri|alexa|llm|language model|large language model|assistant"
    "|computer|program",
    "knowledge": "info|information|answers?|data|knowledge|facts",
    "hold": "know|have|use|used|cover|contain|search|read|see|access|got|indexed|answer from"
    "|rely on|draw on|look at",
    "say": "say|cover|contain|discuss|talk about|deal with|hold|have|tell|tell me|tell us",
    "topics": "topics?|subjects?|themes?|areas?|fields?",
    "overview": "(?:a|an) (?:(?:short|brief|quick) )?(?:summary|overview)",
    "very": "totally|completely|just|simply|all|so|plain|obviously|really|quite|absolutely|very"
    "|100|100%",
    "proof": "sources?|proof|evidence",
    "wrong": "wrong|incorrect|not (?:true|right|correct|it|helpful|useful|good|an answer|the answer"
    "|my question|{what_i_meant})|false|mistaken|nonsense|untrue|a lie|lying|a bad answer",
    "what_i_meant": "what i (?:asked|meant|wanted|am asking|was asking)(?: (?:for|about))?",
    "does_not": "does not|doesn't|did not|didn't|do not|don't",
    "bad": "stupid|dumb|useless|idiots?|idiotic|moron|worthless|rubbish|garbage|trash|crap|shit"
    "|bullshit|terrible|awful|horrible|bad|lame|pathetic|annoying|boring|sucks?|ridiculous|liar"
    "|waste of time|worst|ugly",
    "joke": "jokes?|song|poem|story",
    "a_question": "(?:a|some|one|another|a few|two|more) (?:more )?(?:quick )?questions?|something",
    "the_texts": _THE_TEXTS,
    "texts": _TEXTS,
    "tool": _TOOL,
}
_TAILS = {
    " {to_us}": "(?: for (?:me|us))?(?: (?:here|today|exactly))?",
    " {here}": "(?: (?:you|about|here|here about|to you))?",
    " {that}": "(?: (?:about|of|with) (?:that|this|it))?",
    " {it}": "(?: (?:bot|machine|program|chatbot|assistant|robot|thing|ai|answer))?",
}


def _pattern(forms: str) -> re.Pattern[str]:
    pattern = alternatives(forms, **_NAMED)
    for name, tail in _TAILS.items():
        pattern = pattern.replace(name, tail)
    return re.compile(pattern)


_PATTERNS = {talk: _pattern(forms) for talk, forms in _FORMS.items()}
_FRESH_PATTERNS = {talk: _pattern(forms) for talk, forms in _FRESH_FORMS.items()}
_FILLERS = re.compile(
    r"^(?:(?:ok|okay|well|so|hmm+|um+|oh|and|but|then|now|please|just|actually|bot|sorry|no|yes|hey"
    r"|hi|hello|excuse me|wait|tell me)\s+)+|(?:\s+(?:please|then|again|though|exactly|actually|bot"
    r"|anyway|man|dude|mate|now|right now|tho|lol|sir))+$"
)
_SIGNS = {"👋": Talk.GREETING, "🙏": Talk.THANKS, "👍": Talk.ASSENT, "👌": Talk.ASSENT,
          "❤": Talk.THANKS, "🙂": Talk.ASSENT, "😀": Talk.ASSENT, "👎": Talk.WRONG}  # fmt: skip
_LONGEST = 200


def talk_of(message: str, *, has_history: bool = False) -> Talk | None:
    """The talk that a message is as a whole; `None` for whatever may ask the documents something.

    Args:
        message: What was typed.
        has_history: Whether something was said before that `it` and `they` may refer to.
    """
    if not any(character.isalnum() for character in message):
        return next((talk for sign, talk in _SIGNS.items() if sign in message), Talk.BLANK)
    if len(message) > _LONGEST:
        return None
    if kind := courtesy(message):
        return Talk(kind)
    patterns = (_PATTERNS,) if has_history else (_PATTERNS, _FRESH_PATTERNS)
    said = (plain(stripped(message)), plain(message))
    for candidate in dict.fromkeys((*said, *(_FILLERS.sub("", one) for one in said))):
        for talk, pattern in (item for group in patterns for item in group.items()):
            if pattern.fullmatch(candidate):
                return talk
    return None
