from ingest import Phase, Progress
from ui.pace import Pace


def test_a_line_tells_rate_and_time_left() -> None:
    pace = Pace()
    pace.see(Progress(Phase.ENCODE, 100, 1000), 0.0)
    now = Progress(Phase.ENCODE, 200, 1000)
    pace.see(now, 10.0)

    assert pace.line(now) == "Encoding chunks: 200 of 1,000, 10/s, 80 s left"


def test_what_is_not_read_yet_is_estimated_from_what_is() -> None:
    pace = Pace()
    pace.see(Progress(Phase.LOAD, 25, 100), 0.0)
    pace.see(Progress(Phase.ENCODE, 0, 300), 0.0)
    now = Progress(Phase.ENCODE, 30, 300)
    pace.see(now, 2.0)

    assert pace.total(now) == 1200
    assert pace.line(now) == "Encoding chunks: 30 of about 1,200, 15/s, 78 s left"


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    pace = Pace()
    for second in range(100):
        done = 10 * second if second < 60 else 600 + (second - 60)
        now = Progress(Phase.LOAD, done, 4200)
        pace.see(now, float(second))

    assert pace.words(now) == "1.0/s, 59 min left"


def test_there_is_no_rate_at_first_and_no_time_left_at_the_end() -> None:
    pace = Pace()
    first, last = Progress(Phase.STORE, 0, 20), Progress(Phase.STORE, 20, 20)
    pace.see(first, 0.0)

    assert pace.line(first) == "Storing chunks: 0 of 20"
    pace.see(last, 2.0)
    assert pace.line(last) == "Storing chunks: 20 of 20, 10/s"


def test_waiting_says_for_whom() -> None:
    pace = Pace()
    waiting = Progress(Phase.WAIT, note="process 7")
    pace.see(waiting, 0.0)

    assert pace.line(waiting) == "Waiting for another ingest (process 7)"
