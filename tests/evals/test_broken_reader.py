"""The gate is worth something only if it fails where the evidence reader no longer reads."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, Settings
from assistant.evidence import EvidenceReader, Reading
from corpus import Passage
from evals.case import load_cases
from evals.figures import measure
from evals.gate import Limits, Regressions, check
from evals.metrics import Measure
from evals.report import Report
from evals.run import evaluate, sample
from ingest import ingest

ROOT = Path(__file__).parent.parent.parent
CASES = [ROOT / f"evals/cases/{name}.jsonl" for name in ("body", "gold_digests", "unanswerable")]
ASKED = 60
LIMITED = (Measure.ACCURACY, Measure.PRECISION, Measure.BALANCED)


def shuffled(readings: Sequence[Reading], question: str) -> tuple[Reading, ...]:
    """The readings with the scores of their units dealt out anew."""
    scores = [score for one in readings for score in one.units]
    dealt = iter(np.random.default_rng(len(question)).permutation(scores).tolist())
    units = [tuple(next(dealt) for _ in one.units) for one in readings]
    return tuple(
        replace(one, score=max(each, default=0.0), units=each)
        for one, each in zip(readings, units, strict=True)
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Report]:
    """The shipped cases asked of the shipped documents, with a sound and with a broken reader."""
    index = tmp_path_factory.mktemp("broken") / "index"
    ingest([ROOT / "corpus/documents"], index=index)
    cases = sample(load_cases(CASES), ASKED, seed=0)
    read = EvidenceReader.read

    def broken_read(
        reader: EvidenceReader, question: str, passages: Sequence[Passage]
    ) -> tuple[Reading, ...]:
        return shuffled(read(reader, question, passages), question)

    with Assistant.open(index, Settings()) as assistant, pytest.MonkeyPatch.context() as patch:
        sound = evaluate(assistant, cases)
        # The assistant has no door for another reader, and what is tested is the gate.
        patch.setattr(EvidenceReader, "read", broken_read)
        broken = evaluate(assistant, cases)
    return Report({}, sound, sound), Report({}, broken, broken)


def test_a_reader_with_shuffled_scores_fails_limits_that_the_sound_one_holds(
    runs: tuple[Report, Report],
) -> None:
    sound, broken = runs
    figures = measure(sound.own).figures
    limits = Limits({one: round(figures[one].value - figures[one].error, 4) for one in LIMITED}, {})

    held, failed = check(sound, limits), check(broken, limits)

    assert [one.failure for one in held] == [""] * len(LIMITED)
    wrong = {repr(one.case.id) for one in broken.own if not one.verdict.outcome.is_good}
    for measured, one in zip(LIMITED, failed, strict=True):
        start, _, cases = one.failure.partition("; worst cases: ")
        assert start == (
            f"{measured.label.capitalize()} over all cases is {one.figure:g}, "
            f"below its limit of {limits.overall[measured]:g}"
        )
        assert cases.split(" ")[0] in wrong


def test_a_reader_with_shuffled_scores_falls_below_the_sound_one(
    runs: tuple[Report, Report],
) -> None:
    sound, broken = runs
    allowed = Regressions(sound, {Measure.ACCURACY: 0.05}, flips=3)

    held = check(sound, Limits({}, {}, allowed))
    failed = [one for one in check(broken, Limits({}, {}, allowed)) if one.failure]

    assert [one.failure for one in held] == [""] * 3
    assert [one.name for one in failed] == [
        "accuracy beside the baseline",
        "cases that are no worse than in the baseline",
    ]
