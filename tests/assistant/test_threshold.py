"""The threshold that is in force while an assistant answers."""

import shutil
from dataclasses import replace
from pathlib import Path

from assistant import Abstention, Answer, Assistant, save_calibration
from ingest import ingest


def test_a_threshold_chosen_while_it_serves_holds_for_the_next_question(
    bread_index: Path, tmp_path: Path
) -> None:
    index = shutil.copytree(bread_index, tmp_path / "index")
    question = "Why does my sourdough bread taste sour?"

    with Assistant.open(index) as assistant:
        before = assistant.ask(question)
        save_calibration(index, replace(assistant.calibration, threshold=1.0, cases=40))
        after = assistant.ask(question)
        threshold = assistant.threshold

    assert isinstance(before, Answer)
    assert isinstance(after, Abstention)
    assert (threshold, assistant.settings.threshold) == (1.0, 0.45)
    assert (before.notices, after.notices) == ((), ())


def test_a_threshold_chosen_for_another_reader_does_not_hold_and_says_so(
    bread_index: Path, tmp_path: Path
) -> None:
    index = shutil.copytree(bread_index, tmp_path / "index")
    with Assistant.open(index) as assistant:
        ours = assistant.calibration
        save_calibration(index, replace(ours, reader="second-1a2b3c4d", threshold=1.0))

        replies = [assistant.ask(q) for q in ("How often is a starter fed?", "What is LoRA?")]

    assert [type(reply) for reply in replies] == [Answer, Abstention]
    for reply in replies:
        assert [notice.code for notice in reply.notices] == ["uncalibrated"]
    assert assistant.threshold == ours.threshold == 0.45


def test_a_threshold_outlives_what_is_ingested_and_removed(tmp_path: Path) -> None:
    folder, index = tmp_path / "docs", tmp_path / "index"
    folder.mkdir()
    (folder / "a.md").write_text("# Rolls\n\nRolls are baked for twelve minutes.\n")
    (folder / "b.md").write_text("# Pretzels\n\nPretzels are boiled for thirty seconds.\n")
    ingest([folder], index=index)
    with Assistant.open(index) as assistant:
        save_calibration(index, replace(assistant.calibration, threshold=0.25))

    (folder / "b.md").unlink()
    ingest([folder], index=index)

    with Assistant.open(index) as assistant:
        assert [source.document_id for source in assistant.sources()] == ["a.md"]
        assert assistant.threshold == 0.25
