"""One eval run: documents ingested, cases gathered, the assistant and its rivals asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus import CaseError
from evals.case import Case, load_cases
from evals.modes import STAND_IN, RunMode, with_model, without_model
from evals.report import ASSISTANT, GENERATIVE, Report
from evals.run import evaluate, evaluate_rival, sample

if TYPE_CHECKING:
    from assistant import Assistant, Settings
    from corpus import Generation
    from evals.metrics import Result

_T = TypeVar("_T")

MADE_LIMIT = 300
"""Most cases made from the documents' FAQ pairs, unless told otherwise."""

_VERSIONS = ("footnote", "chromadb", "numpy", "scipy", "sentence-transformers", "torch")

Tell = Callable[[str], object]
Watch = Callable[[str, int, int], None]
"""Told who is asked, how many cases are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask, of which documents."""

    documents: Path
    cases: tuple[Path, ...] = ()
    """Case files, or folders of them."""
    faqs: bool = True
    """Whether the FAQ pairs that ingest recognises are asked as well."""
    limit: int | None = None
    """Most cases asked of those written, and of those made from FAQ pairs; drawn by chance."""
    seed: int = 0
    own_document: bool = False
    """Whether each question is asked of the documents that hold its answer only."""
    against: tuple[str, ...] = ()
    """Names of the rivals that are asked the same."""
    mode: RunMode = RunMode.EXTRACTIVE
    """Who words the answers; with both, each case is asked twice."""


def carry_out(plan: Plan, index: Path, settings: "Settings", tell: Tell, watch: Watch) -> Report:
    """Ingests the documents into `index` and asks everybody everything.

    Raises:
        CaseError: There is nothing to ask, or no document to ask it of.
    """
    from assistant import Assistant
    from ingest import ingest

    if not plan.documents.exists():
        raise CaseError(f"There are no documents at {str(plan.documents)!r}: give a folder.")
    if plan.against:
        from evals.rivals import check_rivals

        check_rivals(plan.against)
    failed = ingest([plan.documents], index=index).failed
    for path, reason in failed.items():
        tell(f"{path!r} was left out: {reason}\n")
    plain = without_model(settings)
    cases = gather(plan, index)
    generative = _generative(plan, index, settings, cases, tell, watch)
    with Assistant.open(index, plain) as assistant:
        own = generative
        if plan.mode is not RunMode.GENERATIVE:
            own = evaluate(assistant, cases, progress=_progress(watch, ASSISTANT))
        always = force(index, plain, own, _progress(watch, "always answering"))
        rivals = _rivals(plan, index, assistant, cases, watch)
        about = _about(plan, assistant, cases) | {"left_out": sorted(failed)}
    if generative:
        about |= {"mode": plan.mode.value, "chat_model": settings.chat_model or STAND_IN}
    return Report(about, own, always, rivals, generative=generative)


def _generative(
    plan: Plan,
    index: Path,
    settings: "Settings",
    cases: Sequence[Case],
    tell: Tell,
    watch: Watch,
) -> tuple["Result", ...]:
    """What the assistant makes of the cases with a chat model; nothing in extractive mode."""
    from assistant import Assistant

    if plan.mode is RunMode.EXTRACTIVE:
        return ()
    if not settings.chat_model:
        tell("No chat model is configured; a script that quotes and rewords stands in.\n")
    with with_model(settings) as served, Assistant.open(index, served) as assistant:
        return evaluate(assistant, cases, progress=_progress(watch, GENERATIVE))


def gather(plan: Plan, index: Path) -> tuple[Case, ...]:
    """The cases of a plan: those written, then those made from the FAQ pairs in the index.

    Raises:
        CaseError: A case file cannot be read, or no FAQ pair is recognised.
    """
    written = load_cases(plan.cases) if plan.cases else ()
    if plan.limit:
        written = sample(written, plan.limit, plan.seed)
    made: tuple[Case, ...] = ()
    if plan.faqs:
        from evals.made import made_cases

        limit = plan.limit or MADE_LIMIT
        made = _of_generation(index, lambda found: made_cases(found, limit=limit, seed=plan.seed))
    if twice := {one.id for one in written} & {one.id for one in made}:
        raise CaseError(f"Case id {min(twice)!r} is used for a FAQ pair: give the case another.")
    cases = (*written, *made)
    return tuple(map(_of_own_document, cases)) if plan.own_document else cases


def force(
    index: Path,
    settings: "Settings",
    own: Sequence["Result"],
    progress: Callable[[int, int], None] | None = None,
) -> tuple["Result", ...]:
    """The results had the assistant answered whatever its confidence.

    Where it answered, it would have answered the same; the rest is asked again.
    """
    from assistant import Assistant

    refused = [one.case for one in own if not one.answered]
    with Assistant.open(index, settings.model_copy(update={"threshold": 0.0})) as assistant:
        forced = iter(evaluate(assistant, refused, progress=progress))
    return tuple(one if one.answered else next(forced) for one in own)


def _of_own_document(case: Case) -> Case:
    return replace(case, within=frozenset(case.documents)) if case.documents else case


def _of_generation(index: Path, read: Callable[["Generation"], _T]) -> _T:
    from corpus import Index

    with Index.open(index) as opened:
        return opened.read(read)


def _rivals(
    plan: Plan, index: Path, assistant: "Assistant", cases: Sequence[Case], watch: Watch
) -> Mapping[str, tuple["Result", ...]]:
    if not plan.against:
        return {}
    from evals.rivals import open_rivals, texts_of

    rivals = open_rivals(plan.against, _of_generation(index, texts_of))
    return {
        name: evaluate_rival(rival, assistant, cases, progress=_progress(watch, name))
        for name, rival in rivals.items()
    }


def _about(plan: Plan, assistant: "Assistant", cases: Sequence[Case]) -> dict[str, Any]:
    import platform
    from hashlib import sha256

    settings = assistant.settings
    sources = assistant.sources()
    digests = "".join(sorted(one.digest for one in sources))
    return {
        "documents": plan.documents.name,
        "sources": len(sources),
        "sources_digest": sha256(digests.encode()).hexdigest(),
        "characters": sum(one.characters for one in sources),
        "chunks": sum(one.chunks for one in sources),
        "cases": [path.name for path in plan.cases],
        "faqs": plan.faqs,
        "asked": len(cases),
        "limit": plan.limit,
        "seed": plan.seed,
        "own_document": plan.own_document,
        "against": list(plan.against),
        "threshold": assistant.threshold,
        "settings": settings.model_dump(mode="json"),
        "settings_digest": sha256(settings.model_dump_json().encode()).hexdigest(),
        "generation": assistant.generation,
        "versions": {"python": platform.python_version()}
        | {name: _version(name) for name in _VERSIONS},
    }


def _version(package: str) -> str | None:
    """The installed version; `None` for a checkout that is run without being installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _progress(watch: Watch, who: str) -> Callable[[int, int], None]:
    return lambda done, total: watch(who, done, total)
