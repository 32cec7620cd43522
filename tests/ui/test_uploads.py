from pathlib import Path

import pytest

from ui.uploads import Arrival, Upload, receive, safe_name, uploads_folder

SUFFIXES = (".md", ".txt")


def received(folder: Path, *uploads: Upload, **roots: str) -> Arrival:
    return receive(uploads, folder, roots=roots, suffixes=SUFFIXES, file_mb=1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("storks.md", "storks.md", id="as it is"),
        pytest.param("../../etc/passwd.md", "passwd.md", id="folders above"),
        pytest.param("C:\\storks\\owls.md", "owls.md", id="folders of Windows"),
        pytest.param("/", "", id="a folder alone"),
        pytest.param("..", "", id="the folder above"),
        pytest.param(".hidden.md", "hidden.md", id="hidden"),
        pytest.param("a\nb\x00c\x1b[31m.md", "abc[31m.md", id="control characters"),
        pytest.param("gpj\u202edm.md", "gpjdm.md", id="turned around"),
        pytest.param("e\u0301.md", "é.md", id="composed"),
        pytest.param(
            "<img src=x onerror=alert(1)>.md", "<img src=x onerror=alert(1)>.md", id="HTML"
        ),
        pytest.param("  two   words .md ", "two words .md", id="white space"),
        pytest.param("é" * 300 + ".md", "é" * 98 + ".md", id="long"),
        pytest.param("a." + "b" * 300, "a." + "b" * 49, id="a long ending"),
    ],
)
def test_a_name_is_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept
    assert safe_name(kept) == kept


def test_files_are_kept_under_their_names(tmp_path: Path) -> None:
    arrival = received(tmp_path / "new", Upload("a/owls.md", b"# Owls"), Upload("terns.TXT", b"x"))

    assert [path.name for path in arrival.written] == ["owls.md", "terns.TXT"]
    assert (tmp_path / "new" / "owls.md").read_bytes() == b"# Owls"
    assert arrival.refused == {}


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        pytest.param(Upload("owls.exe", b"MZ"), "files of this kind are not read", id="kind"),
        pytest.param(Upload("..", b""), "files of this kind are not read", id="no name"),
        pytest.param(Upload("big.md", b"o" * 1_000_001), "it has more than 1 MB", id="size"),
        pytest.param(Upload("bread.md", b"x"), "comes from another folder", id="another root"),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_the_reason(
    tmp_path: Path, upload: Upload, reason: str
) -> None:
    arrival = received(tmp_path, upload, **{"bread.md": "/elsewhere"})

    assert reason in arrival.refused[upload.name]
    assert not list(tmp_path.iterdir())


def test_of_two_files_sent_under_one_name_only_the_first_is_taken(tmp_path: Path) -> None:
    arrival = received(tmp_path, Upload("a/owls.md", b"first"), Upload("b/owls.md", b"second"))

    assert (tmp_path / "owls.md").read_bytes() == b"first"
    assert list(arrival.refused) == ["b/owls.md"]


def test_a_file_sent_again_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    received(tmp_path, Upload("owls.md", b"before")).settle()

    arrival = received(tmp_path, Upload("owls.md", b"after"), **{"owls.md": str(tmp_path)})
    arrival.settle()

    assert [path.name for path in tmp_path.iterdir()] == ["owls.md"]
    assert (tmp_path / "owls.md").read_bytes() == b"after"


def test_what_is_taken_back_is_as_it_was_before(tmp_path: Path) -> None:
    received(tmp_path, Upload("owls.md", b"before")).settle()
    arrival = received(tmp_path, Upload("owls.md", b"after"), Upload("terns.md", b"new"))

    arrival.take_back(arrival.written)
    arrival.settle()

    assert [path.name for path in tmp_path.iterdir()] == ["owls.md"]
    assert (tmp_path / "owls.md").read_bytes() == b"before"


def test_each_index_has_a_folder_of_its_own(tmp_path: Path) -> None:
    folders = {uploads_folder("index", key, tmp_path) for key in ("/a/index", "/b/index")}

    assert len(folders) == 2
    assert all(folder.parent == tmp_path / "uploads" for folder in folders)
