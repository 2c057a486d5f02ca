"""What the heads for events and stances are worth by themselves, on sentences of the project's own corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder import Encoder, Pass
from training.examples import Example, Fragments

Likely = NDArray[np.float64]


def measure(encoder: Encoder, examples: Sequence[Example]) -> dict[str, float]:
    """F1 of triggers by place, and by place and type; accuracy at gold triggers and cues; rate of false alarms."""
    counts: Counter[str] = Counter()
    for example in examples:
        read = encoder.run([example.text])[0]
        if read.pieces:
            _triggers(counts, encoder, example, read)
            _labels(counts, encoder, example, read)
            _pointers(counts, example, read)
    rates = {
        name: counts[f"{name} right"] / max(counts[name], 1) for name in ("status", "stance", "actor", "recipient")
    }
    total = max(counts["found"] + counts["gold"], 1)
    return {
        "trigger_f1": 2 * counts["both"] / total, "typed_trigger_f1": 2 * counts["typed"] / total,
        "alarm_rate": counts["alarm"] / max(counts["negative"], 1), **rates,
    }  # fmt: skip


def likely(read: Pass, name: str) -> Likely:
    """Probabilities of a head's labels, [pieces, labels]."""
    scores = read.rows(name).astype(np.float64)
    made = np.exp(scores - scores.max(-1, keepdims=True))
    result: Likely = made / made.sum(-1, keepdims=True)
    return result


def _triggers(counts: Counter[str], encoder: Encoder, example: Example, read: Pass) -> None:
    labels = encoder.weight.heads["event"]
    best = likely(read, "event").argmax(-1)
    found: list[tuple[set[int], str]] = []
    for place, label in enumerate(labels[number] for number in best):
        if label[0] == "B" or (label[0] == "I" and (not found or place - 1 not in found[-1][0])):
            found.append(({place}, label[2:]))
        elif label[0] == "I":
            found[-1][0].add(place)
    gold = [(_places(event.trigger, read), event.type) for event in example.events or ()]
    counts.update(found=len(found), gold=len(gold))
    for places, kind in gold:
        same = [one for one in found if one[0] & places]
        counts["both"] += bool(same)
        counts["typed"] += any(one[1] == kind for one in same)
    counts["negative"] += not gold
    counts["alarm"] += bool(found) and not gold


def _labels(counts: Counter[str], encoder: Encoder, example: Example, read: Pass) -> None:
    marked = {
        "status": [(event.trigger, event.status) for event in example.events or ()], "stance": example.stances or (),
    }  # fmt: skip
    for head, stretches in marked.items():
        made = likely(read, head)
        for fragments, label in stretches:
            if places := sorted(_places(fragments, read)):
                counts[head] += 1
                counts[f"{head} right"] += encoder.weight.heads[head][made[places].mean(0).argmax()] == label


def _pointers(counts: Counter[str], example: Example, read: Pass) -> None:
    for role in ("actor", "recipient"):
        query, key = (read.outputs[0][f"{role}_{side}"] for side in ("query", "key"))
        points = np.exp(query @ key.T)
        points /= points.sum(-1, keepdims=True)
        for event in example.events or ():
            places = [place + 1 for place in sorted(_places(event.trigger, read))]
            if places:
                best = int(points[places].mean(0).argmax())
                goal = _places(getattr(event, role), read)
                counts[role] += 1
                counts[f"{role} right"] += best - 1 in goal if goal else best == 0


def _places(fragments: Fragments, read: Pass) -> set[int]:
    return {
        place for place, (left, right) in enumerate(read.offsets)
        if any(left < end and right > start for start, end in fragments)
    }  # fmt: skip
