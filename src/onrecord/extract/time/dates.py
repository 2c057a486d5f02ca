"""Meanings of dates: days, months, seasons, weekdays, named days, today and its kin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.extract.time import days
from onrecord.extract.time.context import STEPS, Context, Meaning, at_part, calendar_unit, choose, year_of
from onrecord.extract.time.grammar import Hit
from onrecord.ontology.time import NamedDay
from onrecord.records import DateRange

DAY = timedelta(1)


def _safe_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(hit: Hit, context: Context) -> Meaning | None:
    month, numbers = hit.first("M"), _numbers(hit)
    if month is None or not numbers:
        return None
    year = year_of(hit)
    years = [year] if year else [context.ref.year + step for step in (-1, 0, 1)]
    found = [day for y in years if (day := _safe_day(y, month.value, numbers[0]))]
    weekday = hit.first("W")
    if weekday is not None and len(found) > 1:
        found = [day for day in found if day.isoweekday() == weekday.value] or found
    if not found:
        return None
    spans = [DateRange.day(day) for day in found]
    if (near := hit.first("lnt")) is not None and weekday is None and near.value != "this":
        context = replace(context, tense="past" if near.value == "last" else "future")
        span = choose(spans, context)
    else:
        span = _just_past(spans, context) or choose(spans, context)
    return at_part(hit, Meaning("DATE", span.start.isoformat(), span))


_JUST = timedelta(10)


def _just_past(spans: list[DateRange], context: Context) -> DateRange | None:
    """For a time to come, a day of the last few: a deadline that has just run out, rather than one of next year."""
    if context.tense != "future":
        return None
    ref = context.ref
    if any(ref <= span.start <= ref + 25 * _JUST for span in spans):
        return None
    return next((span for span in spans if ref - _JUST <= span.start < ref), None)


def _numbers(hit: Hit) -> list[int]:
    """The days of the month that the words name, those of "5/6 May", too."""
    if hit.own[0].letter == "F":
        return [int(piece) for piece in hit.own[0].lower.split("/")]
    return [int(item.value) for item in hit.all("DO")]


def _days(hit: Hit, context: Context) -> Meaning | None:
    first = _day(hit, context)
    if first is None or first.range is None:
        return None
    start = first.range.start
    end = _safe_day(start.year, start.month, int(_numbers(hit)[-1]))
    if end is None or end < start:
        return first
    return Meaning("DATE", start.isoformat(), DateRange(start, end), "interval")


def _iso(hit: Hit, context: Context) -> Meaning | None:
    text = hit.own[0].lower
    day = _safe_day(*(int(piece) for piece in text[:10].split("-")))
    kind = "TIME" if len(text) > 10 else "DATE"
    return Meaning(kind, text.upper(), DateRange.day(day)) if day else None


def _slash(hit: Hit, context: Context) -> Meaning | None:
    """American order where it can be, else European; both where both can be and differ are no date."""
    text = hit.own[0].lower
    first, second, year = (int(piece) for piece in text.replace(".", "/").split("/"))
    if year < 100:
        year += 1900 if year > (context.ref.year + 5) % 100 else 2000
    american, european = _safe_day(year, first, second), _safe_day(year, second, first)
    if "." in text:
        american = None  # stops are the order of the continent
    day = american or european
    if day is None:
        return None
    if american and european and american != european:
        span = DateRange(min(american, european), max(american, european))
        return Meaning("DATE", american.isoformat(), None if span.days > 1 else span)
    return Meaning("DATE", day.isoformat(), DateRange.day(day))


def _month(hit: Hit, context: Context) -> Meaning | None:
    item, near = hit.first("M"), hit.first("lntps")
    if item is None:
        return None
    year, ref = year_of(hit), context.ref
    if year is None and hit.units and near is not None:  # "March of last year"
        year = days.unit(ref, "Y", STEPS.get(near.value, 0)).start.year
    elif year is None and hit.units and context.anchor is not None:
        year = context.anchor.start.year
    if year is not None:
        return calendar_unit(days.month(year, item.value), "M")
    spans = [days.month(ref.year + step, item.value) for step in (-1, 0, 1)]
    if near is not None and near.value in ("last", "past"):
        spans = [span for span in spans if span.end < ref]
        return calendar_unit(spans[-1], "M")
    if near is not None and near.value == "next":
        return calendar_unit(next(span for span in spans if span.start > ref), "M")
    return calendar_unit(spans[1] if near is not None else choose(spans, context), "M")


def _season(hit: Hit, context: Context) -> Meaning | None:
    item, near, year, ref = hit.first("S"), hit.first("lntp"), year_of(hit), context.ref
    if item is None:
        return None
    first, last = context.words.season_months[item.value]

    def of(number: int) -> DateRange:
        end = days.month(number if last >= first else number + 1, last).end
        return DateRange(days.month(number, first).start, end)

    if year is None:
        spans = [of(ref.year + step) for step in (-2, -1, 0, 1)]
        if near is not None and near.value in ("last", "past"):
            span = [each for each in spans if each.end < ref][-1]
        elif near is not None and near.value == "next":
            span = next(each for each in spans if each.start > ref)
        else:
            span = choose(spans, context)
    else:
        span = of(year)
    return Meaning("DATE", f"{span.start.year}-{item.value}", span, "season")


def _weekday(hit: Hit, context: Context) -> Meaning | None:
    item, near, ref = hit.first("W"), hit.first("lnts"), context.ref
    if item is None:
        return None
    back, ahead = (ref.isoweekday() - item.value) % 7, (item.value - ref.isoweekday()) % 7
    which = near.value if near else ""
    if which == "last":
        day = ref - timedelta(back or 7)
    elif which == "next":
        day = ref + timedelta(ahead or 7)
    elif context.tense in ("future", "story") or (which == "this" and context.tense != "past"):
        day = ref + timedelta(ahead)
    else:
        day = ref - timedelta(back)
    return at_part(hit, Meaning("DATE", day.isoformat(), DateRange.day(day)))


def _named(hit: Hit, context: Context) -> Meaning | None:
    item, near, year, ref = hit.first("H"), hit.first("lnt"), year_of(hit), context.ref
    if item is None:
        return None
    years = [year] if year else [ref.year + step for step in (-1, 0, 1)]
    spans = sorted((span for y in years for span in _named_in(item.value, y)), key=lambda each: each.start)
    if not spans:
        return None
    if near is not None and near.value == "last":
        span = next((each for each in reversed(spans) if each.end < ref), spans[0])
    elif near is not None and near.value == "next":
        span = next((each for each in spans if each.start > ref), spans[-1])
    else:
        span = choose(spans, context)
    value = days.value_of(span, "W") if span.days == 7 else span.start.isoformat()
    if item.value.islamic:  # the moon may be seen a day earlier or later
        span = DateRange(span.start - DAY, span.end + DAY)
    return Meaning("DATE", value, span, "day" if span.days == 1 else "interval")


def _named_in(named: NamedDay, year: int) -> list[DateRange]:
    """The named day in a year; an Islamic one may come twice, or not at all."""
    starts: list[date] = []
    if named.on:
        starts = [date(year, *named.on)]
    elif named.once:
        return [DateRange.day(named.once)]
    elif named.nth:
        starts = [_nth(year, *named.nth) + timedelta(named.after)]
    elif named.easter is not None:
        starts = [days.easter(year) + timedelta(named.easter)]
    elif named.orthodox is not None:
        starts = [days.orthodox_easter(year) + timedelta(named.orthodox)]
    elif named.islamic:
        about = (year - 622) * 33 // 32
        every = (days.islamic(hijri, *named.islamic) for hijri in range(about, about + 4) if hijri > 0)
        starts = [day for day in every if day.year == year]
    return [DateRange(start, start + timedelta(named.days - 1)) for start in starts]


def _nth(year: int, n: int, weekday: int, month: int) -> date:
    span = days.month(year, month)
    if n < 0:
        return span.end - timedelta((span.end.isoweekday() - weekday) % 7)
    return span.start + timedelta((weekday - span.start.isoweekday()) % 7 + 7 * (n - 1))


def _week_of(hit: Hit, context: Context) -> Meaning | None:
    inner = _named(hit, context) if hit.has("H") else _day(hit, context)
    if hit.units == {"D"}:
        return inner
    if hit.units != {"W"}:
        return None
    return calendar_unit(days.unit(inner.range.start, "W"), "W") if inner and inner.range else None


def _deictic(hit: Hit, context: Context) -> Meaning | None:
    item = hit.first("C")
    if item is None:
        return None
    steps, part, *further = item.value
    span = days.unit(context.ref, "D", steps)
    if further:  # overnight
        span = DateRange(span.start, span.end + further[0] * DAY)
        return Meaning("TIME", f"{span.start.isoformat()}T{part}", span, "interval")
    found = Meaning("DATE", span.start.isoformat(), span)
    return replace(found, kind="TIME", value=f"{found.value}T{part}") if part else at_part(hit, found)


DATES: dict[str, Callable[[Hit, Context], Meaning | None]] = {
    "iso": _iso, "slash": _slash, "week_of": _week_of, "days": _days, "day": _day, "month": _month,
    "named": _named, "season": _season, "weekday": _weekday, "deictic": _deictic,
}  # fmt: skip
