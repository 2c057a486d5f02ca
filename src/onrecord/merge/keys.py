"""Keys by which tellings of one happening find each other, so that a new one is compared with few.

A telling *posts* keys and *looks* others up; two are compared where one looks up what the other posted. A key holds
what is rare (a town, a party, two telling words of the report) with the type or family of the event and a stretch of
days, so that how many post it is set by how much is told of such things in such days, not by the size of the store.
Blocking: Christen (2012), *Data Matching*, ch. 4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from onrecord.merge.telling import Telling
from onrecord.merge.words import rarity

STRETCH = 8  # days; two intervals of at most this many days that touch have middles in neighbouring stretches
SHARP = 8  # days: an interval of more is no day to look up by
_WORDS, _NEAR, _PARTIES = 6, 3, 3


def posts(telling: Telling) -> frozenset[int]:
    """The keys under which a telling is found."""
    return frozenset(_hashed(f"{key}|{stretch}") for key in _subjects(telling) for stretch in _stretches(telling))


def looks(telling: Telling) -> frozenset[int]:
    """The keys that a telling looks up: those it posts, and the same in the stretches of days before and after."""
    around = {stretch + step for stretch in _stretches(telling) for step in (-1, 0, 1)}
    return frozenset(_hashed(f"{key}|{stretch}") for key in _subjects(telling) for stretch in around)


def _stretches(telling: Telling) -> list[int]:
    """Where a telling lies in time: by its own days, where it has any that are sharp, and by publication.

    One that looks back lies in both times, so that a report of then and an undated one of now find it.
    """
    times = [telling.published] if telling.published else []
    if telling.days is not None and (telling.days[1] - telling.days[0] < SHARP or not times):
        times = [telling.days, *(time for time in times if abs(time[0] - telling.days[1]) > STRETCH)]
    return [(days[0] + days[1]) // 2 // STRETCH for days in times] or [0]


def _subjects(telling: Telling) -> Iterator[str]:
    """What a telling is about, in the ways by which another may be found to be about the same."""
    kinds = _kinds(telling)
    for kind in kinds:
        if telling.site is not None and telling.site.fine:
            yield f"{kind} at {telling.site.name}"
        for name in _names(telling):
            yield f"{kind} by {name}"
        for word in _telling(telling):
            yield f"{kind} of {word}"


def _kinds(telling: Telling) -> list[str]:
    if telling.type:
        return [telling.type]
    return sorted({*telling.stems, *(f"family {number}" for number in telling.families)})


def _names(telling: Telling) -> list[str]:
    """The rarest words of the parties' names; a pair of countries where there is nothing rarer."""
    words = {w for party in telling.parties for w in party.words if rarity(w) >= (0.4 if party.named else 0.6)}
    names = sorted(words, key=lambda w: (-rarity(w), w))[:_PARTIES]
    if names:
        return names
    countries = sorted({party.country for party in telling.parties if party.country})
    return ["-".join(countries[:2])] if len(countries) > 1 else []


def _telling(telling: Telling) -> list[str]:
    """The most telling words of the report and of the sentences."""
    found: dict[str, None] = {}
    for words, most in ((dict(telling.story or {}), _WORDS), (dict(telling.near or {}), _NEAR)):
        kept = sorted((w for w in words if w not in telling.stems), key=lambda w: (-words[w], w))
        found |= dict.fromkeys(kept[:most])
    return list(found)


def _hashed(key: str) -> int:
    """63 bits, as a database keeps them."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1


def found_by(tellings: Iterable[Telling]) -> set[tuple[str, str]]:
    """Every pair of ids, the lesser first, of which one looks up what the other posts: what a store finds by index."""
    held = list(tellings)
    by_key: dict[int, list[str]] = {}
    for telling in held:
        for key in posts(telling):
            by_key.setdefault(key, []).append(telling.id)
    pairs = set()
    for telling in held:
        for key in looks(telling):
            for other in by_key.get(key, ()):
                if other != telling.id:
                    pairs.add((min(other, telling.id), max(other, telling.id)))
    return pairs


__all__ = ["found_by", "looks", "posts"]
