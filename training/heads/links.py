"""A head that links spans: each piece of a dependent span points at the span it belongs to.

A content points at its cue and a cue at its source, a trigger at who does it or to whom it is done; one that has none
in the paragraph points at [CLS]. Scores are products of a query and a key of each piece, as in the arcs of biaffine
dependency parsing (Dozat and Manning 2017) without its bias terms, so the run time needs two small matrices a
paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.examples import Example, Fragments

Offsets = Sequence[tuple[int, int]]
Links = Sequence[tuple[Fragments, Fragments, float]]  # a span, what it points at (empty: nothing), its weight
NONE = 0  # the place of [CLS]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Piece `place` should point at any of `goals`; all places count [CLS] as 0."""

    place: int
    goals: tuple[int, ...]
    weight: float


class LinkHead(nn.Module):
    """Two projections of the hidden states, NAME_query and NAME_key, [batch, pieces, size] each."""

    def __init__(
        self, name: str, width: int, links: Callable[[Example], Links | None], size: int = 64, weight: float = 0.3
    ) -> None:
        """`links` gives an example's links, or None where nobody marked any."""
        super().__init__()
        self.name = name
        self.links = links
        self.weight = weight
        self.query = nn.Linear(width, size)
        self.key = nn.Linear(width, size)
        self.scale = size**-0.5

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        """[batch, pieces, width] to both projections; the query is scaled, so scores are plain products."""
        return {f"{self.name}_query": self.query(hidden) * self.scale, f"{self.name}_key": self.key(hidden)}

    def target(self, example: Example, offsets: Offsets) -> list[Pointer] | None:
        """What each piece of a dependent span should point at."""
        links = self.links(example)
        if links is None:
            return None
        return [
            Pointer(place, _places(goal, offsets) or (NONE,), weight)
            for span, goal, weight in links
            for place in _places(span, offsets)
        ]

    def loss(self, outputs: dict[str, Tensor], targets: Sequence[Sequence[Pointer]], mask: Tensor) -> Tensor:
        """Minus log of the probability of all right goals together, mean over the pointing pieces."""
        scores = outputs[f"{self.name}_query"].float() @ outputs[f"{self.name}_key"].float().transpose(1, 2)
        logs = torch.log_softmax(scores.masked_fill(mask[:, None, :] == 0, -1e4), -1)
        total = logs.new_zeros(())
        count = 0.0
        for row, pointers in enumerate(targets):
            if not pointers:
                continue
            right = torch.full((len(pointers), logs.shape[-1]), -1e4)
            for line, pointer in enumerate(pointers):
                right[line, list(pointer.goals)] = 0.0
            weights = torch.tensor([pointer.weight for pointer in pointers])
            chosen = logs[row, [pointer.place for pointer in pointers]] + right
            total = total - (chosen.logsumexp(-1) * weights).sum()
            count += float(weights.sum())
        return total / max(count, 1.0)


def attribution_links(example: Example) -> Links | None:
    """Contents to their cues, cues to their sources; each annotator weighs his share."""
    if not example.readings:
        return None
    weight = 1 / len(example.readings)
    return [
        link
        for reading in example.readings
        for relation in reading.relations
        if relation.cue
        for link in ((relation.content, relation.cue, weight), (relation.cue, relation.source, weight))
    ]


def actor_links(example: Example) -> Links | None:
    """Triggers to who does it."""
    return None if example.events is None else [(event.trigger, event.actor, 1.0) for event in example.events]


def recipient_links(example: Example) -> Links | None:
    """Triggers to whom it is done."""
    return None if example.events is None else [(event.trigger, event.recipient, 1.0) for event in example.events]


def _places(fragments: Fragments, offsets: Offsets) -> tuple[int, ...]:
    return tuple(
        place
        for place, (left, right) in enumerate(offsets, start=1)
        if any(left < end and right > start for start, end in fragments)
    )
