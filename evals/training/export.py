"""Writes a trained network as the ONNX file that the package ships.

    python -m evals.training.export CHECKPOINT OUT.onnx

Beside it comes a `.json` of the same name with its SHA-256. The same weights give the same bytes.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus import replace_text
from evals.training.graph import EightBitGraph, Graph
from evals.training.network import Network, load_network


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of weights."""

    path: Path
    size: int
    """Bytes."""
    sha256: str


def export(network: Network, path: Path, graph: type[Graph] = EightBitGraph) -> Exported:
    """Writes `network` to `path`, in eight bits unless told otherwise, its SHA-256 beside it."""
    state = network.state_dict()
    weights = {name: tensor.detach().float().cpu().numpy() for name, tensor in state.items()}
    content = graph(weights).model().SerializeToString(deterministic=True)
    exported = Exported(path, len(content), sha256(content).hexdigest())
    path.write_bytes(content)
    replace_text(path.with_suffix(".json"), json.dumps({"sha256": exported.sha256}) + "\n")
    return exported


def main() -> None:
    """Reads the arguments and writes the files."""
    parser = argparse.ArgumentParser(description="Write a trained network as an ONNX file.")
    parser.add_argument("checkpoint", type=Path, help="written by python -m evals.training")
    parser.add_argument("out", type=Path, help="file to write, ending in .onnx")
    options = parser.parse_args()
    if options.out.suffix != ".onnx":
        parser.error(f"{str(options.out)!r} does not end in .onnx")
    exported = export(load_network(options.checkpoint), options.out)
    sys.stdout.write(f"{exported.path}: {exported.size:,} bytes, SHA-256 {exported.sha256}\n")


if __name__ == "__main__":
    main()
