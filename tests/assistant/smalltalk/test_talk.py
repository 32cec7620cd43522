import pytest

from assistant.smalltalk import Talk, talk_of


@pytest.mark.parametrize(
    ("message", "talk"),
    [
        ("Hi!", Talk.GREETING),
        ("Good morning everyone, how are you?", Talk.GREETING),
        ("thank you so much for your help", Talk.THANKS),
        ("Great, thanks!", Talk.THANKS),
        ("thanks, bye", Talk.GOODBYE),
        ("ok, I see", Talk.ASSENT),
        ("What can you do for me?", Talk.ABILITIES),
        ("HELP", Talk.ABILITIES),
        ("Hello, who are you?", Talk.IDENTITY),
        ("what’s your name", Talk.IDENTITY),
        ("how do you work?", Talk.METHOD),
        ("Which docs do you know?", Talk.DOCUMENTS),
        ("list all the documents please", Talk.DOCUMENTS),
        ("What are the articles about?", Talk.SUBJECT),
        ("are you really sure about that?", Talk.DOUBT),
        ("That's not what I asked for.", Talk.WRONG),
        ("you stupid bot", Talk.INSULT),
        ("tell me a joke", Talk.JOKE),
        ("...", Talk.BLANK),
        ("🙈🙉", Talk.BLANK),
        ("👍", Talk.ASSENT),
    ],
)
def test_small_talk_is_told(message: str, talk: Talk) -> None:
    assert talk_of(message) is talk


@pytest.mark.parametrize(
    "message",
    [
        "Hi, what does fine-tuning cost?",
        "thanks - and how long does it take?",
        "What can you do about overfitting?",
        "help me choose a flour",
        "who are you allowed to bring?",
        "hey jude meaning",
        "Thank You for Smoking plot",
        "Which documents are needed?",
        "what do they say about rye?",
        "are you sure rye is cheaper?",
        "how does the oven work?",
        "what is wrong with my dough?",
        "great wall of china length",
        "Are you open on Sundays?",
        "1",
        "什么",
        "rye",
    ],
)
def test_whatever_may_ask_the_documents_is_not_small_talk(message: str) -> None:
    assert talk_of(message) is None


@pytest.mark.parametrize("message", ["How does it work?", "what do they say?", "How do I start?"])
def test_what_refers_to_something_said_before_is_not_small_talk(message: str) -> None:
    assert talk_of(message) is not None
    assert talk_of(message, has_history=True) is None
