from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import DocumentNotFound, Generation, Index, Kind, Scope
from corpus.generation import EVERYTHING
from corpus.tables import chunk_from_row, chunk_row
from tests.corpus.sample import cut, is_nearly, publish, text
from tests.fakes import HashEncoder

ANIMALS = {
    "birds.md": [
        (Kind.HEADING, "# Birds\n"),
        text("Storks clatter with their bills.\n"),
        text("Owls hunt at night.\n"),
        (Kind.BOILERPLATE, "Share this page about owls.\n"),
    ],
    "fish.md": [
        text("Eels swim to the Sargasso Sea.\n"),
        (Kind.LIST, "- carp\n- fine-finned pike\n"),
    ],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("animals") / "index"
    publish(path, ANIMALS, HashEncoder(), heading=("Wild life",))
    return path


@pytest.fixture(params=[20_000, 0], ids=["exact", "graph"])
def generation(index: Path, request: pytest.FixtureRequest) -> Generation:
    return Index(index, exact_limit=request.param).current()


def dense(
    generation: Generation, question: str, k: int = 10, scope: Scope = EVERYTHING
) -> list[str]:
    vector = HashEncoder().encode_query(question)
    return [hit.chunk_id for hit in generation.search_dense(vector, k, scope)]


def lexical(generation: Generation, *words: str, scope: Scope = EVERYTHING) -> list[str]:
    return [hit.chunk_id for hit in generation.search_text(words, 10, scope)]


def test_the_document_is_its_chunks_joined(generation: Generation) -> None:
    document = generation.document("birds.md")
    chunks = generation.chunks("birds.md")

    assert document.text == "".join(part for _, part in ANIMALS["birds.md"])
    assert [chunk.text for chunk in chunks] == [part for _, part in ANIMALS["birds.md"]]
    assert all(chunk.span.of(document.text) == chunk.text for chunk in chunks)


def test_sources_count_what_is_searchable(generation: Generation) -> None:
    counts = {source.document_id: source.chunks for source in generation.sources()}

    assert counts == {"birds.md": 2, "fish.md": 2}
    assert generation.manifest.chunks == 6
    assert generation.manifest.searchable == 4


def test_dense_search_finds_the_nearest_first_with_its_cosine(generation: Generation) -> None:
    vector = HashEncoder().encode_query("A title\nWild life\nOwls hunt at night.")

    best = generation.search_dense(vector, 1)[0]

    expected = generation.vectors([best.chunk_id])[0] @ vector
    assert best.chunk_id == "birds.md#2"
    assert best.score == pytest.approx(expected, abs=1e-6)


def test_dense_search_never_returns_headings_or_boilerplate(generation: Generation) -> None:
    assert sorted(dense(generation, "owls")) == [
        "birds.md#1",
        "birds.md#2",
        "fish.md#0",
        "fish.md#1",
    ]


def test_dense_search_keeps_to_its_scope(generation: Generation) -> None:
    fish = Scope(documents=frozenset({"fish.md"}))
    fish_text = Scope(documents=frozenset({"fish.md"}), without=frozenset({Kind.LIST}))

    assert sorted(dense(generation, "owls", scope=fish)) == ["fish.md#0", "fish.md#1"]
    assert dense(generation, "owls", scope=fish_text) == ["fish.md#0"]
    assert dense(generation, "owls", scope=Scope(documents=frozenset())) == []
    assert dense(generation, "owls", scope=Scope(documents=frozenset({"cats.md"}))) == []


def test_dense_search_for_nothing_returns_nothing(generation: Generation) -> None:
    assert dense(generation, "owls", k=0) == []


def test_text_search_finds_other_forms_and_ignores_case_and_accents(
    generation: Generation,
) -> None:
    assert lexical(generation, "HUNTING") == ["birds.md#2"]
    assert lexical(generation, "òwl") == ["birds.md#2"]


@pytest.mark.parametrize(
    "word", ['fine-finned"', "fine-finned", "title:storks", "NOT", "a*", "(", "-", "\0", "", '"']
)
def test_text_search_takes_every_word_literally(generation: Generation, word: str) -> None:
    hits = lexical(generation, word, "carp")

    assert hits[0] == "fish.md#1"


def test_text_search_returns_positive_scores_best_first(generation: Generation) -> None:
    hits = generation.search_text(["owls", "night", "sea"], 10)

    assert [hit.chunk_id for hit in hits] == ["birds.md#2", "fish.md#0"]
    assert hits[0].score > hits[1].score > 0


def test_text_search_breaks_ties_by_chunk_id(generation: Generation) -> None:
    hits = generation.search_text(["wild"], 10)

    assert len(hits) == 4
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))


def test_text_search_keeps_to_its_scope(generation: Generation) -> None:
    scope = Scope(documents=frozenset({"fish.md"}), without=frozenset({Kind.LIST}))

    assert lexical(generation, "wild", scope=scope) == ["fish.md#0"]


def test_text_search_without_any_word_finds_nothing(generation: Generation) -> None:
    assert lexical(generation) == []
    assert lexical(generation, "?", "--") == []


def test_frequency_counts_the_chunks_own_words_only(generation: Generation) -> None:
    assert generation.frequency("hunted") == 1
    assert generation.frequency("fine-finned") == 1
    assert generation.frequency("wild") == 0
    assert generation.frequency("?") == 0


def test_passages_come_in_the_order_asked_for(generation: Generation) -> None:
    passages = generation.passages(["fish.md#1", "birds.md#1"])

    assert [passage.chunk.id for passage in passages] == ["fish.md#1", "birds.md#1"]
    assert {passage.title for passage in passages} == {"A title"}
    assert {passage.score for passage in passages} == {0.0}


def test_what_is_not_there_is_named(generation: Generation) -> None:
    with pytest.raises(DocumentNotFound, match=r"no document 'cats\.md'"):
        generation.document("cats.md")
    with pytest.raises(DocumentNotFound, match=r"no document 'cats\.md'"):
        generation.chunks("cats.md")
    with pytest.raises(DocumentNotFound, match=r"no chunk 'birds\.md#9'"):
        generation.chunk("birds.md#9")


def test_equal_vectors_are_ranked_by_chunk_id(tmp_path: Path) -> None:
    twins = {f"twin{number:02}.md": [text("Two of a kind.\n")] for number in range(12)}
    publish(tmp_path, twins, HashEncoder())

    with Index.open(tmp_path) as index:
        found = dense(index.current(), "kind", k=5)

    assert found == [f"twin{number:02}.md#0" for number in range(5)]


def test_the_graph_agrees_with_the_exact_search(tmp_path: Path) -> None:
    words = [f"Number {number} likes {number % 7} and {number % 11}.\n" for number in range(300)]
    publish(tmp_path, {"numbers.md": [text(line) for line in words]}, HashEncoder())

    with Index.open(tmp_path) as exact, Index.open(tmp_path, exact_limit=0) as graph:
        vectors = [HashEncoder().encode_query(f"likes {n} and 3") for n in range(7)]
        expected = [exact.current().search_dense(vector, 10) for vector in vectors]
        found = [graph.current().search_dense(vector, 10) for vector in vectors]

    assert all(is_nearly(hits, exact) for hits, exact in zip(found, expected, strict=True))


def test_block_chunks_are_the_chunks_of_one_block_in_order(tmp_path: Path) -> None:
    from dataclasses import replace

    from corpus import Span

    document, chunks = cut("list.md", [text("Intro\n"), (Kind.LIST, "- a\n"), (Kind.LIST, "- b\n")])
    block = Span(6, 14)
    chunks = (chunks[0], *(replace(chunk, block=block, lead=Span(0, 5)) for chunk in chunks[1:]))
    with Index.write(tmp_path) as draft:
        draft.put(document, chunks, root="/docs", chunking="1")
        draft.encode(HashEncoder, lambda done, total: None)
        draft.publish(lambda done, total: None)

    with Index.open(tmp_path) as index:
        generation = index.current()

        assert generation.chunks("list.md") == chunks
        assert generation.block_chunks(chunks[2]) == chunks[1:]
        assert generation.block_chunks(chunks[0]) == (chunks[0],)


def test_the_chunk_before_is_of_the_same_document(generation: Generation) -> None:
    first, second = generation.chunks("birds.md")[:2]

    assert generation.chunk_before(second) == first
    assert generation.chunk_before(first) is None


def test_vectors_come_back_as_they_were_encoded(generation: Generation) -> None:
    expected = HashEncoder().encode_query("A title > Wild life\nEels swim to the Sargasso Sea.")

    found = generation.vectors(["fish.md#0"])

    assert np.allclose(found, [expected], atol=1e-6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    heading=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_a_chunk_survives_being_stored(heading: list[str], words: str) -> None:
    _, (chunk,) = cut("any.md", [text(words)], heading=tuple(heading))

    assert chunk_from_row(chunk_row(chunk)) == chunk


def test_homogeneity_is_the_mean_similarity_of_two_chunks(generation: Generation) -> None:
    ids = [
        chunk.id for name in ANIMALS for chunk in generation.chunks(name) if chunk.kind.searchable
    ]
    vectors = generation.vectors(ids)
    similar = vectors @ vectors.T
    pairs = similar[np.triu_indices(len(ids), k=1)]

    assert len(ids) > 2
    assert generation.homogeneity() == pytest.approx(float(pairs.mean()), abs=1e-5)


def test_a_single_chunk_has_no_homogeneity(tmp_path: Path) -> None:
    publish(tmp_path, {"birds.md": [text("Owls hunt at night.\n")]}, HashEncoder())

    assert Index(tmp_path).current().homogeneity() == 0.0
