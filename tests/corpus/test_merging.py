"""Few segments, none too large, and no chunk moved often."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.merging import LEAST, MOST, cut, largest, taken_in


def grown(additions: list[int]) -> tuple[list[int], int]:
    """Sizes of the segments after these additions, and how many chunks were moved for them."""
    sizes: dict[str, int] = {}
    moved = 0
    for number, added in enumerate(additions):
        total = sum(sizes.values()) + added
        names = taken_in(sizes, added, total)
        chunks = [1] * (added + sum(sizes.pop(name) for name in names))
        moved += len(chunks)
        for place, piece in enumerate(cut(chunks, total)):
            sizes[f"{number}-{place}"] = len(chunks[piece])
    return sorted(sizes.values()), moved


@pytest.mark.parametrize("added", [1, 20, 900])
def test_many_additions_leave_few_segments_and_move_a_chunk_a_few_times(added: int) -> None:
    sizes, moved = grown([added] * (60_000 // added if added > 1 else 3_000))
    # The smallest segment, of up to 512 chunks, is written anew each time.
    at_the_bottom = 512 // added

    assert len(sizes) <= MOST
    assert max(sizes) <= largest(sum(sizes))
    assert moved <= sum(sizes) * (8 + at_the_bottom)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 12_000), min_size=1, max_size=40))
def test_there_are_never_many_segments(additions: list[int]) -> None:
    sizes, _ = grown(additions)

    assert sum(sizes) == sum(additions)
    assert len(sizes) <= MOST


def test_a_large_addition_is_cut_into_even_segments() -> None:
    sizes, moved = grown([100_000])

    assert moved == 100_000
    assert len(sizes) == 16
    assert max(sizes) - min(sizes) <= 1


def test_a_small_addition_leaves_large_segments_alone() -> None:
    sizes = {f"old{number}": 6_000 for number in range(16)}

    assert taken_in(sizes, 30, 96_030) == frozenset()
    assert taken_in(sizes | {"small": 200}, 30, 96_230) == {"small"}


@given(st.lists(st.integers(0, 4_000), max_size=80))
def test_every_document_is_in_one_piece_and_pieces_are_about_even(sizes: list[int]) -> None:
    pieces = cut(sizes, sum(sizes))

    assert [size for piece in pieces for size in sizes[piece]] == sizes
    assert all(sum(sizes[piece]) <= LEAST + 4_000 for piece in pieces)
    assert all(sizes[piece] for piece in pieces)
