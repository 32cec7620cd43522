"""Which titles that files carry in their properties are worth showing."""

import re

_EMPTY = re.compile(
    r"(?:untitled|no title|title|document|dokument|doc|presentation|präsentation|slide|page|"
    r"powerpoint|microsoft (?:word|powerpoint)|word document|template|new document|blank|none|null|"
    r"powerpoint presentation|pdf|scan|print)[\s\d()_.-]*$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"microsoft (?:word|powerpoint|excel|office)\s*-\s*", re.IGNORECASE)
_FILE = re.compile(
    r"\S*[\w)]\.(?:docx?|pptx?|pdf|rtf|odt|indd|qxd|tex|dvi|ps|txt|html?|xlsx?|pages|wpd|pub|cdr)$",
    re.IGNORECASE,
)
_LONGEST = 250


def sensible_title(title: str) -> str:
    """`title` on one line; empty if it names a program, a file or nothing."""
    words = " ".join(
        _PROGRAM.sub("", "".join(c if c.isprintable() else " " for c in title)).split()
    )
    if sum(one.isalpha() for one in words) < 3 or len(words) > _LONGEST:
        return ""
    if _EMPTY.match(words) or _FILE.search(words) or "/" in words.split()[0] or "\\" in words:
        return ""
    # Names such as `Q3_report-final2` or `hb2104a` are a file's.
    return "" if " " not in words and re.search(r"[_\d]|^[a-z.]+(?:-[a-z.]+)+$", words) else words
