import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.rate import Rate


def test_without_a_limit_everything_is_sent_at_once() -> None:
    rate = Rate(0)

    assert [rate.take(5.0) for _ in range(100)] == [5.0] * 100


def test_a_minute_holds_no_more_than_it_may() -> None:
    rate = Rate(2)

    assert [rate.take(now) for now in (0.0, 10.0, 11.0, 11.0)] == [0.0, 10.0, 60.0, 70.0]


def test_less_than_one_a_minute_is_one_in_longer() -> None:
    rate = Rate(0.5)

    assert [rate.take(0.0) for _ in range(3)] == [0.0, 120.0, 240.0]


def test_looking_takes_no_place() -> None:
    rate = Rate(1)

    assert [rate.next(3.0), rate.next(3.0), rate.take(3.0)] == [3.0, 3.0, 3.0]
    assert rate.next(4.0) == 63.0


@given(
    per_minute=st.integers(1, 20),
    waits=st.lists(st.floats(0, 30), max_size=60),
)
def test_no_minute_ever_holds_too_many(per_minute: int, waits: list[float]) -> None:
    rate, now, sent = Rate(per_minute), 0.0, []
    for wait in waits:
        now += wait
        sent.append(rate.take(now))

    assert sent == sorted(sent)
    for first, beyond in zip(sent, sent[per_minute:], strict=False):
        assert beyond - first == pytest.approx(60) or beyond - first > 60
