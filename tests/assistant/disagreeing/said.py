"""Documents that say things about one question, as the reader would hand them on."""

from assistant import Reading
from assistant.cite import Evidence
from assistant.disagreeing import LAYERS, Conflict, Layer, disagreements
from assistant.disagreeing.statement import Statement, statements
from corpus import Chunk, Kind, Passage, Span, sentence_spans

SCORE = 0.8


def reading(
    name: str, text: str, *, title: str = "", asked: str = "", score: float = SCORE
) -> Reading:
    """A document of one chunk whose sentences all have the same score; a FAQ pair if `asked`."""
    units = sentence_spans(text)
    kind = Kind.FAQ if asked else Kind.TEXT
    chunk = Chunk(f"{name}#0", name, 0, Span(0, len(text)), text, kind, units=units)
    passage = Passage(chunk, title or name, 1.0, lead=asked)
    same = 0.95 if asked else 0.0
    return Reading(passage, score, (score,) * len(units), same)


def evidence(one: Reading, place: int = 0) -> Evidence:
    """A sentence of a reading."""
    return Evidence(one.passage.chunk, one.passage.chunk.units[place], one.units[place])


def statement(text: str, title: str = "") -> Statement:
    """One sentence, alone in its document."""
    return statements([reading(f"{text[:20]}.md", text, title=title)], ())[0]


def conflicts(
    question: str, *texts: str, layers: frozenset[Layer] = LAYERS
) -> tuple[Conflict, ...]:
    """What documents of these texts say differently, if the first one's first sentence answers."""
    readings = [reading(f"{n}.md", text) for n, text in enumerate(texts)]
    return disagreements(question, readings, [evidence(readings[0])], layers)
