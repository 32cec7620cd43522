"""Public pairs of a response and the words it should rest on, judged by people."""

from pathlib import Path

from corpus import CaseError
from evals.grounding.cited import SUPPORTED, Cited, rows_of

_LABELS = {"Fully attributable": True, "Not fully attributable": False}
_SAYS_NOTHING = "Generic"
"""Label of responses without a claim, such as `yeah`; they are left out."""


def attribution(path: Path) -> tuple[Cited, ...]:
    """The pairs of a file in the form of BEGIN (Dziri et al., TACL 2022).

    Each line has `id`, `evidence`, `response`, `label` and `source`. The evidence is quoted whole.

    Raises:
        CaseError: The file cannot be read, or a line has no such fields.
    """
    found = []
    for number, row in enumerate(rows_of(path), 1):
        try:
            label, evidence = row["label"], row["evidence"]
            if label == _SAYS_NOTHING:
                continue
            found.append(
                Cited(
                    id=row["id"],
                    group=SUPPORTED if _LABELS[label] else row["source"],
                    claim=row["response"],
                    quote=evidence,
                    around=evidence,
                    above="",
                    is_supported=_LABELS[label],
                    family=evidence,
                )
            )
        except KeyError as error:
            raise CaseError(f"Line {number} of {str(path)!r} cannot be used: {error!r}.") from error
    if not found:
        raise CaseError(f"File {str(path)!r} holds no pair.")
    return tuple(found)
