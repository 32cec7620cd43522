"""CSV files: rows as table rows below their header, questions with answers as pairs."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from corpus import DocumentError
from ingest.loaders import markdown
from ingest.loaders.decoding import decode
from ingest.loaders.extracted import Extracted
from ingest.wording import asks

_DELIMITERS = ",;\t|"
_SAMPLE = 50_000
_LONGEST_CELL = 1_000_000
_SEPARATOR = re.compile(r"\ufeff?\s*sep=(.)\n", re.IGNORECASE)
_VALUE = re.compile(
    r"[\W_]*\d[\d\s.,:/%+-]*[\W_]*[A-Za-z€$£%°]{0,4}$|[\w.+-]+@[\w-]+\.\w+$|https?:"
)
_ASKED = frozenset(
    "question questions q faq frage fragen pregunta preguntas domanda domande pergunta perguntas "
    "vraag vragen pytanie вопрос 質問 问题 問題 질문".split()
)
_ANSWERED = frozenset(
    "answer answers a reply response antwort antworten réponse reponse respuesta respuestas "
    "risposta risposte resposta respostas antwoord odpowiedź ответ 回答 答案 答え 답변".split()
)
_LONG_ROW = 600
_LONGEST_NAME = 100
_REGULAR = 0.5

Row = list[str]


def read_csv(data: bytes) -> Extracted:
    """The rows of a CSV file.

    Raises:
        DocumentError: It cannot be decoded, or all cells are empty.
    """
    rows = _rows(decode(data))
    if not any(any(row) for row in rows):
        raise DocumentError("it is empty; put rows in it or leave it out")
    return Extracted(markdown.joined(block for part in _parts(rows) for block in _blocks(part)))


def _rows(text: str) -> list[Row]:
    """The cells of every row, trimmed; a row without any is empty."""
    named = _SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    sample = text[:_SAMPLE].rpartition("\n")[0] if len(text) > _SAMPLE else text
    delimiter = named.group(1) if named else max(_DELIMITERS, key=lambda d: _regular(sample, d))
    rows = _read(text, delimiter, csv.QUOTE_MINIMAL)
    if any(cell.count("\n") > 50 and cell.count(delimiter) > 50 for row in rows for cell in row):
        # A quote that nothing closes has swallowed what follows.
        rows = _read(text, delimiter, csv.QUOTE_NONE)
    cleaned = [[cell.strip() for cell in row] for row in rows]
    return [row if any(row) else [] for row in cleaned]


def _read(text: str, delimiter: str, quoting: int) -> list[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(
            csv.reader(
                StringIO(text, newline=""),
                delimiter=delimiter,
                quoting=quoting,  # type: ignore[arg-type]
                skipinitialspace=delimiter != "\t",
            )
        )
    except csv.Error as error:
        raise DocumentError(f"its rows cannot be read ({error}); save it as CSV again") from error


def _regular(sample: str, delimiter: str) -> tuple[float, int]:
    """How regular the rows are with this delimiter, and how wide."""
    widths = [len(row) for row in _read(sample, delimiter, csv.QUOTE_MINIMAL) if any(row)]
    width, count = (
        Counter(w for w in widths if w > 1).most_common(1)[0]
        if (any(w > 1 for w in widths))
        else (1, 0)
    )
    return count / max(len(widths), 1), width


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The tables of a file: one ends at an empty row if the next one has another width."""
    part: list[Row] = []
    gap = False
    for row in rows:
        if not row:
            gap = True
            continue
        if part and gap and len(_filled(row)) != len(_filled(part[-1])):
            yield part
            part = []
        part.append(row)
        gap = False
    if part:
        yield part


def _filled(row: Row) -> Row:
    """The row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def _blocks(rows: list[Row]) -> Iterator[str]:
    rows = [_filled(row) for row in rows]
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if width < 2 or (count < _REGULAR * len(rows) and max(map(len, rows)) > 2 * width):
        # No table: lines of words that hold a comma here and there.
        yield from (markdown.paragraph(", ".join(row)) for row in rows)
        return
    while len(rows) > 1 and len(rows[0]) == 1:
        yield markdown.paragraph(rows.pop(0)[0])
    header = rows[0] if _is_header(rows) else []
    body = rows[1:] if header else rows
    if asked := _asking(header, body):
        yield from (_pair(row, asked, header) for row in body)
    elif body and sum(len(cell) for row in body for cell in row) > _LONG_ROW * len(body):
        for number, row in enumerate(body, start=1):
            yield from _record(row, header, number)
    else:
        yield markdown.table(rows if header else [[""] * width, *body])


def _is_header(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns."""
    first = rows[0]
    named = [cell for cell in first if cell]
    if len(rows) < 2 or len(named) < 2 or len({*named}) < len(named):
        return False
    if any(_VALUE.match(cell) or len(cell) > _LONGEST_NAME or asks(cell) for cell in named):
        return False
    # Names are shorter than what they name, or what they name are values, or does not repeat them.
    below = [row[at] for row in rows[1:] for at in range(min(len(row), len(first))) if row[at]]
    values = sum(bool(_VALUE.match(cell)) for cell in below)
    mean = sum(map(len, below)) / max(len(below), 1)
    repeats = {*named} & {*below}
    return values > 0 or not repeats or sum(map(len, named)) / len(named) < mean


def _asking(header: Row, body: Sequence[Row]) -> tuple[int, int] | None:
    """The columns of questions and of their answers."""
    names = [name.casefold().strip(" :.?") for name in header]
    asked = next((at for at, name in enumerate(names) if name in _ASKED), None)
    answer = next((at for at, name in enumerate(names) if name in _ANSWERED), None)
    if asked is not None and answer is not None:
        return asked, answer
    pairs = [row for row in body if len(row) == 2 and all(row)]
    asking = sum(asks(row[0]) for row in pairs)
    if len(pairs) > 1 and len(pairs) >= 0.8 * len(body) and asking > 0.5 * len(pairs):
        return 0, 1
    return None


def _pair(row: Row, columns: tuple[int, int], header: Row) -> str:
    """A row as question and answer; what its other columns say stands below the answer."""
    asked, answer = (row[at] if at < len(row) else "" for at in columns)
    others = [
        f"{header[at]}: {cell}" if at < len(header) and header[at] else cell
        for at, cell in enumerate(row)
        if at not in columns and cell
    ]
    lines = [markdown.paragraph(line) for line in (*answer.split("\n"), *others)]
    return markdown.question(asked, lines) or markdown.joined([markdown.paragraph(asked), *lines])


def _record(row: Row, header: Row, number: int) -> Iterator[str]:
    """A row too long to be read across: its cells below one another."""
    first = row[0] if len(row[0]) <= _LONGEST_NAME else ""
    yield markdown.heading(first or f"Row {number}", 2)
    for at, cell in enumerate(row):
        if cell and not (at == 0 and first):
            name = header[at] if at < len(header) else ""
            yield markdown.paragraph(f"{name}: {cell}" if name else cell)
