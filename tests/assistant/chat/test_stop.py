from threading import Thread

from assistant.chat import Stop


def test_whatever_waits_is_told_once() -> None:
    stop, told = Stop(), []
    stop.when_set(lambda: told.append("told"))

    assert not stop.is_set
    stop.set()
    stop.set()

    assert stop.is_set
    assert told == ["told"]


def test_whoever_comes_late_is_told_at_once() -> None:
    stop, told = Stop(), []
    stop.set()

    stop.when_set(lambda: told.append("told"))

    assert told == ["told"]


def test_whoever_no_longer_wants_to_know_is_not_told() -> None:
    stop, told = Stop(), []
    forget = stop.when_set(lambda: told.append("told"))

    forget()
    stop.set()

    assert told == []


def test_any_thread_may_set_it() -> None:
    for _ in range(200):
        stop, told = Stop(), []
        setter = Thread(target=stop.set)
        setter.start()
        stop.when_set(lambda told=told: told.append("told"))  # type: ignore[misc]
        setter.join()

        assert told == ["told"]
