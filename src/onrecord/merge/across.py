"""Events across articles: each new telling finds its like, and what it touches is grouped again.

Which two tellings are alike depends on the two alone, every pair meets when the later of them comes, and groups are a
function of a connected part of the graph (:mod:`onrecord.merge.cluster`): so any order of reading, any number of
workers and a crash in between end in the same events with the same ids. What a new article costs is set by its own
tellings and those that share a key with them. A person's judgements are edges that no score outweighs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from onrecord.merge.cluster import Pair, Rulings, apart, connected, groups, pair
from onrecord.merge.disputes import disputes
from onrecord.merge.joint import Joint, Part, joint_event, joint_id
from onrecord.merge.judged import corrected, without
from onrecord.merge.keys import looks, posts
from onrecord.merge.score import ENOUGH, strength
from onrecord.merge.telling import Telling, tellings
from onrecord.records import Claim, Record

AT_A_TIME = 1000  # events merged in one transaction
KEPT = 1.5  # points from which a pair is kept: weaker ones count as the least anyway


class Waiting(Protocol):
    """An event of a coding that has not been merged since it, or its coding's standing, changed."""

    @property
    def number(self) -> int:
        """Its row number."""
        ...

    @property
    def event_id(self) -> str:
        """Its id."""
        ...

    @property
    def coding(self) -> int:
        """The coding that it is of."""
        ...

    @property
    def stands(self) -> bool:
        """Whether that coding stands."""
        ...


class Judged(Protocol):
    """What persons have judged, as it holds now."""

    @property
    def one(self) -> Collection[tuple[int, int]]:
        """Pairs of tellings, by number, that are of one event."""
        ...

    @property
    def apart(self) -> Collection[tuple[int, int]]:
        """Pairs of tellings that are not."""
        ...

    @property
    def corrected(self) -> Mapping[int, Mapping[str, tuple[str, str]]]:
        """For a telling the fields of its event that were corrected: when, and the value as it was given."""
        ...

    @property
    def withdrawn(self) -> Collection[str]:
        """Claims that were withdrawn."""
        ...


class Shelf(Protocol):
    """What merging reads and writes, within one transaction; the store has it. Numbers are those of rows."""

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """At most ``limit`` events that wait to be merged, those of one coding together."""
        ...

    def records(self, codings: Sequence[int]) -> Mapping[int, Record]:
        """What each coding put on record."""
        ...

    def keep(self, tellings: Sequence[tuple[int, str, Iterable[int]]]) -> None:
        """Keep tellings (as text) with the keys they are found by; those that were kept before are replaced."""
        ...

    def forget(self, numbers: Sequence[int], keys: Iterable[tuple[int, int]]) -> None:
        """Drop tellings with their keys (key, number) and likenesses."""
        ...

    def tellings(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """Kept tellings, as text."""
        ...

    def sharing(self, keys: Iterable[int]) -> set[int]:
        """The tellings that have one of the keys."""
        ...

    def add_likeness(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        """Keep how alike two are; the lesser number first."""
        ...

    def likenesses(self, numbers: Iterable[int]) -> Sequence[tuple[int, int, float]]:
        """Every kept likeness of any of them."""
        ...

    def parts(self, numbers: Iterable[int]) -> Sequence[Part]:
        """The tellings' events as their articles tell them."""
        ...

    def claims(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Claim]]:
        """The claims about each."""
        ...

    def grouped(self, numbers: Iterable[int]) -> Mapping[int, frozenset[int]]:
        """For each the members of the event that it stands as now, itself included."""
        ...

    def judged(self) -> Judged:
        """What persons have judged."""
        ...

    def write(self, groups: Sequence[tuple[Sequence[int], Joint | None, Mapping[str, str]]]) -> None:
        """Make one event of each group of tellings; without a view its only one stands as its article tells it."""
        ...

    def done(self, numbers: Sequence[int]) -> None:
        """They wait no longer."""
        ...


def merge_events(merging: Callable[[], AbstractContextManager[Shelf]]) -> int:
    """Merge every event that waits; return how many there were.

    ``merging`` opens one transaction. A crash between two leaves the rest waiting, and the next call goes on from
    there.
    """
    merged = 0
    while True:
        with merging() as shelf:
            waiting = shelf.waiting(AT_A_TIME)
            if waiting:
                _Merge(shelf).take(waiting)
        merged += len(waiting)
        if len(waiting) < AT_A_TIME:
            return merged


class _Merge:
    """One transaction of merging."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.judged = shelf.judged()
        self.known: dict[int, Telling] = {}

    def take(self, waiting: Sequence[Waiting]) -> None:
        """Merge what waits."""
        gone = [event.number for event in waiting if not event.stands]
        touched = self._forget(gone) | self._keep([event for event in waiting if event.stands])
        found = [group for part in self._components(touched) for group in self._grouped(part)]
        self.write(self._changed(found, {event.number for event in waiting}))
        self.shelf.done([event.number for event in waiting])

    def _tellings(self, numbers: Iterable[int]) -> dict[int, Telling]:
        wanted = set(numbers)
        for number, text in self.shelf.tellings(wanted - self.known.keys()).items():
            self.known[number] = Telling.from_json(text)
        return {number: self.known[number] for number in wanted if number in self.known}

    def _forget(self, gone: Sequence[int]) -> set[int]:
        """Take out what stands no longer; give those that it touched."""
        if not gone:
            return set()
        held = self._tellings(gone)
        near = {number for a, b, _ in self.shelf.likenesses(gone) for number in (a, b)}
        near |= {number for group in self.shelf.grouped(gone).values() for number in group}
        keys = [(key, number) for number, telling in held.items() for key in posts(telling)]
        self.shelf.forget(gone, keys)
        for number in gone:
            self.known.pop(number, None)
        self.shelf.write([([number], None, {}) for number in gone])
        return near - set(gone)

    def _keep(self, events: Sequence[Waiting]) -> set[int]:
        """Keep the tellings of new events and how alike they are to others."""
        records = self.shelf.records(sorted({event.coding for event in events}))
        made = {(coding, t.id): t for coding, record in records.items() for t in tellings(record)}
        new = {event.number: made[event.coding, event.event_id] for event in events}
        self.known |= new
        self.shelf.keep([(number, telling.to_json(), posts(telling)) for number, telling in new.items()])
        edges: dict[tuple[int, int], float] = {}
        for number, telling in new.items():
            found = self.shelf.sharing(looks(telling)) - {number}
            for other, theirs in self._tellings(found).items():
                at = (min(number, other), max(number, other))
                if at in edges or apart(telling, theirs):
                    continue
                if (points := strength(telling, theirs)) >= KEPT:
                    edges[at] = points
        self.shelf.add_likeness((a, b, points) for (a, b), points in edges.items())
        return set(new)

    def _components(self, touched: set[int]) -> list[list[int]]:
        """The connected parts that hold any of ``touched``, by strong likeness and by judgement."""
        ruled: dict[int, set[int]] = {}
        for a, b in self.judged.one:
            ruled.setdefault(a, set()).add(b)
            ruled.setdefault(b, set()).add(a)
        seen, fresh = set(touched), set(touched)
        links: set[tuple[int, int]] = set()
        while fresh:
            links |= {(a, b) for a, b, points in self.shelf.likenesses(fresh) if points >= ENOUGH}
            links |= {(a, b) for a in fresh for b in ruled.get(a, ())}
            mates = {number for group in self.shelf.grouped(fresh).values() for number in group}
            fresh = ({number for link in links for number in link} | mates) - seen
            seen |= fresh
        ids = {number: telling.id for number, telling in self._tellings(seen).items()}
        numbers = {id: number for number, id in ids.items()}
        pairs = [pair(ids[a], ids[b]) for a, b in links if a in ids and b in ids]
        return [[numbers[id] for id in part] for part in connected(numbers, pairs)]

    def _grouped(self, numbers: Sequence[int]) -> list[list[int]]:
        """The groups of one connected part."""
        if len(numbers) == 1:
            return [list(numbers)]
        held = self._tellings(numbers)
        by_id = {telling.id: number for number, telling in held.items()}
        found = regroup(held, self.shelf.likenesses(numbers), self.judged)
        return [sorted(by_id[id] for id in group) for group in found]

    def _changed(self, found: Sequence[Sequence[int]], waiting: set[int]) -> list[Sequence[int]]:
        """The groups that are not as they were, or hold what is new."""
        was = self.shelf.grouped(number for group in found for number in group)
        return [group for group in found if waiting.intersection(group) or was[group[0]] != set(group)]

    def write(self, found: Sequence[Sequence[int]]) -> None:
        """Write the events of groups."""
        numbers = [number for group in found for number in group]
        claims = self.shelf.claims(numbers)
        viewed = [number for group in found if len(group) > 1 or self._touched(group, claims) for number in group]
        parts = {part.number: part for part in self.shelf.parts(viewed)}
        written: list[tuple[Sequence[int], Joint | None, Mapping[str, str]]] = []
        for group in found:
            if group[0] in parts:
                written.append((group, *view_of([parts[number] for number in group], claims, self.judged)))
            else:
                written.append((group, None, disputes(claims.get(group[0], ()))))
        self.shelf.write(written)

    def _touched(self, group: Sequence[int], claims: Mapping[int, Sequence[Claim]]) -> bool:
        """Whether a person corrected the event of a group or withdrew a claim of it."""
        if any(number in self.judged.corrected for number in group):
            return True
        withdrawn = self.judged.withdrawn
        return bool(withdrawn) and any(c.id in withdrawn for number in group for c in claims.get(number, ()))


def regroup(held: Mapping[int, Telling], edges: Iterable[tuple[int, int, float]], judged: Judged) -> list[list[str]]:
    """The groups of one connected part, by id."""
    ids = {number: telling.id for number, telling in held.items()}

    def named(pairs: Iterable[tuple[int, int]]) -> set[Pair]:
        return {pair(ids[a], ids[b]) for a, b in pairs if a in ids and b in ids}

    points = {pair(ids[a], ids[b]): score for a, b, score in edges if a in ids and b in ids}
    return groups({t.id: t for t in held.values()}, points, Rulings(named(judged.one), named(judged.apart)))


def view_of(
    parts: Sequence[Part], claims: Mapping[int, Sequence[Claim]], judged: Judged
) -> tuple[Joint | None, dict[str, str]]:
    """The view of a group and its contradictions; no view where one telling stands as it is."""
    kept = [claim for part in parts for claim in claims.get(part.number, ()) if claim.id not in judged.withdrawn]
    taken_back = [c for part in parts for c in claims.get(part.number, ()) if c.id in judged.withdrawn]
    latest: dict[str, tuple[str, str]] = {}
    for part in parts:
        for field, given in judged.corrected.get(part.number, {}).items():
            latest[field] = max(given, latest.get(field, given))
    corrections: dict[str, Any] = {}
    for field, (_, value) in sorted(latest.items()):
        corrections |= corrected(field, value)
    said = disputes(kept)
    if len(parts) == 1 and not corrections and not taken_back:
        return None, said
    return joint_event(without(parts, kept, taken_back), corrections), said


__all__ = ["Judged", "Shelf", "Waiting", "joint_id", "merge_events", "regroup", "view_of"]
