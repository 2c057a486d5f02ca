"""The slots of a MUC-4 answer key that are no strings of the text: date, country, stage, counts of dead and injured.

After the task's own documentation (``raw/taskdoc``): ``/`` separates accepted alternatives, a leading ``?`` marks an
optional value, ``-`` no value, ``*`` a slot that does not apply. A date is a day, a range, or "- day" (on or before:
the key's form for a named weekday and for a date taken from the header). A number is ``n``, ``n-`` (at least),
``-n`` (at most), ``~n`` (about) or PLURAL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from onrecord.ontology.places import countries

Slots = Mapping[str, Sequence[str]]
Days = list[str | None]  # [first, last] in ISO form; first is None for "on or before"
Bounds = list[int | None]  # [fewest, most]; most is None where there is no ceiling

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})")
_WEEK = timedelta(days=7)
_ABOUT = 0.1


def alternatives(filler: str) -> list[str]:
    """The accepted alternatives of one filler, without brackets and the mark of an optional one."""
    bare = (part.strip().strip("()").strip() for part in re.split(r"\s/\s", filler.lstrip("? ")))
    return [part for part in bare if part and part not in {"-", "*"}]


def dates(slots: Slots) -> list[Days]:
    """The accepted dates; none where the key has none."""
    found: list[Days] = []
    for filler in slots.get("INCIDENT: DATE", ()):
        for text in alternatives(filler.upper()):
            days = [day for match in _DAY.finditer(text) if (day := _day(match))]
            if len(days) == 2 and days[0] <= days[1]:
                found.append([str(days[0]), str(days[1])])
            elif len(days) == 1:
                found.append([None if text.startswith("-") else str(days[0]), str(days[0])])
    return found


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def same_date(gold: Days, found: Days | None) -> bool:
    """Whether ``found`` is the gold day, lies inside the gold range, or (on or before) in the week to the gold day."""
    if not found or found[1] is None or gold[1] is None:
        return False
    last, our_last = date.fromisoformat(gold[1]), date.fromisoformat(found[1])
    if found[0] is None:
        return gold[0] is None and our_last == last
    first = last - _WEEK if gold[0] is None else date.fromisoformat(gold[0])
    return first <= date.fromisoformat(found[0]) and our_last <= last


def places(slots: Slots) -> list[str]:
    """The accepted countries as ISO 3166-1 alpha-3 codes; a name that no table has stays as it is."""
    codes = {place.name.upper(): code for code, place in countries().items()}
    named = [
        re.split(r"[:(]", part)[0].strip()
        for filler in slots.get("INCIDENT: LOCATION", ())
        for text in alternatives(filler)
        for part in text.split(" - ")
    ]
    # in "COLOMBIA: CUCUTA (CITY) - CAMPANARIO (REGION)" only the first part begins with a country
    known = [codes[name] for name in named if name in codes]
    return sorted(set(known)) or named[:1]


def stages(slots: Slots) -> list[str]:
    """The accepted stages: accomplished, attempted, threatened."""
    return [
        part.lower()
        for filler in slots.get("INCIDENT: STAGE OF EXECUTION", ())
        for part in alternatives(filler)
    ]


def count(slots: Slots, effect: str) -> list[Bounds]:
    """How many suffered ``effect`` (DEATH, INJURY): one pair of bounds, [0, 0] where the key names nobody.

    A key may give the same people by name and in a group, so the true number lies between the largest
    and the sum of its numbers.
    """
    numbers = dict(_split(filler) for filler in slots.get("HUM TGT: NUMBER", ()))
    fewest, most, unbounded = 0, 0, False
    for filler in slots.get("HUM TGT: EFFECT OF INCIDENT", ()):
        effects, who = _split(filler)[::-1]
        kinds = alternatives(effects.strip("() "))
        if effect not in kinds:
            continue
        low, high = _number(numbers.get(who, "-"))
        if len(kinds) == 1 and not effects.strip().startswith("?"):
            fewest = max(fewest, low)
        unbounded |= high is None
        most += high or 0
    return [[fewest, None if unbounded else most]]


def _split(filler: str) -> tuple[str, str]:
    """Whom a cross-referenced filler is about, and its value."""
    value, _, who = filler.partition(":")
    return who.strip(), value.strip()


def _number(text: str) -> tuple[int, int | None]:
    """The bounds of a number; a missing one is somebody."""
    bounds = [_bound(part) for part in alternatives(text)]
    if not bounds:
        return 1, None
    tops = [high for _, high in bounds]
    return min(low for low, _ in bounds), None if None in tops else max(high for high in tops if high)


def _bound(text: str) -> tuple[int, int | None]:
    digits = re.findall(r"\d+", text)
    if not digits:
        return 2, None  # PLURAL
    number = int(digits[0])
    if "~" in text:
        return int(number * (1 - _ABOUT)), int(number * (1 + _ABOUT)) + 1
    if text.startswith("-"):
        return 1, number
    if text.endswith("-"):
        return number, None
    return number, max(int(each) for each in digits)


def same_count(gold: Sequence[Bounds], found: Bounds | None) -> bool:
    """Whether the number found (its floor; nothing is 0) is one that gold allows."""
    number = (found or [0])[0] or 0
    return any((low or 0) <= number and (high is None or number <= high) for low, high in gold)


def iter_slots(slots: Slots) -> Iterator[tuple[str, Any]]:
    """Everything of a key's template that :mod:`onrecord.evaluate.muc4` compares beside its strings."""
    yield "date", dates(slots)
    yield "country", places(slots)
    yield "stage", stages(slots)
    yield "deaths", count(slots, "DEATH")
    yield "injuries", count(slots, "INJURY")
