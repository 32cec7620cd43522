"""Trains the support score: `python -m evals.training.support --data SETS --out FOLDER`.

`SETS` holds `train/`, `train2/` and `dev/`. Stages: `made` over pairs made by rule, beginning from
the evidence reader's last checkpoint; `written` with more of what people wrote; `again` with more
of what is still mistaken; `export` writes the weights that ship and prints how well held-out pairs
are told apart. After it, `python -m evals.training.support.join` joins them with the overlap of
words. A run that was interrupted goes on from its last checkpoint.
"""

import argparse
import sys
from itertools import pairwise
from pathlib import Path

STAGES = ("made", "written", "again", "export")
_WEIGHTS = Path(__file__).parent.parent.parent.parent / "assistant" / "grounding" / "support.onnx"


def main(args: list[str] | None = None) -> int:
    """Runs the stages asked for."""
    parser = _parser()
    options = parser.parse_args(args)
    stages = [stage for stage in STAGES if stage in options.stage]
    if "made" in stages and options.start is not None and not options.start.exists():
        parser.error(f"there is no checkpoint {str(options.start)!r} to begin from")
    for before, stage in pairwise(STAGES):
        begun = options.out / f"{before}.pt"
        if stage in stages and before not in stages and not begun.exists():
            parser.error(f"the stage {stage!r} begins from {begun}: run {before!r} before")
    from evals.training.support.course import all_pairs, train
    from evals.training.support.held_out import export_support, report

    pairs = all_pairs(options.data, options.seed)
    for stage in stages:
        if stage == "export":
            export_support(options.out / "again.pt", options.weights)
            sys.stdout.write(report(pairs, options.weights) + "\n")
        else:
            checkpoint = train(stage, pairs, options.start, options.out, options.seed)
            sys.stdout.write(f"{checkpoint}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.training.support", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder with train/, train2/ and dev/")
    add("--out", type=Path, required=True, help="folder for checkpoints and log")
    add("--start", type=Path, help="checkpoint of the evidence reader; default: the encoder")
    add("--stage", nargs="+", choices=STAGES, default=list(STAGES), help="default: all")
    add("--weights", type=Path, default=_WEIGHTS, help="file to write, ending in .onnx")
    add("--seed", type=int, default=0)
    return parser


if __name__ == "__main__":
    sys.exit(main())
