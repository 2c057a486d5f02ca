"""How far two people who annotated the same text agree: F1 as `onrecord eval gold` scores it, and Krippendorff's alpha.

`corpus/twice/ROUND/` keeps both annotations as they were made, `first` and `second`; the published records are mended
afterwards and do not change the figures. Alpha (Krippendorff 2004, nominal data, two coders) is over what both have:
events of articles whose mentions overlap, events of sentences whose triggers do, attributions whose contents do. F1
counts what only one has.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from onrecord.evaluate import gold as metric
from onrecord.evaluate.assignment import assign
from onrecord.evaluate.gold_read import expected_record
from tools.corpus import layout
from tools.corpus.layout import Piece, Record, Sentence, listed
from tools.corpus.quotes import locate

ROLES = ("actor", "recipient", "victim", "instrument", "place", "time")
Spans = Sequence[Sequence[int]]
Labels = list[tuple[str, str]]  # what the one and what the other says of a unit


def alpha(labels: Iterable[tuple[str, str]]) -> float:
    """Krippendorff's alpha of pairs of nominal labels; 1 where there is one label only, or no pair."""
    pairs = list(labels)
    counts = Counter(label for pair in pairs for label in pair)
    total = 2 * len(pairs)
    apart = sum(one != other for one, other in pairs) * 2 / max(total, 1)
    chance = sum(n * (total - n) for n in counts.values()) / max(total * (total - 1), 1)
    return 1 - apart / chance if chance else 1.0


def f1(both: int, one: int, other: int) -> float:
    """Twice what both have over what each has; 1 where neither has anything."""
    return 2 * both / (one + other) if one + other else 1.0


def rounds(root: Path = layout.ROOT) -> list[Path]:
    """The folders of the rounds of double annotation, in order."""
    return sorted(path for path in (root / "twice").glob("*") if path.is_dir())


def twice_annotated(folder: Path, root: Path = layout.ROOT) -> Iterator[tuple[Piece, Record]]:
    """A round's articles with the first annotation's record, and the second's."""
    for piece in layout.articles(root):
        first, second = (folder / which / "articles" / f"{piece.name}.yaml" for which in ("first", "second"))
        if second.is_file():
            gold, other = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (first, second))
            yield replace(piece, gold=gold), other


def of_articles(pairs: Sequence[tuple[Piece, Record]]) -> dict[str, float]:
    """F1 of events and attributions, share of fields right, and alphas over articles."""
    read = [
        tuple(plain(expected_record(piece.text, plain(record), piece.name)) for record in (piece.gold, other))
        for piece, other in pairs
    ]
    ways = [metric.score([(one, _found(other, one)) for one, other in read])]
    ways.append(metric.score([(other, _found(one, other)) for one, other in read]))
    names = [name for name in ways[0] if name.endswith("_f1") or name.startswith("field") or name == "whole_claims"]
    figures = {name: (ways[0][name] + ways[1].get(name, ways[0][name])) / 2 for name in names}
    types, statuses, stances = Labels(), Labels(), Labels()
    for one, other in read:
        for a, b in aligned(one["events"], other["events"], "mentions"):
            types.append((_type_of(a, b), b["type"]))
            statuses.append((a["status"], b["status"]))
        for a, b in aligned(one["attributions"], other["attributions"], "content"):
            stances.append((a["stance"], b["stance"]))
    return figures | {"type_alpha": alpha(types), "status_alpha": alpha(statuses), "stance_alpha": alpha(stances)}


def _type_of(one: Record, other: Record) -> str:
    """The first annotator's type; where both accept the other's by `also`, the second's."""
    accepted = {one["type"], *listed(one.get("also"))} & {other["type"], *listed(other.get("also"))}
    return str(other["type"] if other["type"] in accepted else one["type"])


def _found(record: Record, against: Record) -> Record:
    """What stands for the engine's record: optional events only where the other has something there."""
    spans = [span for event in against["events"] for span in event["mentions"]]
    kept = [
        event for event in record["events"]
        if not event.get("optional") or any(_overlap(a, b) for a in event["mentions"] for b in spans)
    ]  # fmt: skip
    return {**record, "events": kept}


def aligned(one: Sequence[Record], other: Sequence[Record], key: str) -> Iterator[tuple[Record, Record]]:
    """Pairs of records that are of one stretch: the spans under `key` overlap, most first."""
    weights = [[_likeness(a, b, key) for b in other] for a in one]
    for left, right in assign(weights):
        yield one[left], other[right]


def _likeness(one: Record, other: Record, key: str) -> int:
    """How far two records are of one stretch: characters shared over all, with a little for the same type or stance."""
    ours, theirs = _characters(one[key]), _characters(other[key])
    if not ours & theirs:
        return 0
    same = sum(bool(one.get(name) == other.get(name)) for name in ("type", "stance", "status"))
    return 1000 * len(ours & theirs) // len(ours | theirs) + 10 * same + 1


def sentences_twice(folder: Path, root: Path = layout.ROOT) -> Iterator[tuple[Sentence, Record]]:
    """A round's sentences with the first annotation's record, and the second's."""
    first, second = (
        {str(row.pop("id")): row for path in sorted(folder.glob(f"{which}/sentences/*.jsonl")) for row in _rows(path)}
        for which in ("first", "second")
    )
    for sentence in layout.sentences(root):
        if sentence.name in second:
            yield replace(sentence, record={**first[sentence.name], "text": sentence.text}), second[sentence.name]


def of_sentences(pairs: Sequence[tuple[Sentence, Record]]) -> dict[str, float]:
    """F1 of triggers, roles, attributions, and alphas; `negative_alpha` is over whether there is an event."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("trigger", "role", "attribution")}
    types, statuses, stances, negatives = Labels(), Labels(), Labels(), Labels()
    for sentence, second in pairs:
        one, other = (_located(sentence.text, record) for record in (sentence.record, second))
        negatives.append((str(bool(one["events"])), str(bool(other["events"]))))
        matched = list(aligned(one["events"], other["events"], "trigger"))
        counts["trigger"].update(both=len(matched), one=len(one["events"]), other=len(other["events"]))
        for a, b in matched:
            types.append((a["type"], b["type"]))
            statuses.append((a["status"], b["status"]))
            for role in ROLES:
                found = len(list(aligned([{role: [s]} for s in a[role]], [{role: [s]} for s in b[role]], role)))
                counts["role"].update(both=found, one=len(a[role]), other=len(b[role]))
        matched = list(aligned(one["attributions"], other["attributions"], "content"))
        counts["attribution"].update(both=len(matched), one=len(one["attributions"]), other=len(other["attributions"]))
        stances += [(a["stance"], b["stance"]) for a, b in matched]
    figures = {f"{name}_f1": f1(count["both"], count["one"], count["other"]) for name, count in counts.items()}
    alphas = {"type": types, "status": statuses, "stance": stances, "negative": negatives}
    return figures | {f"{name}_alpha": alpha(labels) for name, labels in alphas.items()}


def _located(text: str, record: Mapping[str, Any]) -> dict[str, list[Record]]:
    """A sentence's record with quotes as offsets."""
    events = [
        {**event, "trigger": [locate(text, event["trigger"])]}
        | {role: [locate(text, quote) for quote in listed(event.get(role))] for role in ROLES}
        for event in listed(record.get("events"))
    ]
    attributions = [
        {**each, "content": [locate(text, quote) for quote in listed(each.get("content")) or [each["cue"]]]}
        for each in listed(record.get("attributions"))
    ]
    return {"events": events, "attributions": attributions}


def plain(value: Any) -> Any:
    """Dates as ISO strings, as the metric has them."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _characters(spans: Spans) -> set[int]:
    return {place for span in spans for place in range(span[0], span[1])}
