from collections import Counter
from random import Random

import pytest

from corpus import counting_tokenizer
from evals.training import batches as module
from evals.training.batches import IGNORED, UNKNOWN, Row, batches, collate, rows_of
from evals.training.example import Example, with_answer
from tests.evals.training.made import BEES, example

MARKER = counting_tokenizer().token_to_id("[unused1]")
ANSWERED = with_answer(example(), ["Six weeks"])
LONG = example("Why?", (*BEES, "Honey keeps for years, and nobody knows how old it can be."))
NEAR = example("Who sells honey?", BEES[:2], answers=False)


def row(one: Example) -> Row:
    return rows_of([one], counting_tokenizer())[0]


def rows(count: int) -> list[Row]:
    """Rows of many lengths, told apart by their numbers."""
    made = [example(f"What is {n}?", BEES[: 1 + n % 4] * (1 + n % 3)) for n in range(count)]
    return rows_of(made, counting_tokenizer())


def test_a_marker_stands_before_each_unit() -> None:
    found = row(ANSWERED)

    assert [found.ids[place] for place in found.markers] == [MARKER] * 4
    first, second = found.markers[:2]
    assert counting_tokenizer().decode(found.ids[first + 1 : second]) == BEES[0].lower()
    assert found.says == (0.0, 0.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("answer", "decoded"),
    [
        pytest.param("six weeks", "six weeks", id="words"),
        pytest.param("forty thousand bees", "forty thousand bees", id="another unit"),
        pytest.param("A hive", "a hive", id="first word"),
        pytest.param("Drones live for eight weeks in summer.", BEES[3][:-1].lower(), id="no stop"),
    ],
)
def test_the_token_span_decodes_to_the_words_of_the_answer(answer: str, decoded: str) -> None:
    found = row(with_answer(example(), [answer]))

    assert counting_tokenizer().decode(found.ids[found.start : found.end + 1]) == decoded


def test_where_there_are_no_words_the_first_token_stands_for_them() -> None:
    assert (row(NEAR).start, row(NEAR).end, row(NEAR).answers) == (0, 0, 0.0)


def test_where_the_words_are_not_known_they_are_ignored() -> None:
    assert (row(LONG).start, row(LONG).end, row(LONG).answers) == (IGNORED, IGNORED, 1.0)


def test_an_example_that_needs_two_windows_is_left_out() -> None:
    found = rows_of([example(units=BEES * 12), NEAR], counting_tokenizer())

    assert [one.answers for one in found] == [0.0]


def test_a_batch_is_padded_to_its_longest_row() -> None:
    short, long = row(NEAR), row(LONG)

    found = collate([short, long])

    size = len(short.ids)
    assert found.ids.shape == found.own.shape == found.says.shape == (2, len(long.ids))
    assert found.ids[0, :size].tolist() == list(short.ids)
    assert found.mask.sum(1).tolist() == [size, len(long.ids)]
    assert not found.ids[0, size:].any()
    assert not found.own[0, size:].any()
    assert found.own[1].tolist() == [0] * long.own + [1] * (len(long.ids) - long.own)


def test_labels_stand_at_the_markers_and_nowhere_else() -> None:
    rows = [row(ANSWERED), row(NEAR), row(LONG)]

    found = collate(rows)

    for says, one in zip(found.says.tolist(), rows, strict=True):
        assert [says[place] for place in one.markers] == list(one.says)
        assert {says[n] for n in range(len(says)) if n not in one.markers} == {UNKNOWN}
    assert found.answers.tolist() == [1.0, 0.0, 1.0]
    assert found.starts.tolist() == [rows[0].start, 0, IGNORED]
    assert found.ends.tolist() == [rows[0].end, 0, IGNORED]


def test_every_row_stands_in_exactly_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    # Small enough for many batches of few rows, and for several that are sorted together.
    monkeypatch.setattr(module, "BATCH_TOKENS", 300)
    monkeypatch.setattr(module, "_SORTED_TOGETHER", 32)
    known = rows(100)

    found = list(batches(known, Random(0)))

    read = Counter(
        tuple(ids[: sum(mask)])
        for batch in found
        for ids, mask in zip(batch.ids.tolist(), batch.mask.tolist(), strict=True)
    )
    assert read == Counter(one.ids for one in known)
    assert all(batch.ids.numel() <= 300 for batch in found)
    assert sum(batch.mask.sum().item() for batch in found) > 0.8 * sum(b.ids.numel() for b in found)


def test_the_order_is_that_of_the_seed() -> None:
    known = rows(60)

    def order(seed: int) -> list[list[int]]:
        return [ids for batch in batches(known, Random(seed)) for ids in batch.ids.tolist()]

    assert order(1) == order(1)
    assert order(1) != order(2)
