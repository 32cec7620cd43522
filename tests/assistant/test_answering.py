from collections.abc import Iterator, Sequence

import pytest

from assistant import Part, Reason, Settings, Why
from assistant.answering import Draft, Outcome, draft_of
from assistant.decide import Decision
from corpus import Generation, Index
from ingest import ingest
from tests.assistant.made import Scores, readings_of
from tests.fakes import HashEncoder

BEES = """\
# Bees

A hive holds forty thousand bees. The queen lays two thousand eggs a day.

## Honey

Honey keeps for two years. A jar of honey weighs a pound.

## FAQ

### How long does a worker live?

A worker lives for six weeks.

### What is a drone and what does a drone eat?

A drone is a male bee. It eats honey.
"""
SPOONS = "\n".join(f"- spoon number {number} of the beekeeper" for number in range(40))
HIVES = f"""\
# Hives

Honey keeps for nine years. A hive is made of wood.

## Spoons

The spoons are:

{SPOONS}
"""

HIVE, LIFE, EGGS = (
    "How many bees does a hive hold?",
    "How long does a worker live?",
    "Who lays eggs?",
)


@pytest.fixture(scope="module")
def bees(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    folder = tmp_path_factory.mktemp("bees")
    for name, text in {"bees": BEES, "hives": HIVES}.items():
        (folder / f"{name}.md").write_text(text)
    ingest([folder], index=folder / "index", encoder=HashEncoder())
    with Index.open(folder / "index") as index:
        yield index.current()


def outcome(
    generation: Generation,
    question: str,
    scores: Scores,
    *,
    confidence: float = 0.9,
    same_question: Scores | None = None,
) -> Outcome:
    readings = readings_of(generation, scores, same_question)
    passages = tuple(reading.passage for reading in readings)
    reason = None if confidence >= 0.5 else Reason.NOT_ANSWERED
    return Outcome(question, passages, readings, Decision(confidence, reason))


def drafted(
    generation: Generation, outcomes: Sequence[Outcome], asked: Sequence[str] = (), **settings: int
) -> Draft:
    parts = asked or [one.question for one in outcomes[1:]]
    draft = draft_of(outcomes, parts, generation, Settings(**settings))
    assert draft is not None
    return draft


def said(draft: Draft) -> list[str]:
    return [one.text for one in draft.evidence]


def test_a_single_question_has_no_parts(bees: Generation) -> None:
    draft = drafted(bees, [outcome(bees, HIVE, {"A hive holds": 0.9}, confidence=0.8)])

    assert said(draft) == ["A hive holds forty thousand bees."]
    assert (draft.parts, draft.confidence, draft.notices) == ((), 0.8, ())


def test_nothing_answered_is_no_draft(bees: Generation) -> None:
    unsure = outcome(bees, HIVE, {"A hive holds": 0.1}, confidence=0.1)

    assert draft_of([unsure], (), bees, Settings()) is None
    assert draft_of([unsure, unsure, unsure], (HIVE, EGGS), bees, Settings()) is None


def test_each_part_has_its_own_claims(bees: Generation) -> None:
    whole = outcome(bees, f"{HIVE} {EGGS}", {"A hive is": 0.9}, confidence=0.95)
    first = outcome(bees, HIVE, {"A hive holds": 0.9}, confidence=0.9)
    second = outcome(bees, EGGS, {"The queen": 0.9}, confidence=0.6)

    draft = drafted(bees, [whole, first, second])

    assert said(draft) == [
        "A hive holds forty thousand bees.",
        "The queen lays two thousand eggs a day.",
    ]
    assert draft.parts == (Part(HIVE, (0,)), Part(EGGS, (1,)))
    assert draft.confidence == 0.6


def test_a_part_without_evidence_has_no_claims(bees: Generation) -> None:
    whole = outcome(bees, "Both?", {}, confidence=0.1)
    first = outcome(bees, "Who is the beekeeper?", {"The queen": 0.4}, confidence=0.2)
    second = outcome(bees, EGGS, {"The queen": 0.9})

    draft = drafted(bees, [whole, first, second])

    assert draft.parts == (Part("Who is the beekeeper?", ()), Part(EGGS, (0,)))
    assert draft.confidence == 0.9


def test_the_whole_is_answered_where_no_part_is(bees: Generation) -> None:
    whole = outcome(bees, f"{HIVE} {EGGS}", {"A hive holds": 0.9})
    unsure = outcome(bees, EGGS, {"The queen": 0.4}, confidence=0.2)

    draft = drafted(bees, [whole, unsure, unsure])

    assert said(draft) == ["A hive holds forty thousand bees."]
    assert draft.parts == ()


def test_what_two_parts_quote_is_one_claim_of_both(bees: Generation) -> None:
    whole = outcome(bees, "Both?", {}, confidence=0.1)
    first = outcome(bees, HIVE, {"A hive holds": 0.9, "The queen": 0.85})
    second = outcome(bees, EGGS, {"The queen": 0.9})

    draft = drafted(bees, [whole, first, second])

    assert draft.parts == (Part(HIVE, (0, 1)), Part(EGGS, (1,)))
    assert len(draft.evidence) == 2


def test_parts_share_the_room_of_one_answer(bees: Generation) -> None:
    many = {"A hive holds": 0.9, "The queen": 0.9, "A jar": 0.9, "A hive is": 0.9}
    alone = outcome(bees, "What of bees?", many)
    whole = outcome(bees, "Both?", {}, confidence=0.1)

    one = drafted(bees, [alone])
    two = drafted(bees, [whole, alone, alone])

    assert len(one.evidence) == 4
    assert [len(part.claims) for part in two.parts] == [2, 2]


def test_the_story_before_a_part_is_not_shown_again(bees: Generation) -> None:
    story = "I keep bees in my old garden."
    whole = outcome(bees, f"{story} {HIVE} {EGGS}", {}, confidence=0.1)
    first = outcome(bees, f"{story} {HIVE}", {"A hive holds": 0.9})
    second = outcome(bees, f"{story} {EGGS}", {"The queen": 0.9})

    draft = drafted(bees, [whole, first, second])

    assert [part.question for part in draft.parts] == [HIVE, EGGS]


def test_questions_that_were_not_looked_into_are_told(bees: Generation) -> None:
    whole = outcome(bees, "All?", {}, confidence=0.1)
    first = outcome(bees, HIVE, {"A hive holds": 0.9})

    draft = drafted(bees, [whole, first, first], asked=[HIVE] * 7)

    (notice,) = draft.notices
    assert notice.code == "parts_left_out"
    assert "first 2 of 7" in notice.text


def test_a_notice_of_a_part_names_it(bees: Generation) -> None:
    whole = outcome(bees, "Both?", {}, confidence=0.1)
    spoons = outcome(bees, "Which spoons are there?", {"spoon number": 0.9})

    draft = drafted(bees, [whole, spoons, spoons], block_words=30)

    assert [notice.code for notice in draft.notices] == ["shortened", "shortened"]
    assert draft.notices[0].text.startswith("Which spoons are there? ")


def test_both_sides_of_a_disagreement_are_shown(bees: Generation) -> None:
    scores = {"Honey keeps for two": 0.9, "Honey keeps for nine": 0.3}

    draft = drafted(bees, [outcome(bees, "How long does honey keep?", scores)])

    (found,) = draft.disagreements
    assert [said(draft)[at] for at in found.claims] == [
        "Honey keeps for two years.",
        "Honey keeps for nine years.",
    ]
    assert "Honey keeps for nine years." not in [one.evidence.text for one in draft.left_out]


def test_a_disagreement_of_a_later_part_names_the_claims_of_the_whole_answer(
    bees: Generation,
) -> None:
    whole = outcome(bees, "Both?", {}, confidence=0.1)
    first = outcome(bees, HIVE, {"A hive holds": 0.9})
    scores = {"Honey keeps for two": 0.9, "Honey keeps for nine": 0.8}
    second = outcome(bees, "How long does honey keep?", scores)

    draft = drafted(bees, [whole, first, second])

    (found,) = draft.disagreements
    assert found.claims == (1, 2)
    assert [value.split()[0] for value in found.values] == ["two", "nine"]
    assert draft.parts[1].claims == (1, 2)


def test_what_gives_way_to_the_other_side_is_left_out_for_want_of_room(bees: Generation) -> None:
    scores = {"Honey keeps for two": 0.9, "A jar of honey": 0.85, "Honey keeps for nine": 0.3}

    draft = drafted(bees, [outcome(bees, "How long does honey keep?", scores)], max_claims=2)

    assert said(draft) == ["Honey keeps for two years.", "Honey keeps for nine years."]
    reasons = {one.evidence.text: one.why for one in draft.left_out}
    assert reasons["A jar of honey weighs a pound."] is Why.NO_ROOM


def test_what_another_part_says_is_not_left_out(bees: Generation) -> None:
    whole = outcome(bees, "Both?", {}, confidence=0.1)
    first = outcome(bees, HIVE, {"A hive holds": 0.9, "The queen": 0.3})
    second = outcome(bees, EGGS, {"The queen": 0.9, "A hive holds": 0.3})

    draft = drafted(bees, [whole, first, second])

    texts = [one.evidence.text for one in draft.left_out]
    assert not set(texts) & set(said(draft))
    assert len(texts) == len(set(texts)) > 0


@pytest.mark.parametrize(
    ("question", "asks", "confidence", "is_known"),
    [
        (LIFE, "How long", 0.9, True),
        (LIFE, "How long", 0.2, False),
        (f"{LIFE} {HIVE}", "How long", 0.9, False),
        ("What is a drone and what does it eat?", "What is a drone", 0.9, True),
    ],
    ids=["the same question", "not sure enough", "one question of two", "both questions"],
)
def test_a_known_question_is_one_that_a_faq_pair_asks(
    bees: Generation, question: str, asks: str, confidence: float, is_known: bool
) -> None:
    scores = {"A worker": 0.9} if asks == "How long" else {"A drone": 0.9}

    found = outcome(bees, question, scores, confidence=confidence, same_question={asks: 0.9})

    assert found.is_known_question is is_known


def test_a_question_near_to_no_faq_pair_is_not_known(bees: Generation) -> None:
    far = outcome(bees, LIFE, {"A worker": 0.9}, same_question={"How long": 0.7})

    assert not far.is_known_question
