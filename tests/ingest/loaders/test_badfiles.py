"""Some 250 awkward, broken and encrypted files from a public collection, in one run."""

import json
import os
import shutil
from pathlib import Path

import pytest

from ingest import IngestReport, ingest
from tests.fakes import HashEncoder

DATA = Path(os.environ.get("FOOTNOTE_TEST_DATA", "")) / "dev" / "badfiles"
READ = (".html", ".csv", ".docx", ".pptx", ".pdf", ".txt", ".md")

pytestmark = pytest.mark.skipif(
    not os.environ.get("FOOTNOTE_TEST_DATA") or not DATA.is_dir(),
    reason="FOOTNOTE_TEST_DATA holds no badfiles",
)


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], IngestReport]:
    folder = tmp_path_factory.mktemp("badfiles")
    lines = (DATA / "manifest.jsonl").read_text("utf-8").splitlines()
    files = []
    for name in (json.loads(line)["file"] for line in lines):
        if (DATA / "files" / name).is_file():
            files.append(Path(shutil.copy(DATA / "files" / name, folder / name)))
    report = ingest(files, index=folder / ".index", encoder=HashEncoder())
    return files, report


def test_every_file_is_in_or_refused_with_one_line(
    ingested: tuple[list[Path], IngestReport],
) -> None:
    files, report = ingested

    assert len(files) > 200
    assert {file.name for file in files} == {*report.new} | {Path(p).name for p in report.failed}
    assert all(reason and "\n" not in reason for reason in report.failed.values())


def test_most_of_what_has_a_suffix_that_is_read_is_in(
    ingested: tuple[list[Path], IngestReport],
) -> None:
    files, report = ingested
    wanted = {file.name for file in files if file.suffix in READ}

    assert len(wanted & {*report.new}) >= 0.6 * len(wanted)
