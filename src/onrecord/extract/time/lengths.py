"""Meanings of units counted and pointed at: last week, two months ago, the past year, durations, sets, years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil

from onrecord.extract.time import days
from onrecord.extract.time.context import STEPS, Context, Meaning, calendar_unit, choose, year_of
from onrecord.extract.time.grammar import Hit
from onrecord.extract.time.scan import Item
from onrecord.records import DateRange

_ISO = {
    "TS": ("PT", "S", 1), "TM": ("PT", "M", 1), "TH": ("PT", "H", 1), "D": ("P", "D", 1), "WE": ("P", "WE", 1),
    "W": ("P", "W", 1), "FN": ("P", "W", 2), "M": ("P", "M", 1), "Q": ("P", "M", 3), "Y": ("P", "Y", 1),
    "DE": ("P", "Y", 10), "CE": ("P", "Y", 100),
}  # fmt: skip
_CLOCK_UNITS = ("TS", "TM", "TH")
_DAYS_OF = {"D": 1, "W": 7, "M": 31}
_HOURS = {"TS": 1 / 3600, "TM": 1 / 60, "TH": 1.0}
_SAME_DAY = 6  # hours
_HALF = {"TH": ("TM", 60), "D": ("TH", 24), "Y": ("M", 12)}  # what a half of it is counted in


def number(items: list[Item]) -> float | None:
    """The number that the words say; ``None`` where they say none ("several"). "A" is one."""
    total, seen = 0.0, False
    for item in items:
        if item.letter in "DY":
            if seen and total:  # "two to three": the first is taken
                break
            total, seen = float(item.value), True
        elif item.letter == "Q":
            if item.value >= 100 or (item.value == 12 and item.lower == "dozen"):
                total = (total or 1) * item.value
            elif seen and not (total >= 20 and total % 10 == 0 and item.value < total):
                break
            else:
                total += item.value
            seen = True
        elif item.letter == "F":
            total, seen = total + item.value, True
    if seen:
        return total
    return (
        1.0 if any(item.letter == "A" for item in items) and not any(i.letter == "f" for i in items) else None
    )


def duration(count: float | None, code: str) -> str:
    """The TIMEX3 value of ``count`` units, X for a number that is not told."""
    if count is not None and count % 1 == 0.5 and code in _HALF:
        smaller, times = _HALF[code]
        whole, half = int(count), times // 2
        if not whole:
            return duration(half, smaller)
        if code == "TH":
            return f"PT{whole}H{half}M"
    before, after, times = _ISO[code]
    if count is None:
        return f"{before}X{after}"
    return f"{before}{count * times:g}{after}"


def moved(ref: date, code: str, count: float) -> date:
    """``ref`` moved by a number of units; hours count as days once they fill one, part of a unit as a whole."""
    if code in _CLOCK_UNITS:
        hours = abs(count) / {"TS": 3600, "TM": 60, "TH": 1}[code]
        code, count = "D", ceil(hours / 24) * (1 if count > 0 else -1)
    steps = ceil(abs(count)) * (1 if count > 0 else -1)
    return days.shift(ref, code, steps)


def _counted(hit: Hit) -> tuple[float | None, str]:
    unit = hit.all("Uu")[-1]
    return number(hit.all("DYQFAf")), str(unit.value)


def _near(ref: date, *, ahead: bool) -> DateRange:
    """A few hours from a day: that day or its neighbour."""
    other = days.shift(ref, "D", 1 if ahead else -1)
    return DateRange(min(ref, other), max(ref, other))


def _spans(hit: Hit, context: Context) -> Meaning:
    """The past two months, the next few days."""
    count, code = _counted(hit)
    near = hit.first("lpn")
    if count is None or near is None:
        few = code in _CLOCK_UNITS and near is not None
        span = _near(context.ref, ahead=near is not None and near.value == "next") if few else None
        return Meaning("DURATION", duration(None, code), span, "interval")
    ahead = near.value == "next"
    other = moved(context.ref, code, count if ahead else -count)
    span = DateRange(min(other, context.ref), max(other, context.ref))
    return Meaning("DURATION", duration(count, code), span, "interval")


def _past(hit: Hit, context: Context) -> Meaning:
    code = str(hit.all("U")[-1].value)
    span = DateRange(moved(context.ref, code, -1), context.ref)
    return Meaning("DURATION", duration(1, code), span, "interval")


def _relative(hit: Hit, context: Context) -> Meaning | None:
    """Last week, this morning, the next day, later that year."""
    near, unit, part = hit.first("lnts"), hit.first("U"), hit.first("P")
    if near is None:
        return None
    base, steps = _base(hit, near, context)
    if unit is None and part is not None:
        if (
            near.value in ("last", "next")
            and base is context.ref
            and (near.value, part.value) != ("last", "NI")
        ):
            return None
        if base is None:
            return Meaning("TIME", f"XXXX-XX-XXT{part.value}")
        span = days.unit(base, "D", steps)
        return Meaning("TIME", f"{span.start}T{part.value}", span)
    if unit is None or (unit.value == "D" and near.lower in ("last", "current", "upcoming", "coming")):
        return None
    code = str(unit.value)
    if code in _CLOCK_UNITS:
        return Meaning("DURATION", duration(1, code)) if code == "TH" and near.lower == "last" else None
    counted = base is not None and base is not context.ref and context.anchor is not None
    if counted and code in _DAYS_OF and context.anchor is not None and context.anchor.days > _DAYS_OF[code]:
        base = None  # "the same day", after a month or a year: nobody says which
    if base is None:
        return Meaning("DATE", {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(code, "XXXX"))
    if code == "WE":
        return _weekend_at(near.value, context)
    if code == "DE" and near.lower == "last":
        return _past(hit, context)
    return _earlier_later(hit, calendar_unit(days.unit(base, code, steps), code), context)


def _base(hit: Hit, near: Item, context: Context) -> tuple[date | None, int]:
    """The day to count from, and how many units: "the next day" counts from the last date told, "next week"
    from the day of reading."""
    anchor = context.anchor.start if context.anchor else None
    steps = STEPS.get(near.value, 0)
    if near.value == "same":
        return anchor, 0
    if near.lower in ("following", "ensuing", "preceding"):
        return anchor, steps
    if near.lower == "previous" and anchor is not None:
        return anchor, steps
    if near.lower == "next" and hit.has("d") and context.tense != "future":
        return anchor, steps
    return context.ref, steps


def _earlier_later(hit: Hit, found: Meaning, context: Context) -> Meaning:
    """ "Earlier this year" ends on the day of reading and "later this year" begins there."""
    item, span, ref = hit.first("r"), found.range, context.ref
    if item is None or span is None:
        return found
    if span.start <= ref <= span.end:
        span = DateRange(span.start, ref) if item.value == "earlier" else DateRange(ref, span.end)
    elif context.anchor and span.covers(context.anchor) and item.value == "later":
        span = DateRange(context.anchor.start, span.end)
    return Meaning(found.kind, found.value, span, found.granularity)


def _weekend_at(near: str, context: Context) -> Meaning:
    ref = context.ref
    if near in ("last", "next"):
        return calendar_unit(days.unit(ref, "WE", STEPS[near]), "WE")
    spans = [days.unit(ref, "WE", step) for step in (-1, 0, 1)]
    if context.tense == "future":
        return calendar_unit(next(span for span in spans if span.end >= ref), "WE")
    return calendar_unit([span for span in spans if span.start <= ref][-1], "WE")


def _the_unit(hit: Hit, context: Context) -> Meaning | None:
    """The weekend; the day before (counted from the last date told, if the words name no event)."""
    code = str(hit.own[-1].value)
    if code == "WE":
        return _weekend_at("", context)
    relation = hit.after[0].lower if hit.after else ""
    if context.anchor is None or (len(hit.after) > 1 and hit.after[1].letter not in "!,?"):
        return Meaning("DURATION", duration(1, code))
    span = days.unit(context.anchor.start, code, -1 if context.words.offsets.get(relation) == "before" else 1)
    return calendar_unit(span, code)


def _plural(hit: Hit, context: Context) -> Meaning:
    return Meaning("DURATION", duration(None, str(hit.all("u")[-1].value)))


def _end_of(hit: Hit, context: Context) -> Meaning:
    """The end of the year, the start of 1998: early, mid or late in it."""
    which = {"begin": "early", "middle": "mid", "end": "late"}[hit.all("B")[0].value]
    unit = hit.first("U")
    if unit is None:
        whole = _decade(hit, context) if hit.has("E") else _year(hit, context)
        span = whole.range
        return Meaning(
            "DATE", whole.value, span and days.part(span, which, whole.granularity), whole.granularity
        )
    code = str(unit.value)
    if code in _CLOCK_UNITS:
        return Meaning("DURATION", duration(1, code))
    granularity = days.GRANULARITY[code]
    units = [days.unit(context.ref, code, step) for step in (-1, 0, 1)]
    parts = [days.part(span, which, granularity) for span in units]
    span = choose(parts, context)
    return Meaning("DATE", days.value_of(units[parts.index(span)], code), span, granularity)


def _ago(hit: Hit, context: Context) -> Meaning:
    count, code = _counted(hit)
    ahead = hit.has("h")
    if count is None:
        near = _near(context.ref, ahead=ahead) if code in _CLOCK_UNITS else None
        return Meaning("DATE", "FUTURE_REF" if ahead else "PAST_REF", near, "interval")
    return _unit_away(context.ref, code, count if ahead else -count)


def _shifted(hit: Hit, context: Context) -> Meaning:
    """Two days later, a week earlier: counted from the last date told; earlier, failing that, from publication."""
    count, code = _counted(hit)
    later = hit.all("r")[-1].value == "later"
    anchor = context.anchor
    if anchor is None and not later:
        anchor = DateRange.day(context.ref)
    if count is None or anchor is None:
        return Meaning("DURATION", duration(count, code))
    if code in _CLOCK_UNITS:  # "an hour later" is the same day, "ten hours later" that or the next
        near = moved(anchor.start, code, count) if count * _HOURS[code] >= _SAME_DAY else anchor.end
        span = days.hull(anchor, DateRange.day(near)) if later and anchor.days == 1 else None
        return Meaning("DURATION", duration(count, code), span, "day" if span and span.days == 1 else "interval")
    first = _unit_away(anchor.start, code, count if later else -count)
    last = _unit_away(anchor.end, code, count if later else -count)
    if first == last or first.range is None or last.range is None:
        return first
    return Meaning("DURATION", duration(count, code), days.hull(first.range, last.range), "interval")


def _unit_away(ref: date, code: str, count: float) -> Meaning:
    """The unit so many units away; known to the unit only, and of hours to the day or two that they touch."""
    if count % 1 and code in ("CE", "DE"):  # "half a century ago" is known to the decade
        years = days.shift(ref, "Y", round(count * (100 if code == "CE" else 10)))
        return calendar_unit(days.unit(years, "DE" if code == "CE" else "Y"), "DE" if code == "CE" else "Y")
    target = moved(ref, code, count)
    if code in _CLOCK_UNITS:
        span = DateRange(min(target, ref), max(target, ref))
        return Meaning("DATE", target.isoformat(), span, "interval")
    if count % 1 and code == "Y":
        target = days.shift(ref, "M", round(count * 12))
    if code == "DE":  # "a decade ago" is known to the year, loosely
        return calendar_unit(days.unit(target, "Y"), "Y")
    code = {"FN": "W", "WE": "W", "CE": "DE"}.get(code, code)
    return calendar_unit(days.unit(target, code), code)


def _decade(hit: Hit, context: Context) -> Meaning:
    item = hit.first("E")
    digits = int(item.value) if item else 0
    if digits < 100:
        digits += 1900 if digits >= 30 else 2000
    return calendar_unit(days.unit(date(digits, 1, 1), "DE"), "DE")


def _duration(hit: Hit, context: Context) -> Meaning:
    return Meaning("DURATION", duration(*_counted(hit)))


def _vague(hit: Hit, context: Context) -> Meaning:
    """For years, decades-long; a day-long talk is of one."""
    unit = hit.all("uU")[-1]
    return Meaning("DURATION", duration(None if unit.letter == "u" else 1, str(unit.value)))


def _set(hit: Hit, context: Context) -> Meaning:
    weekday, part, unit = hit.first("Ww"), hit.first("P"), hit.first("Uu")
    if weekday is not None:
        return Meaning("SET", f"XXXX-WXX-{weekday.value}")
    if part is not None:
        return Meaning("SET", f"XXXX-XX-XXT{part.value}")
    if unit is not None:
        ordinal = hit.first("O")
        count = float(ordinal.value) if ordinal else number(hit.all("DYQFAf"))
        return Meaning("SET", duration(count or 1.0, str(unit.value)))
    season = hit.first("S")
    return Meaning("SET", f"XXXX-{season.value if season else 'XX'}")


def _frequency(hit: Hit, context: Context) -> Meaning:
    return Meaning("SET", str(hit.own[0].value))


def _quarter(hit: Hit, context: Context) -> Meaning:
    ordinal = hit.all("O")[0]
    if hit.all("U")[0].value == "CE":
        return calendar_unit(days.unit(date((ordinal.value - 1) * 100, 1, 1), "CE"), "CE")
    year = _year_named(hit, context)
    years = [year] if year is not None else [context.ref.year + step for step in (-1, 0, 1)]
    spans = [days.unit(date(y, 3 * ordinal.value, 1), "Q") for y in years]
    return calendar_unit(choose(spans, context), "Q")


def _half(hit: Hit, context: Context) -> Meaning:
    ordinal, year = hit.all("O")[0], _year_named(hit, context) or context.ref.year
    first = 1 if ordinal.value == 1 else 7
    span = DateRange(days.month(year, first).start, days.month(year, first + 5).end)
    return Meaning("DATE", f"{year}-H{1 if first == 1 else 2}", span, "interval")


def _year_named(hit: Hit, context: Context) -> int | None:
    near, year = hit.first("lnt"), year_of(hit)
    if year is None and near is not None:
        return days.unit(context.ref, "Y", STEPS.get(near.value, 0)).start.year
    return year


def _year(hit: Hit, context: Context) -> Meaning:
    item = hit.first("Y")
    if item is not None and "-" in item.lower:  # 1941-42
        last = item.value - item.value % 100 + int(item.lower[-2:])
        return Meaning("DATE", str(item.value), DateRange(date(item.value, 1, 1), date(last, 12, 31)), "interval")
    return calendar_unit(days.unit(date(year_of(hit) or context.ref.year, 1, 1), "Y"), "Y")


def _past_ref(hit: Hit, context: Context) -> Meaning:
    return Meaning("DATE", "PAST_REF")


def _reference(hit: Hit, context: Context) -> Meaning:
    return Meaning("DATE", str(hit.own[0].value))


LENGTHS: dict[str, Callable[[Hit, Context], Meaning | None]] = {
    "quarter": _quarter, "half": _half, "spans": _spans, "past": _past, "relative": _relative,
    "plural": _plural, "end_of": _end_of, "ago": _ago, "shifted": _shifted, "decade": _decade,
    "duration": _duration, "long": _vague, "bare": _vague, "the_unit": _the_unit, "frequency": _frequency,
    "set": _set, "past_ref": _past_ref, "reference": _reference, "year": _year,
}  # fmt: skip
