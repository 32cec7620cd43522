"""Small conversations about bread, as the public sets have them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHOSEN, REPORTED = f"{3:032x}", f"{1:032x}"
"""Conversations that may be chosen from, and that are reported on."""
CHOSEN_DOCUMENT, REPORTED_DOCUMENT = "flour.md", "tools.md"

STARTER = ("What is a sourdough starter?", "A mixture of flour and water. [1]")


def line(
    name: str,
    question: str,
    *answers: str,
    history: Sequence[str] = (),
    document: str = "sourdough.md",
    **meta: Any,
) -> dict[str, Any]:
    """A line of a case file; what was said before in turns, the user's first."""
    speakers = ("user", "agent")
    said = [{"speaker": speakers[n % 2], "text": text} for n, text in enumerate(history)]
    return {
        "id": name,
        "question": question,
        "answers": list(answers),
        "doc_id": document if answers else "",
        "answerable": bool(answers),
        "group": str(meta.pop("group", "")),
        "meta": {**meta, **({"history": said} if said else {})},
    }


def write(data: Path, name: str, *lines: dict[str, Any]) -> None:
    path = data / name / "questions.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")


def write_sets(data: Path) -> None:
    """All three sets, with two conversations."""
    rewritten = "How often is a sourdough starter fed?"
    follow_up = line(
        f"mtrag_{REPORTED}<::>2", "How often is it fed?", "once a week", history=STARTER,
        rewrite=rewritten,
    )  # fmt: skip
    write(
        data, "mtrag",
        line(f"mtrag_{REPORTED}<::>1", STARTER[0], "mixture of flour and water"),
        follow_up,
        line(f"mtrag_{CHOSEN}<::>2", "And how long does it keep?", "five days",
             history=("Is a loaf a bread?", "Yes. [1]")),
        line("mtrag_alone", "What about those?", group="underspecified"),
    )  # fmt: skip
    write(
        data, "doc2dial",
        line("d2d_a_1", "I bake", "240 degrees", document=REPORTED_DOCUMENT, first_turn=True),
        line("d2d_a_3", "How hot should it be?", "240 degrees", document=REPORTED_DOCUMENT,
             history=("Do I need an oven?", "Yes."), first_turn=False, looks_like_question=True),
        line("d2d_b_3", "Thanks, I see", "three months", document=CHOSEN_DOCUMENT,
             history=("Do I need flour?", "Yes."), first_turn=False, looks_like_question=False),
    )  # fmt: skip
    write(
        data, "mtrag_rewrite",
        line(f"rw_{REPORTED}<::>2", "How often is it fed?", rewritten, history=STARTER),
        line(f"rw_{CHOSEN}<::>2", "Who sells Bavarian rye bread in Munich?",
             "Who sells Bavarian rye bread in Munich?", history=STARTER),
        line(f"rw_{CHOSEN}<::>1", STARTER[0], STARTER[0]),
    )  # fmt: skip
