import pytest

from assistant.disagreeing.dates import dates, exclude


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Built on May 15, 2012.", [(2012, 5, 15)]),
        ("Built on 15 May 2012.12:01 AM", [(2012, 5, 15)]),
        ("Built on 15th of May, 2012", [(2012, 5, 15)]),
        ("Built in Sept. 2012", [(2012, 9, None)]),
        ("Built on 2012-05-09", [(2012, 5, 9)]),
        ("Built on 3 March", [(None, 3, 3)]),
        ("It may rain, and 2000 people march.", []),
        ("It costs $2012 and 3.1999 each.", []),
        ("In 1904, then in 1921.", [(1904, None, None), (1921, None, None)]),
    ],
)
def test_times_are_found_however_they_are_written(
    text: str, expected: list[tuple[int | None, ...]]
) -> None:
    assert [(one.year, one.month, one.day) for one in dates(text)] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("in 2019", "in 2020", True),
        ("on 3 May 1904", "in 1904", False),
        ("on May 3", "on 3 May 1904", False),
        ("May 12, 2020", "May 12, 2010", True),
        ("June 2020", "July 2020", True),
        ("about 1850", "in 1852", False),
        ("the 1990s", "in 1994", False),
        ("before 1900", "in 1880", False),
    ],
)
def test_times_exclude_each_other_where_both_are_exact(
    one: str, other: str, expected: bool
) -> None:
    (first,), (second,) = dates(one), dates(other)

    assert exclude(first, second) is expected
    assert exclude(second, first) is expected
