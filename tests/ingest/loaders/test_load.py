import hashlib
from pathlib import Path

import pytest

from corpus import DocumentError, count_tokens
from ingest import load

PROSE = "Owls hunt at night, when most of their prey is awake and moving about."


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("suffix", [".txt", ".md", ".markdown", ".TXT", ".owl", ""])
def test_a_text_of_any_name_becomes_a_document(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, f"birds/owls{suffix}", PROSE)

    document = load(path, tmp_path)

    assert document.id == f"birds/owls{suffix}"
    assert document.source == str(path.resolve())
    assert document.text == PROSE
    assert document.digest == hashlib.sha256(PROSE.encode()).hexdigest()


def test_the_text_is_what_python_reads(tmp_path: Path) -> None:
    path = saved(tmp_path, "owls.txt", b"\xef\xbb\xbf\r\nOwls\r\rh\xc3\xb6ren\ngut\r\n")

    document = load(path, tmp_path)

    assert document.text == path.read_text("utf-8-sig") == "\nOwls\n\nhören\ngut\n"


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        pytest.param("a.md", f'---\ntitle: "Night Owls"\n---\n\n{PROSE}', "Night Owls", id="front"),
        pytest.param("a.md", f"# Owls\n\n{PROSE}", "Owls", id="heading"),
        pytest.param("the-barn_owl.txt", PROSE, "The barn owl", id="file name"),
        pytest.param("000_188aca99.txt", PROSE, "000 188aca99", id="name without words"),
        pytest.param("_.txt", PROSE, "_", id="name without letters"),
    ],
)
def test_the_title_is_the_best_there_is(
    tmp_path: Path, name: str, content: str, title: str
) -> None:
    assert load(saved(tmp_path, name, content), tmp_path).title == title


@pytest.mark.parametrize("title", ["owl " * 45, "鸮" * 100, "Owl-" * 35])
def test_a_title_leaves_room_for_the_text(tmp_path: Path, title: str) -> None:
    path = saved(tmp_path, "owls.md", f"---\ntitle: {title}\n---\n\n{PROSE}")

    document = load(path, tmp_path)

    assert document.title.endswith("…")
    assert count_tokens(document.title) <= 49


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", "", "it is empty", id="empty"),
        pytest.param("a.txt", " \n\t\n", "it is empty", id="white space"),
        pytest.param("a.txt", b"PK\x03\x04\x00\x00", "it is a damaged ZIP", id="cut ZIP"),
        pytest.param("a.txt", b"Owls\x00\x01\x02\x03", "it is binary", id="zero bytes"),
        pytest.param("a.txt", "\x01\x02\x03ab", "it is binary", id="control characters"),
        pytest.param("a.md", "---\ntitle: Owls\n---\n\n", "no text below", id="front matter only"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    path = saved(tmp_path, name, content)

    with pytest.raises(DocumentError, match=reason) as refused:
        load(path, tmp_path)

    assert str(tmp_path) not in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "owls.txt"
    folder.mkdir()

    with pytest.raises(DocumentError, match=r"cannot be read \(is a directory\)"):
        load(folder, tmp_path)
