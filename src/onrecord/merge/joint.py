"""An event told by several articles as one view: which of their values stands for each field.

The rules (docs/merging.md): what most independent origins say stands, of equals what was published first. A date must
be as narrow, a place as precise as any; named doers go before unnamed ones; a toll runs from the lowest to the
highest. A person's correction stands before all of it. Values keep the words of the article they are from.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from onrecord.merge.view import PRECISION, STATUS_ORDER, casualties_of, is_named
from onrecord.records import Actor, Event, PlaceValue, TimeValue, Toll, content_id

T = TypeVar("T")


class Part(Protocol):
    """One article's telling of the event."""

    @property
    def number(self) -> int:
        """Its row number."""
        ...

    @property
    def event(self) -> Event:
        """The event as the article tells it."""
        ...

    @property
    def origin_id(self) -> str:
        """The origin of the article."""
        ...

    @property
    def precedence(self) -> str:
        """Date of publication and id of the article, to sort by."""
        ...


@dataclass(frozen=True, slots=True)
class Joint:
    """The view, and whose texts the spans of its date, its place and each of its tolls point into."""

    event: Event
    date_article: str | None
    place_article: str | None
    toll_articles: tuple[str, ...]


def joint_id(part_ids: Iterable[str]) -> str:
    """The id of an event of these tellings: that of the telling where there is one alone."""
    ids = sorted(part_ids)
    return ids[0] if len(ids) == 1 else content_id("evt", ids)


def joint_event(parts: Sequence[Part], corrections: Mapping[str, Any] | None = None) -> Joint:
    """The event that ``parts`` tell of, with what a person corrected (field of ``Event`` -> value)."""
    ordered = sorted(parts, key=lambda p: (p.precedence, p.event.id))
    events = [part.event for part in ordered]
    date, place = _date(ordered), _place(ordered)
    tolls, toll_articles = _tolls(ordered)
    actors = _parties(ordered, lambda event: event.actors)
    event = Event(
        id=joint_id(e.id for e in events),
        type=_most(ordered, lambda e: e.type) or events[0].type,
        mode=_most(ordered, lambda e: e.mode),
        context=_most(ordered, lambda e: e.context),
        status=min((e.status for e in events), key=STATUS_ORDER.index),
        actors=actors,
        recipients=tuple(a for a in _parties(ordered, lambda event: event.recipients) if a not in actors),
        mutual=any(e.mutual for e in events),
        date=date[0], place=place[0], casualties=tolls,
        mention_ids=tuple(i for e in events for i in e.mention_ids),
        article_ids=tuple(dict.fromkeys(i for e in events for i in e.article_ids)),
        main=any(e.main for e in events), background=all(e.background for e in events),
    )  # fmt: skip
    if corrections:
        event = replace(event, **corrections)
        if "casualties" in corrections:
            toll_articles = tuple(event.article_ids[0] for _ in event.casualties)
    return Joint(event, date[1], place[1], toll_articles)


def _support(parts: Sequence[Part], value: Callable[[Event], Hashable | None]) -> dict[Hashable, int]:
    """How many independent origins have each value, first published first."""
    origins: dict[Hashable, set[str]] = {}
    for part in parts:
        key = value(part.event)
        if key is not None:
            origins.setdefault(key, set()).add(part.origin_id)
    return {key: len(found) for key, found in origins.items()}


def _most(parts: Sequence[Part], value: Callable[[Event], T | None]) -> T | None:
    support = _support(parts, value)
    return max(support, key=lambda key: support[key], default=None)  # type: ignore[return-value]


def _parties(parts: Sequence[Part], of: Callable[[Event], tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The parties that most origins name; unnamed ones only where nobody is named."""
    named = [part for part in parts if any(map(is_named, of(part.event)))]
    told = named or [part for part in parts if of(part.event)]
    best = _most(told, lambda event: _who(of(event)))
    return next((of(part.event) for part in told if _who(of(part.event)) == best), ())


def _who(actors: Sequence[Actor]) -> frozenset[tuple[str | None, ...]]:
    """Parties by their codes, by name where they have none, so that two spellings of one are one."""
    return frozenset((a.country, a.sector) if a.country or a.sector else (a.name.casefold(),) for a in actors)


def _date(parts: Sequence[Part]) -> tuple[TimeValue | None, str | None]:
    """The narrowest of the dates, one that a text gives before that of publication."""
    support = _support(parts, lambda event: event.date.range if event.date else None)
    dated = [(part, time) for part in parts if (time := part.event.date) is not None]
    if not dated:
        return None, None
    part, time = min(dated, key=lambda d: (d[1].how == "publication", d[1].range.days, -support[d[1].range]))
    return time, part.event.article_ids[0]


def _place(parts: Sequence[Part]) -> tuple[PlaceValue | None, str | None]:
    """The most precise of the places, one that a text gives before that of the dateline."""
    support = _support(parts, lambda event: event.place.place.id if event.place else None)
    placed = [(part, place) for part in parts if (place := part.event.place) is not None]
    if not placed:
        return None, None

    def rank(item: tuple[Part, PlaceValue]) -> tuple[bool, int, int]:
        place = item[1]
        return place.how == "dateline", PRECISION.index(place.place.precision), -support[place.place.id]

    part, place = min(placed, key=rank)
    return place, part.event.article_ids[0]


def _tolls(parts: Sequence[Part]) -> tuple[tuple[Toll, ...], tuple[str, ...]]:
    told = _one_people([(toll, part.event.article_ids[0]) for part in parts for toll in part.event.casualties])
    homes = {id(toll): article for toll, article in told}
    found = casualties_of([toll for toll, _ in told])
    return tuple(toll for toll, _ in found), tuple(homes[id(base)] for _, base in found)


def _one_people(told: list[tuple[Toll, str]]) -> list[tuple[Toll, str]]:
    """Where one report gives the nationality of those whom another only counts, both count the same people."""
    countries: dict[tuple[str, bool], dict[str, set[str | None]]] = {}
    for toll, article_id in told:
        of = countries.setdefault((toll.effect, toll.attackers), {})
        of.setdefault(article_id, set()).add(toll.country)
    found = []
    for toll, article_id in told:
        by_article = countries[toll.effect, toll.attackers].values()
        named = {country for held in by_article for country in held} - {None}
        if toll.country is None and len(named) == 1 and all(len(held) == 1 for held in by_article):
            toll = replace(toll, country=named.pop())
        found.append((toll, article_id))
    return found
