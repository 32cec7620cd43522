"""Documents, chunks and the index they are kept in."""

from corpus.addressed import is_addressed_to_a_model
from corpus.clean import clean
from corpus.draft import Draft
from corpus.encoder import (
    BUNDLED_ENCODER,
    Encoder,
    LightEncoder,
    TransformerEncoder,
    asking_encoder,
    indexing_encoder,
    light_encoder,
)
from corpus.errors import (
    CaseError,
    ConversationNotFound,
    DocumentError,
    DocumentNotFound,
    EncoderError,
    EncoderMismatch,
    FootnoteError,
    GenerationGone,
    HistoryError,
    IndexFormatError,
    IndexLocked,
    IndexNotFound,
    IndexUnusable,
    ModelError,
    QuestionError,
    ReplyError,
    RootError,
    ServerError,
    SettingsError,
)
from corpus.generation import Generation
from corpus.index import Index
from corpus.manifest import Manifest
from corpus.orders import Unordered, order_spans, without_orders
from corpus.pointer import replace_text
from corpus.remote import Cost, Server, cache_folder
from corpus.sentences import sentence_spans
from corpus.tokens import MAX_TOKENS, count_tokens, counting_tokenizer
from corpus.types import (
    Block,
    Chunk,
    Document,
    Hit,
    Kind,
    Passage,
    Place,
    Scope,
    Section,
    Source,
    Span,
)
from corpus.words import content_words, stem, stems, words

__all__ = [
    "BUNDLED_ENCODER",
    "MAX_TOKENS",
    "Block",
    "CaseError",
    "Chunk",
    "ConversationNotFound",
    "Cost",
    "Document",
    "DocumentError",
    "DocumentNotFound",
    "Draft",
    "Encoder",
    "EncoderError",
    "EncoderMismatch",
    "FootnoteError",
    "Generation",
    "GenerationGone",
    "HistoryError",
    "Hit",
    "Index",
    "IndexFormatError",
    "IndexLocked",
    "IndexNotFound",
    "IndexUnusable",
    "Kind",
    "LightEncoder",
    "Manifest",
    "ModelError",
    "Passage",
    "Place",
    "QuestionError",
    "ReplyError",
    "RootError",
    "Scope",
    "Section",
    "Server",
    "ServerError",
    "SettingsError",
    "Source",
    "Span",
    "TransformerEncoder",
    "Unordered",
    "asking_encoder",
    "cache_folder",
    "clean",
    "content_words",
    "count_tokens",
    "counting_tokenizer",
    "indexing_encoder",
    "is_addressed_to_a_model",
    "light_encoder",
    "order_spans",
    "replace_text",
    "sentence_spans",
    "stem",
    "stems",
    "without_orders",
    "words",
]
