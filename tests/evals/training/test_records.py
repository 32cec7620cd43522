from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from evals.training import records
from evals.training.example import Example
from evals.training.records import TAKEN, examples_of
from tests.evals.training.taken import EVIDENCE, FACTOID, KINDS, TABLE, Record, write

SIX_WEEKS = (0.0, 0.0, 1.0, 0.0)
UNKNOWN = (None,) * 4
NOTHING = (0.0,) * 4


def read(folder: Path, changed: Mapping[str, list[Record]] | None = None) -> list[Example]:
    write(folder, changed)
    return examples_of(folder, Random(0), lambda record: record["question"] == "Seen?")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Example]:
    return {one.group: one for one in read(tmp_path_factory.mktemp("records"))}


def test_every_kind_gives_an_example(found: dict[str, Example]) -> None:
    assert list(found) == [name.split("/")[1] for name in TAKEN]


@pytest.mark.parametrize(
    ("group", "says"),
    [
        ("squad2_train_part", SIX_WEEKS),
        ("squad1_13articles", SIX_WEEKS),
        ("nq_oracle", SIX_WEEKS),
        ("squadshifts_newwiki", SIX_WEEKS),
        ("squadshifts_newwiki_nearmiss", NOTHING),
        ("squadshifts_reddit", SIX_WEEKS),
        ("squadshifts_amazon", SIX_WEEKS),
        ("medquad", (1.0, None, None, None)),
        ("medquad_nearmiss", NOTHING),
        ("qed", SIX_WEEKS),
        ("selqa", SIX_WEEKS),
        ("selqa_nearmiss", NOTHING),
        ("boolq_dev", UNKNOWN),
        ("pubmedqa", UNKNOWN),
        ("conditionalqa", (0.0, 0.0, 0.0, 1.0)),
        ("qamr", SIX_WEEKS),
        ("bipia_table", (1.0, 0.0)),
    ],
)
def test_labels_say_what_the_set_knows(
    found: dict[str, Example], group: str, says: tuple[float | None, ...]
) -> None:
    one = found[group]

    assert one.says == says
    assert one.answers is not group.endswith("_nearmiss")


def test_a_question_stands_on_one_line_under_its_title(found: dict[str, Example]) -> None:
    assert found["nq_oracle"].question == "How long does a worker live?"
    assert found["nq_oracle"].above == found["nq_oracle"].title == "Honey bee"
    assert found["selqa"].above == "Honey bee > Life"


@pytest.mark.parametrize("group", ["squadshifts_reddit", "squadshifts_amazon", "qamr"])
def test_a_title_that_only_numbers_is_not_read(found: dict[str, Example], group: str) -> None:
    assert found[group].above == ""
    assert found[group].title


def test_the_rows_of_a_table_name_their_columns(found: dict[str, Example]) -> None:
    assert found["bipia_table"].units == (
        "worker: Lives: six weeks; Eats: honey",
        "queen: Lives: five years; Eats: jelly",
    )
    assert found["bipia_table"].above == "Bee: Lives; Eats"


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({**FACTOID, "overlaps_dev": True}, id="overlaps what is measured"),
        pytest.param({**FACTOID, "in_train1": True}, id="stands in another set"),
        pytest.param({**FACTOID, "question": "Seen?"}, id="seen"),
        pytest.param({**FACTOID, "answers": ["a year"]}, id="answer is nowhere"),
        pytest.param({**FACTOID, "context": " "}, id="no passage"),
    ],
)
def test_a_record_is_left_out(tmp_path: Path, record: Record) -> None:
    groups = [one.group for one in read(tmp_path, {"train/nq_oracle": [record]})]

    assert "nq_oracle" not in groups
    assert len(groups) == len(TAKEN) - 1


@pytest.mark.parametrize("context", ["| Bee |\n|---|", TABLE.replace("six", "nine")])
def test_a_table_without_the_answer_is_left_out(tmp_path: Path, context: str) -> None:
    record = {**KINDS["train/bipia_table"], "context": context}

    assert "bipia_table" not in [
        one.group for one in read(tmp_path, {"train/bipia_table": [record]})
    ]


def test_of_a_long_medical_answer_the_opening_is_read(tmp_path: Path) -> None:
    sentences = [f"Sentence {n} of this long answer has exactly ten words." for n in range(30)]
    record = {**KINDS["train2/medquad"], "context": " ".join(sentences)}

    made = {one.group: one for one in read(tmp_path, {"train2/medquad": [record]})}["medquad"]

    assert made.units == tuple(sentences[: len(made.units)])
    assert 5 <= len(made.units) <= 12
    assert made.says[0] == 1.0


def test_some_medical_questions_stand_above_their_answer(tmp_path: Path) -> None:
    asked = [{**KINDS["train2/medquad"], "question": f"Is bee {n} ill?"} for n in range(100)]

    made = [one for one in read(tmp_path, {"train2/medquad": asked}) if one.group == "medquad"]

    faq = [one for one in made if one.above == f"Honey bee: {one.question}"]
    assert 15 < len(faq) < 45
    assert all(one.above == "Honey bee" for one in made if one not in faq)


def test_no_more_records_than_named_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The smallest of the real limits is 700.
    monkeypatch.setitem(records.TAKEN, "train2/qamr", 3)
    many = [{**EVIDENCE, "question": f"Question {n}?"} for n in range(20)]

    made = [one.question for one in read(tmp_path, {"train2/qamr": many}) if one.group == "qamr"]

    assert len(made) == 3
    assert made != [f"Question {n}?" for n in range(3)]
