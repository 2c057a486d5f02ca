"""What a person's judgement does to the view of an event: values of withdrawn claims leave it, corrected ones stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from onrecord.errors import InputError
from onrecord.merge.joint import Part
from onrecord.records import (
    EFFECTS,
    STATUSES,
    Actor,
    Claim,
    DateRange,
    Event,
    Place,
    PlaceValue,
    Span,
    TimeValue,
    Toll,
)

NOWHERE = Span(0, 0)  # a person's value stands in no text
FIELDS = ("actor", "casualties", "date", "place", "recipient", "status", "type")
_CODED = re.compile(r"^(?P<name>[^\[]+?)\s*(?:\[(?P<codes>[A-Z ]+)\])?$")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A part without what was withdrawn from it."""

    number: int
    event: Event
    origin_id: str
    precedence: str


def without(parts: Sequence[Part], kept: Iterable[Claim], withdrawn: Iterable[Claim]) -> list[Part]:
    """The parts without the values that only withdrawn claims give them."""
    still = {(c.article_id, c.field, _core(c)) for c in kept}
    gone = {(c.article_id, c.field, _core(c)) for c in withdrawn} - still
    if not gone:
        return list(parts)
    return [Trimmed(p.number, _trimmed(p.event, gone), p.origin_id, p.precedence) for p in parts]


def _core(claim: Claim) -> tuple[Any, ...]:
    """What of a claim's value is in the event, too."""
    value = claim.value
    if claim.field == "casualties":
        return value.get("effect"), value.get("low")
    if claim.field == "date":
        return value.get("start"), value.get("end")
    return (value.get("name") or value.get("status") or value.get("type"),)


def _trimmed(event: Event, gone: set[tuple[Any, ...]]) -> Event:
    article = event.article_ids[0]

    def held(field: str, *core: Any) -> bool:
        return (article, field, core) not in gone

    days, place = event.date, event.place
    return replace(
        event,
        actors=tuple(a for a in event.actors if held("actor", a.name)),
        recipients=tuple(a for a in event.recipients if held("recipient", a.name)),
        casualties=tuple(t for t in event.casualties if held("casualties", t.effect, t.low)),
        date=days if days and held("date", str(days.range.start), str(days.range.end)) else None,
        place=place if place and held("place", place.place.name) else None,
    )


def corrected(field: str, value: str) -> dict[str, Any]:
    """The fields of an event that a person's value for ``field`` sets. Raises InputError where it means nothing.

    ``type``: a PLOVER type; ``status``: a status; ``date``: a day, month or year; ``place``: "Kabul, AFG"; ``actor``
    and ``recipient``: "Taliban [AFG REB]; ..."; ``casualties``: "killed 4; injured 10-12".
    """
    value = value.strip()
    if field == "type" and re.fullmatch(r"[A-Z]+", value):
        return {"type": value}
    if field == "status" and value in STATUSES:
        return {"status": value}
    if field == "date" and (days := _days(value)):
        how = {4: "year", 7: "month"}.get(len(value), "day")
        return {"date": TimeValue(days, how, "judgement")}  # type: ignore[arg-type]
    if field == "place" and value:
        name, _, country = (part.strip() for part in value.partition(","))
        return {"place": PlaceValue(Place(name, country or None), NOWHERE, "judgement")}
    if field in {"actor", "recipient"} and value:
        return {f"{field}s": tuple(_actor(one) for one in value.split(";"))}
    if field == "casualties" and value:
        return {"casualties": tuple(_toll(one) for one in value.split(";"))}
    raise InputError(f"{value!r} is no value for {field!r}", where="judge correct", remedy=_FORMS)


_FORMS = (
    f"Fields: {', '.join(FIELDS)}. Values: a type, a status, 2021-03-04, 'Kabul, AFG', 'Taliban [AFG REB]', 'killed 4'."
)


def _days(value: str) -> DateRange | None:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if not year or month is None:
            return DateRange.year(year or 0)
        if day is not None:
            return DateRange.day(date(year, month, day))
        after = date(year + month // 12, month % 12 + 1, 1)
        return DateRange(date(year, month, 1), after - timedelta(days=1))
    except ValueError:
        return None


def _actor(text: str) -> Actor:
    found = _CODED.match(text.strip())
    if not found:
        raise InputError(f"{text!r} names nobody", where="judge correct", remedy=_FORMS)
    country, sector = None, None
    for code in (found["codes"] or "").split():
        if country is None and code not in {"GOV", "MIL", "REB", "OPP", "COP", "CVL"}:
            country = code
        else:
            sector = code
    kind = "country" if country and not sector and len(found["name"].split()) == 1 else "group"
    return Actor(found["name"], country, sector, kind)


def _toll(text: str) -> Toll:
    found = re.fullmatch(r"(\w+)\s+(\d+)(?:\s*-\s*(\d+))?", text.strip())
    if not found or found[1] not in EFFECTS:
        raise InputError(
            f"{text!r} is no toll",
            where="judge correct",
            remedy=f"Write one of {', '.join(EFFECTS)}, then the number: 'killed 4'.",
        )
    low = int(found[2])
    return Toll(found[1], low, int(found[3] or low), NOWHERE)  # type: ignore[arg-type]
