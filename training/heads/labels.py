"""A head that says one thing of a piece that something else marked: the status of a trigger, the stance of a cue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

from training.examples import Example, Fragments

Offsets = Sequence[tuple[int, int]]
Marked = Iterable[tuple[Fragments, str]] | None  # stretches and their labels; None where nobody marked any


class LabelHead(nn.Module):
    """One linear layer from hidden states to `labels`; only marked pieces are learned from."""

    def __init__(
        self, name: str, labels: Sequence[str], width: int, marked: Callable[[Example], Marked], weight: float = 0.3
    ) -> None:
        super().__init__()
        self.name = name
        self.labels = tuple(labels)
        self.marked = marked
        self.weight = weight
        self.linear = nn.Linear(width, len(self.labels))

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        """[batch, pieces, width] to {name: [batch, pieces, labels]}."""
        return {self.name: self.linear(hidden)}

    def target(self, example: Example, offsets: Offsets) -> list[tuple[int, int]] | None:
        """Place of each marked piece ([CLS] is 0) and its label's number."""
        marked = self.marked(example)
        if marked is None:
            return None
        return [
            (place, self.labels.index(label))
            for fragments, label in marked
            for place, (left, right) in enumerate(offsets, start=1)
            if any(left < end and right > start for start, end in fragments)
        ]

    def loss(self, outputs: dict[str, Tensor], targets: Sequence[list[tuple[int, int]]], mask: Tensor) -> Tensor:
        """Cross-entropy, mean over the marked pieces."""
        scores = torch.log_softmax(outputs[self.name].float(), -1)
        parts = [
            scores[row, [place for place, _ in target], [label for _, label in target]].sum()
            for row, target in enumerate(targets) if target
        ]  # fmt: skip
        count = sum(map(len, targets))
        return -torch.stack(parts).sum() / count if parts else scores.new_zeros(())
