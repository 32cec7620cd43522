import json
from pathlib import Path

import pytest

from evals.training.seen import Measured

MOON = (
    "The moon is a quarter as wide as the earth and keeps one face to it. Its far side was first "
    "seen in 1959, when a probe flew around it and sent pictures home by radio."
)
SEA = (
    "The sea is salt because rivers carry salt into it from the rocks of the land. Only water "
    "leaves it again, as vapour, and so the salt has gathered for a very long time."
)
LAND = "No word of this short passage about meadows, hedges and quiet lanes stands anywhere else."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    docs = tmp_path / "space" / "docs"
    docs.mkdir(parents=True)
    (docs / "Our_Moon.md").write_text(f"# The Moon\n\n{MOON}\n")
    (docs / "sea.md").write_text(SEA)
    asked = [
        {"id": "a", "question": "How wide is the Moon?", "doc_id": "Our_Moon.md"},
        {"id": "b", "question": "Why is the sea salt?", "doc_id": "sea.md"},
        {
            "id": "c",
            "question": "What moves the tide?",
            "doc_id": "sea.md",
            "meta": {"all_docs": ["sea.md", "Our_Moon.md"]},
        },
        {"id": "d", "question": "Who sells cheese?", "doc_id": ""},
    ]
    (tmp_path / "space" / "questions.jsonl").write_text("\n".join(map(json.dumps, asked)))
    return tmp_path


def record(question: str = "What?", title: str = "Meadows", context: str = LAND) -> dict[str, str]:
    return {"question": question, "title": title, "context": context}


@pytest.mark.parametrize(
    ("one", "is_seen"),
    [
        pytest.param(record(), False, id="nothing"),
        pytest.param(record("how wide is the MOON"), True, id="question"),
        pytest.param(record(title="our_moon"), True, id="file name"),
        pytest.param(record(title="The Moon"), True, id="first line"),
        pytest.param({"question": "?", "doc_id": "The Moon", "context": LAND}, True, id="doc_id"),
        pytest.param(record(context=MOON), True, id="text"),
        pytest.param(record(context=" ".join(MOON.split()[:11])), True, id="two runs"),
        pytest.param(record(context=" ".join(MOON.split()[:9])), False, id="nine words"),
        pytest.param(
            record(context=f"{LAND * 10} {' '.join(MOON.split()[:11])}"), False, id="a tenth"
        ),
    ],
)
def test_what_is_measured_is_told_by_question_title_or_text(
    folder: Path, one: dict[str, str], is_seen: bool
) -> None:
    assert Measured(folder).has(one) is is_seen


def test_only_some_documents_may_be_measured(folder: Path) -> None:
    measured = Measured(folder, lambda name: name == "sea.md")

    assert measured.tells("", SEA)
    assert not measured.tells("Our Moon", MOON)
    assert measured.asks("Why is the sea salt?")
    assert not measured.asks("How wide is the moon?")


def test_a_question_of_several_documents_is_measured_if_all_are(folder: Path) -> None:
    assert not Measured(folder, lambda name: name == "sea.md").asks("What moves the tide?")
    assert Measured(folder, lambda name: name != "d").asks("What moves the tide?")


def test_a_question_without_a_document_goes_by_its_own_name(folder: Path) -> None:
    assert Measured(folder, lambda name: name == "d").asks("Who sells cheese?")
    assert not Measured(folder, lambda name: name != "d").asks("Who sells cheese?")


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="must be known"):
        Measured(tmp_path)
