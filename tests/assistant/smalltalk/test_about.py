from pathlib import Path

from assistant.smalltalk import Corpus, Talk, corpus_of, reply_to
from corpus import Index


def test_a_corpus_is_told_by_its_titles_counts_questions_and_headings(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        corpus = corpus_of(index.current())
        sources = index.current().sources()

    assert corpus.titles == tuple(source.title for source in sources)
    assert corpus.sections == sum(source.sections for source in sources)
    assert "Why does my sourdough bread taste sour?" in corpus.questions
    assert "Feeding" in corpus.headings
    assert "Frequently asked questions" not in corpus.headings


def test_only_the_documents_asked_are_told_of(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        one = index.current().sources()[0]
        corpus = corpus_of(index.current(), {one.document_id})
        nothing = corpus_of(index.current(), set())

    assert corpus.titles == (one.title,)
    assert nothing == Corpus()


def test_every_talk_has_a_reply_that_names_nothing_but_the_corpus() -> None:
    corpus = Corpus(("Rye", "Spelt"), 4, 1, ("Is rye dear?",), ("Milling",))

    for talk in Talk:
        reply = reply_to(talk, corpus)
        quoted = {part.partition("”")[0] for part in reply.split("“")[1:]}
        assert reply.strip() == reply and "  " not in reply
        assert quoted <= {"Rye", "Spelt", "Is rye dear?", "Milling"}
        assert 3 < len(reply) < 500


def test_an_index_without_documents_is_said_to_be_empty() -> None:
    for talk in (Talk.GREETING, Talk.ABILITIES, Talk.DOCUMENTS, Talk.SUBJECT):
        assert "no documents" in reply_to(talk, Corpus())
    for talk in Talk:
        assert reply_to(talk, Corpus()) == reply_to(talk, Corpus()).strip()


def test_of_many_documents_some_are_named_and_the_others_counted() -> None:
    corpus = Corpus(tuple(f"Volume {number}" for number in range(3000)), 1, 1)

    reply = reply_to(Talk.DOCUMENTS, corpus)

    assert "3,000 documents" in reply
    assert "“Volume 11” and 2,988 more" in reply


def test_a_greeting_names_the_only_document() -> None:
    corpus = Corpus(("Rye",))

    assert reply_to(Talk.GREETING, corpus) == (
        "Hello. I answer questions from one document, “Rye”. Ask me anything about what it says."
    )
