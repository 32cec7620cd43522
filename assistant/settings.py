"""Every knob of the assistant: described, frozen, from arguments or `FOOTNOTE_*` variables."""

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.evidence import BUNDLED_READER
from corpus import BUNDLED_ENCODER, Server, SettingsError, cache_folder

SHIPPED_THRESHOLD = 0.45
"""Chosen for the bundled encoder and the reader that comes with the package."""

WORTH_ASKING = 0.15
"""Confidence below which a chat model would hardly find an answer either."""
LEAST_SUPPORT = 0.35
"""Support from which a model's sentence is shown."""


class Settings(BaseSettings):
    """How the assistant retrieves, decides and composes.

    Arguments win over environment variables, which win over the defaults.

    Raises:
        SettingsError: A name is unknown or a value out of range.
    """

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", frozen=True, extra="forbid")

    encoder: str = Field(
        default=BUNDLED_ENCODER,
        min_length=1,
        description="Encoder of the index: the bundled one, or a sentence-transformers model.",
    )
    reader: str = Field(
        default=BUNDLED_READER,
        min_length=1,
        description="Evidence reader: `bundled` for the trained one, `first` for similarity and "
        "words alone, or a sentence-transformers CrossEncoder.",
    )
    threshold: float = Field(
        default=SHIPPED_THRESHOLD,
        ge=0,
        le=1,
        description="Confidence from which an answer is given; below it the assistant abstains. "
        "Where it is not set, what `footnote eval calibrate` chose for the index comes first.",
    )
    retrieve_k: int = Field(
        default=24, ge=1, le=200, description="Passages retrieved for a question."
    )
    read_k: int = Field(
        default=10, ge=1, le=100, description="Passages of those that the evidence reader reads."
    )
    max_claims: int = Field(
        default=4, ge=1, le=20, description="Most sentences in an answer put together from text."
    )
    answer_words: int = Field(
        default=100, ge=10, le=1000, description="Words in an answer put together from text."
    )
    block_words: int = Field(
        default=300,
        ge=20,
        le=5000,
        description="Words shown of a whole FAQ answer, list or table before it is shortened.",
    )
    nearest_k: int = Field(
        default=3, ge=0, le=20, description="Nearest passages shown with an abstention."
    )
    question_chars: int = Field(
        default=2000, ge=10, le=100_000, description="Longest question taken, in characters."
    )

    chat_model: str = Field(
        default="",
        description="Chat model that words the answers, as LangChain names it: "
        "`openai:...`, `anthropic:...`, `ollama:...`. Empty: answers are the documents' sentences.",
    )
    chat_base_url: str = Field(
        default="",
        description="Where the model is served, for whatever speaks its provider's protocol, "
        "e.g. `http://localhost:8000/v1` for vLLM, llama.cpp or LM Studio with `openai:...`.",
    )
    chat_streaming: bool = Field(
        default=True, description="Whether the model's words are taken as they come."
    )
    chat_timeout: float = Field(
        default=30,
        gt=0,
        le=3600,
        description="Seconds without a word after which a model is given up.",
    )
    chat_deadline: float = Field(
        default=120, gt=0, le=3600, description="Seconds a model may take for one question in all."
    )
    chat_retries: int = Field(
        default=2, ge=0, le=10, description="Times a refused or failed request is sent again."
    )
    chat_requests_per_minute: float = Field(
        default=0, ge=0, description="Most requests sent to the model in a minute; 0 for no limit."
    )
    chat_prompt_tokens: int = Field(
        default=6000,
        ge=500,
        le=1_000_000,
        description="Tokens of a prompt, roughly; passages without room are left out.",
    )
    chat_reply_tokens: int = Field(
        default=1000, ge=50, le=100_000, description="Most tokens of a model's reply."
    )
    chat_rewrites: bool = Field(
        default=False, description="Whether the model rewrites follow-ups, too."
    )
    worth_asking: float = Field(
        default=WORTH_ASKING,
        ge=0,
        le=1,
        description="Confidence from which a model is asked; below it the assistant abstains.",
    )
    support: float = Field(
        default=LEAST_SUPPORT,
        ge=0,
        le=1,
        description="How far a model's sentence must be supported by the words it cites.",
    )

    chroma_url: str = Field(
        default="",
        description="Chroma server that keeps the index, e.g. `http://localhost:8000`. "
        "Empty: the index is a folder on this machine.",
    )
    chroma_token: str = Field(
        default="",
        repr=False,
        description="Token sent to the Chroma server with every request, as a bearer token.",
    )
    chroma_collection: str = Field(
        default="",
        description="Name of the index on the Chroma server. Empty: that of the index's folder.",
    )
    chroma_timeout: float = Field(
        default=30, gt=0, le=3600, description="Seconds the Chroma server may take to answer."
    )
    chroma_retry_seconds: float = Field(
        default=30,
        ge=0,
        le=3600,
        description="Seconds for which an ingest sends a failed request to the Chroma server "
        "again; a question gives up after 3 of them.",
    )
    chroma_lock_seconds: float = Field(
        default=60,
        ge=1,
        le=3600,
        description="Seconds without a sign of life after which an ingest into a Chroma server is "
        "taken to be dead, and another one may begin.",
    )
    cache: Path = Field(
        default_factory=cache_folder,
        description="Folder for what was fetched from a Chroma server.",
    )
    cache_chunks: int = Field(
        default=500_000,
        ge=0,
        description="Up to this many searchable chunks the words of an index on a Chroma server "
        "are fetched and searched here; a larger one is searched by meaning alone.",
    )

    @property
    def server(self) -> Server | None:
        """The Chroma server that keeps the index, if there is one.

        Raises:
            SettingsError: Its address or the name of the index on it cannot be used.
        """
        if not self.chroma_url:
            return None
        return Server(
            url=self.chroma_url,
            cache=self.cache,
            token=self.chroma_token,
            collection=self.chroma_collection,
            timeout_seconds=self.chroma_timeout,
            retry_seconds=self.chroma_retry_seconds,
            lock_seconds=self.chroma_lock_seconds,
            cache_chunks=self.cache_chunks,
        )

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]) if first["loc"] else "?"
            raise SettingsError(
                f"Setting {name!r} (FOOTNOTE_{name.upper()}) cannot be "
                f"{first.get('input')!r}: {first['msg']}. Correct it or leave it out."
            ) from error
