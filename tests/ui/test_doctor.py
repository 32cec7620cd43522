"""What `footnote doctor` says of a sound installation, and of what is wrong with one."""

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from evals.models import (
    Behaviour,
    answering,
    anthropic_server,
    declines,
    fails,
    openai_server,
    prose,
    saying,
)
from ui import cli

READY = saying("READY")


def doctor(index: object, *options: str) -> Result:
    return CliRunner().invoke(cli.app, ["doctor", "--index", str(index), *options])


def finding(result: Result, about: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(result.output)["findings"]
    return next(one for one in found if one["about"] == about)


def folded(result: Result) -> str:
    return " ".join(result.output.split())


def use(monkeypatch: pytest.MonkeyPatch, model: str, url: str = "") -> None:
    monkeypatch.setenv("FOOTNOTE_CHAT_MODEL", model)
    monkeypatch.setenv("FOOTNOTE_CHAT_BASE_URL", url)
    monkeypatch.setenv("FOOTNOTE_CHAT_RETRIES", "0")


def test_a_sound_installation_is_well(bread_index: Path) -> None:
    result = doctor(bread_index)

    assert result.exit_code == 0
    assert result.output.endswith("All is well.\n")
    assert "3 documents" in folded(result)
    assert "answers are the documents' own sentences" in folded(result)
    assert "FOOTNOTE_CHAT_MODEL" in result.output


def test_the_json_says_the_same(bread_index: Path) -> None:
    result = doctor(bread_index, "--json")

    assert json.loads(result.output)["well"] is True
    assert json.loads(result.output)["fix"] == []
    assert finding(result, "index")["documents"] == 3
    assert finding(result, "threshold")["threshold"] == 0.45
    assert finding(result, "chat model")["name"] is None


def test_a_missing_index_is_to_be_made(tmp_path: Path) -> None:
    result = doctor(tmp_path / "none")

    assert result.exit_code == 1
    assert "1. Make it: footnote ingest YOUR_FOLDER --index" in result.output


def test_a_damaged_index_is_told(bread_index: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(bread_index, tmp_path / "index"))
    next(copied.glob("gen-*/manifest.json")).write_text("{}")

    result = doctor(copied)

    assert result.exit_code == 1
    assert "1. Index" in result.output
    assert "no usable manifest" in folded(result)


def test_an_index_split_by_an_older_version_goes_on_working(
    bread_index: Path, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(bread_index, tmp_path / "index"))
    manifest = next(copied.glob("gen-*/manifest.json"))
    values = json.loads(manifest.read_text()) | {"chunking": "0"}
    manifest.write_text(json.dumps(values))

    result = doctor(copied)

    assert result.exit_code == 0
    assert "An older version split its documents" in folded(result)


def test_another_encoder_than_the_index_has_is_told(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_ENCODER", "some/other-encoder")

    result = doctor(bread_index)

    assert result.exit_code == 1
    assert "FOOTNOTE_ENCODER=all-MiniLM-L6-v2" in folded(result)


def test_a_setting_out_of_range_is_told(bread_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_THRESHOLD", "7")

    result = doctor(bread_index)

    assert result.exit_code == 1
    assert "FOOTNOTE_THRESHOLD" in result.output


def test_a_variable_that_is_no_setting_is_noted(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_CHATMODEL", "openai:m")

    result = doctor(bread_index)

    assert result.exit_code == 0
    assert "FOOTNOTE_CHATMODEL: no setting has this name" in folded(result)


def test_where_the_threshold_comes_from_is_told(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_THRESHOLD", "0.6")

    assert "0.6, set by FOOTNOTE_THRESHOLD" in doctor(bread_index).output


@pytest.mark.parametrize("serve", [openai_server, anthropic_server])
def test_a_model_that_answers_in_our_format_is_well(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch, serve: Any
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-hidden-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hidden-secret")
    kind = serve.__name__.removesuffix("_server")
    with serve(READY, answering()) as server:
        use(monkeypatch, f"{kind}:m", server.base_url)
        result = doctor(bread_index, "--json")
    found = finding(result, "chat model")

    assert result.exit_code == 0
    assert found["state"] == "ok"
    assert found["keeps_format"] is True
    assert found["first_word_seconds"] > 0
    assert found["has_key"] is True
    assert "secret" not in result.output
    assert len(server.asked) == 2


@pytest.mark.parametrize("behaviour", [prose, declines], ids=["prose", "declines"])
def test_a_model_that_does_not_keep_the_format_is_told(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch, behaviour: Behaviour
) -> None:
    with openai_server(READY, behaviour) as server:
        use(monkeypatch, "openai:m", server.base_url)
        result = doctor(bread_index)

    assert result.exit_code == 1
    assert "does not keep the format" in folded(result)
    assert "1. Try a larger model than 'openai:m'" in folded(result)


def test_a_model_that_fails_is_told(bread_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with openai_server(fails(401)) as server:
        use(monkeypatch, "openai:m", server.base_url)
        result = doctor(bread_index)

    assert result.exit_code == 1
    assert "1. Chat model 'openai:m' was refused (401): the key is wrong" in folded(result)


def test_a_server_that_is_not_there_is_told(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    use(monkeypatch, "openai:m", url)

    result = doctor(bread_index)

    assert result.exit_code == 1
    assert "the connection is refused" in folded(result)


def test_a_missing_key_is_told(bread_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    use(monkeypatch, "anthropic:m")

    result = doctor(bread_index)

    assert result.exit_code == 1
    assert "ANTHROPIC_API_KEY is not set. Set it to your key." in folded(result)


def test_what_is_wrong_is_told_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "gpt")

    result = doctor(tmp_path / "none")

    assert "1. Make it: footnote ingest" in folded(result)
    assert "2. Setting 'chat_model' (FOOTNOTE_CHAT_MODEL) cannot be 'gpt'" in folded(result)
