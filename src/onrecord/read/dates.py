"""Dates of publication as files, pages, datelines and people write them, to closed intervals of days.

The day is taken as written, in the writer's own time zone. What is written as a month or a year stays one.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

from onrecord.errors import InputError
from onrecord.records import DateRange

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:\b(?P<wday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?,?\s+)?"
_LEAD = r"(?:(?:published|posted|updated|first published|last updated|on|date)\b:?\s+(?:on\s+)?)?" + WEEKDAY
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?:[T\s]\S.*)?$")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{4,6}Z?)?$")
_DAY_FIRST = re.compile(
    _LEAD + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[-/ .,]*" + MONTH + r"[-/ .,]*(?P<y>\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    _LEAD + MONTH + r"[-/ .]*(?P<d>\d{1,2})(?:st|nd|rd|th)?(?!\d)[-/ .,]+(?P<y>\d{4})(?!\d)", re.IGNORECASE
)
_MONTH_ONLY = re.compile(MONTH + r"[-/ .,]*(?P<y>\d{4})$", re.IGNORECASE)
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4})(?:[T\s,].*)?$")
_BETWEEN = re.compile(r"\s*(?:\.\.|/|\bto\b)\s*")
REMEDY = "Give YYYY-MM-DD, YYYY-MM, YYYY, or two of them as FIRST..LAST."


def date_range(text: str) -> DateRange:
    """The days that ``text`` means: ISO 8601, RFC 2822, ``26-FEB-1987 15:01``, ``April 5, 2020``, Unix
    seconds, a month, a year, or ``FIRST..LAST``.

    Raises InputError where it is no date, or could be two (``5/4/2020``).
    """
    text = text.strip()
    if ".." in text or " to " in text or re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?/\d{4}-\d\d(?:-\d\d)?", text):
        ends = _BETWEEN.split(text)
        if len(ends) == 2:
            first, last = _single(ends[0]), _single(ends[1])
            if first and last and first.start <= last.end:
                return DateRange(first.start, last.end)
    elif (found := _single(text)) is not None:
        return found
    raise InputError(f"{text[:80]!r} is no date", remedy=REMEDY)


def date_in(text: str) -> DateRange | None:
    """The day, month or year that ``text`` is, ``None`` where it is none or could be two."""
    return _single(text.strip())


def _single(text: str) -> DateRange | None:
    if re.fullmatch(r"\d{4}", text):
        return DateRange.year(int(text)) if int(text) >= 1000 else None
    if re.fullmatch(r"\d{9,10}|\d{13}(?:\.\d+)?|\d{9,10}\.\d+", text):  # seconds or milliseconds since 1970
        seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
        return DateRange.day(datetime.fromtimestamp(seconds, UTC).date())
    if found := _ISO.match(text) or _COMPACT.match(text):
        return days(int(found["y"]), int(found["m"]), int(found["d"]) if found["d"] else None)
    if found := _DAY_FIRST.match(text) or _MONTH_FIRST.match(text):
        return days(full_year(found["y"]), month(found["mon"]), int(found["d"]))
    if found := _MONTH_ONLY.match(text):
        return days(int(found["y"]), month(found["mon"]), None)
    if found := _SLASHED.match(text):
        a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
        if a == b or a > 12:  # 13/4 can only be a day first; 4/13 only a month
            return days(year, b, a)
        return days(year, a, b) if b > 12 else None
    return None


def days(year: int, month_number: int, day: int | None) -> DateRange | None:
    """The interval of one day or one month, or ``None`` where the calendar has no such day."""
    try:
        if day is not None:
            return DateRange.day(date(year, month_number, day))
        return DateRange(
            date(year, month_number, 1), date(year, month_number, calendar.monthrange(year, month_number)[1])
        )
    except (ValueError, IndexError):  # monthrange raises a ValueError of its own
        return None


def month(name: str) -> int:
    """The number of a month from its English name or abbreviation in any case."""
    return _MONTHS.index(name[:3].lower()) + 1


def full_year(digits: str) -> int:
    """A year of two digits is from 1970 to 2069."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 70 else 2000)


def weekday(name: str) -> int:
    """Monday is 0."""
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name[:3].lower())
