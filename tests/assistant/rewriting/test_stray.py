from assistant import Turn
from assistant.rewriting import Known, rewrite

HISTORY = (Turn("How do I manage an inventory?", "Count your stock every month [1]."),)


def test_a_new_question_about_something_unnamed_is_asked_back() -> None:
    found = rewrite("Who invented the secret sauce of this burger?", HISTORY, Known())

    assert found.missing == 'Which burger do you mean by "this burger"?'


def test_a_question_about_what_was_said_is_not_asked_back() -> None:
    found = rewrite("How often must this stock be checked by a manager?", HISTORY, Known())

    assert found.missing == ""
