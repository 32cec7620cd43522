"""The words of a Word paragraph: what a reader sees, tracked changes taken as accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.loaders.docx.xml import MATH, MC, Element, chosen, is_on, value, w

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_FOLLOWED = frozenset(
    map(w, ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "bdo",
            "dir", "customXml", "ruby", "rubyBase", "object", "pict", "drawing"))
)  # fmt: skip
_SIGNS = {w("tab"): " ", w("ptab"): " ", w("cr"): "\n", w("noBreakHyphen"): "-"}
_NOTES = (w("footnoteReference"), w("endnoteReference"))


@dataclass(slots=True)
class Words:
    """A paragraph's words, and what hangs on them."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    """Ids of the foot- and endnotes referred to, `f3` or `e1`."""
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes anchored here."""
    bold: int = 0
    """How many letters are bold."""

    @property
    def is_bold(self) -> bool:
        """Whether every letter is bold."""
        return 0 < sum(not one.isspace() for one in self.text) <= self.bold


def words_of(paragraph: Element) -> Words:
    """The words of a `w:p`."""
    reader = _Reader()
    reader.read(paragraph)
    return reader.words


@dataclass(slots=True)
class _Reader:
    words: Words = field(default_factory=Words)
    _codes: list[bool] = field(default_factory=list)
    """For each field that is open, whether its code is being read, not what it shows."""

    def read(self, parent: Iterable[Element]) -> None:
        for element in parent:
            tag = element.tag
            if tag == w("r"):
                self._run(element)
            elif tag == f"{MC}AlternateContent":
                self.read(chosen(element))
            elif tag == w("txbxContent"):
                self.words.boxes.append(element)
            elif isinstance(tag, str) and tag.startswith(MATH):
                self.words.text += "".join(one.text or "" for one in element.iter(f"{MATH}t"))
            elif tag in _FOLLOWED:
                self.read(element)
            elif isinstance(tag, str) and not tag.startswith(w("")):
                self._boxes(element)

    def _run(self, run: Element) -> None:
        properties = run.find(w("rPr"))
        if is_on(properties, "vanish"):
            return
        raised = value(properties, "vertAlign") == "superscript"
        bold = is_on(properties, "b")
        for element in run:
            tag = element.tag
            if tag == w("fldChar"):
                self._field(element.get(w("fldCharType"), ""))
            elif any(self._codes):
                continue
            elif tag == w("t"):
                text = element.text or ""
                self.words.bold += bold * sum(not one.isspace() for one in text)
                self.words.text += text.translate(_RAISED) if raised and self.words.text else text
            elif tag == w("br"):
                self.words.text += "" if element.get(w("type")) in ("page", "column") else "\n"
            elif tag in _SIGNS:
                self.words.text += _SIGNS[tag]
            elif tag in _NOTES:
                kind = "f" if tag == _NOTES[0] else "e"
                self.words.notes.append(kind + str(element.get(w("id"), "")))
            else:
                self.read([element])

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _boxes(self, drawing: Element) -> None:
        """Text boxes within a drawing, the outermost ones."""
        for one in drawing:
            if one.tag == w("txbxContent"):
                self.words.boxes.append(one)
            elif one.tag == f"{MC}AlternateContent":
                for inner in chosen(one):
                    self._boxes([inner])
            else:
                self._boxes(one)
