from collections.abc import Sequence
from threading import Thread

from assistant.evidence.memory import Memory


class Lengths:
    """The length of a text, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[int]:
        self.asked += texts
        return list(map(len, texts))


def test_a_value_is_worked_out_once() -> None:
    lengths = Lengths()
    memory = Memory(lengths, 10)

    first = memory.values(["bread", "oven", "bread"])
    again = memory.values(["bread", "oven", "bread"])

    assert first == again == (5, 4, 5)
    assert lengths.asked == ["bread", "oven"]


def test_nothing_asked_for_needs_nothing_made() -> None:
    lengths = Lengths()

    assert Memory(lengths, 10).values([]) == ()
    assert lengths.asked == []


def test_the_least_recently_asked_is_forgotten() -> None:
    lengths = Lengths()
    memory = Memory(lengths, 3)
    memory.values(["first", "second"])
    memory.values(["x"])
    memory.values(["first"])
    memory.values(["one more"])
    lengths.asked.clear()

    memory.values(["first", "second"])

    assert lengths.asked == ["second"]


def test_more_than_it_keeps_are_all_answered() -> None:
    texts = ["x" * (number % 7) + str(number) for number in range(150)]

    assert Memory(Lengths(), 100).values(texts) == tuple(map(len, texts))


def test_several_threads_may_ask_at_once() -> None:
    memory = Memory(Lengths(), 40)
    texts = ["x" * number for number in range(60)]
    wrong: list[int] = []

    def ask(offset: int) -> None:
        for start in range(offset, 50):
            if memory.values(texts[start : start + 10]) != tuple(range(start, start + 10)):
                wrong.append(start)

    threads = [Thread(target=ask, args=(offset,)) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
