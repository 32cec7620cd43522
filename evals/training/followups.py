"""Fits how phrases of a conversation are weighed when a follow-up is rewritten.

    python -m evals.training.followups --data SETS --indexes FOLDER

A phrase is right if people added it when they rewrote the question (`mtrag_rewrite`), or, with
less weight, if the answer has it (`mtrag`). Only conversations of the choosing half are read. The
weights go to `assistant/rewriting/weights.json`.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant import TOPIC_FEATURES, Known, topic_rows
from corpus import Index, content_words, light_encoder, stem
from evals.case import Case, load_cases
from evals.followups import conversation
from evals.threshold import is_for_choosing
from evals.training.logistic import Examples

WEIGHTS = Path(__file__).parent.parent.parent / "assistant" / "rewriting" / "weights.json"
_OF_ANSWERS = 0.3
"""Weight of a phrase judged by the answer alone."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A follow-up and the words that a good rewrite of it may carry."""

    case: Case
    words: frozenset[str]
    """Stems."""
    weight: float


def main(args: list[str] | None = None) -> int:
    """Writes the weights and prints how many phrases they come from."""
    parser = argparse.ArgumentParser(prog="python -m evals.training.followups", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--indexes", type=Path, required=True, help="folder with mtrag/")
    options = parser.parse_args(args)
    with Index.open(options.indexes / "mtrag") as index:
        known = Known.of(index.current(), light_encoder())
        examples, phrases = Examples(), 0
        for sought in chosen(options.data / "dev"):
            rows, labels = labelled(sought, known)
            examples.add([np.array(row) for row in rows], labels, sought.weight)
            phrases += len(labels)
    model = examples.fit(TOPIC_FEATURES)
    weights = {"topic": {"intercept": model["intercept"], **model["weights"]}}
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{phrases} phrases\n")
    return 0


def chosen(dev: Path) -> Iterator[Sought]:
    """What is learned from, of the choosing half."""
    for case in load_cases([dev / "mtrag_rewrite" / "questions.jsonl"]):
        if case.history and is_for_choosing(conversation(case)):
            words = _stems(case.answers[:1]) & _said(case)
            if words - _stems([case.question]):
                yield Sought(case, words, 1.0)
    for case in load_cases([dev / "mtrag" / "questions.jsonl"]):
        if case.history and case.answerable and is_for_choosing(conversation(case)):
            yield Sought(case, _stems(case.answers), _OF_ANSWERS)


def labelled(sought: Sought, known: Known) -> tuple[list[tuple[float, ...]], list[bool]]:
    """A row for each phrase of the conversation, and whether all it adds is sought."""
    case = sought.case
    own = _stems([case.question])
    rows, labels = [], []
    for phrase, row in topic_rows(case.question, case.history, known):
        added = _stems([phrase]) - own
        if added:
            rows.append(row)
            labels.append(added <= sought.words)
    return rows, labels


def _said(case: Case) -> frozenset[str]:
    return _stems([text for turn in case.history for text in (turn.question, turn.answer)])


def _stems(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in content_words(text))


if __name__ == "__main__":
    sys.exit(main())
