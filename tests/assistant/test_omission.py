import pytest

from assistant import LeftOut, Why
from assistant.cite import Evidence
from assistant.omission import most_likely
from corpus import Chunk, Kind, Span

TEXT = "".join(f"Sentence {number:02}. " for number in range(20))
CHUNK = Chunk("a.md#0", "a.md", 0, Span(0, len(TEXT)), TEXT, Kind.TEXT)


def evidence(number: int, score: float = 0.5) -> Evidence:
    return Evidence(CHUNK, Span(number * 13, number * 13 + 12), score)


def test_the_best_comes_first() -> None:
    refused = [LeftOut(evidence(number, 0.1 * number), Why.WEAKER) for number in (2, 3, 1)]

    found = most_likely(refused, ())

    assert [one.evidence.text for one in found] == ["Sentence 03.", "Sentence 02.", "Sentence 01."]


def test_what_came_in_after_all_is_not_left_out() -> None:
    refused = [LeftOut(evidence(1), Why.WEAKER), LeftOut(evidence(2), Why.NO_ROOM)]

    found = most_likely(refused, [evidence(1, score=0.9)])

    assert found == (LeftOut(evidence(2), Why.NO_ROOM),)


def test_what_was_refused_twice_is_told_once_as_at_its_best() -> None:
    refused = [LeftOut(evidence(1, 0.2), Why.WEAKER), LeftOut(evidence(1, 0.7), Why.NO_ROOM)]

    assert most_likely(refused, ()) == (LeftOut(evidence(1, 0.7), Why.NO_ROOM),)


def test_not_all_is_told() -> None:
    refused = [LeftOut(evidence(number), Why.WEAKER) for number in range(20)]

    assert len(most_likely(refused, ())) == 12


@pytest.mark.parametrize("chosen", [(), (evidence(1),)], ids=["nothing", "something"])
def test_nothing_refused_is_nothing_left_out(chosen: tuple[Evidence, ...]) -> None:
    assert most_likely((), chosen) == ()
