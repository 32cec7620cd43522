"""Everything Footnote raises on purpose.

FootnoteError
├── DocumentError        a file cannot become a document
├── RootError            two roots collide, or a path does not exist
├── IndexUnusable          the index as a whole
│   ├── IndexNotFound    there is none at this path
│   ├── IndexLocked      another ingest is writing
│   ├── IndexFormatError the index was written by an unknown version, or is damaged
│   ├── EncoderMismatch  the index was built with another encoder
│   ├── ServerError      the Chroma server that keeps it cannot be reached or used
│   └── GenerationGone   a newer generation took this one's place; ask the index again
├── DocumentNotFound     the index holds no such document or chunk
├── EncoderError         an encoder cannot be loaded or verified
├── QuestionError        the question is empty or too long
├── ModelError           a chat model cannot be reached, or its reply breaks off
├── ReplyError           JSON is not that of a reply or an exchange
├── HistoryError         the file of kept conversations cannot be used
├── ConversationNotFound a visitor has no such conversation
├── SettingsError        a setting is unknown or out of range
└── CaseError            an eval case or threshold file cannot be used

Each message names the thing, the reason and the way out.
"""


class FootnoteError(Exception):
    """Base of every error that Footnote raises on purpose."""


class DocumentError(FootnoteError):
    """A file cannot become a document; the message is the reason, without the path."""


class RootError(FootnoteError):
    """A path given to ingest does not exist, or two roots collide."""


class IndexUnusable(FootnoteError):
    """The index cannot be used."""


class IndexNotFound(IndexUnusable):
    """There is no index at this path."""


class IndexLocked(IndexUnusable):
    """Another process is writing this index."""


class IndexFormatError(IndexUnusable):
    """The index was written by an unknown version, or its files are damaged."""


class EncoderMismatch(IndexUnusable):
    """The index was built with another encoder than the one configured."""


class ServerError(IndexUnusable):
    """The Chroma server that keeps the index cannot be reached or used."""


class GenerationGone(IndexUnusable):
    """A newer generation took this one's place while it was read; `Index.read` asks again."""


class DocumentNotFound(FootnoteError):
    """The index holds no document or chunk of this id."""


class EncoderError(FootnoteError):
    """An encoder cannot be loaded, or its weights are not the expected ones."""


class QuestionError(FootnoteError):
    """The question is empty or too long."""


class ModelError(FootnoteError):
    """A chat model cannot be reached, refuses, or its reply breaks off."""


class ReplyError(FootnoteError):
    """JSON is not that of a reply or an exchange."""


class HistoryError(FootnoteError):
    """The file of kept conversations is damaged, too new, or cannot be read or written."""


class ConversationNotFound(FootnoteError):
    """A visitor has no conversation of this id, or it has no such exchange."""


class SettingsError(FootnoteError):
    """A setting is unknown or out of range."""


class CaseError(FootnoteError):
    """An eval case file or threshold file cannot be used."""
