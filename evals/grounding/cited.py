"""Claims with the words they cite, known to be supported by them or not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus import CaseError, Document
from evals.grounding.units import Sources, sources_of
from ingest import load

OWN = Path(__file__).parent
"""Where our own claims and the passages they cite are kept."""
DIGESTS = OWN.parents[1] / "corpus" / "documents"
"""The documents that come with the package."""

SUPPORTED = "supported"
"""Group of the claims that their quotes support."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One claim and the words it cites."""

    id: str
    group: str
    """`supported`, or what is wrong with the claim."""
    claim: str
    quote: str
    around: str
    """The sentences the quote stands in, as plain words."""
    above: str
    """Title and headings it stands under."""
    is_supported: bool
    family: str
    """Claims of one family rest on the same words and are resampled together."""


@cache
def own_documents() -> dict[str, Document]:
    """The digests and our own passages on other subjects, by id."""
    digests = [load(path, DIGESTS) for path in sorted(DIGESTS.glob("*.md"))]
    passages = [
        Document(row["id"], row["id"].replace("-", " "), "", row["text"], _digest(row["text"]))
        for row in rows_of(OWN / "passages.jsonl")
    ]
    return {one.id: one for one in (*digests, *passages)}


def reporting_documents() -> list[Document]:
    """Our own documents but for the passages of `dev`, from which things may be chosen."""
    chosen_from = {row["document"] for row in rows_of(OWN / "dev.jsonl")}
    return [one for key, one in own_documents().items() if key not in chosen_from]


def twins(name: str) -> tuple[Cited, ...]:
    """Our own claims, written by hand: each wrong one with a right one that cites the same.

    Args:
        name: `subtle`, which is for reporting only, or `dev`, which is also for choosing.

    Raises:
        CaseError: A quote does not stand in its document.
    """
    return tuple(one for row in rows_of(OWN / f"{name}.jsonl") for one in _pair(row))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file, one a line.

    Raises:
        CaseError: The file cannot be read, or a line is no JSON object.
    """
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise CaseError(f"File {str(path)!r} cannot be used: {error}.") from error
    if not all(isinstance(line, dict) for line in lines):
        raise CaseError(f"File {str(path)!r} must have one JSON object a line.")
    return lines


def _pair(row: dict[str, Any]) -> Iterator[Cited]:
    place = _sources(row["document"]).place(row["quote"])
    for claim, is_supported in ((row["claim_true"], True), (row["claim_false"], False)):
        yield Cited(
            id=f"{row['id']}-{'true' if is_supported else 'false'}",
            group=SUPPORTED if is_supported else row["kind"],
            claim=claim,
            quote=row["quote"],
            around=place.around,
            above=place.above,
            is_supported=is_supported,
            family=row["id"],
        )


@cache
def _sources(document_id: str) -> Sources:
    document = own_documents().get(document_id)
    if document is None:
        raise CaseError(f"No document of ours is named {document_id!r}.")
    return sources_of(document)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
