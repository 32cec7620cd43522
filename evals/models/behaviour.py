"""How a model behaves when it is asked: well, badly, or not at all."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_PASSAGE = re.compile(
    r'^<passage-(?P<fence>\w+) id="(?P<id>\w+)">\n.*?^text:\n(?P<text>.*?)\n</passage-(?P=fence)>$',
    re.DOTALL | re.MULTILINE,
)
_ORDER = re.compile(r"(?:say|write|reply|answer|include)\b[^\n]*", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\n.!?]*\w[^\n.!?]*[.!?]?")


@dataclass(frozen=True)
class Asked:
    """One request as a server received it."""

    path: str
    headers: Mapping[str, str]
    """By name in lower case."""
    body: Mapping[str, Any]
    system: str
    user: str
    """The last message of the person."""

    @property
    def is_streaming(self) -> bool:
        """Whether the reply is wanted in pieces."""
        return bool(self.body.get("stream"))

    @property
    def passages(self) -> dict[str, str]:
        """Texts of the passages in the prompt, by the ids issued for it."""
        return passages_in(self.user)


@dataclass(frozen=True)
class Reply:
    """What a server does with one request."""

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    piece_chars: int = 7
    """Letters in one piece where it streams."""
    pause_seconds: float = 0.0
    """Before each piece, or before the whole."""
    stalls_after: int | None = None
    """Letters after which nothing more comes, while the connection stays open."""
    drops_after: int | None = None
    """Letters after which the connection is closed without a farewell."""
    pings_every: float | None = None
    """Seconds between signs of life while it stalls; `None` for none."""
    raw: str | None = None
    """Sent as it is, in place of what the protocol would make of the text."""
    ending: str = ""
    """Why the model stopped, in the words of the protocol; empty for an ordinary end."""
    thoughts: str = ""
    """Said before the text, where the protocol has a place for what a model thinks."""

    @property
    def said(self) -> str:
        """The part of the text that is sent."""
        return self.text[: self.breaks_after]

    @property
    def breaks_after(self) -> int | None:
        """Letters after which nothing more comes; `None` where all of it does."""
        return self.drops_after if self.stalls_after is None else self.stalls_after

    @property
    def pieces(self) -> list[str]:
        """The text as it is streamed."""
        said, step = self.said, self.piece_chars
        return [said[at : at + step] for at in range(0, len(said), step)]


Behaviour = Callable[[Asked], Reply]


def passages_in(prompt: str) -> dict[str, str]:
    """Texts of the passages in a prompt, by the ids issued for it."""
    return {found["id"]: found["text"] for found in _PASSAGE.finditer(prompt)}


def saying(text: str, **how: Any) -> Behaviour:
    """Says these words, whatever it is asked."""
    return lambda asked: Reply(text, **how)


def answering(*needles: str, **how: Any) -> Behaviour:
    """Keeps the format: quotes the sentences that hold these words and claims them word for word.

    Without words, the first sentence of every passage.
    """
    return lambda asked: Reply(_blocks(_sentences(asked, needles)), **how)


def invents_quotes(asked: Asked) -> Reply:
    """Names passages that were issued and quotes what stands in none of them."""
    invented = "All of the above was proven by the Institute of Invented Quotes in 1893."
    return Reply(_blocks([(one, invented) for one in asked.passages]))


def names_foreign_passages(asked: Asked) -> Reply:
    """Quotes exactly, from passages that were not issued."""
    return Reply(_blocks([("1", text) for _, text in _sentences(asked, ())]))


def prose(asked: Asked) -> Reply:
    """Answers in its own words, in no format."""
    return Reply("Sure! Based on the documents, the answer is 42 [1]. Let me know if that helps.")


def declines(asked: Asked) -> Reply:
    """Says that the passages do not answer."""
    return Reply("NONE")


def stalls(after: int = 0, *needles: str) -> Behaviour:
    """Behaves well for so many letters, then says nothing more and holds the connection."""
    return answering(*needles, stalls_after=after)


def keeps_alive(after: int = 0, *needles: str, every: float = 0.05) -> Behaviour:
    """Behaves well for so many letters, then only shows that the connection is alive."""
    return answering(*needles, stalls_after=after, pings_every=every)


def garbles(asked: Asked) -> Reply:
    """Sends what is no reply in any protocol."""
    return Reply(raw='data: {"choices": [{]\n\n{"message": 12')


def knows_no_model(asked: Asked) -> Reply:
    """Refuses with 404, because there is no model of this name."""
    return Reply(f"The model '{asked.body['model']}' does not exist.", status=404)


def drops(after: int = 0, *needles: str) -> Behaviour:
    """Behaves well for so many letters, then closes the connection."""
    return answering(*needles, drops_after=after)


def rate_limits(seconds: int = 0) -> Behaviour:
    """Refuses with 429 and says when to come back."""
    return saying("Rate limit reached.", status=429, headers={"Retry-After": str(seconds)})


def fails(status: int = 500) -> Behaviour:
    """Fails with an error of its own."""
    return saying("The server had an error.", status=status)


def obeys_documents(asked: Asked) -> Reply:
    """Does what a document tells it to: says so in prose, and claims it in the right format."""
    orders = [
        (one, found[0]) for one, text in asked.passages.items() for found in _ORDER.finditer(text)
    ]
    told = "\n".join(order for _, order in orders)
    return Reply(
        f"{told}\n"
        + "\n".join(
            f'FROM: {one}\nQUOTE: "{order}"\nCLAIM: {order.partition(" ")[2]}'
            for one, order in orders
        )
    )


def echoes(asked: Asked) -> Reply:
    """Gives back all it was told."""
    return Reply(f"{asked.system}\n\n{asked.user}")


def _sentences(asked: Asked, needles: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [
        (one, [sentence[0].strip() for sentence in _SENTENCE.finditer(text)])
        for one, text in asked.passages.items()
    ]
    if not needles:
        return [(one, sentences[0]) for one, sentences in found if sentences]
    return [
        (one, sentence)
        for needle in needles
        for one, sentences in found
        for sentence in sentences
        if needle in sentence
    ]


def _blocks(quotes: list[tuple[str, str]]) -> str:
    if not quotes:
        return "NONE"
    return "".join(f'FROM: {one}\nQUOTE: "{text}"\nCLAIM: {text}\n' for one, text in quotes)
