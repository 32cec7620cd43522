import json
from pathlib import Path
from typing import Any

import pytest

from evals.grounding.__main__ import main

BREAD = """# Bread

The mill at Arden was built in 1846 by Tom Hale. It is said to grind 12 sacks a day in winter.

The bakery in Norwick is closed on Mondays. Bread must not be sold there before it is cold.
"""


def pair(name: str, response: str, label: str) -> dict[str, Any]:
    evidence = "Rye is a grass. It is grown for bread."
    return {"id": name, "evidence": evidence, "response": response, "label": label, "source": "wow"}


PAIRS = (
    pair("a", "Rye is a grass.", "Fully attributable"),
    pair("b", "Rye is a tree from Peru.", "Not fully attributable"),
    pair("c", "Yeah!", "Generic"),
)


def test_pairs_and_documents_of_others_are_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bread.md").write_text(BREAD)
    (tmp_path / "docs" / "broken.md").write_bytes(b"\x00\x01")
    pairs = tmp_path / "begin" / "pairs.jsonl"
    pairs.parent.mkdir()
    pairs.write_text("\n".join(map(json.dumps, PAIRS)))

    code = main(
        [
            *("dev", "--mistakes", "--documents", str(tmp_path / "docs")),
            *("--attribution", str(pairs), "--json", str(tmp_path / "out.json")),
        ]
    )

    out = capsys.readouterr().out
    said = json.loads((tmp_path / "out.json").read_text())
    assert code == 0
    assert "## dev: 60 supported claims, 60 unsupported ones" in out
    assert "## begin: 1 supported claims, 1 unsupported ones" in out
    assert [one["supported"] > 0 for one in said["sets"]] == [True] * 3
    assert [one["id"] for one in said["sets"][2]["claims"]] == ["a", "b"]
    assert set(said["sets"][1]["groups"]) <= {"number", "name", "negation", "another passage"}
    assert said["least_support"] > 0
    assert "cites: " in out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["unknown"], "'unknown'"),
        (["dev", "--attribution", "{}/none.jsonl"], "none.jsonl"),
        (["dev", "--attribution", "{}/bad.jsonl"], "Line 1"),
        (["dev", "--attribution", "{}/list.jsonl"], "one JSON object a line"),
        (["dev", "--attribution", "{}/empty.jsonl"], "no pair"),
        (["dev", "--documents", "{}"], "no document"),
    ],
    ids=("set", "missing", "fields", "no object", "empty", "folder"),
)
def test_what_cannot_be_measured_is_an_error(
    args: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "bad.jsonl").write_text('{"id": "a"}\n')
    (tmp_path / "list.jsonl").write_text("[]\n")
    (tmp_path / "empty.jsonl").write_text("\n")
    # What comes before the error takes seconds to measure.
    monkeypatch.setattr("evals.grounding.__main__.measured", lambda *_: None)
    monkeypatch.setattr("evals.grounding.__main__.page", lambda _: "")

    assert main([arg.format(tmp_path) for arg in args]) == 1
    assert told in capsys.readouterr().err


def test_the_subtle_errors_are_never_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Judging a hundred twins takes seconds, and this is about what is printed.
    monkeypatch.setattr("evals.grounding.__main__.measured", lambda *_: None)
    monkeypatch.setattr("evals.grounding.__main__.page", lambda _: "figures")
    monkeypatch.setattr("evals.grounding.__main__.mistakes", lambda _: "mistakes")

    main(["subtle", "--mistakes"])

    assert capsys.readouterr().out.strip() == "figures"
