"""The assistant as LangChain parts: a retriever, a runnable, a tool."""

from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import ConfigDict

from assistant.reply import Reply
from assistant.types import Turn, place_to_dict
from corpus import Passage

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class FootnoteRetriever(BaseRetriever):
    """Passages of a Footnote index as LangChain documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Any
    """The `Assistant` whose index is searched."""
    k: int = 8
    """Passages returned."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(passage) for passage in self.assistant.search(query, self.k)]


def retriever(assistant: "Assistant", k: int) -> BaseRetriever:
    """A retriever of `k` passages; each document's metadata says where its text stands."""
    return FootnoteRetriever(assistant=assistant, k=k)


def runnable(assistant: "Assistant") -> Runnable[str | dict[str, Any], Reply]:
    """A runnable from a question, or `{"question": ..., "history": [Turn, ...]}`, to a reply."""

    def ask(asked: str | dict[str, Any]) -> Reply:
        return assistant.ask(*_asked(asked))

    async def aask(asked: str | dict[str, Any]) -> Reply:
        return await assistant.aask(*_asked(asked))

    return RunnableLambda(ask, afunc=aask, name="footnote")


def tool(assistant: "Assistant") -> BaseTool:
    """A tool that gives the answer with its footnotes as text, and the reply as its artifact."""

    def ask_documents(question: str) -> tuple[str, Reply]:
        """Answer a question from the documents, with a footnote to the exact words."""
        reply = assistant.ask(question)
        notes = [f"[{c.marker}] {c.title}, {c.place}: {c.quote}" for c in reply.citations]
        return "\n".join([reply.text, *notes]), reply

    return StructuredTool.from_function(ask_documents, response_format="content_and_artifact")


def _asked(asked: str | dict[str, Any]) -> tuple[str, tuple[Turn, ...]]:
    if isinstance(asked, str):
        return asked, ()
    return str(asked["question"]), tuple(asked.get("history", ()))


def _document(passage: Passage) -> Document:
    return Document(
        page_content=passage.text,
        id=passage.chunk.id,
        metadata={
            "document_id": passage.document_id,
            "title": passage.title,
            "heading": list(passage.heading),
            "start": passage.start,
            "end": passage.end,
            "kind": passage.chunk.kind.value,
            "score": passage.score,
            "also": [place_to_dict(place) for place in passage.duplicates],
        },
    )
