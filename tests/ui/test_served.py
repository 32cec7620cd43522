"""The commands with an index on a Chroma server."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.chroma import ChromaServer, free_port
from ui import cli

QUESTION = "How long does whole grain flour keep?"


@pytest.fixture
def served(chroma: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for nothing but a name; the index is on the server."""
    monkeypatch.setenv("FOOTNOTE_CHROMA_URL", chroma.url)
    monkeypatch.setenv("FOOTNOTE_CHROMA_COLLECTION", tmp_path.name[:60])
    monkeypatch.setenv("FOOTNOTE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "books"


def footnote(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, list(map(str, arguments)))


def said(index: Path) -> object:
    """A reply but for when and of which generation it was."""
    reply = json.loads(footnote("ask", QUESTION, "--json", "--index", index).output)
    return {key: value for key, value in reply.items() if key not in ("seconds", "generation")}


def test_ingest_and_ask_are_as_with_a_local_index(
    served: Path, bread_documents: Path, bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested = footnote("ingest", bread_documents, "--index", served)
    remote = said(served)
    monkeypatch.setenv("FOOTNOTE_CACHE", str(served.parent / "other-machine"))
    fetched = said(served)
    listed = footnote("sources", "--index", served).output
    monkeypatch.delenv("FOOTNOTE_CHROMA_URL")

    assert ingested.exit_code == 0
    assert not served.exists()
    assert remote == fetched == said(bread_index)
    assert listed == footnote("sources", "--index", bread_index).output


def test_documents_are_removed_on_the_server(served: Path, bread_documents: Path) -> None:
    footnote("ingest", bread_documents, "--index", served)

    removed = footnote("remove", "flour.md", "--index", served)

    assert removed.exit_code == 0
    assert "flour.md" not in footnote("sources", "--index", served).output


def test_doctor_says_what_it_took_to_fetch_the_index(
    served: Path, bread_documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    footnote("ingest", bread_documents, "--index", served)
    monkeypatch.setenv("FOOTNOTE_CACHE", str(served.parent / "other-machine"))

    result = footnote("doctor", "--index", served, "--json")

    findings = json.loads(result.output)["findings"]
    [finding] = [one for one in findings if one["about"] == "chroma server"]
    assert finding["state"] == "ok"
    assert finding["fetched"]["segments"] == 1
    assert finding["fetched"]["received_bytes"] > 10_000
    assert "words of 1 segment and vectors were fetched in" in finding["text"]


def test_doctor_says_what_to_do_about_a_server_that_is_down(
    served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_CHROMA_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("FOOTNOTE_CHROMA_RETRY_SECONDS", "0")

    result = footnote("doctor", "--index", served)

    assert result.exit_code == 1
    assert "1. Chroma server http://127.0.0.1" in result.output
    assert "Check FOOTNOTE_CHROMA_URL" in " ".join(result.output.split())


def test_an_address_that_is_none_is_named(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CHROMA_URL", "localhost:8000")

    result = footnote("ask", QUESTION, "--index", served)

    assert result.exit_code == 1
    assert "FOOTNOTE_CHROMA_URL cannot be 'localhost:8000'" in result.output
