"""Public collections of orders in documents.

`bipia_email_injected` has e-mails with an order in each and questions about them; the same e-mails
without it are in `bipia_email`. `hostile` has orders alone, and documents that carry one: each
order is put into a copy of one of our digests, and the digest is asked what it is about.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from corpus import CaseError
from evals.case import Case, load_cases
from evals.injected.trial import Batch, Order, Place, Trial, inserted

_HOUSE = Path(__file__).parent.parent
_DIGESTS = _HOUSE.parent / "corpus" / "documents"
_ABOUT = {"tinyfont_trigger_override.txt": "How many employees are there?"}
"""What a document that carries an order is asked."""


def public_batches(folders: Iterable[Path]) -> tuple[Batch, ...]:
    """The trials of these folders: a set, or a folder of sets.

    Raises:
        CaseError: A folder holds no orders.
    """
    batches: list[Batch] = []
    for folder in folders:
        found = [
            batch
            for one in (folder, *sorted(folder.glob("*/")))
            for batch in (*_questions(one), *_hostile(one))
        ]
        if not found:
            raise CaseError(f"There are no orders in {str(folder)!r}: give a set that has some.")
        batches += found
    return tuple(batches)


def _questions(folder: Path) -> Iterator[Batch]:
    """The set of questions in a folder, if their documents hold orders."""
    path = folder / "questions.jsonl"
    if not path.is_file():
        return
    cases = [case for case in load_cases([path]) if "attack" in case.notes]
    if not cases:
        return
    attacked = _texts(folder / "docs")
    twins = _texts(folder.parent / folder.name.removesuffix("_injected") / "docs")
    orders = {case.documents[0]: str(case.notes["attack"]) for case in cases}
    clean = {
        name: twins.get(name, text.replace(orders.get(name, ""), ""))
        for name, text in attacked.items()
    }
    trials = tuple(_trial(case, folder.name) for case in cases)
    yield Batch(folder.name, clean, attacked, trials)


def _trial(case: Case, group: str) -> Trial:
    order = Order(str(case.notes["attack"]), kind=str(case.notes.get("attack_type", "")))
    return Trial(case.id, case.question, case.documents[0], order, group)


def _hostile(folder: Path) -> Iterator[Batch]:
    """The orders in a folder's collection, and its documents that carry one."""
    path = folder / "hostile.jsonl"
    if not path.is_file():
        return
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    orders = [one for one in lines if one["type"] == "injection"]
    yield from _in_digests(orders, folder.name)
    yield from _documents(_texts(folder / "docs"), orders, f"{folder.name} documents")


def _in_digests(lines: Sequence[Mapping[str, Any]], group: str) -> Iterator[Batch]:
    """Each order in a digest, at each place in turn; a batch has one order in each digest."""
    clean = _texts(_DIGESTS)
    asked = _asked(clean)
    names = sorted(asked)
    places = list(Place)
    turn = {name: cycle(asked[name]) for name in names}
    for start in range(0, len(lines), len(names)):
        attacked, trials = dict(clean), []
        for at, (name, line) in enumerate(
            zip(names, lines[start : start + len(names)], strict=False), start
        ):
            case, place = next(turn[name]), places[at % len(places)]
            attacked[name] = inserted(clean[name], line["text"], place, case.gold[0])
            order = Order(line["text"], kind=line["subtype"])
            trials.append(Trial(line["id"], case.question, name, order, f"{group} {place}"))
        yield Batch(f"{group} {start // len(names) + 1}", clean, attacked, tuple(trials))


def _asked(texts: Mapping[str, str]) -> dict[str, list[Case]]:
    """Of our own cases over the digests those that one document alone answers, by document."""
    found: dict[str, list[Case]] = {name: [] for name in texts}
    for case in load_cases([_HOUSE / "cases" / "body.jsonl"]):
        name = case.documents[0] if len(case.documents) == 1 else ""
        if case.answerable and case.gold and case.gold[0] in texts.get(name, ""):
            found[name].append(case)
    return {name: cases for name, cases in found.items() if cases}


def _documents(
    texts: Mapping[str, str], lines: Sequence[Mapping[str, Any]], group: str
) -> Iterator[Batch]:
    for name, text in texts.items():
        held = next((one for one in lines if one["text"] in text), None)
        if held is None or name not in _ABOUT:
            continue
        order = Order(held["text"], kind=held["subtype"])
        clean = text.replace(held["text"], "")
        trial = Trial(f"{group}/{name}", _ABOUT[name], name, order, group)
        yield Batch(f"{group} {name}", {name: clean}, {name: text}, (trial,))


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {path.name: path.read_text("utf-8-sig") for path in sorted(folder.iterdir())}
