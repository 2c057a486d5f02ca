"""Which articles tell one story: groups of articles whose telling words are alike.

A story is narrower than a topic: two arrests of two players in one league are two stories. Names and other rare words
weigh most, so two reports of like happenings to other people stay apart. Average linkage first, which finds topics as
well as stories; then a group is cut where two names *rival* each other in it: each stands in many of its articles,
hardly any has both, and each brings another word along. All of it is a function of the set of articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.merge.cluster import Pair, connected, pair
from onrecord.merge.words import alike, named, rarity, weighted, words_of

WORDS = 40  # telling words that an article is compared by
KEYS = 12  # of these, the first that it is found by
ENOUGH = 0.22  # cosine of two articles that a link needs
AVERAGE = 0.08  # and of two groups on the average
FEW = 4  # articles that each of two rivals must stand in
COVER = 0.75  # of a group's articles that have the one or the other
MANY, HARDLY = 0.6, 0.1  # of one side's articles that have a word, of the other's


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as stories compare it."""

    id: str
    words: Mapping[str, float]
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def profile(id: str, text: str) -> Profile:
    """The profile of a text: its telling words, and which of all that say something are names or numbers."""
    all_words = frozenset(word for word in words_of(text) if rarity(word) >= 0.35)
    names = (named(text) | {word for word in all_words if word[0].isdigit()}) & all_words
    return Profile(id, weighted(text, WORDS), names, all_words - names)


def stories(profiles: Sequence[Profile]) -> list[list[str]]:
    """The stories, each a sorted list of ids, in order of their first."""
    by_id = {p.id: p for p in profiles}
    edges = {}
    for one, other in _candidates(profiles):
        points = alike(dict(by_id[one].words), dict(by_id[other].words))
        if points > 0:
            edges[one, other] = points
    strong = [ids for ids, points in edges.items() if points >= ENOUGH]
    found = []
    for part in connected(by_id, strong):
        for group in _linked(part, {p: edges[p] for p in _pairs_in(part, edges)}):
            found += _cut([by_id[i] for i in group])
    return sorted(found)


def _cut(group: Sequence[Profile]) -> list[list[str]]:
    """The group, or its parts where two names rival each other in it."""
    rivals = _rivals(group) if len(group) >= 2 * FEW else None
    if rivals is None:
        return [sorted(p.id for p in group)]
    one, two = ([p for p in group if p.id in side] for side in rivals)
    sides = (list(one), list(two))
    for p in group:
        if p.id not in rivals[0] and p.id not in rivals[1]:
            sides[_mean(p, two) > _mean(p, one)].append(p)
    return _cut(sides[0]) + _cut(sides[1])


def _mean(p: Profile, side: Sequence[Profile]) -> float:
    return sum(alike(dict(p.words), dict(other.words)) for other in side) / len(side)


def _rivals(group: Sequence[Profile]) -> tuple[set[str], set[str]] | None:
    """The articles of the two rivals that part a group best: those that share most of it between them."""
    having: dict[str, set[str]] = defaultdict(set)
    for p in group:
        for word in p.names | p.others:
            having[word].add(p.id)
    names = sorted(w for w in frozenset().union(*(p.names for p in group)) if FEW <= len(having[w]) <= len(group) - FEW)
    best: tuple[tuple[int, int, str, str], set[str], set[str]] | None = None
    for n, a in enumerate(names):
        for b in names[:n]:
            both, either = having[a] & having[b], having[a] | having[b]
            if len(either) < COVER * len(group) or len(both) > HARDLY * min(len(having[a]), len(having[b])):
                continue
            one, two = having[a] - both, having[b] - both
            marks = _marks(having, one, two), _marks(having, two, one)
            key = (len(one | two), sum(marks), a, b)
            if min(marks) >= 2 and (best is None or key > best[0]):
                best = key, one, two
    return None if best is None else best[1:]


def _marks(having: Mapping[str, set[str]], one: set[str], two: set[str]) -> int:
    """How many words mark one side: there in most of its articles, in hardly any of the other's."""
    return sum(
        1 for held in having.values() if len(held & one) >= MANY * len(one) and len(held & two) <= HARDLY * len(two)
    )


def _candidates(profiles: Sequence[Profile]) -> list[Pair]:
    by_word: dict[str, list[str]] = {}
    for one in profiles:
        for word in sorted(one.words, key=lambda w: (-one.words[w], w))[:KEYS]:
            by_word.setdefault(word, []).append(one.id)
    found = {pair(a, b) for ids in by_word.values() for n, a in enumerate(ids) for b in ids[:n]}
    return sorted(found)


def _pairs_in(part: Sequence[str], edges: Mapping[Pair, float]) -> list[Pair]:
    return [p for n, a in enumerate(part) for b in part[:n] if (p := pair(a, b)) in edges]


def _linked(part: Sequence[str], edges: Mapping[Pair, float]) -> list[list[str]]:
    """Average linkage within a connected part: the two groups most alike join first, as long as they are enough so."""
    members = {i: [i] for i in part}
    sums = dict(edges)
    while True:
        best = max(
            ((total / (len(members[a]) * len(members[b])), a, b) for (a, b), total in sums.items()),
            key=lambda item: (item[0], item[1], item[2]), default=(0.0, "", ""),
        )  # fmt: skip
        if best[0] < AVERAGE:
            return [sorted(group) for group in members.values()]
        _, one, two = best
        members[one] += members.pop(two)
        joined: dict[Pair, float] = {}
        for (a, b), total in sums.items():
            a, b = (one if a == two else a), (one if b == two else b)
            if a != b:
                joined[pair(a, b)] = joined.get(pair(a, b), 0.0) + total
        sums = joined
