import sys
from collections.abc import Generator

import pytest

from assistant import Answer, Assistant, Claimed, Event, Mode, Replied, Settings, Understood
from tests.ui.made import RISE, answer, claim, drafted, looked_into
from ui.asking import answered
from ui.explain import shown
from ui.unfinished import STOPPED_BEFORE

HOUR, TWO = claim(1, "Dough needs an hour."), claim(2, "Rye needs two.")
WHOLE = answer(HOUR, TWO, question=RISE, mode=Mode.GENERATIVE)
BEFORE: list[Event] = [Understood(RISE, RISE), *looked_into(RISE, [], 0, 0.9)]


class ScriptedAssistant(Assistant):
    """Gives these events; then Ctrl-C is pressed, unless the last is the reply."""

    def __init__(self, *happened: Event, model: str = "openai:small") -> None:
        self.settings = Settings(chat_model=model)
        self._happened = happened
        self.printed: list[str] = []
        self.is_closed = False

    @property
    def generation(self) -> str:
        return "g"

    def stream(self, *_: object, **__: object) -> Generator[Event, None, None]:
        try:
            yield from self._happened
            if not isinstance(self._happened[-1], Replied):
                raise KeyboardInterrupt
        finally:
            self.is_closed = True


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes both outputs a terminal to whoever asks; no real one can be had here."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def generative() -> list[Event]:
    return [*BEFORE, *drafted(HOUR, TWO), Replied(WHOLE)]


def test_a_reply_is_printed_whole_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assistant = ScriptedAssistant(*generative())

    reply = answered(assistant, "?", shown, is_live=True)

    assert reply is WHOLE
    assert capsys.readouterr() == (f"{shown(generative())}\n", "")
    assert assistant.is_closed


def test_claims_are_printed_as_they_come_and_each_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    printed: list[str] = []

    class Watched(ScriptedAssistant):
        def stream(self, *_: object, **__: object) -> Generator[Event, None, None]:
            for event in super().stream():
                yield event
                printed.append(capsys.readouterr().out)

    answered(Watched(*generative()), "?", shown, is_live=True)

    rest = capsys.readouterr().out
    assert [one for one in printed if one] == ["Dough needs an hour. [1]", " Rye needs two. [2]"]
    assert "".join(printed) + rest == f"{shown(generative())}\n"


def test_what_is_done_stands_on_a_line_that_is_erased(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    answered(ScriptedAssistant(*generative()), "?", shown, is_live=True)

    said = capsys.readouterr().err.split("\r\x1b[K")
    assert "Asking the model" in said
    assert said[-1] == ""


def test_without_a_model_nothing_is_said_before_the_reply(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    happened = [*BEFORE, Replied(answer(HOUR, question=RISE))]

    answered(ScriptedAssistant(*happened, model=""), "?", shown, is_live=True)

    assert capsys.readouterr() == (f"{shown(happened)}\n", "")


def test_ctrl_c_leaves_what_was_shown_and_says_that_it_was_stopped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    assistant = ScriptedAssistant(*BEFORE, Claimed(HOUR))

    reply = answered(assistant, "?", shown, is_live=True, may_stop=True)

    out = capsys.readouterr().out
    assert isinstance(reply, Answer)
    assert reply.claims == (HOUR,)
    assert out.startswith("Dough needs an hour. [1]\n\n")
    assert out.count("Dough needs an hour. [1]") == 1
    assert "Note: Stopped." in out
    assert assistant.is_closed


def test_ctrl_c_before_a_sentence_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    reply = answered(ScriptedAssistant(*BEFORE), "?", shown, may_stop=True)

    assert reply is None
    assert capsys.readouterr().out == f"{STOPPED_BEFORE}\n"


def test_ctrl_c_ends_the_command_where_it_is_to() -> None:
    assistant = ScriptedAssistant(*BEFORE, Claimed(HOUR))

    with pytest.raises(KeyboardInterrupt):
        answered(assistant, "?", shown)

    assert assistant.is_closed


def test_hostile_words_of_a_model_reach_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(monkeypatch)
    one = claim(1, "\x1b[2J\r**Rye** <b>")
    reply = answer(one, question=RISE, mode=Mode.GENERATIVE)

    answered(ScriptedAssistant(*BEFORE, *drafted(one), Replied(reply)), "?", shown, is_live=True)

    assert not set(capsys.readouterr().out) & set("\x1b\r")
