import asyncio
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant import Answer, Assistant, Turn


@pytest.fixture(scope="module")
def bread(bread_index: Path) -> Assistant:
    return Assistant.open(bread_index)


def test_the_retriever_works_in_a_chain_and_says_where_words_stand(bread: Assistant) -> None:
    def quoted(documents: list[Document]) -> bool:
        return all(
            bread.document(one.metadata["document_id"]).text[
                one.metadata["start"] : one.metadata["end"]
            ]
            == one.page_content
            for one in documents
        )

    retriever = bread.as_retriever(k=3)
    chain = {"found": retriever, "asked": RunnablePassthrough()} | RunnableLambda(
        lambda made: (len(made["found"]), quoted(made["found"]), made["asked"])
    )

    assert isinstance(retriever, BaseRetriever)
    assert chain.invoke("starter") == (3, True, "starter")
    assert len(asyncio.run(retriever.ainvoke("starter"))) == 3


def test_the_runnable_works_in_a_chain(bread: Assistant) -> None:
    question = "Why does my sourdough bread taste sour?"
    chain = bread.as_runnable() | RunnableLambda(lambda reply: reply.citations[0].quote)

    plain = chain.invoke(question)
    with_history = chain.invoke({"question": question, "history": [Turn("Hello")]})
    awaited = asyncio.run(chain.ainvoke(question))

    assert plain == with_history == awaited == "The sour taste comes from lactic acid."


def test_the_tool_gives_text_with_footnotes_and_the_reply(bread: Assistant) -> None:
    tool = bread.as_tool()

    message = tool.invoke(
        {
            "type": "tool_call",
            "id": "1",
            "name": tool.name,
            "args": {"question": "Why does my sourdough bread taste sour?"},
        }
    )

    assert "lactic acid. [1]" in message.content
    assert "[1] The Sourdough Book, line" in message.content
    assert isinstance(message.artifact, Answer)
