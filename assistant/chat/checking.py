"""Whether the configured chat model can be used: asked two short questions, if it can be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.chat.chat_model import ChatModel
from assistant.chat.provider import Place, place_of, require_key, require_package
from assistant.drafting import Drafting
from assistant.grounding import located
from assistant.prompt import PROBE, Message, prompt_of
from assistant.settings import Settings
from corpus import Chunk, Kind, ModelError, Passage, SettingsError, Span

_SAMPLE = "A loaf of rye bread keeps for nine days in a linen bag, longer than any other loaf."
_SAMPLE_QUESTION = "How long does a loaf of rye bread keep?"


@dataclass(frozen=True, slots=True)
class ChatCheck:
    """What is known of the configured chat model."""

    name: str
    where: str = ""
    """The address it is served at."""
    is_installed: bool = False
    """Whether the package is there that talks to its provider."""
    key: str = ""
    """Environment variable of its key; empty where it has none."""
    has_key: bool = False
    needs_key: bool = False
    first_word_seconds: float | None = None
    """Time to its first word; `None` if there was none."""
    keeps_format: bool | None = None
    """Whether it answers with quotes that can be checked; `None` if it was not asked."""
    problem: str = ""
    """Why it cannot be used, with the way out; empty if it can."""


def check_chat_model(settings: Settings) -> ChatCheck | None:
    """What is known of the configured chat model; `None` where none is. It is asked two questions.

    Nothing is raised: what goes wrong is the problem.
    """
    name = settings.chat_model.strip()
    if not name:
        return None
    try:
        place = place_of(name, settings.chat_base_url)
    except SettingsError as error:
        return ChatCheck(name, problem=str(error))
    is_installed = _problem(require_package, place) == ""
    problem = _problem(require_package, place) or _problem(require_key, place)
    seconds = keeps = None
    if not problem:
        seconds, keeps, problem = _asked(ChatModel(place, settings), settings)
    return ChatCheck(
        name,
        place.where,
        is_installed=is_installed,
        key=place.provider.key,
        has_key=bool(place.key()),
        needs_key=place.needs_key,
        first_word_seconds=seconds,
        keeps_format=keeps,
        problem=problem,
    )


def _problem(require: Callable[[Place], None], place: Place) -> str:
    try:
        require(place)
    except SettingsError as error:
        return str(error)
    return ""


def _asked(model: ChatModel, settings: Settings) -> tuple[float | None, bool | None, str]:
    """Seconds to the first word, whether the format is kept, and what went wrong."""
    seconds = None
    try:
        seconds = _first_word(model)
        return seconds, _keeps_format(model, settings), ""
    except ModelError as error:
        return seconds, None, str(error)
    finally:
        model.close()


def _first_word(model: ChatModel) -> float:
    """Seconds to the first word.

    Raises:
        ModelError: There is none.
    """
    messages = (Message("user", PROBE),)
    model.prepare()
    started = perf_counter()
    if next(model.stream(messages), None) is None:
        raise ModelError(
            f"Chat model {model.name!r} answers without a word; try another FOOTNOTE_CHAT_MODEL."
        )
    return perf_counter() - started


def _keeps_format(model: ChatModel, settings: Settings) -> bool:
    """Whether a draft over one passage quotes it.

    Raises:
        ModelError: There is no whole reply.
    """
    span = Span(0, len(_SAMPLE))
    passage = Passage(Chunk("rye#0", "rye", 0, span, _SAMPLE, Kind.TEXT), "Rye bread", 1.0)
    prompt = prompt_of(_SAMPLE_QUESTION, [passage], tokens=settings.chat_prompt_tokens)
    return _quotes(model, prompt.messages, frozenset(prompt.issued))


def _quotes(model: ChatModel, messages: Sequence[Message], issued: frozenset[str]) -> bool:
    drafting = Drafting()
    drafts = [draft for piece in model.stream(messages) for draft in drafting.feed(piece)]
    return any(
        source.passage_id in issued and located(source.quote, _SAMPLE)
        for draft in (*drafts, *drafting.finish())
        for source in draft.sources
    )
