import json
import math
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.evidence.raw import RawReader, RawScores
from assistant.evidence.trained import BUNDLED_WEIGHTS, NOTHING_SAID, TrainedReader
from corpus import SettingsError

QUESTION = "How long does the bread bake?"
UNITS = [
    "The bread rises for two hours.",
    "It bakes for forty minutes at 230 degrees.",
    "Ovens need cleaning.",
]
PASSAGES = [
    ("Bread > Baking", UNITS),
    ("Bread > Baking", UNITS[:1]),
    ("", ["Ovens need cleaning."] * 12),
    ("Bread", ["A very long recipe " * 200, *UNITS]),
    ("Empty", []),
    ("Ovens", [" ".join(UNITS)] * 7),
]
KINDS = ["untrained", *(["bundled"] if BUNDLED_WEIGHTS.exists() else [])]


@pytest.fixture(scope="module", params=KINDS)
def weights(request: pytest.FixtureRequest, untrained_file: Path) -> Path:
    return BUNDLED_WEIGHTS if request.param == "bundled" else untrained_file


@pytest.fixture(scope="module")
def reader(weights: Path) -> TrainedReader:
    return TrainedReader.open(weights)


def is_sound(scores: RawScores, units: Sequence[str]) -> bool:
    numbers = (scores.passage, *scores.units)
    return len(scores.units) == len(units) and all(map(math.isfinite, numbers))


def test_one_score_a_passage_and_one_a_unit(reader: TrainedReader) -> None:
    scores = reader.read(QUESTION, PASSAGES)

    assert len(scores) == len(PASSAGES)
    assert all(is_sound(one, units) for one, (_, units) in zip(scores, PASSAGES, strict=True))
    assert len(set(scores[0].units)) == len(UNITS)


def test_scores_do_not_depend_on_what_else_is_read(weights: Path, reader: TrainedReader) -> None:
    together = dict(zip(range(len(PASSAGES)), reader.read(QUESTION, PASSAGES), strict=True))
    order = [3, 0, 5, 2, 4, 1]
    # A reader of its own, for the other one remembers.
    fresh = TrainedReader.open(weights)

    alone = {number: fresh.read(QUESTION, [PASSAGES[number]])[0] for number in order}

    assert alone == together


def test_threads_share_a_reader(weights: Path, reader: TrainedReader) -> None:
    fresh = TrainedReader.open(weights)
    questions = [f"{QUESTION} Tray {number}?" for number in range(6)]

    with ThreadPoolExecutor(6) as pool:
        at_once = list(pool.map(lambda question: fresh.read(question, PASSAGES[:2]), questions))

    assert at_once == [reader.read(question, PASSAGES[:2]) for question in questions]


def test_question_and_what_stands_above_are_read_too(reader: TrainedReader) -> None:
    (usual, other_title) = reader.read(QUESTION, [("Bread", UNITS), ("Washing machines", UNITS)])
    (other_question,) = reader.read("Who invented radio?", [("Bread", UNITS)])

    assert len({usual.passage, other_title.passage, other_question.passage}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "你好，世界。",
        "🍞" * 300,
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞" * 4,
        "\u202eright to left\u202c \u200b\u200d\ufeff\x00\x07",
        "[SEP] [CLS] [MASK] [unused1] [PAD]",
        "x" * 5000,
    ],
    ids=["empty", "blank", "chinese", "emoji", "zalgo", "controls", "specials", "one-word"],
)
def test_any_text_has_a_score(reader: TrainedReader, text: str) -> None:
    passages = [(text, [text, "Two hours.", text]), ("Bread", [text])]

    scores = [*reader.read(QUESTION, passages), *reader.read(text, passages)]

    assert all(is_sound(one, units) for one, (_, units) in zip(scores, passages * 2, strict=True))


def test_a_passage_without_units_says_nothing(reader: TrainedReader) -> None:
    assert reader.read(QUESTION, [("Bread", [])]) == (RawScores(NOTHING_SAID, ()),)
    assert reader.read(QUESTION, []) == ()


def test_a_long_unit_is_as_good_as_its_best_part(reader: TrainedReader) -> None:
    long = "It bakes for forty minutes. " * 200

    (whole, first) = reader.read(QUESTION, [("Bread", [long]), ("Bread", [long[:300]])])

    assert is_sound(whole, [long])
    assert whole.units != first.units


def test_five_thousand_words_are_read_to_the_end(reader: TrainedReader) -> None:
    units = [
        f"Loaf {number} is number {number} of many loaves in this shop." for number in range(450)
    ]

    (one, other) = reader.read(QUESTION, [("Bread", units), ("Bread", [*units[:-1], UNITS[1]])])

    assert sum(len(unit.split()) for unit in units) > 4_900
    assert is_sound(one, units)
    assert one.units[:400] == other.units[:400]
    assert one.units[-1] != other.units[-1]


def test_a_question_of_two_thousand_characters_can_be_read(reader: TrainedReader) -> None:
    question = ("How long does a very large loaf bake? " * 60)[:2000]

    (scores,) = reader.read(question, [("Bread", UNITS)])

    assert is_sound(scores, UNITS)


def test_its_identity_tells_its_weights(weights: Path, reader: TrainedReader) -> None:
    expected = json.loads(weights.with_suffix(".json").read_text())["sha256"]
    raw: RawReader = reader

    assert raw.identity == f"trained-{expected[:8]}"


def damaged(folder: Path, weights: bytes | None, digest: str | None) -> Path:
    path = folder / "reader.onnx"
    if weights is not None:
        path.write_bytes(weights)
    if digest is not None:
        path.with_suffix(".json").write_text(digest)
    return path


@pytest.mark.parametrize(
    ("content", "digest", "reason"),
    [
        (None, None, "No such file"),
        (b"weights", None, "No such file"),
        (None, '{"sha256": "00"}', "No such file"),
        (b"weights", '{"sha256": "00"}', "is damaged"),
        (b"weights", "{}", "sha256"),
        (b"weights", "[]", "cannot be opened"),
        (b"weights", "not json", "cannot be opened"),
    ],
    ids=["none", "no-digest", "no-weights", "other", "no-key", "list", "not-json"],
)
def test_missing_or_damaged_weights_are_one_clear_error(
    tmp_path: Path, content: bytes | None, digest: str | None, reason: str
) -> None:
    path = damaged(tmp_path, content, digest)

    with pytest.raises(SettingsError, match=rf"(?s){reason}.*FOOTNOTE_READER=first") as caught:
        TrainedReader.open(path)

    assert str(path) in str(caught.value)


def test_weights_that_onnxruntime_cannot_run_are_one_clear_error() -> None:
    with pytest.raises(SettingsError, match=r"onnxruntime .*FOOTNOTE_READER=first"):
        TrainedReader(b"not a graph", "00")


def test_reading_needs_no_torch(untrained_file: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from assistant.evidence.trained import TrainedReader;"
        f"TrainedReader.open(Path({str(untrained_file)!r})).read('Why?', [('Bread', ['Yes.'])]);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx'};"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")
