"""How strongly two tellings, of one article or of two, tell of one happening: a readable list of features and weights.

A pair is worth joining at :data:`ENOUGH` points. What cannot be one (:func:`conflict`) is never joined, however alike.
Both look at the two tellings alone: nothing that else is in the store has a part in it. The weights were set by hand;
``docs/merging.md`` tells on what.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from onrecord.merge.telling import Count, Party, Site, Telling
from onrecord.merge.view import LASTING, MONTH
from onrecord.merge.words import alike, rarity, speech

ENOUGH = 2.5
WEIGHTS = {
    "one word": 1.0,
    "one plain word": 0.0,
    "words of one family": 0.6,
    "other words": -0.5,
    "other words of violence": 0.2,
    "one type": 0.9,
    "one mode": 0.3,
    "other mode": -0.2,
    "both open their reports": 1.2,
    "only the kind in common": -2.2,
    "little in common": -1.0,
    "both vague": -1.2,
    "one vague": -0.6,
    "one actor": 0.7,
    "actor of one country": 0.2,
    "other actor": -0.6,
    "other speaker": -1.5,
    "speaker not told": -0.6,
    "stories apart": -0.5,
    "one recipient": 0.5,
    "recipient of one country": 0.2,
    "other recipient": -0.5,
    "one town": 0.9,
    "place within place": 0.4,
    "one country": 0.2,
    "one day": 0.8,
    "days overlap": 0.4,
    "published together": 0.3,
    "told long after": -0.6,
    "one toll": 0.7,
    "tolls far apart": -0.6,
    "other status": -0.6,
}
NEAR, STORY = 2.5, 1.5  # points for sentences, and for beginnings of articles, that share all their telling words
ALIKE = 0.25  # from here on sentences have something in common
OPENING = 450  # characters in which a report says what it is about
ONE_STORY = 0.15  # from here on the beginnings of two reports may be about one thing
APART = 0.08  # below this the articles tell of other things
TALK = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})  # what is said is told apart by who says it
COMMON = frozenset(
    {"one actor", "one recipient", "one town", "one toll", "one day", "both open their reports"}
)  # what tells which
PLAIN = 0.1  # rarity below which a word is plain
TOWN_KM = 30.0  # two towns nearer than this may be one place in two mouths
CLOSE_DAYS, LONG_DAYS = 3, 45  # publication


def strength(a: Telling, b: Telling) -> float:
    """The points of a pair."""
    near = alike(dict(a.near or {}), dict(b.near or {}))
    story = 1.0 if a.article_id == b.article_id else alike(dict(a.story or {}), dict(b.story or {}))
    points = sum(WEIGHTS[name] for name in features(a, b, near, story))
    return round(points + NEAR * math.sqrt(near) + STORY * math.sqrt(story), 4)


def features(a: Telling, b: Telling, near: float, story: float) -> list[str]:
    """Names of the features that hold of the pair, as in ``WEIGHTS``.

    ``near`` is how alike their sentences are, ``story`` how alike the beginnings of their articles.
    """
    found = list(_features(a, b))
    if a.type:
        if max(a.at, b.at) < OPENING and story >= ONE_STORY:
            found.append("both open their reports")
        common = len(COMMON.intersection(found)) + (near >= ALIKE)
        found += ("only the kind in common", "little in common")[common : common + 1]
    if a.type and a.type not in TALK and (vague := _vague(a) + _vague(b)):
        found.append("both vague" if vague == 2 else "one vague")
    if a.type and story < APART:
        found.append("stories apart")
    return found


def _vague(telling: Telling) -> bool:
    """Whether nothing but words says which of many like deeds is meant."""
    dated = telling.days is not None and telling.days[1] - telling.days[0] <= MONTH
    placed = telling.site is not None and telling.site.fine
    return not (dated or placed or telling.counts or telling.at < OPENING)


def _features(a: Telling, b: Telling) -> Iterator[str]:
    yield _triggers(a, b)
    if a.type and a.type == b.type:
        yield "one type"
    if a.mode and b.mode:
        yield "one mode" if a.mode == b.mode else "other mode"
    if (a.status == "actual") != (b.status == "actual"):
        yield "other status"
    yield from _parties(a, b)
    if (where := _where(a.site, b.site)) is not None:
        yield where
    if (when := _when(a, b)) is not None:
        yield when
    if (toll := _tolls(a.counts, b.counts)) is not None:
        yield toll


def _triggers(a: Telling, b: Telling) -> str:
    """What the words that tell the two have in common; plain words and words of speech are in every report."""
    shared = a.stems & b.stems
    if shared:
        plain = all(rarity(word) < PLAIN or word in speech() for word in shared)
        return "one plain word" if plain else "one word"
    if a.families & b.families and not (a.stems & speech() or b.stems & speech()):
        return "words of one family"
    return "other words of violence" if a.type == b.type == "ASSAULT" else "other words"


def _parties(a: Telling, b: Telling) -> Iterator[str]:
    if a.mutual or b.mutual:
        if (found := _same(a.parties, b.parties)) is not None:
            yield ("one actor", "actor of one country", "other actor")[found]
        return
    if (found := _same(a.actors, b.actors)) is not None:
        other = "other speaker" if a.type in TALK else "other actor"
        yield ("one actor", "actor of one country", other)[found]
    elif a.type in TALK:
        yield "speaker not told"
    if (found := _same(a.recipients, b.recipients)) is not None:
        yield ("one recipient", "recipient of one country", "other recipient")[found]


def _same(one: Sequence[Party], two: Sequence[Party]) -> int | None:
    """0 for a party in common, 1 for parties of one country, 2 for others, ``None`` where that cannot be told."""
    if any(_one(x, y) for x in one for y in two):
        return 0
    if {x.country for x in one if x.country} & {y.country for y in two if y.country}:
        return 1
    told = [[x for x in parties if x.named or x.country] for parties in (one, two)]
    return 2 if all(told) else None


def _one(x: Party, y: Party) -> bool:
    shared = set(x.words) & set(y.words)
    if x.country and y.country and x.country != y.country:
        return False
    if x.named and y.named:
        return any(rarity(word) >= 0.4 for word in shared)
    return bool(shared) and x.country is not None and (x.country, x.sector) == (y.country, y.sector)


def _where(x: Site | None, y: Site | None) -> str | None:
    if x is None or y is None:
        return None
    if x.id == y.id or (x.fine and y.fine and _km(x, y) < 5):
        return "one town" if x.fine else "place within place"
    if x.country and x.country == y.country:
        coarse = [site for site in (x, y) if not site.fine]
        if coarse and ((x.admin1 == y.admin1 and x.admin1) or any(site.admin1 is None for site in coarse)):
            return "place within place"
        return "one country"
    return None


def _km(x: Site, y: Site) -> float:
    if None in (x.latitude, x.longitude, y.latitude, y.longitude):
        return math.inf
    one, two = math.radians(x.latitude or 0), math.radians(y.latitude or 0)
    turn = math.radians((x.longitude or 0) - (y.longitude or 0))
    inner = math.sin((one - two) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(turn / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, inner)))


def _when(a: Telling, b: Telling) -> str | None:
    if a.days and b.days:
        lengths = [days[1] - days[0] for days in (a.days, b.days)]
        if _gap(a.days, b.days) > 0:
            return None
        return "one day" if max(lengths) <= 1 else "days overlap"
    if a.published and b.published:
        apart = _gap(a.published, b.published)
        if apart <= CLOSE_DAYS:
            return "published together"
        if apart > LONG_DAYS:
            return "told long after"
    return None


def _gap(one: tuple[int, int], two: tuple[int, int]) -> int:
    """Days between two intervals; 0 where they touch."""
    return max(0, one[0] - two[1], two[0] - one[1])


def _tolls(one: Sequence[Count], two: Sequence[Count]) -> str | None:
    """How near the counts of one effect are: the nearest pair of them tells."""
    pairs = [(x, y) for x in one for y in two if (x.effect, x.attackers) == (y.effect, y.attackers)]
    if not pairs:
        return None
    if any(x.low == y.low for x, y in pairs):
        return "one toll"
    return "tolls far apart" if all(_far(x, y) for x, y in pairs) else None


def _far(x: Count, y: Count) -> bool:
    small, big = sorted((x.low, y.low))
    return big > 3 * small + 5


def conflict(a: Telling, b: Telling) -> bool:
    """Whether the two cannot be one happening: other types, days, towns, or countries."""
    if a.type and b.type and a.type != b.type and not a.stems & b.stems:
        return True
    if a.days and b.days and _gap(a.days, b.days) > (1 if a.article_id != b.article_id else 0):
        return True
    if _lasting(a) != _lasting(b) and (_brief(a) or _brief(b)):
        return True
    return _apart(a.site, b.site)


def _lasting(telling: Telling) -> bool:
    """Whether it went on for years."""
    return telling.days is not None and telling.days[1] - telling.days[0] > LASTING


def _brief(telling: Telling) -> bool:
    """Whether it happened within a month, or is, undated, what its report opens with."""
    if telling.days is None:
        return telling.at < OPENING
    return telling.days[1] - telling.days[0] <= MONTH


def _apart(x: Site | None, y: Site | None) -> bool:
    if x is None or y is None or x.id == y.id:
        return False
    if x.country and y.country and x.country != y.country:
        return True
    return x.fine and y.fine and x.name != y.name and _km(x, y) > TOWN_KM
