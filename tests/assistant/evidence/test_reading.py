from assistant import Reading
from assistant.evidence import better_of
from corpus import Chunk, Kind, Passage, Span


def reading(number: int, score: float) -> Reading:
    chunk = Chunk(f"a#{number}", "a", number, Span(0, 4), "Rye.", Kind.TEXT, units=(Span(0, 4),))
    return Reading(Passage(chunk, "Rye", 0.1), score, (score,))


def test_of_two_wordings_the_one_that_finds_more_counts_for_each_passage() -> None:
    first, second = reading(0, 0.9), reading(1, 0.1)
    first_too, second_too = reading(0, 0.2), reading(1, 0.3)

    assert better_of([first, second], [first_too, second_too]) == (first, second_too)
    assert better_of([first, second], [first, second]) == (first, second)
