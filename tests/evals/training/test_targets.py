import json
from collections import Counter
from pathlib import Path

import pytest

from evals.threshold import is_for_choosing
from evals.training import targets as module
from evals.training.example import Example
from evals.training.targets import is_for_learning, own_examples, targets
from tests.evals.training.made import example

COLOURS = ("red", "green", "blue", "brown", "black", "white", "purple", "orange", "grey", "pink")
NAMES = tuple(f"planet_{n}.md" for n in range(24))
COPIED, ASKED_ELSEWHERE, *LEARNED = (name for name in NAMES if is_for_learning(name))
REPORTED = [name for name in NAMES if not is_for_choosing(name)]
OWN = 990


def number(name: str) -> int:
    return int(name.removeprefix("planet_").removesuffix(".md"))


def text(name: str) -> str:
    n = number(name)
    return f"The sea of planet {n} is {COLOURS[n % 10]}. Ships cross it in {n + 2} days."


def asked(name: str) -> dict[str, object]:
    n = number(name)
    told = {"question": f"Which colour has the sea of planet {n}?", "answers": [COLOURS[n % 10]]}
    return {"id": f"sea-{n}", **told, "doc_id": name, "answerable": True, "group": "sea"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    """Made of planets; one's text and another's question are also those of reported documents."""
    data = tmp_path_factory.mktemp("data")
    docs = data / "dev" / "planets" / "docs"
    docs.mkdir(parents=True)
    for name in NAMES:
        (docs / name).write_text(f"# Planet {number(name)}\n\n{text(name)}\n")
    (docs / REPORTED[0]).write_text(f"# Copy\n\n{text(COPIED)}\n")
    unknown = {"question": "Which cheese is sold there?", "answers": [], "answerable": False}
    said = {"history": [{"speaker": "user", "text": "Tell me of the sea."}]}
    lines = [
        *map(asked, NAMES),
        {**asked(REPORTED[1]), "id": "again", "question": asked(ASKED_ELSEWHERE)["question"]},
        {**asked(LEARNED[0]), **unknown, "id": "cheese"},
        {**asked(LEARNED[0]), "id": "later", "question": "And then?", "meta": said},
    ]
    (docs.parent / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    rehearsed = [example(f"What is bee {n}?") for n in range(9)]
    with pytest.MonkeyPatch.context() as patch:
        # The real sets are not at hand where tests run.
        patch.setattr(module, "PUBLIC", {"planets": 100})
        patch.setattr(module, "_REHEARSED", {"bees": 4, "wasps": 2})
        return targets(data, tmp_path_factory.mktemp("out"), rehearsed, seed=0)


@pytest.fixture(scope="module")
def retrieved(found: list[Example]) -> list[Example]:
    return [one for one in found if one.group == "planets"]


def test_own_examples_are_read_twice_and_some_of_the_first_stage_again(
    found: list[Example],
) -> None:
    count = Counter(one.group.split("_")[0] for one in found)

    assert count.keys() == {"planets", "bees", "own"}
    assert (count["own"], count["bees"]) == (2 * OWN, 4)


def test_only_documents_for_learning_are_read(retrieved: list[Example]) -> None:
    titles = {one.title for one in retrieved}

    assert titles <= {f"Planet {number(name)}" for name in (ASKED_ELSEWHERE, *LEARNED)}
    assert len(titles) > 2


def test_what_is_told_or_asked_where_it_is_reported_is_not_learned(
    retrieved: list[Example],
) -> None:
    questions = {one.question for one in retrieved}

    assert questions == {
        *(str(asked(name)["question"]) for name in (COPIED, *LEARNED)),
        "Which cheese is sold there?",
    }
    assert all(text(COPIED).split(".")[0] not in one.units[0] for one in retrieved)


def test_the_passage_of_the_right_document_answers(retrieved: list[Example]) -> None:
    name = LEARNED[0]

    mine = [one for one in retrieved if one.question == asked(name)["question"]]

    right = [one for one in mine if one.answers]
    assert [(one.title, one.says) for one in right] == [(f"Planet {number(name)}", (1.0, 0.0))]
    assert all(set(one.says) == {0.0} for one in mine if not one.answers)


def test_of_a_question_few_passages_that_do_not_answer_are_kept(retrieved: list[Example]) -> None:
    count = Counter(one.question for one in retrieved if not one.answers)

    assert set(count.values()) == {2}
    assert "Which cheese is sold there?" in count


def test_half_of_the_documents_for_choosing_are_learned_from() -> None:
    names = [f"{n}.md" for n in range(2000)]

    learned = [name for name in names if is_for_learning(name)]

    assert all(map(is_for_choosing, learned))
    assert 430 < len(learned) < 570
    assert 930 < sum(map(is_for_choosing, names)) < 1070


def test_of_a_set_with_many_questions_more_documents_are_learned_from() -> None:
    names = [f"{n}.md" for n in range(2000)]

    usual = {name for name in names if is_for_learning(name)}
    many = {name for name in names if is_for_learning(name, "squad2")}

    assert usual < many
    assert all(map(is_for_choosing, many))
    assert 680 < len(many) < 820


def test_own_tables_and_lists_are_read_as_when_asked(tmp_path: Path) -> None:
    table = {
        "title": "Fares", "heading": ["Ferry"], "kind": "table", "lead": "| Who | Price |",
        "passage": "| Adults | 4 EUR |\n| Dogs | 1 EUR |",
        "questions": [{"question": "What pays a dog?", "evidence": ["| Dogs | 1 EUR |"]}],
    }  # fmt: skip
    listed = {
        "title": "Ferry", "heading": [], "kind": "list", "lead": "Bring these:",
        "passage": "- a ticket\n- a coat",
        "questions": [{"question": "Need I a hat?", "evidence": []}],
    }  # fmt: skip
    path = tmp_path / "boats.jsonl"
    path.write_text("\n".join(map(json.dumps, (table, listed))))

    first, second = own_examples(path)

    assert (first.group, first.above) == ("own_boats", "Fares > Ferry")
    assert first.units == ("Adults: Price: 4 EUR", "Dogs: Price: 1 EUR")
    assert (first.says, first.answers) == ((0.0, 1.0), True)
    assert (second.above, second.units) == ("Ferry: Bring these", ("a ticket", "a coat"))
    assert (second.says, second.answers) == ((0.0, 0.0), False)
