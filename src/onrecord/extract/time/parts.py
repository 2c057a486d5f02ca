"""Meanings of parts that a larger whole holds: the first week of June, the last Monday of 2021, the 12th of last
month, on the 5th; and of numbers that borrow their month from a neighbour (3 and 5 May)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from onrecord.extract.time import days
from onrecord.extract.time.context import STEPS, Context, Meaning, calendar_unit, choose
from onrecord.extract.time.dates import DATES, DAY
from onrecord.extract.time.grammar import Hit
from onrecord.extract.time.lengths import LENGTHS, duration, number
from onrecord.extract.time.scan import Item
from onrecord.records import DateRange

LAST = 0  # where an ordinal counts from the end


def _whole(hit: Hit, items: list[Item], context: Context) -> DateRange | None:
    """The days of what stands behind "of": a month, year, season, named day or current unit."""
    inner = replace(hit, own=items, lent=())
    if inner.has("M"):
        found = DATES["month"](inner, context)
    elif inner.has("H"):
        found = DATES["named"](inner, context)
    elif inner.has("S"):
        found = DATES["season"](inner, context)
    elif inner.has("Y"):
        found = LENGTHS["year"](inner, context)
    else:
        near, unit = inner.first("lnt"), inner.all("U")[-1]
        if str(unit.value).startswith("T"):
            return None
        return days.unit(context.ref, str(unit.value), STEPS.get(near.value, 0) if near else 0)
    return found.range if found else None


def _nth(hit: Hit, context: Context) -> Meaning | None:
    """The first week of June, the last two months of 2021, the second Friday of last month."""
    at = next(i for i, item in enumerate(hit.own) if item.letter == "o")
    front, rest = hit.own[:at], hit.own[at + 1 :]
    first = next(item for item in front if item.letter in "Ol")
    nth = LAST if first.letter == "l" else int(first.value)
    unit = next(item for item in reversed(front) if item.letter in "uUFW")
    whole = _whole(hit, rest, context)
    if whole is None or (first.letter == "l" and first.lower != "last"):
        return None
    named = next((item.value for item in rest if item.letter == "H"), None)
    if named is not None and named.islamic:  # known to a day either side, and so are its parts
        inner = DateRange(whole.start + DAY, whole.end - DAY)
        found = _nth_unit(nth, 1, str(unit.value), inner)
        if found is None or found.range is None:
            return None
        span = DateRange(found.range.start - DAY, found.range.end + DAY)
        return replace(found, range=span, granularity="interval")
    if unit.letter == "W":
        return _nth_weekday(nth, unit.value, whole)
    if unit.letter == "F" or unit.value == "Q":
        return _fraction(nth, 2 if unit.letter == "F" else 4, whole)
    count = number([item for item in front if item.letter in "DQ"]) or 1
    return _nth_unit(nth, int(count), str(unit.value), whole)


def _nth_weekday(nth: int, weekday: int, whole: DateRange) -> Meaning | None:
    if nth == LAST:
        day = whole.end - timedelta((whole.end.isoweekday() - weekday) % 7)
    else:
        day = whole.start + timedelta((weekday - whole.start.isoweekday()) % 7 + 7 * (nth - 1))
    return Meaning("DATE", day.isoformat(), DateRange.day(day)) if whole.start <= day <= whole.end else None


def _fraction(nth: int, pieces: int, whole: DateRange) -> Meaning | None:
    """Halves and quarters; those of a year begin with a month."""
    piece = pieces if nth == LAST else nth
    if not 1 <= piece <= pieces:
        return None
    year = whole.start.year
    if whole == DateRange.year(year):
        months = 12 // pieces
        start = days.month(year, months * (piece - 1) + 1).start
        span = DateRange(start, days.month(year, months * piece).end)
        if pieces == 4:
            return Meaning("DATE", f"{year}-Q{piece}", span, "quarter")
        return Meaning("DATE", f"{year}-H{piece}", span, "interval")
    length = whole.days
    first, last = length * (piece - 1) // pieces, length * piece // pieces - 1
    span = DateRange(whole.start + timedelta(first), whole.start + timedelta(last))
    return Meaning("DATE", f"{whole.start:%Y-%m}", span, "interval")


def _nth_unit(nth: int, count: int, code: str, whole: DateRange) -> Meaning | None:
    """``count`` days, weeks, weekends or months from the nth on, or the last ones; weeks begin with the whole."""
    if code == "WE":
        found = _nth_weekday(nth, 6, whole)
        return calendar_unit(days.unit(found.range.start, "WE"), "WE") if found and found.range else None
    if code not in ("D", "W", "M"):
        return None
    if nth == LAST:
        start = days.shift(whole.end + DAY, code, -count)
        end = whole.end
    else:
        start = days.shift(whole.start, code, nth - 1)
        end = days.shift(start, code, count) - DAY
    if start < whole.start or end > whole.end:
        return None
    span = DateRange(start, end)
    if code == "W":
        middle = start + timedelta(3)
        return Meaning("DATE", days.value_of(DateRange.day(middle), "W"), span, "interval")
    if count == 1:
        return calendar_unit(span, code)
    return Meaning("DURATION", duration(count, code), span, "interval")


def _of_month(hit: Hit, context: Context) -> Meaning | None:
    """The 12th of last month."""
    ordinal, near, unit = hit.first("O"), hit.first("lnts"), hit.first("U")
    if ordinal is None or near is None or unit is None or unit.value != "M":
        return None
    base = context.anchor.start if near.value == "same" and context.anchor else context.ref
    whole = days.unit(base, "M", STEPS.get(near.value, 0))
    return _nth_unit(int(ordinal.value), 1, "D", whole)


def _lone_day(hit: Hit, context: Context) -> Meaning | None:
    """A day whose month stands with its neighbour; "on the 5th", the nearest such day that the tense allows."""
    if hit.lent:
        return DATES["day"](hit, context)
    ordinal = hit.first("O")
    if ordinal is None:
        return None
    months = [days.month(context.ref.year, context.ref.month + step) for step in (-1, 0, 1)]
    found = [_nth_unit(int(ordinal.value), 1, "D", month) for month in months]
    spans = [each.range for each in found if each is not None and each.range is not None]
    return calendar_unit(choose(spans, context), "D") if spans else None


def _lead(hit: Hit, context: Context) -> Meaning:
    """Hours before something: a length of no known number."""
    return Meaning("DURATION", duration(None, str(hit.own[0].value)))


def _eve(hit: Hit, context: Context) -> Meaning:
    """The eve of something is the day before it."""
    return Meaning("DURATION", "P1D")


PARTS: dict[str, Callable[[Hit, Context], Meaning | None]] = {
    "nth": _nth, "of_month": _of_month, "lone_day": _lone_day, "lead": _lead, "eve": _eve,
}  # fmt: skip
