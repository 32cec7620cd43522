"""Replies in words: what every edge shows of one, and how a terminal shows it.

What these functions return is safe to print: nothing in it makes a terminal do anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.render import also_in, passage_lines, where
from ui.text import one_line, wrapped

if TYPE_CHECKING:
    from assistant import Abstention, Answer, Claim, Disagreement, Notice, Reply

_ON_TOP = frozenset({"respelled"})
"""Notices of how a question was read; the others are about the reply."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a disagreement says."""

    value: str
    markers: tuple[int, ...]
    title: str
    """Of the document that says so."""
    claim: "Claim"
    """The sentence that says it."""


@dataclass(frozen=True, slots=True)
class Portion:
    """A question with what answers it; an answer has one for each question of its message."""

    question: str
    """Empty where the message is one question."""
    claims: "tuple[Claim, ...]"
    """Empty where the documents do not say."""
    disagreements: tuple[tuple[Side, ...], ...] = ()


def portions(answer: "Answer") -> tuple[Portion, ...]:
    """The answer, question by question; each disagreement stands with the claims that differ."""
    if not answer.parts:
        found = tuple(_sides(answer, one) for one in answer.disagreements)
        return (Portion("", answer.claims, found),)
    shown = [Portion(one_line(part.question), answer.claims_of(part)) for part in answer.parts]
    for one in answer.disagreements:
        holding = (n for n, part in enumerate(answer.parts) if set(one.claims) <= set(part.claims))
        place = next(holding, len(shown) - 1)
        known = shown[place]
        found = (*known.disagreements, _sides(answer, one))
        shown[place] = replace(known, disagreements=found)
    return tuple(shown)


def _sides(answer: "Answer", disagreement: "Disagreement") -> tuple[Side, ...]:
    claims = [answer.claims[at] for at in disagreement.claims]
    return tuple(
        Side(one_line(value), claim.markers, one_line(claim.citations[0].title), claim)
        for claim, value in zip(claims, disagreement.values, strict=True)
    )


def understood_as(reply: "Reply") -> str | None:
    """The question that was answered, where it is not the one asked.

    That is where it has words that the message has not, or in another order: one that merely lost
    its greeting is the same. A notice of spelling that names the question says it already.
    """
    from corpus import words

    asked = iter(words(reply.question))
    if all(word in asked for word in words(reply.standalone_question)):
        return None
    named = (notice.text for notice in reply.notices if notice.code in _ON_TOP)
    if any(text.endswith(reply.standalone_question) for text in named):
        return None
    return one_line(reply.standalone_question)


def reading_lines(reply: "Reply") -> list[str]:
    """How the question was read, where not word for word; a line each."""
    standalone = understood_as(reply)
    lines = [] if standalone is None else [f"Understood as: {standalone}"]
    return lines + [one_line(notice.text) for notice in reply.notices if notice.code in _ON_TOP]


def remarks(reply: "Reply") -> "tuple[Notice, ...]":
    """The notices about the reply itself, e.g. that a list was shortened."""
    return tuple(notice for notice in reply.notices if notice.code not in _ON_TOP)


def reply_text(reply: "Reply", wording: str = "") -> str:
    """The reply for a terminal: claims and numbered footnotes, or why there are none.

    Args:
        reply: What to show.
        wording: Who worded it, where it was not the documents.
    """
    from assistant import Answer

    if isinstance(reply, Answer):
        below = [wrapped(wording), _remark_lines(reply), _footnote_lines(reply)]
        return _joined([*_claim_blocks(reply), *below])
    return _joined([_reading_lines(reply), *_abstention_blocks(reply)])


def claims_text(answer: "Answer") -> str:
    """How `reply_text` begins: how the question was read, and the claims."""
    return _joined(_claim_blocks(answer))


def _joined(blocks: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def _claim_blocks(answer: "Answer") -> list[list[str]]:
    said = [lines for portion in portions(answer) for lines in _portion_blocks(portion)]
    return [_reading_lines(answer), *said]


def _reading_lines(reply: "Reply") -> list[str]:
    return [line for text in reading_lines(reply) for line in wrapped(text)]


def _footnote_lines(answer: "Answer") -> list[str]:
    lines = []
    for citation in answer.citations:
        mark = f"[{citation.marker}] "
        indent = " " * len(mark)
        lines += wrapped(where(citation), mark, indent)
        lines += wrapped(f"“{citation.quote}”", indent)
        lines += wrapped(also_in(citation.also), indent)
    return lines


def _portion_blocks(portion: Portion) -> list[list[str]]:
    """The question, if any, above its claims, then where the documents differ on them."""
    indent = "  " if portion.question else ""
    claims = _claim_lines(portion.claims, indent) or _not_said(indent)
    blocks = [[*wrapped(portion.question), *claims]]
    for sides in portion.disagreements:
        lines = [f"{indent}The documents differ:"]
        for side in sides:
            markers = "".join(f"[{marker}]" for marker in side.markers)
            text = f"{side.value} {markers}, in “{side.title}”"
            lines += wrapped(text, f"{indent}- ", f"{indent}  ")
        blocks.append(lines)
    return blocks


def _not_said(indent: str) -> list[str]:
    from assistant import NOT_SAID

    return wrapped(NOT_SAID, indent)


def _claim_lines(claims: "Iterable[Claim]", indent: str) -> list[str]:
    lines: list[str] = []
    running: list[str] = []
    for claim in claims:
        if claim.form.value == "item":
            lines += wrapped(" ".join(running), indent)
            running = []
            lines += wrapped(claim.text_with_markers, f"{indent}- ", f"{indent}  ")
        else:
            running.append(claim.text_with_markers)
    return lines + wrapped(" ".join(running), indent)


def _abstention_blocks(abstention: "Abstention") -> list[list[str]]:
    nearest = passage_lines(abstention.nearest)
    return [
        wrapped(abstention.text),
        _remark_lines(abstention),
        ["Nearest passages", *nearest] if nearest else [],
    ]


def _remark_lines(reply: "Reply") -> list[str]:
    return [line for notice in remarks(reply) for line in wrapped(f"Note: {notice.text}")]
