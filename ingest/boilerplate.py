"""Page furniture around an article: share bars, bylines, comment forms, sales pitches.

Three kinds of cues: some tell furniture wherever they stand, some only between the title and the
first paragraph, some only after the last. In doubt a piece is content.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.pieces import Piece, Shape
from ingest.wording import ends, folded, is_prose, plain, words


def _cues(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ANYWHERE = _cues(
    r"^(?:spread the (?:love|word)|sharing is caring|share(?: (?:this|on|via|it)\b.{0,60})?|like this)\W*$",
    r"^(?:follow|find|join) (?:us|me) on\b|^click to (?:share|tweet)\b|^pin it$|^tweet(?: this)?$",
    r"^(?:leave|post|write|add) (?:a|your) (?:reply|comment)s?\b.{0,20}$|^cancel reply$|^(?:no|\d+) comments?(?: yet)?$",
    r"^your e-?mail address will not be published|^required fields are marked|^save my name, e-?mail",
    r"\b(?:share|tell us|let (?:us|me) know|leave (?:them|it)|drop (?:them|it)|join in)\b.{0,50}\bin the comments?\b",
    r"^(?:what are|share) your thoughts\b.{0,60}$",
    r"^(?:tags?|tagged|filed under|posted in|categories)\s*:|^#\w[\w-]*(?:[\s,]*#\w[\w-]*)+$",
    r"^\d+[ -]?min(?:ute)?s?[ -]read(?:ing time)?$|^(?:estimated )?read(?:ing)?[ -]time\b.{0,20}$",
    r"^(?:image|photo|picture|illustration|figure|featured image) (?:source|credits?|courtesy|by)\b.{0,80}$",
    r"\b(?:image|photo|picture) (?:source|credits?)\W*$",
    r"^(?:photo )?(?:by .{2,40} )?(?:on |via |from |©\s*)?(?:unsplash|pexels|pixabay|shutterstock|getty images|i?stock(?:photo)?|freepik)\W*$",
    r"^(?:advertisement|sponsored(?: content)?|skip to (?:main )?content|toggle navigation|back to top)\W*$",
    r"^(?:home|start)\s*(?:[>»›→]\s*\S.*)+$",
    r"^(?:copyright\b|©|\(c\)\s).{0,120}(?:\d{4}|reserved)|\ball rights reserved\W*$",
    r"^(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b|^(?:accept|reject|allow) (?:all )?cookies$|^cookie (?:settings|preferences)$",
    r"^(?:privacy policy|terms (?:of (?:use|service)|and conditions))(?:\s*[|·•,&]?\s*(?:privacy policy|terms|cookie|contact|imprint)\b.{0,30})*$",
    r"^(?:subscribe|sign up|join)\b.{0,60}\b(?:newsletter|mailing list|inbox)\b.{0,60}$|^enter your e-?mail(?: address)?\W*$",
    r"^unsubscribe\b.{0,80}$|^about the author\W*$|^author at\b.{0,60}$",
    r"^(?:related|recent|popular|recommended|more) (?:posts?|articles?|stories)\W*$|^you (?:may|might) also (?:like|enjoy)\W*$",
)
_HEAD_ONLY = _cues(
    r"^author\W*$|^(?:written |posted |published |reviewed |edited )?by\s+\S+(?:\s\S+){0,4}$",
    r"^(?:(?:last )?(?:updated|modified)|posted|published)\b.{0,50}$",
    r"^(?:[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? [a-z]{3,9}\.? \d{4}|\d{4}-\d\d-\d\d)$",
    r"^(?:\S+ )?(?:team|staff|editorial|editors|admin)$",
)
_TAIL_ONLY = _cues(
    r"^\d{1,3} ?% free\b|^(?:no (?:commitment|obligation|strings|credit card)\b.{0,40})$",
    r"^(?:contact (?:us|sales)|get in touch|get started|sign up|buy now|shop now|learn more|read more)(?: (?:today|now|here))?\W*$",
    r"^passionate about\b|\bsharing (?:insights|tips|ideas) (?:on|about)\b",
    r"^(?:previous|next)(?: (?:post|article|page))?\W*$|^(?:sign|log) in\W*$",
)
_INVITES = re.compile(
    r"(?:^|[.!?]\s+)(?:please )?(?:contact|call|book|schedule|get|request|try|start|sign up|subscribe|join|"
    r"download|reach out|talk|speak|visit|discover|experience|let us|want to|ready to|looking (?:for|to)|"
    r"need help|interested in|don['’]t miss|are you ready)\b",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"\bfree\b|\btoday\b|\bright now\b|\bno commitment\b|\bno strings\b|\bconsult\w*|\badvisory\b|\bdemo\b|\btrial\b|"
    r"\bquote\b|\bdiscount\b|\bpricing\b|\btailored\b|\bnext step\b|\bboost\b|\bwe['’]ll\b|\bwe (?:can help|offer)\b|"
    r"\b(?:assist|help)(?:ing)? you\b|\bour (?:[\w-]+ ){0,2}(?:team|experts?|services?|solutions?|specialists?|platform|products?)\b|"
    r"\byour (?:business|firm|company|team|brand|needs|requirements|results|goals|objectives)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"^(?:table of )?contents\W*$|^(?:in this (?:article|post)|on this page)\W*$", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\b(?:unsplash|pexels|pixabay|shutterstock|getty|freepik|(?:image|photo|picture) (?:source|credits?|by))\b",
    re.IGNORECASE,
)
_ANCHOR_LINK = re.compile(r"(?:\[[^\]]*\]\(#[^()]*\)\W*)+$")
_BRANDED = re.compile(r"[A-Z][a-z]+[A-Z]\w*$")

_SHORT = 15
_SALES_SHORT = 12


def mark_furniture(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` in the same order, those that are page furniture turned into such."""
    marks = {at for at, piece in enumerate(pieces) if _is_furniture(text, piece)}
    marks |= _contents(text, pieces)
    marks |= _opening(text, pieces, marks)
    marks |= _credited(text, pieces, marks)
    marks |= _closing(text, pieces, marks)
    return [as_furniture(piece) if at in marks else piece for at, piece in enumerate(pieces)]


def as_furniture(piece: Piece) -> Piece:
    """The same piece, kept in the document but never searched."""
    return replace(piece, shape=Shape.FURNITURE, words=piece.span, parts=())


def _is_furniture(text: str, piece: Piece) -> bool:
    if piece.shape not in (Shape.PARAGRAPH, Shape.HEADING):
        return False
    line = plain(piece.words.of(text)[:600])
    return len(words(line)) <= 2 * _SHORT and bool(_ANYWHERE.search(line))


def _contents(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Tables of contents: their heading, and what below it repeats other lines or links to them."""
    marks: set[int] = set()
    known: dict[str, int] = {}
    for piece in pieces:
        line = folded(plain(piece.words.of(text)[:300]))
        known[line] = known.get(line, 0) + 1
    inside = False
    for at, piece in enumerate(pieces):
        words_here = piece.words.of(text)[:300]
        if _opens_contents(piece, words_here):
            inside = True
            marks.add(at)
            continue
        entry = _ANCHOR_LINK.match(words_here) or (
            inside and known[folded(plain(words_here))] > 1 and not is_prose(words_here)
        )
        # The last repeat is the heading itself, not its entry.
        if entry and piece.shape in (Shape.ITEM, Shape.PARAGRAPH):
            marks.add(at)
            known[folded(plain(words_here))] -= 1
        else:
            inside = False
    return marks


def _opens_contents(piece: Piece, line: str) -> bool:
    shaped = piece.shape in (Shape.PARAGRAPH, Shape.HEADING)
    return shaped and bool(_CONTENTS.match(plain(line)))


def _opening(text: str, pieces: Sequence[Piece], marks: set[int]) -> set[int]:
    """Bylines, dates and the like between the title and the first paragraph of prose."""
    head = _head(text, pieces)
    lines = [plain(pieces[at].words.of(text)[:300]) for at in head]
    found = {
        at
        for at, line in zip(head, lines, strict=True)
        if pieces[at].shape is Shape.PARAGRAPH and at > 0 and _HEAD_ONLY.search(line)
    }
    if len(head) > 1 and _BRANDED.match(lines[1]) and not pieces[head[1]].gap:
        found.add(head[1])
    # A name, or names, right above the first cue belong to the byline.
    cued = sorted(at for at in found | marks if at in head)
    if found and cued:
        at = cued[0] - 1
        while at > 0 and len(lines[head.index(at)].split()) <= 3 and not pieces[at + 1].gap:
            found.add(at)
            at -= 1
    return found


def _head(text: str, pieces: Sequence[Piece]) -> list[int]:
    """Positions before the first paragraph of prose; none if the text opens with it."""
    head = []
    for at, piece in enumerate(pieces[:30]):
        if piece.shape not in (Shape.PARAGRAPH, Shape.HEADING, Shape.FURNITURE, Shape.FRONT):
            break
        if piece.shape is Shape.PARAGRAPH and is_prose(piece.words.of(text)):
            break
        head.append(at)
    return head


def _credited(text: str, pieces: Sequence[Piece], marks: set[int]) -> set[int]:
    """Captions: a short line without a full stop right above an image credit."""
    found = set()
    for at in marks:
        above = pieces[at - 1] if at else None
        if not above or above.shape is not Shape.PARAGRAPH or pieces[at].gap or at - 1 in marks:
            continue
        credit = _CREDIT.search(pieces[at].words.of(text)[:300])
        line = above.words.of(text)
        if credit and not ends(line) and len(line) < 200 and len(words(line)) <= _SHORT:
            found.add(at - 1)
    return found


def _closing(text: str, pieces: Sequence[Piece], marks: set[int]) -> set[int]:
    """What follows the last piece of content, from the first cue on."""
    found: set[int] = set()
    waiting: set[int] = set()
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.span.start < pieces[-1].span.end // 2:
            break
        line = plain(piece.words.of(text)[:1500])
        if at in marks or piece.shape is Shape.FURNITURE or _invites(piece, line):
            found |= waiting | {at}
            waiting = set()
        elif piece.shape is Shape.PARAGRAPH and len(words(line)) <= 8 and not ends(line):
            waiting.add(at)
        else:
            break
    return found


def _invites(piece: Piece, line: str) -> bool:
    """Whether a piece sells, signs people up, or introduces the author."""
    if piece.shape not in (Shape.PARAGRAPH, Shape.HEADING):
        return False
    count = len(words(line))
    if count <= 2 * _SHORT and _TAIL_ONLY.search(line):
        return True
    if not _INVITES.search(line):
        return False
    sales = {found.lower() for found in _SELLS.findall(line)}
    score = 1 + len(sales) + line.endswith("!")
    return score >= (2 if count <= _SALES_SHORT else 3)
