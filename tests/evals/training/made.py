"""A small example about bees, made to measure."""

from evals.training.example import Example

BEES = (
    "A hive holds forty thousand bees.",
    "The queen lays two thousand eggs a day.",
    "In summer a worker lives for six weeks.",
    "Drones live for eight weeks in summer.",
)


def example(
    question: str = "How long does a worker live?",
    units: tuple[str, ...] = BEES,
    says: tuple[float | None, ...] | None = None,
    *,
    answers: bool = True,
    group: str = "bees",
    title: str = "Bees",
) -> Example:
    """An example of which nothing is known but whether the passage answers."""
    known = says or ((None,) * len(units) if answers else (0.0,) * len(units))
    return Example(group, question, title, units, known, answers, title=title)
