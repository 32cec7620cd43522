"""Text from outside with nothing in it that cannot be seen, stored or searched."""

import re
import unicodedata

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters; where one stands, words end."""
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""Zero-width and direction marks, and the tags in which text can be hidden."""
_JOINER_IN_LATIN = re.compile("(?<=[A-Za-z])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-z])")
"""Persian, Hindi and some emoji need joiners; Latin letters never do."""
_PILED = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
"""No language piles more than two accents on a letter."""
_STYLED = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufb00-\ufb06\U0001d400-\U0001d7ff\u24b6-\u24e9]+"
)
"""Letters in another dress: full-width, mathematical, ringed."""
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    r"""What was typed, as it can be read, encoded, searched and shown on one line.

    Halves of surrogate pairs are joined, and left out where the other half is missing; control
    characters become spaces; what is invisible is left out; letters in another dress are written
    plainly, and accents piled on a letter cut to two. White space is folded. May come out empty.

    >>> clean("  what\x00is\u200b  \U0001d40b\U0001d428\U0001d411\U0001d400? ")
    'what is LoRA?'
    """
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = _BREAKS.sub(" ", text)
    text = _NO_CHARACTER.sub("", _JOINER_IN_LATIN.sub("", _UNSEEN.sub("", text)))
    text = _STYLED.sub(lambda styled: unicodedata.normalize("NFKC", styled.group()), text)
    text = _PILED.sub(r"\1", unicodedata.normalize("NFC", text))
    return " ".join(text.split())
