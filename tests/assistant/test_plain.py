import pytest

from assistant.plain import cells, plain_words, row_words


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Bread** needs *time*.", "Bread needs time."),
        ("See [the oven](http://x.example/a_(b)).", "See the oven."),
        ("![A loaf](loaf.png) rises", "A loaf rises"),
        ("Use `salt_level` and snake_case_names", "Use salt_level and snake_case_names"),
        ("## Baking ##", "Baking"),
        ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
        ("> said\n> twice", "said twice"),
        (r"\*not emphasis\*", "*not emphasis*"),
        ("one\n  two\tthree", "one two three"),
    ],
)
def test_markup_is_removed_and_words_stay(marked: str, plain: str) -> None:
    assert plain_words(marked) == plain


def test_cells_of_a_row_are_named_by_their_column() -> None:
    words = row_words("| Cost | **high** | low |", "| Aspect | Oven | Pan |")

    assert words == "Cost: Oven: high; Pan: low"


@pytest.mark.parametrize(
    ("row", "header", "words"),
    [
        ("Cost | high | low |", "Aspect | Oven | Pan |", "Cost: Oven: high; Pan: low"),
        ("| | high |", "| Aspect | Oven |", "Oven: high"),
        ("| Cost | high | low |", "| Aspect |", "Cost: high; low"),
        ("| Cost | |", "| Aspect | Oven |", "Cost: "),
        ("no cells", "| Aspect | Oven |", "no cells"),
    ],
    ids=["dump", "no-first-cell", "short-header", "empty-cell", "not-a-row"],
)
def test_uneven_rows_lose_no_words(row: str, header: str, words: str) -> None:
    assert row_words(row, header) == words


def test_an_escaped_bar_is_no_border() -> None:
    assert cells(r"| a \| b | c |") == ["a | b", "c"]
