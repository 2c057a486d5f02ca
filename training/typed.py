"""Train and measure the head that types a marked pair: `python -m training.typed --plv PLV_train.tsv`.

Three ways to learn it are compared on PLV, in five folds: from PLV alone, from the project's own sentences alone
(those of every split, since PLV is none of them), and from the own ones first and then from PLV (mixed in one run, the
own ones, four times as many, drown PLV's habits). Prints accuracy and macro-F1 over PLV's 15 classes,
where CONCEDE and RETREAT are one.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from training import loop, model
from training.heads.pairs import TYPES, PairHead, row
from training.loop import Row
from training.sets import plv, sentences

FOLDS = 5
RECIPE = loop.Recipe(epochs=6, rate=1.5e-4, batch_pieces=1536)
FIRST = loop.Recipe(epochs=4, rate=1.5e-4, batch_pieces=1536)  # over the own sentences, before PLV's
Marked = tuple[str, tuple[str, ...]]


def fit(rows: Sequence[Row], recipe: loop.Recipe, begin: model.ManyHeads | None = None) -> model.ManyHeads:
    """A network with the pair head, trained on the rows; from where `begin` is, if given."""
    model.seed_all(recipe.seed)
    network = model.ManyHeads([PairHead("type", model.width())])
    if begin is not None:
        network.load_state_dict(begin.state_dict())
    loop.train(network, rows, recipe, lambda epoch: None, lambda line: None)
    return network


def guesses(network: model.ManyHeads, rows: Sequence[Row]) -> list[int]:
    """The likeliest type of each row."""
    network.eval()
    head = network.heads[0]
    found: dict[int, int] = {}
    with torch.inference_mode():
        for place, each in enumerate(rows):
            ids, mask = loop.collate([each])
            found[place] = int(head.scores(network(ids, mask), [each.targets[0]])[0].argmax())
    return [found[place] for place in range(len(rows))]


def figures(rows: Sequence[Row], found: Sequence[int]) -> tuple[float, float]:
    """Accuracy and macro-F1 over PLV's classes."""
    gold = [_class(each.targets[0].types[0]) for each in rows]
    ours = [_class(kind) for kind in found]
    right = sum(one == other for one, other in zip(gold, ours, strict=True))
    scores = []
    for name in sorted(set(gold)):
        both = sum(one == other == name for one, other in zip(gold, ours, strict=True))
        scores.append(2 * both / (gold.count(name) + ours.count(name)))
    return right / len(rows), sum(scores) / len(scores)


def _class(kind: int) -> str:
    return "YIELD" if TYPES[kind] in plv.YIELD else TYPES[kind]


def folds(total: int, seed: int = 7) -> list[list[int]]:
    """The places of each fold, every fifth of a shuffled row."""
    order = list(range(total))
    random.Random(seed).shuffle(order)
    return [sorted(order[fold::FOLDS]) for fold in range(FOLDS)]


def compare(outside: Sequence[Row], own: Sequence[Row], ways: Sequence[str]) -> None:
    """Print the figures of each way."""
    begin = None
    if {"own", "both"} & set(ways):
        begin = fit(own, FIRST)
        found = guesses(begin, outside)
        print("own sentences alone ({}): {:.3f} {:.3f}".format(len(own), *figures(outside, found)), flush=True)
    for name, first in (("plv", None), ("both", begin)):
        if name in ways:
            found_at: dict[int, int] = {}
            for fold in folds(len(outside)):
                held = set(fold)
                network = fit([row for place, row in enumerate(outside) if place not in held], RECIPE, first)
                found_at |= dict(zip(fold, guesses(network, [outside[place] for place in fold]), strict=True))
                so_far = sorted(found_at)
                accuracy, macro = figures([outside[n] for n in so_far], [found_at[n] for n in so_far])
                print(f"{name}, five folds, {len(so_far)} sentences: {accuracy:.3f} {macro:.3f}", flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plv", type=Path, required=True, help="PLV_train.tsv")
    parser.add_argument("--ways", default="plv,own,both")
    choice = parser.parse_args()
    tokenizer = model.base_tokenizer()
    outside = [row(text, types, tokenizer) for text, types in plv.read(choice.plv)]
    own = [row(text, types, tokenizer) for text, types in sentences.pairs(("train", "dev", "test"))]
    compare(outside, own, choice.ways.split(","))


if __name__ == "__main__":
    main()
