import json

from hypothesis import given
from hypothesis import strategies as st

from assistant import DropReason, Mode, Reason, Understood, Why, explanation
from tests.ui.made import (
    RISE,
    abstention,
    answer,
    claim,
    drafted,
    dropped,
    events,
    left_out,
    looked_into,
    passage,
)
from ui.explain import explanation_text, reply_of, shown
from ui.text import WIDTH

HOUR = passage("It takes one hour.", dense=0.6789, lexical=4.25)
DARK = passage("Rye is dark.", document_id="rye.md", dense=0.1)
HOSTILE = "\x1b[2J\r**Rye** <script>alert(1)</script> [x](javascript:alert(1)) \u202e\x9b31m"


def test_an_explanation_is_compact_and_aligned() -> None:
    reply = answer(claim(1, "It takes one hour."), question=RISE)
    left = (left_out("Dough rises in a warm place.", 0.31, Why.WEAKER),)

    text = explanation_text(events(reply, *looked_into(RISE, [HOUR, DARK], 1, 0.93), left=left))

    assert text == (
        "How this reply came about\n"
        "\n"
        "Understood (1.2 ms)\n"
        "  Taken as it stands.\n"
        "\n"
        "The question (found in 21 ms, read in 1,234 ms, decided in 0.4 ms)\n"
        "  How long does dough rise?\n"
        "  Confidence 0.93 reaches the threshold of 0.45: answered.\n"
        "  2 candidates, of which the first was read.\n"
        "  #   fused  dense  BM25  answers  best  cited\n"
        "  1  0.2500   0.68   4.2     0.88  0.90    [1]  It takes one hour. · Dough, bread.md\n"
        "\n"
        "Found but not read, as others came first\n"
        "  #   fused  dense  BM25\n"
        "  2  0.2500   0.10     -  Rye is dark. · Dough, rye.md\n"
        "\n"
        "Composed (3.1 ms)\n"
        "  1 claim from 1 document.\n"
        "\n"
        "Left out, as they say the answer less likely\n"
        "  score\n"
        "   0.31  Dough rises in a warm place. · bread.md\n"
        "\n"
        "The numbers\n"
        "  fused: both rankings joined; the candidates stand in this order.\n"
        "  dense: nearness of meaning. BM25: fit of words. A dash: not found that way.\n"
        "  answers: chance that the passage answers, as the reader's network alone sees it.\n"
        "  best: chance that its best sentence says the answer, which is the passage's score.\n"
        "\n"
        "Time (100 ms in all)\n"
        "  understanding 1.2, finding 21, reading 1,234, deciding 0.4, composing 3.1 ms"
    )


def test_a_long_place_stands_below_the_words_and_is_cut() -> None:
    long = passage("It takes one hour.", ("Dough " * 20,), 0.5, 2.0, "bread.md")

    lines = explanation_text(events(abstention(), *looked_into(RISE, [long], 1, 0.1))).splitlines()

    place = next(n for n, line in enumerate(lines) if "It takes one hour." in line) + 1
    assert lines[place].lstrip().startswith("Dough Dough")
    assert lines[place].endswith("…")
    assert lines[place].index("D") == lines[place - 1].index("It takes")


def test_the_reply_comes_first_and_then_how_it_came_about() -> None:
    happened = events(answer(claim(1, "One hour."), question=RISE), *looked_into(RISE, [], 0, 0.0))

    text = shown(happened, explain=True)

    assert text == f"{shown(happened)}\n\n{explanation_text(happened)}"
    assert text.startswith("One hour. [1]")


def test_an_answer_in_a_models_words_says_so() -> None:
    one = claim(1, "It takes one hour.")

    happened = events(answer(one, mode=Mode.GENERATIVE), *drafted(one))

    assert shown(happened).split("\n\n")[1] == (
        "Worded by openai:small · 1 sentence checked against its quote"
    )


def test_the_json_has_the_explanation_beside_the_reply() -> None:
    happened = events(answer(claim(1, "One hour.")), *looked_into(RISE, [HOUR], 1, 0.9))

    value = json.loads(shown(happened, as_json=True, explain=True))

    assert value.pop("explanation") == json.loads(json.dumps(explanation(happened)))
    assert value == json.loads(json.dumps(reply_of(happened).to_dict()))
    assert "explanation" not in json.loads(shown(happened, as_json=True))


def test_json_of_a_conversation_is_one_line_a_reply() -> None:
    happened = events(answer(claim(1, "One hour.")), *looked_into(RISE, [HOUR], 1, 0.9))

    assert shown(happened, as_json=True, explain=True, indent=None).count("\n") == 0


def hostile_events(words: str) -> str:
    found = [
        passage(words, (words,), 0.5, 1.0, words),
        passage("Rye.", (), 0.4, None, words),
        passage(words, (words, words)),
    ]
    reply = answer(claim(1, words, title=words), question=words, standalone=words)
    understood = Understood(words, words * 2, (words, words), words, (words, words))
    left = tuple(left_out(words, 0.3, why) for why in Why)
    looked = [event for one in (words, "A?") for event in looked_into(one, found, 2, 0.9)]
    said = drafted(
        *(dropped(words, reason, words) for reason in DropReason), question=words, failure=words
    )
    return explanation_text(events(reply, *looked, *said, understood=understood, left=left))


def test_hostile_words_are_shown_as_they_are_and_obeyed_by_nobody() -> None:
    text = hostile_events(HOSTILE)

    assert "<script>alert(1)</script>" in text
    assert not set(text) & set("\x1b\r\u202e\x9b")


@given(st.text())
def test_whatever_documents_say_an_explanation_tells_a_terminal_nothing(words: str) -> None:
    assert all(
        character == "\n" or character.isprintable() or ord(character) >= 160
        for character in hostile_events(words)
    )


@given(st.text(alphabet="bread \n\t|*#", max_size=300))
def test_an_explanation_is_no_wider_than_a_terminal(words: str) -> None:
    lines = hostile_events(words).splitlines()

    assert all(len(line) <= WIDTH for line in lines if " " in line.strip())


def test_an_explanation_of_small_talk_is_short() -> None:
    understood = Understood("hello", "hello", reason=Reason.NOT_A_QUESTION, text="Hello.")
    reply = abstention(reason=Reason.NOT_A_QUESTION, text="Hello.")

    text = shown(events(reply, understood=understood), explain=True)

    assert text.splitlines()[:3] == ["Hello.", "", "How this reply came about"]
    assert text.count("\n") < 12
