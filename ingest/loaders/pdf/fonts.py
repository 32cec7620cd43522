"""Fonts of a PDF: which letters the bytes of a text stand for, and how wide they are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject
    from pypdf.generic._font import Font

UNKNOWN = "\ufffd"
"""Stands for a letter that its font does not name."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|cmssbx|-bd\b|,bd\b", re.IGNORECASE)
_MONO = re.compile(
    r"courier|mono|consol|menlo|inconsolata|typewriter|cmtt|sourcecode", re.IGNORECASE
)
_ARABIC = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = re.compile(f"{_ARABIC}+(?:[^\\w]+{_ARABIC}+)*")
_BOLD_WEIGHT = 600
_FIXED_PITCH = 1
_FORCE_BOLD = 1 << 18
_PLAIN = {
    "\xa0": " ", "\u2007": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ",
    "\u200b": "", "\u200c": "", "\u2060": "", "\ufeff": "", "\t": " ", "\n": " ", "\r": " ",
    # Codes without a letter of their own are bullets in the usual encoding.
    "\x7f": "•", "\x81": "•", "\x8d": "•", "\x8f": "•", "\x90": "•", "\x9d": "•",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf0a8": "▪", "\uf0fc": "•", "\uf076": "▪",
    "\uf02d": "–", "\uf06f": "◦", "\uf0e0": "→", "\uf06c": "•", "\uf06e": "▪",
}  # fmt: skip


class Drawn(NamedTuple):
    """What a string shows."""

    text: str
    width: float
    """In sizes of the font."""
    letters: int
    """As the font counts them."""
    spaces: int


class Form(NamedTuple):
    """A drawing with text in it, used like a stamp."""

    operations: Sequence[tuple[Any, bytes]]
    holder: "DictionaryObject"
    matrix: Sequence[object]


@dataclass(slots=True)
class Letters:
    """One font."""

    font: "Font"
    bold: bool
    mono: bool
    _known: dict[str, tuple[str, float]] = field(default_factory=dict)

    def read(self, data: bytes) -> Drawn:
        """The letters that `data` stands for."""
        text, width, count, spaces = [], 0.0, 0, 0
        for shown, raw in self._codes(data):
            known = self._known.get(raw)
            if known is None:
                known = self._known[raw] = self._letter(shown, raw)
            text.append(known[0])
            width += known[1]
            count += 1
            spaces += known[0] == " "
        return Drawn("".join(text), width, count, spaces)

    def _codes(self, data: bytes) -> Iterator[tuple[str, str]]:
        encoding = self.font.encoding
        if isinstance(encoding, dict):
            for byte in data:
                yield encoding.get(byte, chr(byte)), chr(byte)
            return
        try:
            decoded = data.decode(encoding, "surrogatepass")
        except (UnicodeDecodeError, LookupError):
            decoded = data.decode("utf-16-be" if len(data) % 2 == 0 else "latin-1", "replace")
        for one in decoded:
            yield one, one

    def _letter(self, shown: str, raw: str) -> tuple[str, float]:
        font = self.font
        text = str(font.character_map.get(shown, shown)) if font.interpretable else UNKNOWN
        default = font.character_widths.get("default", 500)
        width = (
            font.space_width if raw == font.space_char else font.character_widths.get(raw, default)
        )
        plain = "".join(map(plain_letter, text))
        # Letters are put in the order in which they stand; one that stands for several is not.
        return seen(plain) if len(plain) > 1 else plain, _finite(width) / 1000


class Fonts:
    """The fonts and forms of a file, each read once."""

    def __init__(self, reader: "PdfReader") -> None:
        self._reader = reader
        self._letters: dict[object, Letters | None] = {}
        self._forms: dict[object, Form | None] = {}
        self._held: list[object] = []

    def operations(self, page: "DictionaryObject") -> Sequence[tuple[Any, bytes]]:
        """What draws a page; nothing for an empty one."""
        from pypdf.generic import ContentStream

        contents = _entry(page, "/Contents")
        if contents is None:
            return ()
        # As bytes: only the font knows what letters they stand for.
        return ContentStream(contents, self._reader, "bytes").operations

    def resources(self, holder: "DictionaryObject") -> "DictionaryObject":
        """What a page or form draws with; a page may have it from the pages above."""
        from pypdf.generic import DictionaryObject

        at: object = holder
        for _ in range(32):
            if not isinstance(at, DictionaryObject):
                break
            found = _entry(at, "/Resources")
            if isinstance(found, DictionaryObject):
                return found
            at = _entry(at, "/Parent")
        return DictionaryObject()

    def letters(self, resources: "DictionaryObject", name: object) -> Letters | None:
        """The font of that name; `None` where there is none."""
        from pypdf.generic import DictionaryObject

        known = _entry(resources, "/Font")
        if not isinstance(known, DictionaryObject) or not isinstance(name, str):
            return None
        key = self._key(known, name)
        if key not in self._letters:
            resource = _entry(known, name)
            self._letters[key] = (
                _letters(resource) if isinstance(resource, DictionaryObject) else None
            )
        return self._letters[key]

    def form(self, resources: "DictionaryObject", name: object) -> Form | None:
        """The form of that name; `None` for a picture."""
        from pypdf.generic import ContentStream, DictionaryObject, StreamObject

        known = _entry(resources, "/XObject")
        if not isinstance(known, DictionaryObject) or not isinstance(name, str):
            return None
        key = self._key(known, name)
        if key in self._forms:
            return self._forms[key]
        found = _entry(known, name)
        form = None
        if isinstance(found, StreamObject) and _entry(found, "/Subtype") == "/Form":
            holder = found if "/Resources" in found else DictionaryObject({"/Resources": resources})
            matrix = _entry(found, "/Matrix")
            stream = ContentStream(found, self._reader, "bytes")
            form = Form(stream.operations, holder, matrix if isinstance(matrix, list) else ())
        self._forms[key] = form
        return form

    def _key(self, holder: "DictionaryObject", name: str) -> object:
        """The same for the same font or form, from whatever page."""
        raw = holder.raw_get(name) if name in holder else None
        number = getattr(raw, "idnum", None)
        if number is not None:
            return number, getattr(raw, "generation", 0)
        self._held.append(holder)  # so that no other object gets its id
        return id(holder), name


def is_right_to_left(text: str) -> bool:
    """Whether there is a letter in it that is written from right to left."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(one) in ("R", "AL") for one in text)


def seen(text: str) -> str:
    """`text` with its Arabic and Hebrew words turned round; turned again, it is as before."""
    return text if text.isascii() else _RIGHT_TO_LEFT.sub(lambda found: found.group()[::-1], text)


def plain_letter(letter: str) -> str:
    """`letter` as it is written elsewhere: ligatures taken apart, every space the same."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    if "\ufb00" <= letter <= "\ufb06":
        return unicodedata.normalize("NFKC", letter)
    kind = unicodedata.category(letter)
    return UNKNOWN if kind in ("Cc", "Cs", "Co", "Cn") else letter


def _letters(resource: "DictionaryObject") -> Letters | None:
    from pypdf.generic._font import Font

    font = Font.from_font_resource(resource)
    about = font.font_descriptor
    names = f"{font.name} {about.name}"
    flags = about.flags if isinstance(about.flags, int) else 0
    weight = about.weight if isinstance(about.weight, int | float) else 0
    bold = bool(_BOLD.search(names)) or weight >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD)
    return Letters(font, bold, bool(_MONO.search(names)) or bool(flags & _FIXED_PITCH))


def _entry(holder: "DictionaryObject", name: str) -> object:
    found = holder.get(name)
    return found.get_object() if found is not None else None


def _finite(width: object) -> float:
    return float(width) if isinstance(width, int | float) and abs(width) < 100_000 else 500.0
