import zipfile
from io import BytesIO

import pytest

from corpus import DocumentError
from ingest.loaders.sniff import Format, format_of


def zipped(*names: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "owl")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100
LOCKED = "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        pytest.param(b"Owls hunt.", ".txt", Format.TEXT, id="text"),
        pytest.param(b"Owls hunt.", "", Format.TEXT, id="no suffix"),
        pytest.param(b"# Owls", ".md", Format.TEXT, id="Markdown"),
        pytest.param(b"<div align=center>\n\n# Owls", ".md", Format.TEXT, id="tags in Markdown"),
        pytest.param(b"bird,food\n", ".CSV", Format.CSV, id="CSV"),
        pytest.param(b"bird,food\n", ".txt", Format.TEXT, id="rows in a text"),
        pytest.param(b"Owls <b>hunt</b>", ".html", Format.HTML, id="HTML without a frame"),
        pytest.param(b"\n<!DOCTYPE html><p>Owls", ".txt", Format.HTML, id="HTML in .txt"),
        pytest.param(b"<html><p>Owls", ".md", Format.HTML, id="HTML in .md"),
        pytest.param("<html>".encode("utf-16"), ".csv", Format.HTML, id="HTML in UTF-16"),
        pytest.param(b"<?xml version='1.0'?><html>", ".xml", Format.HTML, id="XHTML"),
        pytest.param(b"<!-- note --><html>", ".txt", Format.HTML, id="comment above"),
        pytest.param(b"%PDF-1.7\n", ".txt", Format.PDF, id="PDF in .txt"),
        pytest.param(b"\n\njunk %PDF-1.4", ".pdf", Format.PDF, id="PDF with junk above"),
        pytest.param(zipped("word/document.xml"), ".pdf", Format.DOCX, id="Word in .pdf"),
        pytest.param(zipped("ppt/presentation.xml"), ".zip", Format.PPTX, id="slides in .zip"),
        pytest.param(b"MZ is a short name", ".txt", Format.TEXT, id="text like a program"),
        pytest.param(b"Subject: owls\n\nThey hunt.", ".txt", Format.TEXT, id="plain e-mail"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, suffix: str, expected: Format) -> None:
    assert format_of(data, suffix) is expected


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        pytest.param(zipped("xl/workbook.xml"), ".csv", "Excel workbook.*as .csv", id="Excel"),
        pytest.param(zipped("a.txt"), ".docx", "ZIP archive.*unpack it", id="ZIP"),
        pytest.param(zipped("a.txt")[:-30], ".docx", "damaged ZIP", id="cut ZIP"),
        pytest.param(zipped("mimetype", "content.xml"), ".odt", "OpenDocument", id="OpenDocument"),
        pytest.param(zipped("1.fpage"), ".xps", "XPS.*print it to a PDF", id="XPS"),
        pytest.param(b"{\\rtf1 owls}", ".doc", "RTF.*as .docx", id="RTF"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), ".txt", "old Word", id="old Word"),
        pytest.param(OLE + LOCKED, ".docx", "password", id="locked"),
        pytest.param(OLE, ".doc", "old Microsoft Office", id="old Office"),
        pytest.param(b"\x89PNG\r\n\x1a\n", ".md", "an image", id="image"),
        pytest.param(b"MZ\x90\x00\x03\x00", ".txt", "a program", id="program"),
        pytest.param(b"\x1f\x8b\x08", ".txt", "gzip archive", id="gzip"),
        pytest.param(b"<?xml version='1.0'?><owls/>", ".txt", "an XML file", id="XML"),
        pytest.param(b"<svg xmlns='x'/>", ".svg", "an XML file", id="XML without declaration"),
        pytest.param(b"<!DOCTYPE lolz [<!ENTITY a 'b'>]>", ".txt", "an XML file", id="entities"),
        pytest.param(
            b"From: owl\nContent-Transfer-Encoding: base64\n\nT3ds", "", "e-mail with", id="e-mail"
        ),
    ],
)
def test_what_is_not_read_is_named(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        format_of(data, suffix)
