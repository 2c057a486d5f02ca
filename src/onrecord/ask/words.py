"""Values in a few words, the same in the terminal, on pages and in notebooks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from onrecord.records import Actor, DateRange, Event, Toll


def value_text(field: str, value: Mapping[str, Any]) -> str:
    """A claim's value in a few words; ``docs/record.md`` gives each field's form."""
    if field in {"actor", "recipient"}:
        return with_codes(value["name"], value.get("country"), value.get("sector"))
    if field == "date":
        return days_text(value["start"], value["end"])
    if field == "place":
        return ", ".join(part for part in (value["name"], value.get("country")) if part)
    if field == "casualties":
        who = f" ({value['who']})" if value.get("who") else ""
        return count_text(value["low"], value.get("high"), bool(value.get("atleast"))) + f" {value['effect']}{who}"
    if field == "type":
        return " ".join(part for part in (value["type"], value.get("mode")) if part)
    return " ".join(str(part) for part in value.values() if part)


def count_text(low: int, high: int | None, atleast: bool) -> str:
    """How many: "9", "at least 9", "9 to 12", "up to 12"."""
    if atleast or high is None:
        return f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"up to {high:,}" if low == 0 else f"{low:,} to {high:,}"


def toll_text(toll: Toll) -> str:
    """A toll of an event: "at least 9 killed", and of which country where told."""
    whose = ", ".join(part for part in (toll.country, "attackers" if toll.attackers else "") if part)
    return f"{count_text(toll.low, toll.high, toll.atleast)} {toll.effect}" + (f" ({whose})" if whose else "")


def with_codes(name: str, country: str | None, sector: str | None) -> str:
    """A name with its country and sector codes in brackets."""
    codes = " ".join(code for code in (country, sector) if code)
    return f"{name} [{codes}]" if codes else name


def actor_text(actor: Actor) -> str:
    """An actor with its country and sector codes."""
    return with_codes(actor.name, actor.country, actor.sector)


def range_text(days: DateRange) -> str:
    """An interval of days as short as it can be told: "2004-03-11", "2004-03", "2004", "2004-03-11 to 2004-03-12"."""
    return days_text(str(days.start), str(days.end))


def days_text(first: str, last: str) -> str:
    """The same for two ISO days; a whole month or year is written as such (ISO 8601)."""
    if first == last:
        return first
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    month = first[:7]
    if first == f"{month}-01" and last == f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]:02}":
        return month
    return f"{first} to {last}"


def kind_text(event: Event) -> str:
    """Type and mode: "ASSAULT explosives"."""
    return event.type if event.mode is None else f"{event.type} {event.mode}"


def event_line(event: Event) -> str:
    """One line that tells an event: who, what, to whom, where, when, how many, and whether it happened."""
    who = ", ".join(actor_text(a) for a in event.actors) or "?"
    whom = ", ".join(actor_text(a) for a in event.recipients)
    arrow = "↔" if event.mutual else "→"
    return " ".join([who, "—", kind_text(event), *([arrow, whom] if whom else []), *(f"· {f}" for f in facts(event))])


def facts(event: Event) -> tuple[str, ...]:
    """Where, when, how many, and the status where it is not actual; what is not known is left out."""
    place = event.place.place if event.place else None
    return (
        *((value_text("place", {"name": place.name, "country": place.country}),) if place else ()),
        *((range_text(event.date.range),) if event.date else ()),
        *(toll_text(toll) for toll in event.casualties),
        *((event.status,) if event.status != "actual" else ()),
    )
