"""What each rule's words mean: a TIMEX3 value and an interval of days, seen from a day of publication.

A meaning is a function of the day it is read on (``ref``), of the tense of the verb that governs it, and of the
last date told before it (``anchor``, for "the next day"). Where publication is known as an interval only, it is
asked for both ends (:mod:`onrecord.extract.time.find`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onrecord.extract.time import days
from onrecord.extract.time.grammar import Hit
from onrecord.ontology.time import TimeWords
from onrecord.records import DateRange, Granularity

_SOON = 62  # days


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression is read: the day, the tense, the last date.

    The tense is "past", "future", "" where it is not known, or "story": what is told of long before the report, or in
    a text that has no day of its own, counts from the last date told.
    """

    ref: date
    tense: str
    anchor: DateRange | None
    words: TimeWords


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 kind and value, and the days meant, where the words tell them."""

    kind: str
    value: str
    range: DateRange | None = None
    granularity: Granularity = "day"


def calendar_unit(span: DateRange, code: str) -> Meaning:
    """A whole unit of the calendar as a DATE."""
    return Meaning("DATE", days.value_of(span, code), span, days.GRANULARITY[code])


def choose(candidates: list[DateRange], context: Context) -> DateRange:
    """Which of several years' candidates is meant: the last begun for a past tense, the next not yet over for a
    future one, else the nearest, where what lies ahead must lie within two months: news tells of what was."""
    ref = context.ref
    if context.tense == "story":
        return min(candidates, key=lambda c: (_gap(c, context.anchor or DateRange.day(ref)), c.start))
    if context.tense == "past":
        return max((c for c in candidates if c.start <= ref), key=lambda c: c.start, default=candidates[0])
    if context.tense == "future":
        return min((c for c in candidates if c.end >= ref), key=lambda c: c.start, default=candidates[-1])

    def gap(span: DateRange) -> tuple[bool, int, bool]:
        days_off = max((span.start - ref).days, (ref - span.end).days, 0)
        return span.start > ref and days_off > _SOON, days_off, span.start > ref

    return min(candidates, key=gap)


def _gap(one: DateRange, other: DateRange) -> int:
    """The days between two intervals, 0 where they meet; a story goes on, so days back count twice."""
    return max((one.start - other.end).days, 2 * (other.start - one.end).days, 0)


def at_part(hit: Hit, found: Meaning) -> Meaning:
    """With a part of day the value is a TIME; the days meant stay the same."""
    part = hit.first("P")
    return replace(found, kind="TIME", value=f"{found.value}T{part.value}") if part else found


def year_of(hit: Hit) -> int | None:
    """The year that the words give."""
    item = hit.first("Y")
    return int(item.value) if item else None


STEPS = {"last": -1, "past": -1, "this": 0, "next": 1}  # units from the current one
