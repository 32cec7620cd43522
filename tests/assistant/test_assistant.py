import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import (
    Abstention,
    Answer,
    Assistant,
    Claimed,
    Composed,
    Decided,
    Form,
    Read,
    Reason,
    Replied,
    Reply,
    Retrieved,
    Settings,
    Turn,
    Understood,
)
from corpus import (
    DocumentNotFound,
    Kind,
)
from ingest import ingest
from tests.assistant.exact import assert_exact


def test_a_faq_question_gets_its_answer_with_exact_footnotes(bread: Assistant) -> None:
    reply = bread.ask("Why does my sourdough bread taste sour?")

    assert isinstance(reply, Answer)
    assert reply.text == (
        "The sour taste comes from lactic acid. [1] "
        "Bacteria in the starter make the acid while the dough rests. [2]"
    )
    assert reply.citations[0].heading[-1] == "Frequently asked questions"
    assert_exact(bread, reply)


def test_a_list_question_gets_the_whole_list(bread: Assistant) -> None:
    reply = bread.ask("Which things does a home baker need?")

    assert isinstance(reply, Answer)
    items = [claim.text for claim in reply.claims if claim.form is Form.ITEM]
    assert items == [
        "a scale that weighs single grams",
        "a bowl with a lid",
        "a dough scraper",
        "a cast iron pot",
    ]
    assert_exact(bread, reply)


def test_a_table_question_gets_the_row_with_its_header(bread: Assistant) -> None:
    reply = bread.ask("How much protein has rye flour?")

    assert isinstance(reply, Answer)
    row = next(claim for claim in reply.claims if claim.text.startswith("Rye"))
    assert row.text == "Rye: Protein: 9 percent; Best for: dark bread"
    assert [citation.quote for citation in row.citations] == [
        "| Rye | 9 percent | dark bread |",
        "| Flour | Protein | Best for |",
    ]
    assert_exact(bread, reply)


@pytest.mark.parametrize("question", ["What is LoRA?", "Who won the world cup in 1998?"])
def test_what_no_document_says_is_abstained_from(bread: Assistant, question: str) -> None:
    reply = bread.ask(question)

    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NOT_ANSWERED
    assert len(reply.nearest) == 3
    assert (reply.claims, reply.citations) == ((), ())


def test_a_question_asked_twice_returns_both_answers(digests: Assistant) -> None:
    reply = digests.ask("Which approach should I prioritize: fine-tuning or prompt engineering?")

    assert isinstance(reply, Answer)
    starts = {citation.line for citation in reply.citations}
    assert len(starts) == 2
    assert_exact(digests, reply)


@pytest.mark.parametrize(
    "question", ["What is LoRA?", "What does it cost per token to fine-tune GPT-4?"]
)
def test_near_questions_that_the_digests_do_not_answer(digests: Assistant, question: str) -> None:
    assert isinstance(digests.ask(question), Abstention)


def test_nothing_in_scope_is_nothing_found(bread: Assistant) -> None:
    reply = bread.ask("Why is bread sour?", documents=[])

    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NOTHING_FOUND
    assert reply.nearest == ()


def test_documents_and_kinds_can_be_left_out(bread: Assistant) -> None:
    reply = bread.ask(
        "How long does flour keep?", documents=["flour.md", "tools.md"], without={Kind.FAQ}
    )

    assert {citation.document_id for citation in reply.citations} <= {"flour.md", "tools.md"}


def test_the_same_question_gets_the_same_reply(bread: Assistant) -> None:
    def told(reply: Reply) -> dict[str, object]:
        return {key: value for key, value in reply.to_dict().items() if key != "seconds"}

    first, second = (bread.ask("How often is a starter fed?") for _ in range(2))

    assert told(first) == told(second)


def test_a_misspelt_question_is_read_right_and_says_so(bread: Assistant) -> None:
    reply = bread.ask("Why does my sourdouhg bread taste sour?")

    assert isinstance(reply, Answer)
    assert reply.standalone_question == "Why does my sourdough bread taste sour?"
    assert [notice.code for notice in reply.notices] == ["respelled"]


def test_a_stream_tells_each_stage_and_ends_with_its_reply(bread: Assistant) -> None:
    events = list(bread.stream("Why does my sourdough bread taste sour?"))

    stages = [Understood, Retrieved, Read, Decided, Composed, Claimed, Claimed, Replied]
    assert [type(event) for event in events] == stages
    composed, *claimed, replied = events[4:]
    assert isinstance(composed, Composed)
    assert isinstance(replied, Replied)
    shown = tuple(event.claim for event in claimed if isinstance(event, Claimed))
    assert shown == composed.claims == replied.reply.claims


def test_a_stream_without_an_answer_ends_with_its_decision_and_reply(bread: Assistant) -> None:
    *events, decided, replied = bread.stream("Who won the world cup in 1998?")

    assert [type(event) for event in events] == [Understood, Retrieved, Read]
    assert isinstance(decided, Decided)
    assert isinstance(replied, Replied)
    assert decided.reason is replied.reply.reason is Reason.NOT_ANSWERED
    assert decided.confidence == replied.reply.confidence < decided.threshold == bread.threshold


def test_awaited_answers_are_the_same(bread: Assistant) -> None:
    async def both() -> tuple[Reply, list[object]]:
        reply = await bread.aask("How often is a starter fed?", history=[Turn("Hello")])
        return reply, [event async for event in bread.astream("How often is a starter fed?")]

    reply, events = asyncio.run(both())

    assert isinstance(events[-1], Replied)
    assert reply.text == events[-1].reply.text == bread.ask("How often is a starter fed?").text


def test_a_sentence_that_leans_on_the_one_before_brings_it(tmp_path: Path) -> None:
    (tmp_path / "aga.md").write_text(
        "# Cookers\n\nThe Aga is a cooker of cast iron. It was invented by Gustaf Dalen in 1922.\n"
    )
    ingest([tmp_path / "aga.md"], index=tmp_path / "index")

    with Assistant.open(tmp_path / "index") as assistant:
        reply = assistant.ask("Who invented the Aga cooker?")

    assert [claim.text for claim in reply.claims] == [
        "The Aga is a cooker of cast iron.",
        "It was invented by Gustaf Dalen in 1922.",
    ]


def test_a_long_list_is_shortened_and_says_how_much_is_left(tmp_path: Path) -> None:
    items = "\n".join(
        f"- spice number {n} tastes of sunshine and of summer rain" for n in range(60)
    )
    (tmp_path / "spices.md").write_text(f"# Spices\n\nThe spices of the kitchen are:\n\n{items}\n")
    ingest([tmp_path / "spices.md"], index=tmp_path / "index")

    with Assistant.open(tmp_path / "index", Settings(block_words=60)) as assistant:
        reply = assistant.ask("Which things are the spices of the kitchen?")

    assert isinstance(reply, Answer)
    quoted = sum(len(citation.quote.split()) for citation in reply.citations)
    assert quoted <= 60
    left = 60 - sum(claim.form is Form.ITEM for claim in reply.claims)
    assert [n.text for n in reply.notices if n.code == "shortened"] == [
        f"{left} more in the document at the last footnote."
    ]


def test_an_open_assistant_sees_what_is_ingested_later(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Rolls\n\nRolls are baked for twelve minutes.\n")
    ingest([tmp_path / "a.md"], index=tmp_path / "index")

    with Assistant.open(tmp_path / "index") as assistant:
        before = assistant.ask("How long are pretzels boiled?")
        (tmp_path / "b.md").write_text("# Pretzels\n\nPretzels are boiled for thirty seconds.\n")
        ingest([tmp_path / "b.md"], index=tmp_path / "index")
        after = assistant.ask("How long are pretzels boiled?")

    assert before.generation != after.generation
    assert [citation.document_id for citation in after.citations] == ["b.md"]


def test_many_threads_get_their_own_answers(bread: Assistant) -> None:
    questions = [
        "Why does my sourdough bread taste sour?",
        "How long does a loaf stay fresh?",
        "How often is a starter fed?",
    ] * 4
    alone = {question: bread.ask(question).text for question in questions}

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: bread.ask(question).text, questions))

    assert together == [alone[question] for question in questions]


def test_search_and_sources(bread: Assistant) -> None:
    passages = bread.search("starter", k=2)

    assert len(passages) == 2
    assert passages[0].document_id == "sourdough.md"
    assert [source.document_id for source in bread.sources()] == [
        "flour.md",
        "sourdough.md",
        "tools.md",
    ]


def test_an_unknown_document_is_a_clear_error(bread: Assistant) -> None:
    with pytest.raises(DocumentNotFound, match=r"cake\.md"):
        bread.document("cake.md")


def test_asking_imports_no_torch(bread_index: Path) -> None:
    program = (
        "import sys; from assistant import Assistant;"
        f"Assistant.open({str(bread_index)!r}).ask('Why is it sour?');"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'streamlit',"
        "'langchain', 'langchain_core', 'sklearn', 'scipy'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.strip() == "[]", done.stderr
