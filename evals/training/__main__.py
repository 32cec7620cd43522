"""Trains the evidence reader: `python -m evals.training --data SETS --out FOLDER`.

`SETS` holds `train/`, `train2/` and `dev/`. Three stages: `general` over public records of many
kinds, `again` over those drawn anew with more near misses, then `target` over passages as the
assistant retrieves them and this project's own examples. A run that was interrupted goes on from
its last checkpoint.
"""

import argparse
import sys
from itertools import pairwise
from pathlib import Path

STAGES = ("general", "again", "target")


def main(args: list[str] | None = None) -> int:
    """Runs the stages asked for and prints where the last checkpoint lies."""
    parser = _parser()
    options = parser.parse_args(args)
    stages = [stage for stage in STAGES if stage in options.stage]
    for before, stage in pairwise(STAGES):
        begun = options.out / f"{before}.pt"
        if stage in stages and before not in stages and not begun.exists():
            parser.error(f"the stage {stage!r} begins from {begun}: run {before!r} before")
    from evals.training.course import train

    for stage in stages:
        sys.stdout.write(f"{train(stage, options.data, options.out, options.seed)}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.training", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder with train/, train2/ and dev/")
    add("--out", type=Path, required=True, help="folder for checkpoints, log and indexes")
    add("--stage", nargs="+", choices=STAGES, default=list(STAGES), help="default: all")
    add("--seed", type=int, default=0)
    return parser


if __name__ == "__main__":
    sys.exit(main())
