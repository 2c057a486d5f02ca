"""A head that types what one marked actor does to another: PLOVER's type of a source and a target in a sentence.

Source and target are marked by pieces of their own around them (`MARKS`, unused words of the vocabulary). The scores
are the sum of three linear maps: of the hidden states at the source's first mark, at the target's first mark and at
[CLS], so the run time needs three small rows (the marking is Baldini Soares et al. 2019, "Matching the Blanks").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.loop import CLS, SEP, Row
from training.model import MAX_PIECES

TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
MARKS = {"<s>": 1, "</s>": 2, "<t>": 3, "</t>": 4}  # [unused0] to [unused3]
_MARK = re.compile(r"(</?[st]>)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Where the two first marks stand (0, [CLS], where there is none), and the types that are right."""

    source: int
    target: int
    types: tuple[int, ...]


class PairHead(nn.Module):
    """Three rows of scores a piece: NAME_source, NAME_target, NAME_sentence, [batch, pieces, types] each."""

    def __init__(self, name: str, width: int, weight: float = 1.0) -> None:
        super().__init__()
        self.name = name
        self.labels = TYPES
        self.weight = weight
        self.parts = nn.ModuleDict(
            {part: nn.Linear(width, len(TYPES)) for part in ("source", "target", "sentence")}
        )

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        """[batch, pieces, width] to the three outputs."""
        return {f"{self.name}_{part}": layer(hidden) for part, layer in self.parts.items()}

    def scores(self, outputs: dict[str, Tensor], pairs: Sequence[Pair]) -> Tensor:
        """[batch, types] log probabilities."""
        rows = torch.arange(len(pairs))
        total = outputs[f"{self.name}_sentence"][:, 0]
        total = total + outputs[f"{self.name}_source"][rows, [pair.source for pair in pairs]]
        total = total + outputs[f"{self.name}_target"][rows, [pair.target for pair in pairs]]
        return torch.log_softmax(total.float(), -1)

    def loss(self, outputs: dict[str, Tensor], targets: Sequence[Pair], mask: Tensor) -> Tensor:
        """Minus log of the probability of all right types together, mean over the batch."""
        logs = self.scores(outputs, targets)
        right = [logs[row, list(pair.types)].logsumexp(-1) for row, pair in enumerate(targets)]
        return -torch.stack(right).mean()


def row(marked: str, types: Sequence[str], tokenizer: Tokenizer) -> Row:
    """A marked sentence made ready; of marks that are repeated or nested the first of a kind counts."""
    ids, places = pieces(marked, tokenizer)
    pair = Pair(places.get("<s>", 0), places.get("<t>", 0), tuple(TYPES.index(name) for name in types))
    return Row(ids, (pair,))


def pieces(marked: str, tokenizer: Tokenizer) -> tuple[list[int], dict[str, int]]:
    """Piece ids with [CLS], marks and [SEP], and where the first mark of each kind stands."""
    ids = [CLS]
    places: dict[str, int] = {}
    for part in _MARK.split(marked):
        if part in MARKS:
            if len(ids) < MAX_PIECES - 1:
                places.setdefault(part, len(ids))
            ids.append(MARKS[part])
        elif part:
            ids += tokenizer.encode(part, add_special_tokens=False).ids
    return [*ids[: MAX_PIECES - 1], SEP], places
