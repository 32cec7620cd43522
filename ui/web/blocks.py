"""An answer and its explanation as JSON-ready values, for the components that draw them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from assistant import NOT_SAID, Answer, Claim
from ui.exchange import Footnote
from ui.render import also_in, one_line, visible
from ui.replies import Portion, Side, portions
from ui.stage import Stage

Block = dict[str, Any]


def answer_blocks(answer: Answer, worded: Collection[Claim] = ()) -> list[Block]:
    """What an answer shows from top to bottom, question by question.

    Args:
        answer: What to show.
        worded: The claims that a model worded.
    """
    return [block for portion in portions(answer) for block in _portion_blocks(portion, worded)]


def claim_blocks(claims: Iterable[Claim], worded: Collection[Claim] = ()) -> list[Block]:
    """Sentences that follow one another share a paragraph; items that do, a list."""
    blocks: list[Block] = []
    for claim in claims:
        form = claim.form.value
        if not blocks or blocks[-1]["form"] != form:
            blocks.append({"form": form, "claims": []})
        blocks[-1]["claims"].append(
            {
                "text": visible(claim.text),
                "markers": list(claim.markers),
                "is_worded": claim in worded,
            }
        )
    return blocks


def footnote_data(footnote: Footnote) -> dict[str, Any]:
    """A footnote as JSON-ready values."""
    citation, context = footnote.citation, footnote.context
    return {
        "title": one_line(citation.title),
        "heading": [one_line(part) for part in citation.heading],
        "file": one_line(citation.document_id),
        "line": citation.place,
        "removed": footnote.removed,
        "also": also_in(citation.also),
        "before": visible(context.before).lstrip(),
        "quote": visible(context.quote),
        "after": visible(context.after).rstrip(),
    }


def stage_data(stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """Stages as JSON-ready values."""
    return [asdict(stage) for stage in stages]


def _portion_blocks(portion: Portion, worded: Collection[Claim]) -> list[Block]:
    """The question, if any, above its claims; those that differ stand beside one another."""
    blocks: list[Block] = []
    if portion.question:
        blocks.append({"form": "question", "text": portion.question})
    if not portion.claims:
        blocks.append({"form": "unsaid", "text": NOT_SAID})
    apart = [side.claim for sides in portion.disagreements for side in sides]
    together: list[Claim] = []
    for claim in portion.claims:
        if claim not in apart:
            together.append(claim)
            continue
        blocks += claim_blocks(together, worded)
        together = []
        begun = (sides for sides in portion.disagreements if claim == sides[0].claim)
        blocks += (_differing(sides, worded) for sides in begun)
    return blocks + claim_blocks(together, worded)


def _differing(sides: Sequence[Side], worded: Collection[Claim]) -> Block:
    shown = [
        {
            "title": one.title,
            "value": one.value,
            "text": visible(one.claim.text),
            "markers": list(one.markers),
            "is_worded": one.claim in worded,
        }
        for one in sides
    ]
    return {"form": "differing", "sides": shown}
