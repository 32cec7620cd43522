"""Bytes as text: by their mark, as UTF-8, as what a page declares, or as what they can only be.

An encoding that nothing names is taken only if one is likely enough (`_latin`, `_other`); text that
is decoded in the wrong way would be answered from and cited, so in doubt a file is refused.
"""

import codecs
import re
from collections.abc import Iterator

from corpus import DocumentError
from ingest.loaders.alphabets import (
    AFTER_NO_LETTER,
    ANYWHERE,
    BEFORE_NO_LETTER,
    CHINESE_JAPANESE_KOREAN,
    LATIN,
    LETTERS,
    OTHER_SCRIPTS,
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"} | {
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""What browsers read where a page declares the narrower encoding."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.05
_ODD = re.compile(r"[\x00\x7f-\x9f\ufffd\ue000-\uf8ff]")
_ASCII_WORDS = re.compile(rb"[A-Za-z]+")
_STRANGE = re.compile(
    r"[^\t\n\r -~\xa0-ʯʰ-\u0fff\u2010-\u22ff\u3000-ヿ一-鿿가-힣豈-\ufaff\uff00-\uffef]"
)
"""What text in UTF-16 hardly holds, and other data read as such is full of."""

_JAPANESE = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")

_SAMPLE = 100_000
_FITS = 0.985
_MOST_LATIN = 0.35
_COHERENT = {"cp874": 0.2, "cp1256": 0.33}
_LEAST_COHERENT = 0.4
_MOST_CHAOS = 0.12
_MARGIN = 0.08
_FEW = 0.05
_KANA = re.compile(r"[\u3041-\u30fa]")
_LEAST_KANA = 0.15
_MOST_STRANGE = 0.02

_BINARY = "it is binary, not text; convert it to text first"
_UNKNOWN = "its encoding cannot be told for certain; save it as UTF-8"


def decode(data: bytes, declared: str = "") -> str:
    r"""The text of `data`: byte order mark dropped, newlines as `\n`.

    Args:
        data: The bytes of a text file.
        declared: The encoding the text itself names; used if the bytes are not UTF-8.

    Raises:
        DocumentError: It is no text, or its encoding is uncertain.
    """
    text = _decoded(data, declared).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise DocumentError(_BINARY)
    return text


def _decoded(data: bytes, declared: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, encoding)
    if _JAPANESE.search(data, 0, _SAMPLE) and (text := _tried(data, "iso2022_jp")):
        return text
    if b"\x00" in data:
        return _wide(data)
    text = _tried(data, "utf-8")
    if text is None and declared:
        text = _tried(data, _widened(declared))
    return text if text is not None else _detected(data)


def _marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise DocumentError(
            f"it is marked as {name}, but byte {error.start + 1} cannot be decoded; "
            "save it again as UTF-8"
        ) from error


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _widened(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return "utf-8"
    return _WIDER.get(name, name)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the byte order that has spaces and line ends where they belong."""
    best, most = "", 0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _tried(data, encoding)
        if text is None or len(_STRANGE.findall(text)) > _MOST_STRANGE * len(text):
            continue
        seen = sum(text.count(char) for char in " \n\t。，、")
        if seen > most and "\x00" not in text:
            best, most = text, seen
    if not best:
        raise DocumentError(_BINARY)
    return best


def _detected(data: bytes) -> str:
    sample = _telling(data)
    for encoding in (*_latin(sample), *_other(sample)):
        if (text := _tried(data, encoding)) is not None:
            return text
    raise DocumentError(_UNKNOWN)


def _telling(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, those around them left out, up to a size."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
        if size > _SAMPLE:
            break
    return b"".join(lines)


def _latin(sample: bytes) -> Iterator[str]:
    """The encoding in which the letters beyond ASCII are those of the language the words are in."""
    from py3langid import langid

    letters = sum(chr(byte).isalpha() for byte in sample if byte < 128)
    if sum(byte > 127 for byte in sample) > _MOST_LATIN * letters:
        return
    fits: list[tuple[float, str]] = []
    for encoding in LATIN:
        text = _tried(sample, encoding)
        if text is None or _ODD.search(text):
            continue
        language = str(langid.classify(text)[0])
        fits.append((_fit(text, frozenset(LETTERS.get(language, ""))), encoding))
    # The first of equals is the more common one.
    best = max(fits, key=lambda found: found[0], default=(0.0, ""))
    if best[0] >= _FITS:
        yield best[1]


def _fit(text: str, known: frozenset[str]) -> float:
    """Share of the characters beyond ASCII that stand where a text of these letters has them."""
    text = f" {text.lower()} "
    beyond = [at for at, char in enumerate(text) if not char.isascii()]
    return sum(_stands(text[at - 1], text[at], text[at + 1], known) for at in beyond) / len(beyond)


def _stands(before: str, char: str, after: str, known: frozenset[str]) -> bool:
    """Whether a character can stand between two others."""
    if char in known or char in ANYWHERE:
        return True
    if char in AFTER_NO_LETTER:
        return not before.isalpha()
    return char in BEFORE_NO_LETTER and not after.isalpha()


def _other(sample: bytes) -> Iterator[str]:
    """The encoding in which letters are as frequent as in a language written with it.

    ASCII words say nothing about that. With several bytes a character there are too many letters
    to count, but hardly a way to read a text wrongly without odd characters.
    """
    from charset_normalizer import from_bytes

    words = _ASCII_WORDS.sub(b"", sample)
    single = sorted(
        (match.coherence - match.chaos, match.encoding, str(match))
        for match in from_bytes(words, cp_isolation=list(OTHER_SCRIPTS))
        if match.chaos <= _MOST_CHAOS and _reads(str(match))
    )
    if single:
        coherent, encoding, text = single[-1]
        rival = max((found[0] for found in single if not _alike(found[2], text)), default=0.0)
        if coherent >= max(_COHERENT.get(encoding, _LEAST_COHERENT), rival + _MARGIN):
            yield encoding
            return
    yield from _wide_characters(sample)


def _wide_characters(sample: bytes) -> Iterator[str]:
    """The encoding of Chinese, Japanese or Korean: by its kana, else the one that has no rival."""
    from charset_normalizer import from_bytes

    found = [
        match
        for match in from_bytes(sample, cp_isolation=list(CHINESE_JAPANESE_KOREAN))
        if match.chaos <= _MOST_CHAOS and not _ODD.search(str(match))
    ]
    for match in found:
        kana = len(_KANA.findall(str(match)))
        if match.encoding in ("cp932", "euc_jp") and kana > _LEAST_KANA * len(str(match)):
            yield match.encoding
            return
    coherent = [match for match in found if match.coherence] or found
    if len(coherent) == 1:
        yield coherent[0].encoding


def _reads(text: str) -> bool:
    """Whether a text may be words: nothing odd, and not capitals for the most part."""
    capitals = sum(char.isupper() for char in text)
    small = sum(char.islower() for char in text)
    return not _ODD.search(text) and (capitals <= small or not small)


def _alike(text: str, other: str) -> bool:
    """Whether two decodings differ in a few signs at most."""
    return sum(a != b for a, b in zip(text, other, strict=False)) <= _FEW * len(text)
