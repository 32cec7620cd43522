from assistant.elsewhere import Elsewhere
from assistant.twins import place_of
from corpus import Chunk, Document, Kind, Passage, Span

OLD = "# Ovens\n\nOpen it. The oven needs an hour. Open it. Then bake.\n"
NEW = "# Ovens\n\nOpen it.  The oven needs an **hour**. Open it. Then bake.\n"
LONG = "# Ovens\n\nBake rye. Open it. Then eat.\n"


def passage(name: str, text: str, *duplicates: Passage, title: str = "Ovens") -> Passage:
    start = text.index("\n\n") + 2
    said = text[start:]
    units = tuple(
        Span(at, at + len(unit)) for unit in said.strip().split(". ")
        for at in [text.index(unit, start)]
    )  # fmt: skip
    chunk = Chunk(f"{name}#1", name, 1, Span(start, len(text)), said, Kind.TEXT, units=units)
    return Passage(chunk, title, 0.0, duplicates=tuple(map(place_of, duplicates)))


def places(
    texts: dict[str, str], found: list[Passage], quote: str, at: int = 0
) -> dict[str, tuple[int, str]]:
    documents = {name: Document(name, "Ovens", name, text, "") for name, text in texts.items()}
    first = found[0]
    start = texts[first.document_id].index(quote, at)
    span = Span(start, start + len(quote))
    named = Elsewhere(found).places(first.chunk, span, documents.__getitem__)
    return {
        one.document_id: (one.start, texts[one.document_id][one.start : one.end]) for one in named
    }


def test_a_quote_is_named_where_the_duplicate_has_it_to_the_letter() -> None:
    found = [passage("new", NEW, passage("old", OLD))]
    texts = {"new": NEW, "old": OLD}

    assert places(texts, found, "Then bake.") == {"old": (OLD.index("Then"), "Then bake.")}
    assert places(texts, found, "The oven needs an **hour**.") == {}


def test_of_words_said_twice_the_same_occurrence_is_named() -> None:
    found = [passage("new", NEW, passage("old", OLD))]

    second = places({"new": NEW, "old": OLD}, found, "Open it.", NEW.rindex("Open it."))

    assert second == {"old": (OLD.rindex("Open it."), "Open it.")}


def test_a_quote_beside_the_passage_is_named_where_all_between_is_the_same() -> None:
    same = {"new": OLD, "old": OLD}
    found = [passage("new", OLD, passage("old", OLD))]

    assert places(same, found, "# Ovens") == {"old": (0, "# Ovens")}
    assert places({"new": OLD, "old": f" {OLD}"}, found, "# Ovens") == {}


def test_a_unit_of_another_passage_under_the_same_title_is_named() -> None:
    found = [passage("old", OLD), passage("long", LONG), passage("else", LONG, title="Stoves")]
    texts = {"old": OLD, "long": LONG, "else": LONG}

    assert places(texts, found, "Open it") == {"long": (LONG.index("Open"), "Open it")}
    assert places(texts, found, "it") == {}


def test_a_document_is_named_once_and_never_the_one_that_is_cited() -> None:
    first = passage("old", OLD, passage("new", OLD), passage("new", OLD), passage("old", OLD))

    assert list(places({"old": OLD, "new": OLD}, [first, passage("new", OLD)], "Open it")) == [
        "new"
    ]


def test_without_anything_else_found_nothing_is_named() -> None:
    assert places({"old": OLD}, [passage("old", OLD)], "Then bake.") == {}
    assert Elsewhere().places(passage("a", OLD).chunk, Span(9, 14), lambda _: DOCUMENT) == ()


DOCUMENT = Document("a", "Ovens", "a", OLD, "")
