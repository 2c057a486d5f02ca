"""A head that tags spans: one softmax over O and B/I of each label, one row of scores a word piece.

Targets are soft: the mean of what the annotators of the paragraph marked, so that several annotators, and
later a teacher's probabilities, need no code of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

from training.examples import Example

Offsets = Sequence[tuple[int, int]]
Markings = Sequence[Sequence[tuple[int, int, str]]]


class TagHead(nn.Module):
    """One linear layer from hidden states to `labels` (O, then B-x and I-x of each kind of span)."""

    def __init__(
        self, name: str, kinds: Sequence[str], width: int, marked: Callable[[Example], Markings | None],
        weight: float = 1.0,
    ) -> None:  # fmt: skip
        """`marked` gives each annotator's spans of an example, or None where nobody marked any."""
        super().__init__()
        self.marked = marked
        self.name = name
        self.kinds = tuple(kinds)
        self.labels = ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))
        self.weight = weight
        self.linear = nn.Linear(width, len(self.labels))

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        """[batch, pieces, width] to {name: [batch, pieces, labels]}."""
        return {self.name: self.linear(hidden)}

    def target(self, example: Example, offsets: Offsets) -> Tensor | None:
        """[pieces, labels]: the share of annotators who give each piece each label."""
        markings = self.marked(example)
        if markings is None:
            return None
        total = torch.zeros(len(offsets), len(self.labels))
        for spans in markings:
            for place, label in enumerate(self.mark(spans, offsets)):
                total[place, label] += 1
        return total / len(markings)

    def mark(self, spans: Iterable[tuple[int, int, str]], offsets: Offsets) -> list[int]:
        """Label index of each piece; where spans overlap the shorter one wins."""
        marks = [0] * len(offsets)
        for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
            first = True
            base = 1 + 2 * self.kinds.index(kind)
            for place, (left, right) in enumerate(offsets):
                if left < end and right > start:
                    marks[place] = base if first else base + 1
                    first = False
        return marks

    def loss(self, outputs: dict[str, Tensor], targets: Sequence[Tensor], mask: Tensor) -> Tensor:
        """Cross-entropy against the soft targets, mean over the pieces that have one.

        Row i of the outputs holds [CLS], then the pieces of paragraph i.
        """
        scores = torch.log_softmax(outputs[self.name].float(), -1)
        total = scores.new_zeros(())
        pieces = 0
        for row, target in enumerate(targets):
            total = total - (scores[row, 1 : 1 + len(target)] * target).sum()
            pieces += len(target)
        return total / max(pieces, 1)


def attribution_spans(example: Example) -> Markings | None:
    """Sources, cues and contents, as each annotator has them."""
    return [reading.spans for reading in example.readings] or None


def trigger_spans(example: Example) -> Markings | None:
    """Triggers, by the type of their event."""
    if example.events is None:
        return None
    return [[(start, end, event.type) for event in example.events for start, end in event.trigger]]
