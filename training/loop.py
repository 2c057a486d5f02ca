"""The training loop, the same for every head."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.examples import Example
from training.model import MAX_PIECES, ManyHeads

CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made with; written to its card."""

    epochs: int = 3
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    batch_pieces: int = 1536
    clip: float = 1.0
    decay: float = 0.01
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph made ready: piece ids with [CLS] and [SEP], and one target a head."""

    ids: list[int]
    targets: tuple[Any, ...]


def rows(examples: Sequence[Example], tokenizer: Tokenizer, model: ManyHeads) -> list[Row]:
    """Each example's pieces and targets; a paragraph too long for the encoder is cut at its length."""
    made = []
    for example in examples:
        encoding = tokenizer.encode(example.text, add_special_tokens=False)
        ids = encoding.ids[: MAX_PIECES - 2]
        if ids:
            offsets = encoding.offsets[: MAX_PIECES - 2]
            targets = tuple(head.target(example, offsets) for head in model.heads)
            made.append(Row([CLS, *ids, SEP], targets))
    return made


def batches(made: Sequence[Row], pieces: int, chance: random.Random) -> Iterator[list[Row]]:
    """Batches of like length, at most `pieces` pieces each, in random order."""
    order = sorted(range(len(made)), key=lambda place: len(made[place].ids) * chance.uniform(0.95, 1.05))
    groups: list[list[Row]] = [[]]
    longest = 0
    for place in order:
        longest = max(longest, len(made[place].ids))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(made[place].ids)
        groups[-1].append(made[place])
    chance.shuffle(groups)
    yield from groups


def collate(group: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """Piece ids and attention mask, [batch, longest]."""
    longest = max(len(row.ids) for row in group)
    ids = torch.zeros(len(group), longest, dtype=torch.long)
    mask = torch.zeros(len(group), longest, dtype=torch.long)
    for place, row in enumerate(group):
        ids[place, : len(row.ids)] = torch.tensor(row.ids)
        mask[place, : len(row.ids)] = 1
    return ids, mask


def train(
    model: ManyHeads,
    made: Sequence[Row],
    recipe: Recipe,
    after_epoch: Callable[[int], None],
    say: Callable[[str], None] = print,
) -> float:
    """Train in place; gives the seconds it took. `after_epoch` is called with the epoch's number from 1."""
    chance = random.Random(recipe.seed)
    plan = [
        batch for _ in range(recipe.epochs) for batch in [*batches(made, recipe.batch_pieces, chance), None]
    ]
    steps = sum(batch is not None for batch in plan)
    optimiser, schedule = _optimiser(model, recipe, steps)
    began = time.monotonic()
    model.train()
    step = epoch = 0
    losses: list[float] = []
    for batch in plan:
        if batch is None:
            epoch += 1
            after_epoch(epoch)
            model.train()
            continue
        losses.append(_step(model, batch, optimiser, recipe.clip))
        schedule.step()
        step += 1
        if step % 50 == 0:
            mean = sum(losses[-50:]) / 50
            say(f"step {step}/{steps} loss {mean:.4f} {time.monotonic() - began:.0f} s")
    model.eval()
    return time.monotonic() - began


def _optimiser(model: ManyHeads, recipe: Recipe, steps: int) -> tuple[Any, Any]:
    heads = list(model.heads.parameters())
    body = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    groups = [{"params": body, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
    warm = max(int(steps * recipe.warmup), 1)

    def factor(step: int) -> float:
        return min((step + 1) / warm, max(steps - step, 0) / max(steps - warm, 1))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, factor)


def _step(model: ManyHeads, batch: Sequence[Row], optimiser: Any, clip: float) -> float:
    ids, mask = collate(batch)
    with torch.autocast("cpu", torch.bfloat16):
        outputs = model(ids, mask)
    loss = torch.zeros(())
    for place, head in enumerate(model.heads):
        # a set that does not mark what a head says has nothing to teach it
        taught = [number for number, row in enumerate(batch) if row.targets[place] is not None]
        if taught:
            some = {name: rows[taught] for name, rows in outputs.items() if name != "hidden"}
            loss = loss + head.weight * head.loss(some, [batch[n].targets[place] for n in taught], mask[taught])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(loss.detach())
