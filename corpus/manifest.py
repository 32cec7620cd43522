"""What a generation says about itself."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from corpus.encoder import Encoder
from corpus.errors import EncoderMismatch, IndexFormatError

FORMAT = 2
"""Version of the files of an index."""
_OLDEST_FORMAT = 1
"""Of released versions; what it lacks is read as empty, and the next ingest brings it up."""


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What tells one encoder's vectors from another's."""

    name: str
    digest: str
    dimensions: int

    @classmethod
    def of(cls, encoder: Encoder) -> Self:
        """The identity of a loaded encoder."""
        return cls(encoder.name, encoder.digest, encoder.dimensions)

    def __str__(self) -> str:
        return f"{self.name!r} (weights {self.digest[:12]}, {self.dimensions} dimensions)"


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One of the segments that a generation's chunks lie in."""

    name: str
    documents: int
    vectors: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of one published generation."""

    format: int
    generation: str
    created: str
    """Date and time in ISO 8601, UTC."""
    encoder: str
    """Name of the encoder that made the vectors."""
    encoder_digest: str
    """SHA-256 of its weights."""
    dimensions: int
    """Length of a vector."""
    chunking: str
    """Version of the splitting that made the newest documents' chunks."""
    documents: int
    chunks: int
    searchable: int
    """Chunks that can be retrieved."""
    segments: tuple[SegmentRecord, ...]
    """Where their vectors are; every document lies in one of them with all its chunks."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of the generation in `folder`.

        Raises:
            IndexFormatError: It is of an unknown format, damaged, or gone.
        """
        index = str(folder.parent)
        try:
            values = json.loads((folder / "manifest.json").read_text("utf-8"))
            found = values["format"]
            if found == FORMAT:
                segments = tuple(SegmentRecord(**record) for record in values.pop("segments"))
                return cls(**values, segments=segments)
            if found == _OLDEST_FORMAT:
                return cls(**values, segments=_only_segment(values))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexFormatError(
                f"Index {index!r} has no usable manifest in {folder.name!r}: {error}. "
                "Make it anew with `footnote ingest ... --index NEW_FOLDER`."
            ) from error
        raise IndexFormatError(
            f"Index {index!r} has format {found!r}, and this version of Footnote reads formats "
            f"{_OLDEST_FORMAT} and {FORMAT}. Use the version that wrote it, or make it anew with "
            "`footnote ingest ... --index NEW_FOLDER`."
        )

    @property
    def notice(self) -> str | None:
        """One line for who uses an index of an older format; `None` for a current one."""
        if self.format == FORMAT:
            return None
        return (
            f"This index has the older format {self.format}: it answers as before, and the next "
            "`footnote ingest` of its folders brings it up to date."
        )

    @property
    def encoder_identity(self) -> EncoderIdentity:
        """Name, digest and dimensions of the encoder."""
        return EncoderIdentity(self.encoder, self.encoder_digest, self.dimensions)

    def write(self, folder: Path) -> None:
        """Keeps this manifest in the generation's folder."""
        (folder / "manifest.json").write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")

    def check(self, encoder: Encoder | str, index: Path) -> None:
        """Raises `EncoderMismatch` unless the vectors were made by `encoder`.

        A bare name is compared with the name alone.
        """
        if isinstance(encoder, str):
            same, theirs = encoder == self.encoder, repr(encoder)
        else:
            identity = EncoderIdentity.of(encoder)
            same, theirs = identity == self.encoder_identity, str(identity)
        if not same:
            raise EncoderMismatch(
                f"Index {str(index)!r} was built with the encoder {self.encoder_identity}, "
                f"not with {theirs}. "
                f"Set FOOTNOTE_ENCODER={self.encoder}, or ingest into another --index."
            )


def _only_segment(values: dict[str, Any]) -> tuple[SegmentRecord, ...]:
    """In format 1 a generation kept all vectors in its own folder."""
    if not values["searchable"]:
        return ()
    return (SegmentRecord(values["generation"], values["documents"], values["searchable"]),)
