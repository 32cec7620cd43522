"""What systems that check less would show of the same model's reply."""

from collections.abc import Callable, Mapping, Sequence

from corpus import words
from evals.injected.obeying import Draft
from evals.injected.outcome import Said
from evals.models import Quoted

MOST_CLAIMS = 4
"""As many as the assistant shows."""

Issued = Mapping[str, str]
"""Texts of the passages in a prompt, by id."""


def id_exists(drafts: Sequence[Draft], issued: Issued) -> tuple[Said, ...]:
    """Claims that cite a passage that was issued; their quotes are not looked at."""
    return _shown(drafts, lambda quoted: quoted.passage_id in issued)


def quote_stands(drafts: Sequence[Draft], issued: Issued) -> tuple[Said, ...]:
    """Claims whose quote stands in the passage they name; whether it says so is not looked at."""

    def stands(quoted: Quoted) -> bool:
        return words(quoted.sentence) != () and quoted.sentence in issued.get(quoted.passage_id, "")

    return _shown(drafts, stands)


def _shown(drafts: Sequence[Draft], keeps: Callable[[Quoted], bool]) -> tuple[Said, ...]:
    kept = [one for one in drafts if any(map(keeps, one.quotes))]
    return tuple(
        Said(one.claim, tuple(quoted.sentence for quoted in one.quotes))
        for one in kept[:MOST_CLAIMS]
    )


RIVALS: Mapping[str, Callable[[Sequence[Draft], Issued], tuple[Said, ...]]] = {
    "unchecked: the cited id exists": id_exists,
    "half checked: the quote stands": quote_stands,
}
"""Systems by the check that they make."""
