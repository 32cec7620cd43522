import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Turn
from corpus import CaseError, Kind, Span
from evals.case import load_cases

MOON = {
    "id": "moon",
    "question": "What is the moon made of?",
    "answers": ["cheese"],
    "doc_id": "moon.md",
    "answerable": True,
    "group": "sky",
    "meta": {},
}


def write(path: Path, *cases: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), "utf-8")
    return path


def test_a_line_becomes_a_case_with_everything_it_says(tmp_path: Path) -> None:
    meta = {
        "history": [
            {"speaker": "user", "text": "Is there a moon?"},
            {"speaker": "agent", "text": "Yes."},
        ],
        "all_docs": ["moon.md", "cheese.md"],
        "gold": ["The moon is cheese."],
        "without": ["faq"],
        "spans": {"moon.md": [[4, 9]]},
        "wind": "west",
    }

    (case,) = load_cases([write(tmp_path / "sky.jsonl", MOON | {"meta": meta})])

    assert case.answers == ("cheese",)
    assert case.documents == ("moon.md", "cheese.md")
    assert case.history == (Turn("Is there a moon?", "Yes."),)
    assert case.gold == ("The moon is cheese.",)
    assert case.without == {Kind.FAQ}
    assert case.spans == {"moon.md": (Span(4, 9),)}
    assert case.notes == {"wind": "west"}


def test_without_all_docs_the_one_document_holds_the_answer(tmp_path: Path) -> None:
    (case,) = load_cases([write(tmp_path / "sky.jsonl", MOON)])

    assert case.documents == ("moon.md",)


def test_meta_may_be_left_out_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    line = json.dumps({key: value for key, value in MOON.items() if key != "meta"})
    path = tmp_path / "sky.jsonl"
    path.write_text(f"\ufeff\n{line}\r\n\n", "utf-8")

    assert [case.id for case in load_cases([path])] == ["moon"]


def test_a_line_separator_within_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    path = tmp_path / "sky.jsonl"
    path.write_text(json.dumps(MOON | {"question": "Is\u2028it?"}, ensure_ascii=False), "utf-8")

    assert load_cases([path])[0].question == "Is\u2028it?"


@pytest.mark.parametrize(
    ("said", "turns"),
    [
        pytest.param("agent user agent", [("1", "2")], id="the agent first"),
        pytest.param("user user", [("0", ""), ("1", "")], id="nothing answered"),
        pytest.param("user agent agent", [("0", "1\n2")], id="answered twice"),
    ],
)
def test_history_becomes_turns(tmp_path: Path, said: str, turns: list[tuple[str, str]]) -> None:
    history = [{"speaker": who, "text": str(n)} for n, who in enumerate(said.split())]

    (case,) = load_cases([write(tmp_path / "a.jsonl", MOON | {"meta": {"history": history}})])

    assert [(turn.question, turn.answer) for turn in case.history] == turns


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", MOON | {"id": "second"})
    write(tmp_path / "a.jsonl", MOON | {"id": "first"})
    (tmp_path / "notes.txt").write_text("not a case")

    assert [case.id for case in load_cases([tmp_path])] == ["first", "second"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        pytest.param({"color": "green"}, "color", id="unknown key"),
        pytest.param({"answerable": "yes"}, "answerable", id="wrong type"),
        pytest.param({"question": None}, "question", id="nothing"),
        pytest.param({"answers": [""]}, "answers.0", id="empty answer"),
        pytest.param({"meta": {"without": ["song"]}}, "meta.without.0", id="unknown kind"),
        pytest.param({"meta": {"spans": {"moon.md": [[9, 4]]}}}, "meta.spans", id="span backwards"),
        pytest.param(
            {"meta": {"history": [{"speaker": "moon", "text": ""}]}},
            "meta.history.0.speaker",
            id="unknown speaker",
        ),
    ],
)
def test_what_is_no_case_is_refused_by_file_line_and_key(
    tmp_path: Path, change: dict[str, Any], key: str
) -> None:
    path = write(tmp_path / "sky.jsonl", MOON, MOON | {"id": "other"} | change)

    with pytest.raises(CaseError) as error:
        load_cases([path])

    assert f"{str(path)!r}, line 2: {key!r}" in str(error.value)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "sky.jsonl", {k: v for k, v in MOON.items() if k != "doc_id"})

    with pytest.raises(CaseError, match=r"line 1: 'doc_id' .* Field required"):
        load_cases([path])


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sky.jsonl"
    path.write_text("moon\n")

    with pytest.raises(CaseError, match=r"line 1: 'the line' .* Invalid JSON"):
        load_cases([path])


def test_two_cases_of_one_id_are_refused_naming_both_places(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", MOON)
    write(tmp_path / "b.jsonl", MOON)

    with pytest.raises(CaseError, match=r"'moon' stands both in .*a\.jsonl.* and in .*b\.jsonl"):
        load_cases([tmp_path])


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00"], ids=["empty", "blank", "utf"])
def test_a_file_without_a_readable_case_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sky.jsonl"
    path.write_bytes(content)

    with pytest.raises(CaseError, match=r"sky\.jsonl"):
        load_cases([path])


def test_a_path_that_does_not_exist_and_a_folder_without_cases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no cases at"):
        load_cases([tmp_path / "nowhere"])
    with pytest.raises(CaseError, match=r"holds no \.jsonl"):
        load_cases([tmp_path])
    with pytest.raises(CaseError, match="No case file was given"):
        load_cases([])
