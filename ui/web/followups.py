"""What may be asked next: questions that the documents answer, near to what was just asked."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from assistant import Assistant, Reason, Reply
from corpus import Kind
from ui.web.examples import LONGEST, alike, answered_ones

FOLLOWUPS = 3
"""Most questions offered below a reply."""
_FOUND = 24
_TRIED = 6
"""Most questions tried, so that little is done that nobody asked for."""
_OTHER_KINDS = frozenset(Kind) - {Kind.FAQ}
_WITHOUT = frozenset({Reason.NOT_A_QUESTION, Reason.NEEDS_CONTEXT})
"""Abstentions that are talk: what was said is near to nothing."""


def followups(
    assistant: Assistant,
    reply: Reply,
    asked: Collection[str],
    documents: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Up to three questions that the documents ask themselves and that are answered from them.

    Args:
        assistant: Who would answer; no chat model is asked.
        reply: The last of the conversation.
        asked: All questions of the conversation.
        documents: Ids of the documents that are answered from; `None` for all.
    """
    if getattr(reply, "reason", None) in _WITHOUT:
        return ()
    near = _near(assistant, reply, [*asked, reply.standalone_question], documents)
    return answered_ones(assistant, islice(near, _TRIED), FOLLOWUPS, documents)


def _near(
    assistant: Assistant, reply: Reply, known: Sequence[str], documents: Collection[str] | None
) -> Iterator[str]:
    """Questions of the documents, the nearest first, but for those that were asked."""
    found = assistant.search(reply.standalone_question, _FOUND, documents, _OTHER_KINDS)
    seen: set[str] = set()
    for passage in found:
        lead = passage.chunk.lead
        if lead is None:
            continue
        question = " ".join(lead.of(assistant.document(passage.document_id).text).split())
        is_new = question not in seen and not any(alike(question, other) for other in known)
        seen.add(question)
        if is_new and len(question) <= LONGEST:
            yield question
