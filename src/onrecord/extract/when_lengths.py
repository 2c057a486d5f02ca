"""The time that a length leads to, counted from a time that is known."""

from __future__ import annotations

import re
from datetime import timedelta

from onrecord.extract.time import days
from onrecord.records import DateRange, Span, TimeValue

_EXACT = {
    "D": ("day",),
    "W": ("day", "week"),
    "M": ("day", "week", "month"),
    "Y": ("day", "week", "month", "year"),
}
_SAME_DAY = 6  # hours


def counted(time: TimeValue | None, length: re.Match[str], relation: str, span: Span) -> TimeValue | None:
    """``time`` moved by the TIMEX3 ``length`` after or before it, or the stretch "within" it; ``None`` where the time
    is less exact than the count.

    Hours are of the same day, many or uncounted hours of that or the next.
    """
    if time is None:
        return None
    clock, number, code = length.groups()
    if clock:
        return _hours(time, number, code, relation, span)
    if number == "X" or time.granularity not in _EXACT[code]:
        return None
    count = int(number) if relation == "after" else -int(number)
    if relation == "within":
        end = days.shift(time.range.end, code, int(number))
        return TimeValue(DateRange(time.range.start, end), "interval", "event", span)
    if not relation:
        return None
    ends = [days.unit(days.shift(day, code, count), code) for day in (time.range.start, time.range.end)]
    granularity = days.GRANULARITY[code] if ends[0] == ends[1] else "interval"
    return TimeValue(days.hull(*ends), granularity, "event", span)


def _hours(time: TimeValue, number: str, code: str, relation: str, span: Span) -> TimeValue | None:
    if time.range.days > 1 or relation not in ("after", "before"):
        return None
    start, end = time.range.start, time.range.end
    if code == "H" and (number == "X" or int(number) >= _SAME_DAY):
        day = timedelta(-(-int(number) // 24) if number != "X" else 1)
        start, end = (start, end + day) if relation == "after" else (start - day, end)
    reached = DateRange(start, end)
    return TimeValue(reached, "day" if reached.days == 1 else "interval", "event", span)
