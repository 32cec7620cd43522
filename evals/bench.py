"""Speed of a fresh question beside bare Chroma, and of warm ones: `python -m evals.bench`.

Wall times of whole processes, taken in turn so that a slow moment of the machine hits both. What
counts is the difference to bare Chroma and the ratio; both are printed.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ALLOWED_SECONDS = 1.2
"""How much longer than bare Chroma a fresh `footnote ask` may take."""
ALLOWED_WARM_SECONDS = 0.3
"""The longest median of a warm question."""

_ROUNDS = 5
_DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
_CASES = Path(__file__).parent / "cases"
_QUESTION = "When should I use fine-tuning?"
_BARE_CHROMA = """
import sys, chromadb
client = chromadb.PersistentClient(sys.argv[1])
collection = client.get_collection(client.list_collections()[0].name, embedding_function=None)
collection.query(query_embeddings=[[0.05] * 384], n_results=8)
"""


def main() -> int:
    """Prints the figures as JSON; 1 if one is over what is allowed."""
    from ingest import ingest

    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        index = Path(folder) / "index"
        ingest([_DOCUMENTS], index=index)
        figures = _fresh(index) | _warm(index)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    is_slow = (
        figures["fresh_ask_over_bare_chroma_seconds"] > ALLOWED_SECONDS
        or figures["warm_ask_p50_seconds"] > ALLOWED_WARM_SECONDS
    )
    return int(is_slow)


def _fresh(index: Path) -> dict[str, float]:
    chroma = next(index.glob("segments/*"))
    bare = [sys.executable, "-c", _BARE_CHROMA, str(chroma)]
    ask = [sys.executable, "-m", "ui.cli", "ask", _QUESTION, "--index", str(index)]
    pairs = [(_seconds(bare), _seconds(ask)) for _ in range(_ROUNDS + 1)][1:]
    return {
        "bare_chroma_seconds": _median(one for one, _ in pairs),
        "fresh_ask_seconds": _median(two for _, two in pairs),
        "fresh_ask_over_bare_chroma_seconds": _median(two - one for one, two in pairs),
        "fresh_ask_to_bare_chroma_ratio": _median(two / one for one, two in pairs),
    }


def _warm(index: Path) -> dict[str, float]:
    from assistant import Assistant
    from evals.case import load_cases

    cases = load_cases([_CASES / "body.jsonl", _CASES / "unanswerable.jsonl"])
    with Assistant.open(index) as assistant:
        first, *warm = [assistant.ask(case.question).seconds for case in cases]
    cuts = statistics.quantiles(warm, n=20)
    return {
        "first_ask_seconds": round(first, 4),
        "warm_ask_p50_seconds": round(statistics.median(warm), 4),
        "warm_ask_p95_seconds": round(cuts[-1], 4),
    }


def _seconds(command: list[str]) -> float:
    started = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 our own programs
    return perf_counter() - started


def _median(values: Iterable[float]) -> float:
    return round(statistics.median(values), 3)


if __name__ == "__main__":
    sys.exit(main())
