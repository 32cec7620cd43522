"""Web pages: their main text, which a library finds, with its headings, lists, tables and FAQs.

trafilatura says which words are the page's own; they are written from the page itself, so that no
table, definition or question that folds out is lost on the way.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from corpus import DocumentError
from ingest.loaders.decoding import decode
from ingest.loaders.extracted import Extracted
from ingest.loaders.markdown import folded
from ingest.loaders.page_blocks import PageBlock, Shape, Walk, pair, shown
from ingest.loaders.page_elements import Element, inline

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*"
    rb"[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4096
_DROPPED = (
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed",
    "canvas", "audio", "video", "map", "select", "textarea", "input", "datalist", "dialog",
)  # fmt: skip
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LEAST_SHARE = 0.4
_LEAST_KEPT = 200
_TELLING = 12
_STRUCTURED = frozenset({Shape.TABLE, Shape.CODE, Shape.LIST})
_MOST_QUESTIONS = 2000


def read_html(data: bytes) -> Extracted:
    """The main text of a web page.

    Raises:
        DocumentError: It cannot be decoded, or there is no text in it.
    """
    found = _DECLARED.search(data[:_HEAD])
    declared = next((part for part in found.groups() if part), b"") if found else b""
    parser = _parser()
    root = _parsed(decode(data, declared.decode("ascii")), parser)
    too_deep = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    notes = ("What is nested more than 250 elements deep was left out.",) if too_deep else ()
    if root is None:
        raise DocumentError("there is no text in the page; save it again, or leave it out")
    pairs = list(_schema_pairs(root))
    title = _page_title(root)
    _clean(root)
    body = next(root.iter("body"), root)
    blocks = list(Walk(body, frozenset(question for question, _ in pairs)).blocks())
    kept = _main(blocks, _main_text(root))
    kept += _unseen(pairs, kept)
    if too_deep and not kept:
        raise DocumentError("it is nested too deeply to be read; simplify it")
    return Extracted(shown(kept), _title(title, kept), notes=notes)


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _parsed(text: str, parser: etree.HTMLParser) -> Element | None:
    # What UTF-8 or XML cannot say would end the page there.
    data = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    return root if isinstance(root, etree._Element) else None


def _clean(root: Element) -> None:
    """Takes out what no reader of the page sees."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _hidden(element):
            _drop(element)


def _hidden(element: Element) -> bool:
    if element.tag in _DROPPED or _INVISIBLE.search(element.get("style", "")):
        return True
    return "hidden" in element.attrib and element.get("hidden") != "until-found"


def _drop(element: Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _main_text(root: Element) -> str:
    """The lines that trafilatura takes for the page's own."""
    from trafilatura import extract

    copy = deepcopy(root)
    # It writes out every cell a thousand times if that is what the page says.
    etree.strip_attributes(copy, "colspan", "rowspan")
    page = etree.tostring(copy, encoding="unicode", method="html")
    return extract(page, output_format="txt", include_comments=False, include_tables=True) or ""


def _main(blocks: list[PageBlock], main: str) -> list[PageBlock]:
    """The blocks with the main text, and what stands between them and cannot be furniture.

    All but the furniture if the main text is too little of the page.
    """
    lines = {_key(line) for line in main.split("\n")}
    whole = "".join(_key(line) for line in main.split("\n"))
    ours = [_share(block, lines, whole) >= 0.5 for block in blocks]
    body = [at for at, block in enumerate(blocks) if not block.furniture and block.text]
    kept = [at for at in body if ours[at]]
    size, all_ = (sum(len(blocks[at].text) for at in part) for part in (kept, body))
    if not kept or size < _LEAST_SHARE * all_ or size < min(_LEAST_KEPT, all_):
        return [blocks[at] for at in body] or [block for block in blocks if block.text]
    first, last = kept[0], kept[-1]
    inner = {at for at in body if first <= at <= last and blocks[at].shape in _STRUCTURED}
    pairs = {at for at in body if blocks[at].shape is Shape.PAIR}
    chosen = sorted({*kept, *inner, *pairs})
    return [blocks[at] for at in sorted({*chosen, *_headings(blocks, body, chosen)})]


def _headings(blocks: list[PageBlock], body: list[int], chosen: list[int]) -> Iterator[int]:
    """The headings above what is chosen."""
    wanted = 7
    marked = set(chosen)
    for at in reversed(body):
        if blocks[at].shape is not Shape.HEADING:
            wanted = 7 if at in marked else wanted
        elif at in marked:
            wanted = min(wanted, blocks[at].level)
        elif blocks[at].level < wanted and any(
            other in marked for other in range(at + 1, _end(blocks, at))
        ):
            wanted = blocks[at].level
            yield at


def _end(blocks: list[PageBlock], at: int) -> int:
    """Where the part below a heading ends."""
    for other in range(at + 1, len(blocks)):
        below = blocks[other]
        if below.shape is Shape.HEADING and below.level <= blocks[at].level:
            return other
    return len(blocks)


def _share(block: PageBlock, lines: set[str], whole: str) -> float:
    """How much of a block is in the main text."""
    keys = [key for key in map(_key, block.parts) if key]
    found = sum(len(k) for k in keys if k in lines or (len(k) >= _TELLING and k in whole))
    return found / sum(map(len, keys)) if keys else 0.0


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _unseen(pairs: list[tuple[str, str]], kept: list[PageBlock]) -> list[PageBlock]:
    """The pairs of the page's FAQ schema whose answer its text does not hold."""
    words = _key(" ".join(part for block in kept for part in block.parts))
    return [pair(q, a) for q, a in pairs if _key(a)[:80] not in words]


def _schema_pairs(root: Element) -> Iterator[tuple[str, str]]:
    """Questions and answers of the FAQ schema (JSON-LD) of a page, as plain words."""
    seen: set[str] = set()
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "") or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for asked, answer in _questions_in(data, 0):
            if asked not in seen and len(seen) < _MOST_QUESTIONS:
                seen.add(asked)
                yield asked, answer


def _questions_in(data: Any, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(data, list) and depth < 20:
        for value in data:
            yield from _questions_in(value, depth + 1)
    if not isinstance(data, dict) or depth >= 20:
        return
    if data.get("@type") == "Question":
        given = data.get("acceptedAnswer") or data.get("suggestedAnswer") or {}
        first = given[0] if isinstance(given, list) and given else given
        asked = _plain(data.get("name"))
        answer = _plain(first.get("text")) if isinstance(first, dict) else ""
        if asked and answer:
            yield asked, answer
        return
    for value in data.values():
        yield from _questions_in(value, depth + 1)


def _plain(text: object) -> str:
    """Words of a value that may hold tags, a paragraph a line."""
    root = (
        _parsed(f"<div>{text}</div>", _parser()) if isinstance(text, str) and text.strip() else None
    )
    if root is None:
        return ""
    _clean(root)
    blocks = Walk(next(root.iter("body"), root)).blocks()
    return "\n".join(folded(part) for block in blocks for part in block.parts)


def _page_title(root: Element) -> tuple[str, str]:
    """What the page says its title is: for those who share it, and in the window."""
    shared = next(
        (meta.get("content", "") for meta in root.iter("meta")
         if meta.get("property") == "og:title"), "",
    )  # fmt: skip
    title = next((e for e in root.iter("title") if e.getparent().tag in ("head", "html")), None)
    return folded(shared), folded(inline(title)) if title is not None else ""


def _title(named: tuple[str, str], kept: list[PageBlock]) -> str:
    """The page's one main heading if the title holds it, else its title."""
    shared, title = named
    tops = [block.parts[0] for block in kept if block.level == 1]
    if len(tops) == 1 and (not title or _key(tops[0]) in _key(title)):
        return tops[0]
    return shared or title or (tops[0] if tops else "")
