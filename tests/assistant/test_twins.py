from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.retrieve import retrieve
from assistant.twins import Twins, said, twins
from corpus import Chunk, Generation, Hit, Index, Kind, Passage, Scope, Span, light_encoder
from ingest import ingest
from tests.assistant.exact import assert_exact


def passage(
    document_id: str,
    text: str = "The oven needs an hour.",
    *,
    title: str = "Ovens",
    heading: tuple[str, ...] = ("Heating",),
    kind: Kind = Kind.TEXT,
    lead: str = "",
) -> Passage:
    chunk = Chunk(f"{document_id}#0", document_id, 0, Span(0, len(text)), text, kind, heading)
    return Passage(chunk, title, 0.0, lead=lead)


def alike(passages: Sequence[Passage], question: str = "How long?") -> Twins:
    return twins(passages, question, lambda one: one.lead)


def groups(passages: Sequence[Passage], question: str = "How long?") -> list[list[str]]:
    found = dict.fromkeys(alike(passages, question).groups.values())
    return [[one.document_id for one in group] for group in found]


SAME = [
    pytest.param("It takes\n10 minutes.", "It takes  10 minutes.", id="white space"),
    pytest.param("It takes **10** minutes.", "It takes 10 minutes", id="emphasis, full stop"),
    pytest.param("Call `open` twice.", "Call _open_ twice.", id="code, emphasis"),
    pytest.param("Rye, not “wheat”.", 'rye, not "wheat".', id="case, quotation marks"),
    pytest.param("See [costs][04].", "See [costs][12].", id="number of a link"),
    pytest.param("See [costs](./costs.md#a).", "See [costs](costs.md).", id="link nearby"),
    pytest.param("```sh\nbake\n```\n", "```\nbake\n```\n", id="fence"),
]
OTHER = [
    pytest.param("It takes 10 minutes.", "It takes 15 minutes.", id="number"),
    pytest.param("It costs $5.", "It costs €5.", id="currency"),
    pytest.param("It is -5 degrees.", "It is 5 degrees.", id="sign"),
    pytest.param("It lost (500).", "It lost 500.", id="negative in a table"),
    pytest.param("A share of 5 %.", "A share of 5.", id="percent"),
    pytest.param("Use version 1.1.", "Use version 1.10.", id="version"),
    pytest.param("It is safe.", "It is not safe.", id="denial"),
    pytest.param("It can be opened.", "It can't be opened.", id="short denial"),
    pytest.param("Open on Monday.", "Open on Tuesday.", id="day"),
    pytest.param("Ask Ann.", "Ask Bob.", id="name"),
    pytest.param("Heat it before baking.", "Heat it after baking.", id="order"),
    pytest.param("At least 5.", "At most 5.", id="bound"),
    pytest.param("If x > 3, stop.", "If x < 3, stop.", id="comparison"),
    pytest.param("Run bake [-Hot].", "Run bake [[-Hot]].", id="brackets"),
    pytest.param(r"Delete C:\*", "Delete C:\\", id="wildcard"),
    pytest.param("[x] Heated", "[ ] Heated", id="ticked"),
    pytest.param("Take [it](https://a.org/1).", "Take [it](https://a.org/2).", id="address"),
    pytest.param("Set `$a[0][1]`.", "Set `$a[0][2]`.", id="place in a list of lists"),
    pytest.param("a\n  * 3", "a\n  - 3", id="operator at the start of a line"),
    pytest.param("It has 5! ways.", "It has 5 ways.", id="factorial"),
    pytest.param("It is ~~never~~ open.", "It is never open.", id="struck out"),
    pytest.param("Is it open?", "Is it open.", id="question"),
    pytest.param("It takes 10 minutes.", "It takes 10 minutes. Wait.", id="one more sentence"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_says_nothing_may_differ(one: str, other: str) -> None:
    assert groups([passage("a.md", one), passage("b.md", other)]) == [["a.md", "b.md"]]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_may_be_a_value_keeps_passages_apart(one: str, other: str) -> None:
    assert groups([passage("a.md", one), passage("b.md", other)]) == [["a.md"], ["b.md"]]


def test_bullets_of_a_list_may_have_other_shapes() -> None:
    pair = [passage("a.md", "- rye\n- oat", kind=Kind.LIST)]
    pair.append(passage("b.md", "* rye\n* oat", kind=Kind.LIST))

    assert groups(pair) == [["a.md", "b.md"]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(passage("b.md", title="Stoves"), id="title"),
        pytest.param(passage("b.md", heading=("Cooling",)), id="heading"),
        pytest.param(passage("b.md", heading=("Part 2", "Heating")), id="heading above"),
        pytest.param(passage("b.md", kind=Kind.FAQ), id="kind"),
        pytest.param(passage("b.md", lead="| Oven | Minutes |"), id="lead"),
    ],
)
def test_the_same_words_about_something_else_are_no_duplicate(other: Passage) -> None:
    assert groups([passage("a.md"), other]) == [["a.md"], ["b.md"]]


@pytest.mark.parametrize(
    ("one", "other"), [("Ovens 2023", "Ovens 2024"), ("Ovens v1", "Ovens v2 draft"), ("0a1", "0b2")]
)
def test_titles_may_tell_versions_apart(one: str, other: str) -> None:
    pair = [passage("a.md", title=one), passage("b.md", title=other)]

    assert groups(pair) == [["a.md", "b.md"]]


def test_what_one_document_repeats_is_left_alone() -> None:
    text = "The oven needs an hour."
    chunk = Chunk("a.md#1", "a.md", 1, Span(40, 40 + len(text)), text, Kind.TEXT, ("Heating",))

    assert groups([passage("a.md", text), Passage(chunk, "Ovens", 0.0)]) == [["a.md"], ["a.md"]]


@pytest.mark.parametrize(
    ("ids", "question", "first"),
    [
        pytest.param(["v1/a.md", "v10/a.md", "v9/a.md"], "How long?", "v10/a.md", id="newest"),
        pytest.param(["v1/a.md", "v10/a.md", "v9/a.md"], "How long in v9?", "v9/a.md", id="named"),
        pytest.param(["7.4/a.md", "5.1/a.md"], "How long in 5.1?", "5.1/a.md", id="5.1"),
        pytest.param(["a.md", "b.md"], "How long?", "a.md", id="the best of others"),
        pytest.param(["old/a.md", "new2/a.md"], "How long?", "old/a.md", id="names differ"),
        pytest.param(["x.md", "oven.md"], "How long, says oven.md?", "oven.md", id="file"),
    ],
)
def test_who_stands_for_the_others(ids: list[str], question: str, first: str) -> None:
    [group] = groups([passage(one) for one in ids], question)

    assert group[0] == first
    assert sorted(group) == sorted(ids)


def test_a_ranking_has_each_group_once_at_its_best_place() -> None:
    found = [passage("v1.md"), passage("b.md", "Rye."), passage("v2.md")]

    distinct = alike(found).distinct([Hit(f"{one.document_id}#0", 0.5) for one in found])

    assert [hit.chunk_id for hit in distinct] == ["v2.md#0", "b.md#0"]


@pytest.mark.parametrize("text", ["", "```\n```", "** **", "`" * 9, "_" * 5000, "[a](" * 2000])
def test_odd_texts_are_read_in_no_time(text: str) -> None:
    assert said(text) == said(text + " ")


@pytest.fixture
def manuals(manuals_index: Path) -> Iterator[Generation]:
    with Index.open(manuals_index) as index:
        yield index.current()


def found_in(generation: Generation, question: str, k: int, *ids: str) -> tuple[Passage, ...]:
    scope = Scope(frozenset(ids)) if ids else Scope()
    return retrieve(generation, light_encoder(), question, k, scope)


def test_as_many_distinct_passages_are_retrieved_as_are_wanted(manuals: Generation) -> None:
    found = found_in(manuals, "How is the oven cleaned?", 6)

    # Cleaning, who may bake, the beginning, two ways of restarting, and the mill.
    assert len(found) == 6
    assert len({said(one.text) for one in found}) == 6
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    cleaning = found[0]
    assert (cleaning.document_id, cleaning.heading) == ("v10/oven.md", ("Cleaning the oven",))
    assert [one.document_id for one in cleaning.duplicates] == [
        "v9/oven.md",
        "v2/oven.md",
        "v1/oven.md",
    ]
    assert cleaning.dense is not None
    assert cleaning.lexical is not None


def test_a_duplicate_is_named_with_the_place_where_it_stands(manuals: Generation) -> None:
    cleaning = found_in(manuals, "How is the oven cleaned?", 6)[0]

    for place in cleaning.duplicates:
        text = manuals.document(place.document_id).text[place.start : place.end]
        assert said(text) == said(cleaning.text)
        assert place.title == "Manual of the oven"


def test_documents_that_are_not_asked_are_not_named(manuals: Generation) -> None:
    found = found_in(manuals, "How is the oven cleaned?", 6, "v1/oven.md", "v2/oven.md")

    assert {one.document_id for one in found} == {"v2/oven.md"}
    assert {place.document_id for one in found for place in one.duplicates} == {"v1/oven.md"}


def test_versions_that_differ_in_a_value_are_both_retrieved(manuals: Generation) -> None:
    found = found_in(manuals, "When does the oven control restart?", 4)

    restart = ("Restarting the oven control",)
    restarting = {one.document_id: one for one in found if one.heading == restart}
    assert set(restarting) == {"v10/oven.md", "v9/oven.md"}
    assert len(restarting["v9/oven.md"].duplicates) == 2
    assert restarting["v10/oven.md"].duplicates == ()


@pytest.fixture
def assistant(manuals_index: Path) -> Iterator[Assistant]:
    with Assistant.open(manuals_index) as opened:
        yield opened


def test_versions_that_differ_in_a_value_disagree(assistant: Assistant) -> None:
    reply = assistant.ask("How many minutes after a power cut does the oven control restart?")

    assert isinstance(reply, Answer)
    [disagreement] = reply.disagreements
    assert set(disagreement.values) == {"10 minutes", "15 minutes"}
    told = {one.quote[:40]: [place.document_id for place in one.also] for one in reply.citations}
    assert told["The oven control restarts 10 minutes aft"] == ["v2/oven.md", "v1/oven.md"]
    assert told["The oven control restarts 15 minutes aft"] == []
    assert_exact(assistant, reply)


def test_a_footnote_names_the_other_documents_with_the_same_words(assistant: Assistant) -> None:
    reply = assistant.ask("Who may bake with the oven?")

    assert isinstance(reply, Answer)
    citation = reply.citations[0]
    assert citation.document_id == "v10/oven.md"
    named = [place.document_id for place in citation.also]
    assert named == ["v9/oven.md", "v2/oven.md", "v1/oven.md"]
    for place in citation.also:
        text = assistant.document(place.document_id).text
        assert text[place.start : place.end] == citation.quote


def test_only_words_to_the_letter_are_named(assistant: Assistant) -> None:
    reply = assistant.ask("What is the oven cleaned with?")

    assert isinstance(reply, Answer)
    quotes = {one.quote: [place.document_id for place in one.also] for one in reply.citations}
    wire = "The oven is cleaned with a wire brush every Sunday."
    assert quotes[wire] == ["v9/oven.md", "v1/oven.md"]


def test_the_version_that_a_question_names_stands_for_the_others(assistant: Assistant) -> None:
    first, *_ = assistant.search("According to v2, who may bake with the oven?", k=3)

    assert first.document_id == "v2/oven.md"
    assert len(first.duplicates) == 3


def test_very_many_duplicates_leave_room_for_others(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(60):
        (folder / f"copy-{number}.md").write_text("# Tea\n\nTea is steeped for four minutes.\n")
    (folder / "cold.md").write_text("# Cold tea\n\nCold tea is steeped for a whole night.\n")
    ingest([folder], index=tmp_path / "index")

    with Assistant.open(tmp_path / "index") as assistant:
        first, second = assistant.search("How long is tea steeped?", k=2)

    assert first.document_id == "copy-59.md"
    assert len(first.duplicates) == 59
    assert second.document_id == "cold.md"
