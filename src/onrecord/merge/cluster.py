"""Which tellings are one event: groups of a graph of likenesses, the same in whatever order its parts came.

Pairs are taken from the strongest down; two groups join where nothing in them conflicts and where they are alike on
the average, a pair that nobody compared counting as the least (average linkage; Kaufman and Rousseeuw 1990, ch. 5).
Ties go by id. The outcome is a function of the set of tellings and pairs, so it may be worked out for each connected
part by itself. A person's ruling goes before everything: what is ruled one is one, what is ruled apart stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.merge.score import ENOUGH, conflict
from onrecord.merge.telling import Telling

LEAST = 1.0  # points below which a pair is not kept
AVERAGE = 2.0  # points that two groups need on the average

Pair = tuple[str, str]


@dataclass(slots=True)
class Rulings:
    """A person's word on pairs of tellings: ``one`` are one event, ``apart`` are not. Ids of a pair are sorted."""

    one: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)


def pair(a: str, b: str) -> Pair:
    """Two ids as a pair, the lesser first."""
    return (a, b) if a < b else (b, a)


def connected(ids: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The connected parts of a graph, each sorted, in order of their first."""
    near: dict[str, list[str]] = {i: [] for i in ids}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    parts, seen = [], set[str]()
    for start in sorted(near):
        if start in seen:
            continue
        seen.add(start)
        part, waiting = [], [start]
        while waiting:
            at = waiting.pop()
            part.append(at)
            fresh = [other for other in near[at] if other not in seen]
            seen.update(fresh)
            waiting += fresh
        parts.append(sorted(part))
    return parts


def apart(a: Telling, b: Telling) -> bool:
    """Whether two tellings are never of one event: two of one article were told apart there."""
    return a.article_id == b.article_id or conflict(a, b)


def groups(
    tellings: Mapping[str, Telling], edges: Mapping[Pair, float], rulings: Rulings | None = None, *,
    never: Callable[[Telling, Telling], bool] = apart, average: float = AVERAGE,
) -> list[list[str]]:  # fmt: skip
    """The groups, each sorted, in order of their first.

    ``never`` tells which two no group may hold, ``average`` how many points two groups need between them.
    """
    rulings = rulings or Rulings()
    grouping = _Grouping(tellings, edges, rulings, never, average)
    for a, b in sorted(rulings.one):
        if a in tellings and b in tellings:
            grouping.join(a, b)
    for (a, b), points in sorted(edges.items(), key=lambda item: (-item[1], item[0])):
        if points < ENOUGH:
            break
        if grouping.may_join(a, b):
            grouping.join(a, b)
    return sorted(sorted(members) for members in grouping.members.values())


class _Grouping:
    """Groups as they grow."""

    def __init__(
        self, tellings: Mapping[str, Telling], edges: Mapping[Pair, float], rulings: Rulings,
        never: Callable[[Telling, Telling], bool], average: float,
    ) -> None:  # fmt: skip
        self.tellings, self.edges, self.never, self.average = tellings, edges, never, average
        self.of = {i: i for i in tellings}  # id -> its group
        self.members: dict[str, list[str]] = {i: [i] for i in tellings}
        self.apart: dict[str, set[str]] = defaultdict(set)
        for a, b in rulings.apart - rulings.one:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def join(self, a: str, b: str) -> None:
        """Put the groups of the two together."""
        one, two = self.of[a], self.of[b]
        if one == two:
            return
        for member in self.members[two]:
            self.of[member] = one
        self.members[one] += self.members.pop(two)

    def may_join(self, a: str, b: str) -> bool:
        """Whether the groups of the two can be one event and are alike enough."""
        if self.of[a] == self.of[b]:
            return False
        one, two = self.members[self.of[a]], self.members[self.of[b]]
        total = 0.0
        for x in one:
            for y in two:
                if y in self.apart[x] or self.never(self.tellings[x], self.tellings[y]):
                    return False
                total += self.edges.get(pair(x, y), LEAST)
        return total >= self.average * len(one) * len(two)
