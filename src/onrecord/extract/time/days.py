"""Arithmetic of the calendar: units of time as closed intervals of days, and their TIMEX3 values."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from onrecord.records import DateRange, Granularity

FIRST, LAST = 1000, 2999  # years beyond these are no years of the news
GRANULARITY: dict[str, Granularity] = {
    "D": "day", "WE": "interval", "W": "week", "FN": "interval", "M": "month", "Q": "quarter", "Y": "year",
    "DE": "decade", "CE": "interval",
}  # fmt: skip


def month(year: int, number: int) -> DateRange:
    """A month; ``number`` may lie outside 1..12 and counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    year = min(max(year, FIRST), LAST)
    return DateRange(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def unit(ref: date, code: str, steps: int = 0) -> DateRange:
    """The calendar unit ``steps`` units from the one that holds ``ref``; weeks begin on Monday (ISO 8601)."""
    if code == "D":
        return DateRange.day(shift(ref, "D", steps))
    if code in ("W", "WE", "FN"):
        weeks = 2 * steps if code == "FN" else steps
        monday = shift(ref - timedelta(ref.weekday()), "D", 7 * weeks)
        first = monday + timedelta(5 if code == "WE" else 0)
        return DateRange(first, monday + timedelta(13 if code == "FN" else 6))
    if code == "M":
        return month(ref.year, ref.month + steps)
    if code == "Q":
        first_month = 3 * ((ref.month - 1) // 3 + steps) + 1
        return DateRange(month(ref.year, first_month).start, month(ref.year, first_month + 2).end)
    length = {"Y": 1, "DE": 10, "CE": 100}[code]
    # centuries run 2001-2100 by name and 2000-2099 by the digits that TIMEX3 writes; the digits are followed
    start = min(max(ref.year // length * length + steps * length, FIRST), LAST - length)
    return DateRange(date(start, 1, 1), date(start + length - 1, 12, 31))


def shift(ref: date, code: str, steps: int) -> date:
    """``ref`` moved by ``steps`` days, weeks, months or years, the day of the month kept where there is one."""
    if code in ("D", "W", "FN", "WE"):
        days = steps * {"D": 1, "W": 7, "WE": 7, "FN": 14}[code]
        return date.fromordinal(min(max(ref.toordinal() + days, date(FIRST, 1, 1).toordinal()),
                                    date(LAST, 12, 31).toordinal()))  # fmt: skip
    months = steps * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[code]
    target = month(ref.year, ref.month + months)
    return target.start.replace(day=min(ref.day, target.end.day))


def part(span: DateRange, which: str, granularity: str) -> DateRange:
    """The early, mid or late part of a unit; of a month days 1-10, 11-20 and 21 to the end.

    A year is cut at the ends of April and August, a decade after its fourth and seventh year, a week after
    Tuesday and Thursday; other lengths in equal thirds of days. A day stays whole.
    """
    if granularity == "day" or span.days < 3:
        return span
    if granularity == "month":
        cuts = (10, 20)
    elif granularity == "week":
        cuts = (2, 4)
    elif granularity == "year":
        cuts = (
            (date(span.start.year, 5, 1) - span.start).days,
            (date(span.start.year, 9, 1) - span.start).days,
        )
    elif granularity == "decade":
        year = span.start.year
        cuts = ((date(year + 4, 1, 1) - span.start).days, (date(year + 7, 1, 1) - span.start).days)
    else:
        cuts = (span.days // 3, 2 * span.days // 3)
    first, second = (span.start + timedelta(cut) for cut in cuts)
    day = timedelta(1)
    return {
        "early": DateRange(span.start, first - day),
        "mid": DateRange(first, second - day),
        "late": DateRange(second, span.end),
    }[which]


def value_of(span: DateRange, code: str) -> str:
    """The TIMEX3 value of a calendar unit."""
    start = span.start
    if code == "D":
        return start.isoformat()
    if code in ("W", "WE", "FN"):
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if code == "WE" else "")
    if code == "M":
        return f"{start.year}-{start.month:02}"
    if code == "Q":
        return f"{start.year}-Q{(start.month - 1) // 3 + 1}"
    year_digits = f"{start.year:04}"
    return {"Y": year_digits, "DE": f"{year_digits[:3]}X", "CE": year_digits[:2]}[code]


def hull(one: DateRange, other: DateRange) -> DateRange:
    """The shortest interval that holds both."""
    return DateRange(min(one.start, other.start), max(one.end, other.end))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (anonymous algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    left = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * left) // 451
    number = h + left - 7 * m + 114
    return date(year, number // 31, number % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar as a Gregorian date, years 1900 to 2099 (Meeus 1991)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    number = d + e + 114
    return date(year, number // 31, number % 31 + 1) + timedelta(13)


def islamic(year: int, number: int, day: int) -> date:
    """A day of the tabular Islamic calendar (civil epoch); sightings of the moon move it by a day or so."""
    days = day + (59 * (number - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)
