"""Files made to break a reader: one folder of them, one ingest."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest import IngestReport, Limits, ingest
from tests.fakes import HashEncoder

TYPES = '<?xml version="1.0"?><Types xmlns="x"/>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<d>&b;&b;&b;</d>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'


def zipped(**parts: str | bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def nested_zip() -> bytes:
    data = b"owl " * 1000
    for _ in range(5):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", data)
        data = stream.getvalue()
    return data


NASTY = {
    "bomb.docx": (zipped(document=b"\x00" * 40_000_000), "it would unpack to 40 MB"),
    "laughs.docx": (zipped(document=LAUGHS), "declares a document type"),
    "laughs16.docx": (zipped(document=LAUGHS.encode("utf-16")), "declares a document type"),
    "outside.docx": (zipped(document=OUTSIDE), "declares a document type"),
    "cut.docx": (zipped(document="<d/>")[:-40], "damaged ZIP"),
    "nested.zip.txt": (nested_zip(), "ZIP archive"),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(500), "an image"),
    "zeros.txt": (bytes(10_000), "binary"),
    "zeros.csv": (b"owl,\x00\x00\x00\n" * 50, "binary"),
    "spaces.txt": (b" " * 900_000, "it is empty"),
    "huge.txt": (b" " * 2_500_000, "more than the 2 MB"),
    "deep.html": (b"<div>" * 5_000 + b"owl", "nested too deeply"),
    "empty.html": (b"", "it is empty"),
    "strange.txt": (bytes(range(128, 256)) * 8, "encoding cannot be told"),
    "script.html": (b"<script>while(1){}</script>", "no text"),
}

TAMED = {
    "entity.html": (
        b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>Owls &a; hunt.</p>"
    ),
    "fetch.html": (
        b"<html><head><base href='http://127.0.0.1:9/'><link rel=stylesheet href=x.css></head>"
        b"<body><p>Owls hoot.</p><img src=http://127.0.0.1:9/a><iframe src=/b></iframe>"
    ),
    "brackets.html": b"<p>Owls</p>" + b"<" * 5_000,
    "laughs.html": LAUGHS.encode(),
    "list.html": b"<ul><li>owl" * 200,
    "quote.csv": b'bird,food\n"owl,mice\n' + b"jay,nuts\n" * 100,
    "good.txt": b"Owls hunt at night.",
}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IngestReport]:
    folder = tmp_path_factory.mktemp("nasty")
    for name, (data, _) in NASTY.items():
        (folder / name).write_bytes(data)
    for name, data in TAMED.items():
        (folder / name).write_bytes(data)
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("The owl's secret.", "utf-8")
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    limits = Limits(max_file_mb=2, parse_mb=70)
    report = ingest(
        [folder], index=folder.parent / "nasty-index", encoder=HashEncoder(), limits=limits
    )
    return folder, report


def test_everything_that_can_be_read_is_in(ingested: tuple[Path, IngestReport]) -> None:
    _, report = ingested

    assert sorted(report.new) == sorted(TAMED)


@pytest.mark.parametrize("name", NASTY)
def test_each_refused_file_says_why_in_a_line(
    ingested: tuple[Path, IngestReport], name: str
) -> None:
    folder, report = ingested
    reason = report.failed[str(folder / name)]

    assert re.search(NASTY[name][1], reason)
    assert "\n" not in reason
    assert str(folder) not in reason
