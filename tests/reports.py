"""Reports made for tests of merging: a few words each, with the event that an engine would read in them."""

from __future__ import annotations

from datetime import date

from made import RUN, article
from onrecord import records as r
from onrecord.records import Actor, Record, Span

PLACES = {
    "Garissa": r.Place("Garissa", "KEN", None, -0.45, 39.65, 197745),
    "Wajir": r.Place("Wajir", "KEN", None, 1.75, 40.06, 178443),
    "Kenya": r.Place("Kenya", "KEN", precision="country"),
}


def report(
    day: str, outlet: str, *, words: str = "A bomb killed {toll} people at the market in {place}", toll: int | None = 3,
    place: str | None = "Garissa", on: str | None = "2021-03-01", source: str | None = None,
    stance: r.Stance = "asserts", actor: Actor | None = None, type: str = "ASSAULT", atleast: bool = False,
    more: str = "",
) -> Record:  # fmt: skip
    """One article with one event: ``words`` tell it, ``source`` says so, ``actor`` is who did it by ``stance``."""
    said = f", {source} said" if source else ""
    text = (
        f"{words.format(toll=toll, place=place)}{said}. {more or outlet} tells of the blast and of the market traders."
    )
    a = article(text, day, outlet=outlet)
    trigger = _at(text, "bomb")
    clause = Span(0, text.index("."))
    tolls = () if toll is None else (r.Toll("killed", toll, toll, _at(text, f"{toll} people"), atleast, "people"),)
    where = r.PlaceValue(PLACES[place], _at(text, place)) if place else None
    when = r.TimeValue(r.DateRange.day(date.fromisoformat(on)), "day", "expression", clause) if on else None
    m = r.Mention(a.id, trigger, clause, type, "explosives", time=when, place=where, tolls=tolls)
    e = r.Event(
        r.content_id("evt", a.id, [m.id]), type, "explosives", "actual", (actor,) if actor else (), (), False, when,
        where, tolls, (m.id,), (a.id,), main=True,
    )  # fmt: skip
    said_by = _attribution(a, source, stance, actor, e.id) if source else None
    claims = tuple(_claims(e, m, actor, stance, said_by.id if said_by else None))
    return Record(a, RUN, (m,), (e,), (said_by,) if said_by else (), claims)


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _attribution(a: r.Article, source: str, stance: r.Stance, actor: Actor | None, event_id: str) -> r.Attribution:
    about: r.Field = "actor" if actor else "casualties"
    return r.Attribution(
        a.id, Actor(source, "KEN", "COP"), _at(a.text, source), _at(a.text, "said"), (Span(0, a.text.index(",")),),
        stance, (), event_id, about, (actor,) if actor else (),
    )  # fmt: skip


def _claims(e: r.Event, m: r.Mention, actor: Actor | None, stance: r.Stance, by: str | None) -> list[r.Claim]:
    def claim(field: r.Field, value: dict[str, object], span: Span, stance: r.Stance = "asserts") -> r.Claim:
        return r.Claim(m.article_id, e.id, field, value, span, stance, by, m.id)

    found = [claim("status", {"status": "actual"}, m.trigger)]
    for toll in m.tolls:
        value = {"effect": "killed", "low": toll.low, "high": toll.high, "atleast": toll.atleast, "who": "people",
                 "country": None, "attackers": False}  # fmt: skip
        found.append(claim("casualties", value, toll.span))
    if m.time:
        day = str(m.time.range.start)
        found.append(claim("date", {"start": day, "end": day, "granularity": "day", "how": "expression"}, m.trigger))
    if m.place:
        p = m.place.place
        value = {"name": p.name, "country": p.country, "precision": p.precision, "geonames_id": p.geonames_id,
                 "latitude": p.latitude, "longitude": p.longitude}  # fmt: skip
        found.append(claim("place", value, m.place.span))
    if actor:
        who = {"name": actor.name, "country": actor.country, "sector": actor.sector, "kind": actor.kind}
        found.append(claim("actor", who, m.trigger, stance))
    return found
