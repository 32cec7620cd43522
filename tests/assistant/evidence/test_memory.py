from collections.abc import Sequence
from threading import Thread

from assistant.evidence.memory import _REMEMBERED, Memory, Text
from assistant.evidence.raw import RawScores


class Lengths:
    """Scores a text by its length, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def __call__(self, question: str, texts: Sequence[Text]) -> list[RawScores]:
        self.asked += [(question, above) for above, _ in texts]
        return [RawScores(len(above), tuple(map(len, units))) for above, units in texts]


def test_a_text_is_read_once_for_each_question() -> None:
    lengths = Lengths()
    memory = Memory(lengths)
    texts = [("Bread", ["Two hours."]), ("Ovens", []), ("Bread", ["Two hours."])]

    first = memory.read("How long?", texts)
    again = memory.read("How long?", texts)
    memory.read("How hot?", texts[1:2])

    assert first == again == (RawScores(5, (10,)), RawScores(5, ()), RawScores(5, (10,)))
    assert lengths.asked == [("How long?", "Bread"), ("How long?", "Ovens"), ("How hot?", "Ovens")]


def test_the_same_title_over_other_units_is_another_text() -> None:
    memory = Memory(Lengths())

    scores = memory.read("How long?", [("Bread", ["a"]), ("Bread", ["ab"]), ("Bread", ["a", "b"])])

    assert [one.units for one in scores] == [(1,), (2,), (1, 1)]


def test_the_least_recently_asked_is_forgotten() -> None:
    lengths = Lengths()
    memory = Memory(lengths)
    memory.read("q", [("first", []), ("second", [])])
    memory.read("q", [(str(number), []) for number in range(_REMEMBERED - 2)])
    memory.read("q", [("first", [])])
    memory.read("q", [("one more", [])])
    lengths.asked.clear()

    memory.read("q", [("first", []), ("second", [])])

    assert lengths.asked == [("q", "second")]


def test_more_texts_than_it_keeps_are_all_answered() -> None:
    texts = [(str(number), ["x" * (number % 7)]) for number in range(_REMEMBERED + 50)]

    scores = Memory(Lengths()).read("q", texts)

    assert [one.units[0] for one in scores] == [number % 7 for number in range(_REMEMBERED + 50)]


def test_several_threads_may_read_at_once() -> None:
    memory = Memory(Lengths())
    texts = [(str(number), ["x" * number]) for number in range(60)]
    wrong: list[int] = []

    def ask(offset: int) -> None:
        for start in range(offset, 50):
            found = memory.read("q", texts[start : start + 10])
            if [one.units[0] for one in found] != list(range(start, start + 10)):
                wrong.append(start)

    threads = [Thread(target=ask, args=(offset,)) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
