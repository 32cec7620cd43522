from collections import Counter
from pathlib import Path

import pytest

from evals.training import __main__, course
from evals.training.records import TAKEN
from tests.evals.training import taken
from tests.evals.training.made import example


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    many = [
        {
            **taken.FACTOID,
            "title": f"Hive {n}",
            "question": f"Which hive was the first one of all in {n + 1000}?",
            "context": f"The first is hive number {n}. It was built in {1500 + n}.",
            "answers": [f"hive number {n}"],
        }
        for n in range(200)
    ]
    taken.write(folder, {"train2/qed": many})
    sets = folder / "dev" / "measured"
    (sets / "docs").mkdir(parents=True)
    (sets / "docs" / "Hive_7.md").write_text("Hive 7\n\nIt is measured, and so not learned.\n")
    (sets / "questions.jsonl").write_text('{"id": "a", "question": "Who?", "doc_id": "Hive_7.md"}')
    return folder


def test_the_general_stage_reads_records_near_misses_and_near_passages(data: Path) -> None:
    count = Counter(one.group for one in course.general(data, seed=0))

    assert count.keys() >= {name.split("/")[1] for name in TAKEN}
    assert count["qed"] == 199
    assert 30 < count["qed_changed"] < 110
    assert 60 < count["qed_mined"] < 120


def test_the_same_seed_gives_the_same_examples(data: Path) -> None:
    assert course.general(data, seed=1) == course.general(data, seed=1)
    assert course.general(data, seed=1) != course.general(data, seed=2)


def test_a_document_is_held_out_whole() -> None:
    titles = [f"Hive {n}" for n in range(3000)]

    held_out = [name for name in titles if course._is_held_out(example(title=name))]

    assert 25 < len(held_out) < 80
    assert course._is_held_out(example("Another question?", title=held_out[0]))


def test_what_is_held_out_is_not_learned() -> None:
    known = [example(f"What is hive {n}?", title=f"Hive {n}") for n in range(300)]

    learned, held_out = course._rows(known)

    assert held_out
    assert len(learned) + len(held_out) == len(known)
    assert not {row.ids for row in learned} & {row.ids for row in held_out}


def test_the_second_stage_draws_anew_and_asks_for_faq_pairs(data: Path) -> None:
    found = course.again(data, seed=0)

    count = Counter(one.group for one in found)
    assert count.keys() >= {"qed_changed", "qed_mined", "faq"}
    assert set(found) != set(course.general(data, seed=0))


@pytest.mark.parametrize(("stage", "before"), [("target", "again"), ("again", "general")])
def test_a_stage_without_the_one_before_is_refused(
    stage: str, before: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        __main__.main(["--data", str(tmp_path), "--out", str(tmp_path), "--stage", stage])

    assert f"{before}.pt" in capsys.readouterr().err
