"""The trained reader's network before any training, with heads whose scores differ widely."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.training.network import Network


@cache
def untrained_network() -> "Network":
    import torch

    from evals.training.network import Network

    torch.manual_seed(7)
    network = Network().eval()
    for head in (network.passage, network.tokens):
        torch.nn.init.normal_(head.weight, std=0.3)
    return network
