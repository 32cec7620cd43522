"""The wording of page furniture, as patterns over one line of plain words."""

import re


def _cues(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


CLOSING_PARTS = _cues(
    r"^(?:leave|post|write|add) (?:a|your) (?:reply|comment)s?\b.{0,20}$",
    r"^about the authors?\W*$",
    r"^(?:related|recent|popular|recommended|more) (?:posts?|articles?|stories)\W*$",
    r"^you (?:may|might) also (?:like|enjoy)\W*$",
)
"""Open a part of the page that is not the article's: comments, author, other articles."""

SHARING = _cues(
    r"^(?:spread the (?:love|word)|sharing is caring|like this)\W*$",
    r"^share(?: (?:this|on|via|it)\b.{0,60})?\W*$",
    r"^(?:follow|find|join) (?:us|me) on\b|^click to (?:share|tweet)\b|^tweet(?: this)?$",
    r"^pin it$|^share your thoughts\b.{0,60}$",
)
"""Share bars and their like."""

ANYWHERE = _cues(
    r"^cancel reply$|^(?:no|\d+) comments?(?: yet)?$|^save my name, e-?mail",
    r"^required fields\b|^your e-?mail address will not be\b",
    r"\b(?:share|tell us|let (?:us|me) know|(?:leave|drop) (?:them|it)|join in)\b.{0,50}"
    r"\bin the comments?\b",
    r"^what are your thoughts\b.{0,60}$",
    r"^(?:tags?|tagged|filed under|posted in|categories)\s*:",
    r"^#\w[\w-]*(?:[\s,]*#\w[\w-]*)+$",
    r"^\d+[ -]?min(?:ute)?s?[ -]read(?:ing time)?$",
    r"^(?:estimated )?read(?:ing)?[ -]time\b.{0,20}$|^author at\b.{0,60}$",
    r"^(?:(?:featured )?image|photo|picture|graphic) (?:source|credits?|courtesy|by)\b.{0,80}$",
    r"\b(?:image|photo|picture) (?:source|credits?)\W*$",
    r"^(?:photo )?(?:by .{2,40} )?(?:on |via |from |©\s*)?(?:unsplash|pexels|pixabay|shutterstock|"
    r"getty images|i?stock(?:photo)?|freepik)\W*$",
    r"^(?:advertisement|sponsored(?: content)?)\W*$",
    r"^(?:skip to (?:main )?content|toggle navigation|back to top)\W*$",
    r"^(?:home|start)\s*(?:[>»›→]\s*\S.*)+$",
    r"^(?:accept|reject|allow) (?:all )?cookies$|^cookie (?:settings|preferences)$",
    r"^(?:we|(?:this|our) (?:web)?site) uses? cookies\b",
    r"^(?:subscribe|sign up|join)\b.{0,60}\b(?:newsletter|mailing list|inbox)\b.{0,60}$",
    r"^enter your e-?mail(?: address)?\W*$|^unsubscribe\b.{0,80}$",
)
"""Furniture wherever it stands: comment forms, tags, image credits, navigation, sign-ups."""

LEGAL = _cues(
    r"^(?:copyright\b|©|\(c\)\s).{0,120}(?:\d{4}|reserved)|\ball rights reserved\W*$",
    r"^(?:privacy policy|terms (?:of (?:use|service)|and conditions))"
    r"(?:\s*[|·•,&]?\s*(?:privacy policy|terms|cookie|contact|imprint)\b.{0,30})*$",
)
"""The small print at a page's foot; as its first line it would be the title."""

HEAD_ONLY = _cues(
    r"^author\W*$|^(?:(?:last )?(?:updated|modified)|posted|published)\b.{0,50}$",
    r"^(?:(?:written|posted|published|reviewed|edited) )?by\s+\S+(?:\s\S+){0,4}$",
    r"^[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}$|^\d{1,2}\.? [a-z]{3,9}\.? \d{4}$",
    r"^\d{4}-\d\d-\d\d$|^(?:\S+ )?(?:team|staff|editorial|editors|admin)$",
)
"""Bylines and dates, between the title and the first paragraph."""

TAIL_ONLY = _cues(
    r"^\d{1,3} ?% free\b|^(?:no (?:commitment|obligation|strings|credit card)\b.{0,40})$",
    r"^(?:contact (?:us|sales)|get in touch|get started|sign up|buy now|shop now|learn more|"
    r"read more)(?: (?:today|now|here))?\W*$",
    r"^passionate about\b|\bsharing (?:insights|tips|ideas) (?:on|about)\b",
    r"^(?:previous|next)(?: (?:post|article|page))?\W*$|^(?:sign|log) in\W*$",
)
"""Calls to act and words about the author, after the last paragraph."""

INVITES = re.compile(
    r"(?:^|[.!?]\s+)(?:please )?(?:contact|call|book|schedule|get|request|try|start|sign up|"
    r"subscribe|join|download|reach out|talk|speak|visit|discover|experience|let us|want to|"
    r"ready to|looking (?:for|to)|need help|interested in|don['’]t miss|are you ready)\b",
    re.IGNORECASE,
)
"""How a sentence that wants something of the reader begins."""

SELLS = re.compile(
    r"\bfree\b|\btoday\b|\bright now\b|\bno commitment\b|\bno strings\b|\bconsult\w*|\badvisory\b|"
    r"\bdemo\b|\btrial\b|\bquote\b|\bdiscount\b|\bpricing\b|\btailored\b|\bnext step\b|\bboost\b|"
    r"\bwe['’]ll\b|\bwe (?:can help|offer)\b|\b(?:assist|help)(?:ing)? you\b|"
    r"\bour (?:[\w-]+ ){0,2}(?:team|experts?|services?|solutions?|specialists?|platform|"
    r"products?)\b|"
    r"\byour (?:business|firm|company|team|brand|needs|requirements|results|goals|objectives)\b",
    re.IGNORECASE,
)
"""Words that sell; several different ones make a pitch."""

CONTENTS = re.compile(
    r"^(?:table of )?contents\W*$|^(?:in this (?:article|post)|on this page)\W*$", re.IGNORECASE
)
"""The heading of a table of contents."""

CREDIT = re.compile(
    r"\b(?:unsplash|pexels|pixabay|shutterstock|getty|freepik|"
    r"(?:image|photo|picture) (?:source|credits?|by))\b",
    re.IGNORECASE,
)
"""Where an image is from."""
