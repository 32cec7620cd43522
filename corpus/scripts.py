"""Scripts written without spaces: their characters set apart, so that full text can find them."""

import re

_UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_CHARACTER = re.compile(f"([{_UNSPACED}])")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_PAIR = 2


def spaced(text: str) -> str:
    """The text with a space around every Chinese character and every Japanese letter.

    >>> spaced("机器 learning").split()
    ['机', '器', 'learning']
    """
    return text if text.isascii() else _CHARACTER.sub(r" \1 ", text)


def terms_of(word: str) -> tuple[str, ...]:
    """What to look for in spaced text: a word itself, of an unspaced run each two neighbours.

    >>> terms_of("learning"), [term.split() for term in terms_of("机器人")]
    (('learning',), [['机', '器'], ['器', '人']])
    """
    if word.isascii():
        return (word,)
    return tuple(term for run in _RUN.findall(word) for term in _pairs(run))


def _pairs(run: str) -> tuple[str, ...]:
    if not _CHARACTER.match(run) or len(run) <= _PAIR:
        return (spaced(run),)
    return tuple(spaced(run[at : at + _PAIR]) for at in range(len(run) - 1))
