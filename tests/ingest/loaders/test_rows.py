import pytest

from corpus import Document, DocumentError, Kind
from ingest import read_sections, split
from ingest.loaders.rows import read_csv


def text_of(csv: str) -> str:
    return read_csv(csv.encode()).text


def kinds(text: str) -> list[Kind]:
    return [block.kind for section in read_sections(text) for block in section.blocks]


@pytest.mark.parametrize(
    ("csv", "row"),
    [
        pytest.param("Bird,Food\nOwl,mice\nJay,nuts\n", "| Owl | mice |", id="comma"),
        pytest.param("Bird;Food, g\nOwl;mice, 3\nJay;nuts\n", "| Owl | mice, 3 |", id="semicolon"),
        pytest.param("Bird\tFood\nOwl\tmice\n", "| Owl | mice |", id="tab"),
        pytest.param("sep=|\nBird|Food\nOwl|mice\n", "| Owl | mice |", id="named"),
        pytest.param('Bird,Food\n"Owl ""O""","a\nb"\n', '| Owl "O" | a b |', id="quotes"),
        pytest.param("Bird,Food\nOwl,a|b\n", "| Owl | a\\|b |", id="bar in a cell"),
        pytest.param("Bird,Food,Size\nOwl,mice\n", "| Owl | mice |  |", id="short row"),
    ],
)
def test_rows_stand_below_their_header(csv: str, row: str) -> None:
    text = text_of(csv)

    header, rule, *rows = text.split("\n")
    assert header.startswith("| Bird | Food")
    assert set(rule) == {"|", "-"}
    assert row in rows
    assert kinds(text) == [Kind.TABLE]


def test_a_file_without_header_keeps_its_first_row() -> None:
    text = text_of("1,2\n3,4\n")

    assert text == "|  |  |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"
    assert len(read_sections(text)[0].blocks[0].units) == 2


def test_lines_above_the_header_and_a_second_table_are_told_apart() -> None:
    text = text_of("Birds of 2024\n\nBird,Weight\nOwl,300\nJay,160\n\nCity,Zip,Land\nRome,1,IT\n")

    assert kinds(text) == [Kind.HEADING, Kind.TABLE, Kind.TABLE]


@pytest.mark.parametrize(
    "csv",
    [
        pytest.param("question,answer\nDo owls hoot?,Yes.\nSay where,In trees.\n", id="named"),
        pytest.param("Thema;Frage;Antwort\nx;Do owls hoot?;Yes.\ny;Say where;No.\n", id="German"),
        pytest.param("Do owls hoot?,Yes.\nDo jays?,No.\n", id="by content"),
    ],
)
def test_questions_with_answers_are_pairs(csv: str) -> None:
    assert kinds(text_of(csv)) == [Kind.FAQ, Kind.FAQ]


def test_an_answer_keeps_its_paragraphs_and_other_columns() -> None:
    text = text_of('Q,A,Topic\nDo owls hoot?,"Yes.\n\nMost do.",Sound\n')

    assert text == "Q: Do owls hoot?\n\nA: Yes.\n\nMost do.\n\nTopic: Sound"


def test_prose_with_commas_is_no_table() -> None:
    text = text_of(
        "Owls hunt, mostly at night\nThey nest\nin trees, barns, towers, and walls, too\n"
    )

    assert kinds(text) == [Kind.TEXT] * 3


def test_a_quote_that_nothing_closes_swallows_no_rows() -> None:
    text = text_of('Bird,Food\n"Owl,mice\n' + "Jay,nuts\n" * 80)

    assert text.count("| Jay | nuts |") == 80


def test_long_cells_stand_below_one_another() -> None:
    text = text_of("Name,Notes\nOwl," + "It hunts at night. " * 60 + "\n")

    assert text.startswith("## Owl\n\nNotes: It hunts")


def test_every_chunk_of_a_long_table_has_its_header() -> None:
    csv = "Bird,Weight,Place\n" + "".join(f"Owl {n},{n} g,barn {n}\n" for n in range(400))
    document = Document("birds.csv", "Birds", "/birds.csv", text_of(csv), "")

    chunks = split(document, read_sections(document.text))

    assert len(chunks) > 10
    assert {chunk.lead.of(document.text) for chunk in chunks if chunk.lead} == {
        "| Bird | Weight | Place |"
    }
    assert all(unit.of(document.text).count("|") == 4 for c in chunks for unit in c.units)


@pytest.mark.parametrize("csv", [",,\n,,\n", "\n \n"], ids=["cells", "lines"])
def test_a_file_of_empty_cells_is_refused(csv: str) -> None:
    with pytest.raises(DocumentError, match="it is empty"):
        text_of(csv)
