import pytest

from assistant import Turn
from assistant.rewriting import Known, Rewritten, rewrite

COUNTS = {"bread": 40, "dough": 30, "yeast": 10, "oven": 8, "cost": 6, "starter": 12}
KNOWN = Known(lambda word: COUNTS.get(word, 1), 60)

STARTER = Turn("How do I feed a sourdough starter?", "Feed it flour and water every day [1].")
FINE_TUNING = Turn(
    "When is fine-tuning worth it?", "Fine-tuning pays off with much data of your own [1][2]."
)


def asked(question: str, *history: Turn) -> Rewritten:
    return rewrite(question, history, KNOWN)


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("Can it be frozen?", "Can the sourdough starter be frozen?"),
        ("What is its smell like?", "What is the sourdough starter's smell like?"),
    ],
)
def test_a_pronoun_is_replaced_by_what_was_spoken_of(question: str, standalone: str) -> None:
    found = asked(question, STARTER)

    assert found.standalone.startswith(standalone.rstrip("?"))
    assert found.is_changed
    assert found.carried[0] == "sourdough starter"


def test_it_is_what_the_last_question_named_itself() -> None:
    named = Turn("And what about the yeast?", "It is quick [1].")

    assert asked("Can it be frozen?", STARTER, named).standalone.startswith("Can the yeast be")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("How does it compare to yeast?", "How does the sourdough starter compare to yeast"),
        ("Is that enough for a loaf?", "Is that enough for a loaf (sourdough starter"),
    ],
)
def test_a_pointing_word_is_known_by_what_is_said_of_it(question: str, begins: str) -> None:
    assert asked(question, STARTER).standalone.startswith(begins)


@pytest.mark.parametrize(
    "question",
    ["What about cost?", "And the cost?", "Which is better?", "What else?", "Any examples?"],
)
def test_what_cannot_be_replaced_is_put_behind(question: str) -> None:
    found = asked(question, FINE_TUNING)

    assert found.standalone.startswith(question.rstrip("?"))
    assert "(fine-tuning" in found.standalone.lower()
    assert found.standalone.endswith(")?")


def test_words_that_go_on_are_added_to_the_question_before() -> None:
    found = asked("And for small teams?", FINE_TUNING)

    assert found.standalone == "When is fine-tuning worth it for small teams?"


def test_words_that_go_on_take_the_place_of_their_like() -> None:
    turn = Turn("How much protein is good for white bread?", "12 percent [1].")

    found = asked("and for dark rolls?", turn)

    assert found.standalone == "How much protein is good for dark rolls?"


def test_what_goes_on_from_a_follow_up_goes_on_from_what_that_meant() -> None:
    second = Turn("How much does it cost?", "It costs little [1].")

    found = asked("And for small teams?", Turn("What is LoRA?", "LoRA is a method [1]."), second)

    assert "LoRA" in found.standalone
    assert "cost" in found.standalone
    assert found.standalone.endswith("for small teams?")


def test_a_bare_why_repeats_the_question_before() -> None:
    turn = Turn("Does a closed pot make the crust brown?", "Yes [1].")

    assert asked("Why?", turn).standalone == "Does a closed pot make the crust brown? Why?"


@pytest.mark.parametrize(
    "question",
    [
        "What does the Rubicon Trail permit cost for motorcycles in winter?",
        "How does IBM Cloud Kubernetes Service work and why should I use it?",
        "If I forget my router password, how do I reset it?",
        "Is it possible to bake rye bread at 240 degrees in a closed pot?",
        "How long does it take to renew a Bavarian fishing licence?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    found = asked(question, STARTER, FINE_TUNING)

    assert (found.standalone, found.is_changed) == (question, False)
    assert (found.carried, found.missing) == ((), "")


def test_the_latest_questions_are_searched_beside() -> None:
    turns = [Turn(f"Question {number}?") for number in range(1, 7)]

    found = asked("What about rye bread?", *turns)

    assert found.beside == "Question 3? Question 4? Question 5? Question 6? What about rye bread?"


def test_nothing_is_searched_beside_a_first_question() -> None:
    assert asked("How do I bake rye bread?").beside == ""


def test_an_answer_that_says_nothing_gives_no_topic() -> None:
    silent = Turn("How long does yeast live?", "I'm sorry, the Zurich Protocol does not say that.")

    found = asked("What about cost?", silent)

    assert found.carried == ("yeast",)


def test_markers_and_markup_are_not_carried() -> None:
    turn = Turn("What is a banneton?", "A **banneton** is a [basket](https://a.example) [1][12].")

    found = asked("Where can I buy one?", turn)

    assert "banneton" in found.standalone
    assert not set("[]*") & set(found.standalone)
    assert "https" not in found.standalone


def test_an_earlier_topic_is_found_when_the_last_turn_names_none() -> None:
    thanks = Turn("Thanks!", "You are welcome.")

    assert "sourdough starter" in asked("How often should I do that?", STARTER, thanks).standalone


def test_cited_sections_help_to_choose_the_topic() -> None:
    turn = Turn("Do I need a scale and a scraper?", "Yes, bakers need both.")
    by_words = Known(KNOWN.frequency, KNOWN.chunks)
    by_section = Known(KNOWN.frequency, KNOWN.chunks, lambda _: ("Tools", "The scraper"))

    plain = rewrite("What about cost?", [turn], by_words)
    cited = rewrite("What about cost?", [turn], by_section)

    assert plain.carried[0] == "scale"
    assert cited.carried[0] == "scraper"


def test_sections_are_asked_for_only_if_something_is_carried() -> None:
    asked_for: list[str] = []

    def sections(text: str) -> tuple[str, ...]:
        asked_for.append(text)
        return ()

    known = Known(KNOWN.frequency, KNOWN.chunks, sections)
    rewrite("What does a Bavarian fishing licence for visitors cost?", [STARTER], known)
    rewrite("And what does it cost?", [STARTER], known)

    assert asked_for == [f"{STARTER.question} Feed it flour and water every day ."]


def test_an_empty_history_is_none() -> None:
    assert asked("Can it be frozen?", Turn("  ")) == asked("Can it be frozen?")


def test_a_question_in_another_script_is_left_alone() -> None:
    found = asked("它要多少钱？", STARTER)

    assert found == Rewritten("它要多少钱？")


def test_a_long_conversation_of_long_texts_is_read_in_time() -> None:
    turn = Turn("it is " * 300, "this that those it " * 20_000)

    found = asked("Is it " * 300 + "?", *[turn] * 50)

    assert found.standalone
