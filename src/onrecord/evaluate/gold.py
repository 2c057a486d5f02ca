"""Task gold: the whole record of an article against one made by hand.

Found events and attributions are aligned with gold ones one to one: as many as possible, and among
such alignments the one with most fields right. What is left may be aligned with optional ones,
which count neither way.

- ``events_*``, ``attributions_*``: precision, recall, F1 over all articles;
- ``fields_right``: mean over the gold fields of the found events; ``field_NAME``: the same for one field;
- ``whole_claims``: share of gold events and attributions that are found with every one of their gold fields;
- ``furniture_records``: number of recorded mentions and attributions whose trigger or cue is page furniture.

A metric that nothing in the folder bears on is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.evaluate.assignment import assign
from onrecord.evaluate.base import Case, Engine, Pair
from onrecord.evaluate.gold_fields import FIELDS, field_points, share_head
from onrecord.evaluate.gold_read import Offsets, gold_folders, read_gold
from onrecord.records import Actor, Event, Record, Span, Toll

TASK = "gold"
PUBLISHED = {
    "events_f1": "two people .93",
    "fields_right": "two people .85",
    "attributions_f1": "two people .83",
    "whole_claims": "two people .58",
}
Json = Mapping[str, Any]

# A required pair outweighs all points of an article, a point all its optional pairs.
_REQUIRED, _POINT, _OPTIONAL = 10**9, 10**4, 1


def cases(folder: Path) -> Iterator[Case]:
    """The article of ``folder``, or one of each folder in it that has a ``gold.yaml``."""
    for path in gold_folders(folder):
        payload, expected = read_gold(path)
        yield Case(path.resolve().name, payload, expected)


def predict(case: Case, engine: Engine) -> Any:
    """The record of the article in the gold format, quotes as offsets."""
    article = case.payload
    return found_of(
        engine.read_text(
            article["text"], published=article["published"], outlet=article["outlet"], title=article["title"]
        )
    )


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The metrics over all articles."""
    counts = _Counts()
    for expected, found in pairs:
        _count(counts, expected, found or {})
    metrics = _rates("events", counts.events_right, counts.events_found, counts.events_gold)
    right = [points for name in FIELDS for points in counts.fields.get(name, [])]
    if right:
        metrics["fields_right"] = sum(right) / len(right)
    for name in FIELDS:
        if points := counts.fields.get(name):
            metrics[f"field_{name}"] = sum(points) / len(points)
    metrics |= _rates(
        "attributions", counts.attributions_right, counts.attributions_found, counts.attributions_gold
    )
    gold = counts.events_gold + counts.attributions_gold
    metrics["whole_claims"] = counts.whole / gold if gold else 0.0
    metrics["furniture_records"] = float(counts.furniture)
    return metrics


def found_of(record: Record) -> dict[str, Any]:
    """``record`` with the gold format's keys, each quote as ``[start, end]``.

    ``triggers`` beside ``mentions`` holds the heads, by which page furniture is told.
    """
    mentions = {mention.id: mention for mention in record.mentions}
    events = []
    for event in record.events:
        own = [mentions[id] for id in event.mention_ids if id in mentions]
        spans = {"mentions": [_offsets(m.span) for m in own], "triggers": [_offsets(m.trigger) for m in own]}
        events.append(_event(event) | spans)
    attributions = [
        _given({
            "source": _actor(each.source_actor), "via": [link.actor.name for link in each.via],
            "cue": _offsets(each.cue), "content": [_offsets(span) for span in each.content],
            "stance": each.stance, "about": each.about, "field": each.field,
        })
        for each in record.attributions
    ]  # fmt: skip
    return {"events": events, "attributions": attributions}


@dataclass(slots=True)
class _Counts:
    """What is added up over articles; ``fields`` holds the points of each field of found events."""

    events_gold: int = 0
    events_found: int = 0
    events_right: int = 0
    attributions_gold: int = 0
    attributions_found: int = 0
    attributions_right: int = 0
    whole: int = 0
    furniture: int = 0
    fields: dict[str, list[float]] = field(default_factory=dict)


def _count(counts: _Counts, expected: Json, found: Json) -> None:
    events, gold_events = found.get("events") or [], expected.get("events") or []
    aligned = align_events(gold_events, events)
    right = [(g, f) for g, f in aligned if not gold_events[g].get("optional")]
    counts.events_gold += sum(1 for event in gold_events if not event.get("optional"))
    counts.events_found += len(events) - (len(aligned) - len(right))
    counts.events_right += len(right)
    for g, f in right:
        points = field_points(gold_events[g], events[f])
        counts.whole += all(point == 1 for point in points.values())
        for name, point in points.items():
            counts.fields.setdefault(name, []).append(point)
    # found event's id -> gold event's id, so that ``about`` can be compared
    same = {str(events[f].get("id")): str(gold_events[g].get("id")) for g, f in aligned}
    _count_attributions(counts, expected.get("attributions") or [], found.get("attributions") or [], same)
    counts.furniture += _in_furniture(expected.get("furniture") or [], found)


def align_events(gold: Sequence[Json], found: Sequence[Json]) -> list[tuple[int, int]]:
    """Which gold event is which found one, by place in both: as many as possible, then with most fields right."""
    weights = [[_event_weight(g, f) for f in found] for g in gold]
    return assign(weights)


def _event_weight(gold: Json, found: Json) -> int:
    if found.get("type") not in (gold["type"], *(gold.get("also") or ())):
        return 0
    if not any(_overlap(a, b) for a in gold["mentions"] for b in found.get("mentions") or []):
        return 0
    if gold.get("optional"):
        return _OPTIONAL
    return _REQUIRED + _POINT * int(2 * sum(field_points(gold, found).values()))


def _count_attributions(
    counts: _Counts, gold: Sequence[Json], found: Sequence[Json], same: Mapping[str, str]
) -> None:
    weights = [[_attribution_weight(g, f, same) for f in found] for g in gold]
    aligned = assign(weights)
    right = [(g, f) for g, f in aligned if not gold[g].get("optional")]
    counts.attributions_gold += sum(1 for each in gold if not each.get("optional"))
    counts.attributions_found += len(found) - (len(aligned) - len(right))
    counts.attributions_right += len(right)
    counts.whole += sum(all(_links(gold[g], found[f], same)) for g, f in right)


def _attribution_weight(gold: Json, found: Json, same: Mapping[str, str]) -> int:
    if gold["stance"] != found.get("stance"):
        return 0
    if not share_head((gold.get("source") or {}).get("name"), (found.get("source") or {}).get("name")):
        return 0
    if not _same_content(gold, found.get("content") or []):
        return 0
    return _OPTIONAL if gold.get("optional") else _REQUIRED + _POINT * sum(_links(gold, found, same))


def _links(gold: Json, found: Json, same: Mapping[str, str]) -> list[bool]:
    """For each of via, about and field that gold gives, whether it is right."""
    right = []
    if via := gold.get("via"):
        other = found.get("via") or []
        right.append(len(via) == len(other) and all(map(share_head, via, other)))
    if about := gold.get("about"):
        right.append(same.get(str(found.get("about"))) == about)
    if gold.get("field"):
        right.append(gold["field"] == found.get("field"))
    return right


def _same_content(gold: Json, content: Sequence[Offsets]) -> bool:
    """Whether at least half of the longer of the two contents is in both.

    A quote that stands in several places of the article is taken where it overlaps most.
    """
    found = _characters(content)
    places = gold.get("content_occurrences") or [[span] for span in gold["content"]]
    best = [max(spans, key=lambda span: len(found.intersection(range(*span)))) for spans in places]
    expected = _characters(best)
    return bool(expected) and 2 * len(expected & found) >= max(len(expected), len(found))


def _in_furniture(furniture: Sequence[Offsets], found: Json) -> int:
    heads = [
        span for event in found.get("events") or [] for span in event.get("triggers") or event["mentions"]
    ]
    for each in found.get("attributions") or []:
        heads += [each["cue"]] if each.get("cue") else (each.get("content") or [])[:1]
    return sum(any(_overlap(head, span) for span in furniture) for head in heads)


def _rates(name: str, right: int, found: int, gold: int) -> dict[str, float]:
    return {
        f"{name}_precision": right / found if found else 0.0,
        f"{name}_recall": right / gold if gold else 0.0,
        f"{name}_f1": 2 * right / (found + gold) if found + gold else 0.0,
    }


def _event(event: Event) -> dict[str, Any]:
    date, place = event.date, event.place
    return _given({
        "id": event.id, "type": event.type, "mode": event.mode,
        "actor": [_actor(actor) for actor in event.actors],
        "recipient": [_actor(actor) for actor in event.recipients],
        "mutual": event.mutual or None,
        "date": date and {"start": str(date.range.start), "end": str(date.range.end)},
        "place": place and _given({"name": place.place.name, "country": place.place.country}),
        "casualties": [_toll(toll) for toll in event.casualties],
        "status": event.status,
    })  # fmt: skip


def _actor(actor: Actor) -> dict[str, Any]:
    return _given({"name": actor.name, "country": actor.country, "sector": actor.sector})


def _toll(toll: Toll) -> dict[str, Any]:
    high = toll.low if toll.high is None and toll.atleast else toll.high
    return _given({
        "effect": toll.effect, "low": toll.low, "high": high, "atleast": toll.atleast or None,
        "who": toll.who, "country": toll.country,
    })  # fmt: skip


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [])}


def _offsets(span: Span) -> Offsets:
    return [span.start, span.end]


def _overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _characters(spans: Sequence[Sequence[int]]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}
