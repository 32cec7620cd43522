"""What an assistant refuses to open."""

import shutil
from pathlib import Path

import pytest

from assistant import Assistant
from corpus import EncoderMismatch, IndexNotFound, SettingsError
from ingest import ingest
from tests.fakes import HashEncoder


def test_a_missing_index_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound, match="footnote ingest"):
        Assistant.open(tmp_path / "nowhere")


def test_an_index_of_another_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Rolls\n\nRolls are baked for twelve minutes.\n")
    ingest([tmp_path / "a.md"], index=tmp_path / "index", encoder=HashEncoder())

    with pytest.raises(EncoderMismatch, match="FOOTNOTE_ENCODER"):
        Assistant.open(tmp_path / "index")


def test_settings_that_cannot_be_used_are_refused_at_the_door(
    bread_index: Path, tmp_path: Path
) -> None:
    index = shutil.copytree(bread_index, tmp_path / "index")
    (index / "settings.toml").write_text("threshold 0.5", "utf-8")

    with pytest.raises(SettingsError, match=r"settings\.toml"):
        Assistant.open(index)
