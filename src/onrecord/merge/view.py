"""An event as a view over its mentions and claims: which value stands for each field, and whether two can be one.

The rules (docs/record.md): actors as the first mention that links one gives them, a claim of responsibility before
an accusation before an unnamed doer; the narrowest of the dates; the most precise of the places; each effect's toll
from the lowest to the highest; actual before every other status.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.records import (
    Actor,
    Article,
    Attribution,
    DateRange,
    Event,
    Mention,
    PlaceValue,
    Status,
    TimeValue,
    Toll,
    content_id,
)  # fmt: skip

MONTH, LASTING = 31, 366  # days; see _one_time
PRECISION = ("point", "town", "district", "province", "region", "country")
STATUS_ORDER: tuple[Status, ...] = (
    "actual", "attempted", "planned", "refused", "called-for", "possible", "denied",
)  # fmt: skip


def event_of(
    article: Article, mentions: Sequence[Mention], attributions: Iterable[Attribution] = ()
) -> Event:
    """The event that the mentions of one article tell of; ``attributions`` are those about it."""
    ordered = sorted(mentions, key=lambda m: m.trigger)
    first = ordered[0]
    ids = tuple(m.id for m in ordered)
    who = _actors(ordered, list(attributions))
    recipients = _parties(ordered, "recipient") or _victims(ordered)
    return Event(
        id=content_id("evt", article.id, sorted(ids)),
        type=first.type,
        mode=next((m.mode for m in ordered if m.mode), None),
        context=next((m.context for m in ordered if m.context), None),
        status=min((m.status for m in ordered), key=STATUS_ORDER.index),
        actors=who,
        recipients=tuple(r for r in recipients if r not in who),
        mutual=any(m.mutual for m in ordered),
        date=_date(ordered),
        place=_place(ordered),
        casualties=_casualties(ordered),
        mention_ids=ids,
        article_ids=(article.id,),
        background=all(m.background for m in ordered),
    )


def _actors(mentions: Sequence[Mention], attributions: Sequence[Attribution]) -> tuple[Actor, ...]:
    """Who did it: named in the telling; else who claims it; else who is accused; else the unnamed doer."""
    told = _parties(mentions, "actor")
    if any(a.kind not in {"unnamed", "population"} for a in told):
        return told
    claimed = [
        a.source_actor for a in attributions if a.field == "actor" and a.stance == "claims-responsibility"
    ]
    if claimed:
        return _distinct(claimed)
    accused = [
        actor for a in attributions if a.field == "actor" and a.stance == "accuses" for actor in a.accused
    ]
    return _distinct(accused) or told


def _parties(mentions: Sequence[Mention], role: str) -> tuple[Actor, ...]:
    """The parties of the first mention that links any, else of the first that names any; named before unnamed."""
    tellings = [_distinct(a.actor for a in m.arguments if a.role == role) for m in mentions]
    tellings = [telling for telling in tellings if telling]
    for wanted in (is_named, _is_linked, lambda _: True):
        for telling in tellings:
            if any(wanted(actor) for actor in telling):
                return telling
    return ()


def _victims(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """All whom harm is told of, over all tellings; a vaguer word for somebody named already is left out."""
    found = _distinct(a.actor for m in mentions for a in m.arguments if a.role == "victim")
    known = [a for a in found if _is_linked(a)]
    return tuple(_without_repeats(known)) or found


def _without_repeats(actors: Sequence[Actor]) -> list[Actor]:
    """One actor for each country and sector, the one that was named first."""
    seen: dict[tuple[str | None, str | None], Actor] = {}
    for actor in actors:
        seen.setdefault((actor.country, actor.sector), actor)
    return list(seen.values())


def is_named(actor: Actor) -> bool:
    """Whether it is a country, organisation, group or person by name, and known by a code."""
    return _is_linked(actor) and actor.kind not in {"unnamed", "population"}


def _is_linked(actor: Actor) -> bool:
    return actor.country is not None or actor.sector is not None


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once; those that are only a count or a word ("a handful of ministers") give way to named ones."""
    found = list(dict.fromkeys(actors))
    if any(is_named(actor) for actor in found):
        found = [a for a in found if _is_linked(a) and (is_named(a) or a.country is not None)]
    return tuple(found)


def _date(mentions: Sequence[Mention]) -> TimeValue | None:
    times = [m.time for m in mentions if m.time is not None]
    return min(times, key=lambda t: (t.how == "publication", t.range.days), default=None)


def _place(mentions: Sequence[Mention]) -> PlaceValue | None:
    places = [m.place for m in mentions if m.place is not None]
    return min(places, key=lambda p: (p.how == "dateline", PRECISION.index(p.place.precision)), default=None)


def _casualties(mentions: Sequence[Mention]) -> tuple[Toll, ...]:
    return tuple(toll for toll, _ in casualties_of([toll for mention in mentions for toll in mention.tolls]))


def casualties_of(told: Sequence[Toll]) -> list[tuple[Toll, Toll]]:
    """One entry for each effect, side and nationality: the exact tolls widened by what other tellings say.

    Each comes with the told toll whose words it has.
    """
    groups: dict[tuple[str, bool, str | None], list[Toll]] = {}
    for toll in told:
        groups.setdefault((toll.effect, toll.attackers, toll.country), []).append(toll)
    found = []
    for key, tolls in groups.items():
        nobody = (key[0], key[1], None)
        if key != nobody and nobody in groups and {t.low for t in groups[nobody]} == {t.low for t in tolls}:
            tolls = tolls + groups[nobody]
        elif key == nobody and any(
            other[:2] == key[:2] and other != key and _same(groups[other], tolls) for other in groups
        ):
            continue
        found.append((_span_tolls(tolls), _base(tolls)))
    return found


def _same(a: Sequence[Toll], b: Sequence[Toll]) -> bool:
    return {t.low for t in a} == {t.low for t in b}


def _span_tolls(tolls: Sequence[Toll]) -> Toll:
    """The widest of several tolls for one effect; the words are those of the first that names who."""
    base = _base(tolls)
    highs = [t.high for t in tolls]
    exact = [t for t in tolls if not t.atleast]
    known = [h for h in highs if h is not None]
    return Toll(
        effect=base.effect,
        low=min(t.low for t in (exact or tolls)),
        high=max(known) if len(known) == len(highs) else None,
        span=base.span,
        atleast=not exact,
        who=base.who,
        country=base.country,
        attackers=base.attackers,
    )


def _base(tolls: Sequence[Toll]) -> Toll:
    return next((t for t in tolls if t.who), tolls[0])


def compatible(members: Iterable[Mention], mention: Mention, *, strict: bool) -> bool:
    """Whether nothing that ``mention`` says conflicts with a group's days, places and (``strict``) parties."""
    for member in members:
        if member.time and mention.time and not _one_time(member.time.range, mention.time.range):
            return False
        if member.place and mention.place and _apart(member.place, mention.place):
            return False
        if strict and (member.mode == "visit") != (mention.mode == "visit"):
            return False
        if strict and (_disjoint(member, mention, "actor") or _disjoint(member, mention, "recipient")):
            return False
    return True


def _one_time(a: DateRange, b: DateRange) -> bool:
    """Whether two stretches can be of one happening: they overlap, and no one thing of a day lasts for years."""
    short, long = sorted((each.end - each.start).days for each in (a, b))
    return a.overlaps(b) and not (short <= MONTH and long > LASTING)


def _apart(a: PlaceValue, b: PlaceValue) -> bool:
    """Two places that cannot be one: other countries, or two different towns."""
    one, two = a.place, b.place
    if one.country and two.country and one.country != two.country:
        return True
    fine = {"point", "town"}
    return one.precision in fine and two.precision in fine and one.id != two.id


def _disjoint(a: Mention, b: Mention, role: str) -> bool:
    one = {arg.actor.country for arg in a.arguments if arg.role == role and arg.actor.country}
    two = {arg.actor.country for arg in b.arguments if arg.role == role and arg.actor.country}
    if a.mutual or b.mutual:
        both = {arg.actor.country for arg in (*a.arguments, *b.arguments)}
        return bool(one and two) and not (one & two) and len(both - {None}) > 2
    return bool(one and two and not one & two)
