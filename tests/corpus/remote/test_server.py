from pathlib import Path

import pytest

from corpus import Server, SettingsError


def server(url: str = "http://localhost:8000", **terms: str) -> Server:
    return Server(url, cache=Path("/cache"), **terms)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    ["localhost:8000", "ftp://localhost", "http://", "http://me:secret@localhost", "http://a:b/"],
)
def test_an_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(SettingsError, match=r"FOOTNOTE_CHROMA_URL cannot be .*http://localhost"):
        server(url)


@pytest.mark.parametrize("name", ["a b", "-a", "a.b", "x" * 65])
def test_a_name_that_chroma_would_refuse_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_CHROMA_COLLECTION cannot be"):
        server(collection=name)


@pytest.mark.parametrize(
    ("folder", "name"),
    [("/data/index", "index"), ("/data/my index", "my-index-"), ("/data/知", "index-")],
)
def test_an_index_is_named_after_its_folder(folder: str, name: str) -> None:
    assert server().index_name(Path(folder)).startswith(name)


def test_folders_that_look_alike_have_indexes_of_different_names() -> None:
    one, other = (server().index_name(Path(folder)) for folder in ("/my index", "/my+index"))

    assert one != other


def test_a_name_that_is_set_wins() -> None:
    assert server(collection="books").index_name(Path("/data/index")) == "books"


def test_what_comes_from_different_servers_is_kept_apart() -> None:
    one, other = (server(f"http://localhost:{port}").folder(Path("i")) for port in (8000, 8001))

    assert one != other


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(server(token="secret"))  # noqa: S106
