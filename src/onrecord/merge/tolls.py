"""Casualties of an event as low, best and high, by a rule that is published (docs/merging.md).

A count is what one voice gives as its greatest number for an effect: lesser ones beside it may be parts of it. *Low* is
the least count, *high* the greatest; *best* is the count that most independent origins give among those published on
the last day on which any was, of equals the greater: tolls are counted up and corrected, so the last word goes before
the first, and of one day's words the one with most behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.records import Claim


@dataclass(frozen=True, slots=True)
class TollRange:
    """The counts of one effect. ``high`` is ``None`` where every count is a floor and nothing is told above it."""

    effect: str
    attackers: bool
    low: int
    best: int
    high: int | None
    origins: int  # that give the best


def toll_ranges(
    claims: Iterable[Claim], published: Callable[[str], str], origin: Callable[[str], str]
) -> tuple[TollRange, ...]:
    """The ranges of each effect and side; ``published`` and ``origin`` tell the day and the origin of an article."""
    whole: dict[tuple[str, bool], dict[tuple[str, str | None], tuple[int, int | None]]] = defaultdict(dict)
    for claim in claims:
        value = claim.value
        if claim.field != "casualties" or claim.stance == "denies" or "low" not in value:
            continue
        voice, told = (claim.article_id, claim.attribution_id), whole[value["effect"], bool(value.get("attackers"))]
        count = (value["low"], None if value.get("atleast") else value.get("high", value["low"]))
        if voice not in told or _top(count) > _top(told[voice]):
            told[voice] = count
    found = []
    for (effect, attackers), told in sorted(whole.items()):
        last = max(published(article_id) for article_id, _ in told)
        behind: dict[int, set[str]] = defaultdict(set)
        for (article_id, _), (low, _high) in told.items():
            if published(article_id) == last:
                behind[low].add(origin(article_id))
        best = max(behind, key=lambda low: (len(behind[low]), low))
        highs = [high for _, high in told.values() if high is not None]
        top = max([*highs, *(low for low, _ in told.values())])
        found.append(
            TollRange(
                effect, attackers, min(low for low, _ in told.values()), best, top if highs else None, len(behind[best])
            )
        )
    return tuple(found)


def _top(count: tuple[int, int | None]) -> int:
    return count[0] if count[1] is None else count[1]
