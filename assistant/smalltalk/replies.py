"""What is said to small talk: short, and nothing but what holds of the corpus at hand."""

from collections.abc import Sequence

from assistant.smalltalk.about import Corpus
from assistant.smalltalk.talk import Talk

_NAMED = 3
_NAMED_AT_LENGTH = 12
_TITLE_CHARS = 90
_FOOTNOTE = "every sentence I answer with has a footnote to the exact words it rests on"
_EMPTY = (
    "There are no documents here yet, so there is nothing I could answer from. "
    "Add some with `footnote ingest`."
)


def reply_to(talk: Talk, corpus: Corpus) -> str:
    """What is said to a talk about these documents."""
    return _reply(talk, corpus).strip()


def _reply(talk: Talk, corpus: Corpus) -> str:
    match talk:
        case Talk.THANKS:
            return "You are welcome. Ask on whenever you like."
        case Talk.GOODBYE:
            return "Goodbye."
        case Talk.ASSENT:
            return f"All right. {_invitation(corpus)}"
        case Talk.BLANK:
            return f"There is no word in that which I could look for. {_invitation(corpus)}"
        case Talk.GREETING:
            return f"Hello. {_what_i_do(corpus)} {_invitation(corpus)}"
        case Talk.IDENTITY:
            return f"I am Footnote, a program and not a person. {_what_i_do(corpus)}"
        case Talk.JOKE:
            return f"That is not for me: {_lower(_what_i_do(corpus))} {_invitation(corpus)}"
        case _:
            return _longer(talk, corpus)


def _longer(talk: Talk, corpus: Corpus) -> str:
    match talk:
        case Talk.ABILITIES:
            return (
                f"{_what_i_do(corpus)} {_capital(_FOOTNOTE)}; where the documents do not say, "
                f"I say so. {_invitation(corpus)}"
            )
        case Talk.METHOD:
            return (
                "I look for the passages that fit your question, by meaning and by words, read "
                f"them, and answer with what they say: {_FOOTNOTE}. If none answers, I say so. "
                "A footnote proves that the words stand in the document, not that the document "
                "is right."
            )
        case Talk.DOCUMENTS:
            return _listed(corpus)
        case Talk.SUBJECT:
            return _subject(corpus)
        case Talk.DOUBT:
            return (
                "Follow the footnotes and judge for yourself: they show the exact words in the "
                "documents. That proves that the words stand there, not that the documents are "
                "right, nor that I picked the right place."
            )
        case Talk.WRONG:
            return (
                "That may be. What I quote stands in the documents, but I may have picked the "
                "wrong place, and documents can be wrong. Naming what you mean in full, in other "
                "words, often helps."
            )
        case _:
            return (
                "It seems that I was of no help. I can only answer what the documents say; "
                f"asking in other words often helps. {_invitation(corpus)}"
            )


def _what_i_do(corpus: Corpus) -> str:
    if not corpus.titles:
        return _EMPTY
    number = len(corpus.titles)
    if number == 1:
        return f"I answer questions from one document, {_quoted(corpus.titles[0])}."
    return f"I answer questions from {number:,} documents: {_names(corpus.titles, _NAMED)}."


def _listed(corpus: Corpus) -> str:
    if not corpus.titles:
        return _EMPTY
    sizes = f"{_counted(corpus.sections, 'section')} and {_counted(corpus.faqs, 'FAQ')}"
    names = _names(corpus.titles, _NAMED_AT_LENGTH)
    return f"I know {_counted(len(corpus.titles), 'document')}, with {sizes}: {names}."


def _subject(corpus: Corpus) -> str:
    if not corpus.titles:
        return _EMPTY
    parts = [_what_i_do(corpus)]
    if corpus.headings:
        parts.append(f"Some of their headings: {_names(corpus.headings, len(corpus.headings))}.")
    return " ".join((*parts, _invitation(corpus)))


def _invitation(corpus: Corpus) -> str:
    if not corpus.titles:
        return ""
    if not corpus.questions:
        them = "it says" if len(corpus.titles) == 1 else "they say"
        return f"Ask me anything about what {them}."
    several = " or ".join(_quoted(question) for question in corpus.questions[:2])
    return f"You could ask, for instance, {several}"


def _names(names: Sequence[str], most: int) -> str:
    shown = [_quoted(name) for name in names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most:,} more")
    return ", ".join(shown[:-1]) + f" and {shown[-1]}" if len(shown) > 1 else shown[0]


def _quoted(text: str) -> str:
    short = text if len(text) <= _TITLE_CHARS else text[: _TITLE_CHARS - 1].rstrip() + "…"
    return f"“{short}”"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text if text.startswith("I ") else text[:1].lower() + text[1:]
