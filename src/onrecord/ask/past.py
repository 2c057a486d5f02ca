"""The record as it stood on a day, and the changes that brought an event to what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from onrecord.merge.across import regroup, view_of
from onrecord.merge.cluster import connected, pair
from onrecord.merge.joint import Joint
from onrecord.merge.score import ENOUGH
from onrecord.merge.telling import Telling
from onrecord.records import Claim
from onrecord.store import EventDetail, Store
from onrecord.store.asof import PastStore, open_past
from onrecord.store.judgements import Judged
from onrecord.store.merging import Part


def as_of(store: Store, day: date) -> PastStore:
    """The same store as it stood from articles published by ``day``; every call of a store answers from the past."""
    return open_past(store.path, day, Rule())


def event_as_of(store: Store, day: date, parts: Sequence[str]) -> EventDetail | None:
    """The event that most of these tellings were in on that day; ``None`` where none was published yet."""
    past = open_past(store.path, day, Rule(), parts)
    try:
        counts = Counter(sorted(past.standing_ids(parts).values()))
        return past.event(max(counts, key=lambda id: counts[id])) if counts else None
    finally:
        past.close()


class Rule:
    """The merger's rule, as the store asks for it."""

    def groups(
        self, tellings: Mapping[int, str], likenesses: Iterable[tuple[int, int, float]], judged: Judged
    ) -> Iterable[Sequence[int]]:
        """The groups of any tellings, part by connected part."""
        held = {number: Telling.from_json(text) for number, text in tellings.items()}
        numbers = {telling.id: number for number, telling in held.items()}
        ids = {number: telling.id for number, telling in held.items()}
        edges = list(likenesses)
        strong = [(a, b) for a, b, points in edges if points >= ENOUGH]
        strong += [(a, b) for a, b in judged.one if a in ids and b in ids]
        parts = connected(numbers, [pair(ids[a], ids[b]) for a, b in strong])
        home = {id: n for n, part in enumerate(parts) for id in part}
        within: dict[int, list[tuple[int, int, float]]] = {}
        for a, b, points in edges:
            if home[ids[a]] == home[ids[b]]:
                within.setdefault(home[ids[a]], []).append((a, b, points))
        for n, part in enumerate(parts):
            members = {numbers[id]: held[numbers[id]] for id in part}
            for group in regroup(members, within.get(n, ()), judged):
                yield sorted(numbers[id] for id in group)

    def view(
        self, parts: Sequence[Part], claims: Mapping[int, Sequence[Claim]], judged: Judged
    ) -> tuple[Joint | None, Mapping[str, str]]:
        """The view of a group and its contradictions."""
        return view_of(parts, claims, judged)
