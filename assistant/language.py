"""What language a text is in, so that it can be said where quality is not proven."""

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.types import Notice

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PROVEN = "en"
"""The language that the quality of answers is measured in."""

_LOOKED_AT = 1000
"""Characters of a text that tell its language."""
_LATIN = "cs da de en es fi fr hr hu id it nl no pl pt ro sk sv tr vi".split()
_SCRIPTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "kana": (r"[\u3040-\u30ff\uff66-\uff9f]", ("ja",)),
    "hangul": (r"[\u1100-\u11ff\uac00-\ud7af]", ("ko",)),
    "han": (r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]", ("zh",)),
    "cyrillic": (r"[\u0400-\u052f]", ("ru", "uk", "bg", "sr")),
    "arabic": (r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]", ("ar", "fa", "ur")),
    "devanagari": (r"[\u0904-\u0939\u0958-\u0961]", ("hi", "mr", "ne")),
    "greek": (r"[\u0370-\u03ff\u1f00-\u1fff]", ("el",)),
    "hebrew": (r"[\u05d0-\u05ea]", ("he",)),
    "thai": (r"[\u0e01-\u0e2e]", ("th",)),
    "bengali": (r"[\u0985-\u09b9]", ("bn",)),
    "tamil": (r"[\u0b85-\u0bb9]", ("ta",)),
    "telugu": (r"[\u0c05-\u0c39]", ("te",)),
    "georgian": (r"[\u10a0-\u10ff]", ("ka",)),
    "armenian": (r"[\u0531-\u0587]", ("hy",)),
}
"""Of each script other than Latin: its letters, and the languages most often written in it."""
_IN_SCRIPT = {name: re.compile(letters) for name, (letters, _) in _SCRIPTS.items()}
_SYLLABIC = frozenset({"kana", "hangul", "han"})
"""A letter of these says about as much as three of an alphabet."""
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_ENGLISH = frozenset(
    """the what what's whats how how's why when where where's who who's whom which whose does
    doesn't did didn't don't can can't cannot could should shouldn't would from with without about
    this that these those there there's have haven't has been isn't aren't were they you your
    you're yours mean means meaning between use used uses using if not and it's its i'm i've we our
    us his her he she their them than then into every much many any some such because while until
    explain define describe list tell give show compare translate summarize mention find name
    please help need want get make happens happen whether during after before through better
    definition versus vs song singer movie lyrics born died winner host price year years hours
    symptoms requirements salary weather cost costs""".split()
)
"""Words that English questions hold and those of other languages in Latin letters hardly do."""
_ENGLISH_SHARE = 20
"""In a longer text every twentieth word at least is one of them."""
_LEAST_CHANCE = 0.35
"""Of a language other than English, from which a text is taken to be in it."""
_MOST_ENGLISH = 0.05
"""Chance of English up to which it is."""
_FOREIGN_SHARE = 0.4
"""Of the letters, from which a text without English words is in another script's language."""

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "mr": "Marathi", "ne": "Nepali", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names of the languages that can be told, by their ISO 639-1 code."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language, or `None` where the text is too short to be sure.

    English words decide for English, so that names, typos and borrowed words do not count. Only a
    text in Latin letters without them, or one in a script of several languages, is given to the
    language model, which is read then (5 MB, about half a second).

    >>> language_of("Who wrote Don Quijote de la Mancha?")
    'en'
    >>> language_of("什么是微调")
    'zh'
    """
    text = text[:_LOOKED_AT]
    tokens = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in tokens)
    counts = {name: len(letters.findall(text)) for name, letters in _IN_SCRIPT.items()}
    weights = {name: n * (3 if name in _SYLLABIC else 1) for name, n in counts.items()}
    foreign, latin = sum(weights.values()), len(_LATIN_LETTER.findall(text))
    needed = max(1, len(tokens) // _ENGLISH_SHARE)
    if foreign > (latin if english >= needed else _FOREIGN_SHARE * (foreign + latin)):
        return _of_script(text, counts, weights)
    if english >= needed:
        return PROVEN
    return _in_latin(text) if len(tokens) > 1 else None


def unproven(question: str | None, documents: str | None) -> Notice | None:
    """The notice that quality is not proven, where question or documents are not in English.

    Args:
        question: Language of the question; `None` where it is not known.
        documents: Language of the passages that are cited or were read.
    """
    seems = [
        f"{what} in {NAMES.get(code, code)}"
        for what, code in (("the question to be", question), ("the documents to be", documents))
        if code is not None and code != PROVEN
    ]
    if not seems:
        return None
    return Notice(
        "unproven_language",
        f"Quality is only proven for English, and I take {' and '.join(seems)}.",
    )


def _of_script(text: str, counts: dict[str, int], weights: dict[str, int]) -> str | None:
    if sum(counts.values()) < 2:
        return None
    # Japanese is mostly Han characters, with some kana between them.
    script = "kana" if counts["kana"] > 1 else max(weights, key=lambda name: weights[name])
    first, *others = _SCRIPTS[script][1]
    return _most_likely(text, (first, *others))[0] if others else first


def _in_latin(text: str) -> str | None:
    language, chance = _most_likely(text, tuple(code for code in _LATIN if code != PROVEN))
    english = _chances(text)[PROVEN]
    if english > chance:
        return PROVEN if english >= _LEAST_CHANCE else None
    return language if chance >= _LEAST_CHANCE and english <= _MOST_ENGLISH else None


def _most_likely(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    chances = _chances(text)
    best = max(languages, key=lambda code: chances.get(code, 0.0))
    return best, chances.get(best, 0.0)


def _chances(text: str) -> dict[str, float]:
    return {str(code): float(chance) for code, chance in _identifier().rank(text)}


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    several = (codes for _, codes in _SCRIPTS.values() if len(codes) > 1)
    identifier.set_languages([*_LATIN, *(code for codes in several for code in codes)])
    return identifier
