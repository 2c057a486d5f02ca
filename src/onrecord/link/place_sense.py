"""Which of its namesakes a name means: what it stands beside, what else the article names, and how large it is.

Two passes over the article. The first weighs each name by size and kind and by what holds it in the text ("Paris,
Texas"); the second adds what the first found of the *other* names: their countries, their admin areas, and how
near they lie. One name has one sense in an article, except where the text says what holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, exp, inf, radians

from onrecord.link.gazetteer import Candidate, fold_word
from onrecord.link.place_prior import AREAS, prior
from onrecord.link.place_spots import Spot

NEAR_KM = 150.0
DATELINE = 2.0  # a dateline's town tells as much of where an article plays as two other names
MAIN_SHARE = 0.4  # of a province's people: the town that a bare name means lives there
SEVERAL, MOST_OF_ALL = 3.0, 0.6  # from here on an article plays in one country
ACTOR = 0.7  # a known actor tells as much of where an article plays as a demonym
DOUBTFUL = 0.8  # the weight from which on a name is a place (onrecord.link.places.ENOUGH)
MOST = 80  # candidates weighed for one name


@dataclass(slots=True)
class Context:
    """What the article's names, weighted by how sure each is, say about where it plays."""

    countries: dict[str, dict[str, float]] = field(default_factory=dict)  # country -> name -> weight
    admin1: dict[int, dict[str, float]] = field(default_factory=dict)
    admin2: dict[int, dict[str, float]] = field(default_factory=dict)
    points: list[tuple[float, float, str, float]] = field(default_factory=list)

    def add(self, name: str, candidate: Candidate, weight: float) -> None:
        """Count ``candidate`` as a sense of ``name`` with ``weight`` from 0 to 2."""
        if candidate.place.country:
            _raise(self.countries.setdefault(candidate.place.country, {}), name, weight)
        if candidate.kind == "admin1":
            _raise(self.admin1.setdefault(candidate.row, {}), name, weight)
        elif candidate.admin1_row:
            _raise(self.admin1.setdefault(candidate.admin1_row, {}), name, weight)
        if candidate.kind == "admin2":
            _raise(self.admin2.setdefault(candidate.row, {}), name, weight)
        elif candidate.admin2_row:
            _raise(self.admin2.setdefault(candidate.admin2_row, {}), name, weight)
        place = candidate.place
        if candidate.kind in {"town", "admin2", "facility"} and place.latitude is not None and weight > 0.4:
            self.points.append((place.latitude, place.longitude or 0.0, name, weight))


def _raise(table: dict[str, float], name: str, weight: float) -> None:
    table[name] = max(table.get(name, 0.0), weight)


def _without(table: dict[str, float] | None, name: str) -> float:
    return sum(weight for other, weight in table.items() if other != name) if table else 0.0


def held(candidate: Candidate, areas: Sequence[Candidate]) -> bool:
    """Whether one of ``areas`` is an area that holds ``candidate``."""
    for area in areas:
        if area.kind == "country" or area.kind in AREAS:
            if (
                area.place.country
                and area.place.country == candidate.place.country
                and candidate.kind != "country"
            ):
                return True
        elif area.row in (candidate.admin1_row, candidate.admin2_row):
            return True
    return False


def options(spot: Spot) -> tuple[Candidate, ...]:
    """The senses that the words beside the name leave open."""
    found = spot.candidates
    if spot.container is not None:
        areas = spot.container.candidates[:MOST]
        inside = tuple(c for c in found if held(c, areas))
        found = inside or found
    if spot.admin_noun:
        kinds = (
            {"town"}
            if spot.admin_noun in {"city", "town", "village", "township", "borough"}
            else {"admin1", "admin2"}
        )
        fitting = tuple(c for c in found if c.kind in kinds)
        found = fitting or found
    return found[:MOST] if len(found) > MOST else found


def resolve(spots: Sequence[Spot], actors: Mapping[str, str]) -> None:
    """Fill ``chosen`` and ``sure`` (the weight of the chosen sense among all, 0 to 1) of every spot.

    ``actors``: country by name of those who act in the article.
    """
    groups: dict[tuple[str, str, int], list[Spot]] = {}
    for spot in spots:
        holder = spot.container.start if spot.container is not None else -1
        key = (
            spot.how if spot.how == "demonym" else "name",
            fold_word(spot.name),
            -1 if holder < 0 else _holder(spot),
        )
        groups.setdefault(key, []).append(spot)
    context = Context()
    for name, country in actors.items():
        _raise(context.countries.setdefault(country, {}), name, ACTOR)
    for (_, name, _), group in groups.items():
        trust = 0.7 if group[0].how == "demonym" else DATELINE if any(s.dateline for s in group) else 1.0
        trust *= _likely(max(spot.score for spot in group))
        for candidate, weight in _weigh(group[0], name, None):
            if weight > 0.05:
                context.add(name, candidate, weight * trust)
    senses: dict[str, tuple[Candidate, float]] = {}
    for (_, name, holder), group in sorted(groups.items(), key=lambda item: item[0][2] == -1):
        if holder == -1 and name in senses and group[0].how != "demonym":
            best, sure = senses[name]
        else:
            weighed = _weigh(group[0], name, context)
            if not weighed:
                continue
            best, sure = max(weighed, key=lambda pair: pair[1])
            if holder != -1:
                senses.setdefault(name, (best, sure))
        for spot in group:
            spot.chosen, spot.sure = best, sure
    _mark_alone(spots)


def _likely(score: float) -> float:
    """How far a name counts for the others by how sure it is to be one of a place."""
    return 0.6 if score < DOUBTFUL else 1.0


def _mark_alone(spots: Sequence[Spot]) -> None:
    """Mark what lies in a country where nothing else that the article names lies."""
    names: dict[str, set[str]] = {}
    for spot in spots:
        if spot.chosen is not None and spot.chosen.place.country:
            names.setdefault(spot.chosen.place.country, set()).add(fold_word(spot.name))
    for spot in spots:
        own = names.get(spot.chosen.place.country or "", set()) if spot.chosen is not None else set()
        spot.alone = len(own) == 1 and len(names) > 1


def _holder(spot: Spot) -> int:
    assert spot.container is not None
    found = spot.container.candidates
    return found[0].row if found else 0


def _weigh(spot: Spot, name: str, context: Context | None) -> list[tuple[Candidate, float]]:
    """The open senses with their weights, which sum to 1."""
    found: Sequence[Candidate] = options(spot)
    if not found:
        return []
    priors: Sequence[float] = [prior(c, name) for c in found]
    if not spot.admin_noun:
        found, priors = _towns_first(found, priors)
    scores = [
        p + (_support(c, name, context) if context else 0.0) for c, p in zip(found, priors, strict=True)
    ]
    top = max(scores)
    raw = [exp(1.5 * (score - top)) for score in scores]
    total = sum(raw)
    return [(candidate, weight / total) for candidate, weight in zip(found, raw, strict=True)]


def _towns_first(found: Sequence[Candidate], priors: Sequence[float]) -> tuple[list[Candidate], list[float]]:
    """Give a province's weight to the main town that it is called after: "Kandahar" alone is the town."""
    areas = {c.row: i for i, c in enumerate(found) if c.kind == "admin1" and not c.known}
    weights = list(priors)
    for i, c in enumerate(found):
        area = areas.get(c.admin1_row or 0)
        if c.kind != "town" or area is None:
            continue
        people = found[area].population
        if (c.main and c.population >= MAIN_SHARE * people) or (not found[area].main and c.main):
            weights[i] = max(weights[i], priors[area])
            del areas[found[area].row]
            weights[area] = -inf
    kept = [i for i, weight in enumerate(weights) if weight > -inf]
    return [found[i] for i in kept], [weights[i] for i in kept]


def _support(candidate: Candidate, name: str, context: Context) -> float:
    """What the other names of the article add: country, admin areas, nearness."""
    place = candidate.place
    support = 0.0
    if place.country:
        weights = [_without(table, name) for table in context.countries.values()]
        largest, own = max(weights, default=0.0), _without(context.countries.get(place.country), name)
        if largest > 0:
            support += 2.5 * own / max(largest, 1.5)
            if candidate.main and own >= SEVERAL and own >= MOST_OF_ALL * sum(weights):
                support += 1.5
    own1 = candidate.row if candidate.kind == "admin1" else candidate.admin1_row
    if own1:
        support += min(2.5, 1.5 * _without(context.admin1.get(own1), name))
    own2 = candidate.row if candidate.kind == "admin2" else candidate.admin2_row
    if own2:
        support += min(1.0, _without(context.admin2.get(own2), name))
    if candidate.kind in {"town", "admin2"} and place.latitude is not None:
        near = [
            w
            for lat, lon, other, w in context.points
            if other != name and _km(place.latitude, place.longitude or 0.0, lat, lon) < NEAR_KM
        ]
        support += min(1.5, sum(near))
    return support


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on a plane laid through the two: right to some per cent below 500 km, which is all it is used for."""
    across = (lon1 - lon2) * cos(radians((lat1 + lat2) / 2))
    return 111.2 * float((across * across + (lat1 - lat2) ** 2) ** 0.5)
