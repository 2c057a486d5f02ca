"""What neighbouring expressions tell of one another: both ends of a stretch, days told together, a clock time and its
day, a length counted from a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from onrecord.extract.time import days
from onrecord.extract.time.clock import hour_of
from onrecord.extract.time.context import Context, Meaning
from onrecord.extract.time.grammar import Hit
from onrecord.extract.time.lengths import moved, number
from onrecord.extract.time.meaning import meaning
from onrecord.extract.time.scan import Item
from onrecord.ontology.time import TimeWords
from onrecord.records import DateRange, Span

NAMES_ITS_PARTS = frozenset(["day", "days", "lone_day", "month", "named", "season", "quarter", "half"])
_WEEK = timedelta(7)
_DATED = frozenset(["DATE", "TIME"])
_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i"])
_CLOSE = 4  # items between a clock time and the day that it is on ("at 3:30 a.m. local time on Wednesday")


@dataclass(slots=True)
class Found:
    """An expression with what it was made from."""

    hit: Hit
    span: Span
    tense: str
    meaning: Meaning
    again: Context  # the context of the later end of publication
    bound: str = ""
    relation: str = ""
    anchor: Span | None = None
    counted: bool = False  # another length is counted from it: it governs nothing itself


def join(items: list[Item], found: list[Found], words: TimeWords) -> None:
    """Change the meanings of ``found``, the expressions of one paragraph in order, by what stands between them."""
    for one, other in pairwise(found):
        between = [item.lower for item in items[one.hit.end : other.hit.start]]
        if other.hit.rule == "clock" or one.hit.rule == "clock":
            _clock_on_day(one, other, between)
        elif {one.meaning.kind, other.meaning.kind} <= _DATED:
            if not _range(one, other, between, words):
                _together(one, other, between)
        elif one.relation in ("before", "after") and _only_anchor(items, one, other):
            _counted_from(one, other)


def _range(one: Found, other: Found, between: list[str], words: TimeWords) -> bool:
    """ "From June until August", "between 3 and 5 May", "1998-2001": both ends mean the whole stretch."""
    opened = one.hit.before is not None and one.hit.before.lower in words.before_range
    joined = between in (["-"], ["–"], ["through"]) or (
        opened and between in (["to"], ["and"], ["until"], ["till"], ["through"], ["and", "the"])
    )
    joined = joined or (bool(one.hit.lent) and between in (["to"], ["until"]))  # "the night of 15 to 16 August"
    if not joined:
        return False
    _same_year(one, other)
    first, last = one.meaning.range, other.meaning.range
    if first is None or last is None or last.end < first.start:
        return False
    span = DateRange(first.start, last.end)
    for each in (one, other):
        each.meaning = Meaning(each.meaning.kind, each.meaning.value, span, "interval")
        each.bound = ""
    return True


def _same_year(one: Found, other: Found) -> None:
    """A year told at one end holds for the other, and the end lies after the start."""
    first, last = one.meaning.range, other.meaning.range
    if first is None or last is None:
        return
    if other.hit.has("Y") and not one.hit.has("Y"):
        one.meaning = meaning(one.hit, _at(one, last, "past")) or one.meaning
    elif one.hit.has("Y") and not other.hit.has("Y") and other.hit.rule in NAMES_ITS_PARTS:
        other.meaning = meaning(other.hit, _at(other, first, "future")) or other.meaning
    elif last.end < first.start:
        one.meaning = meaning(one.hit, _at(one, last, "past")) or one.meaning


def _at(found: Found, span: DateRange, tense: str) -> Context:
    return replace(found.again, ref=span.end if tense == "past" else span.start, tense=tense)


def _together(one: Found, other: Found, between: list[str]) -> None:
    """ "On Monday and Tuesday" are days that follow each other; a year behind the second is that of both."""
    if between not in (["and"], [","], ["and", "on"], ["or"]):
        return
    first, last = one.meaning.range, other.meaning.range
    if first is None or last is None:
        return
    if other.hit.lent and not other.hit.has("Y"):
        other.meaning = meaning(other.hit, _at(other, first, "future")) or other.meaning
    elif one.hit.lent and not one.hit.has("Y"):
        one.meaning = meaning(one.hit, _at(one, last, "past")) or one.meaning
    elif one.hit.rule == other.hit.rule == "weekday" and one.tense != "future" and last.end < first.start:
        if not (one.hit.has("lnt") or other.hit.has("lnt")):
            before = DateRange(first.start - _WEEK, first.end - _WEEK)
            value = before.start.isoformat() + one.meaning.value[10:]
            one.meaning = replace(one.meaning, range=before, value=value)
    elif other.hit.has("Y") and not one.hit.has("Y") and one.hit.rule in ("day", "lone_day", "month"):
        one.meaning = meaning(one.hit, _at(one, last, "past")) or one.meaning
    first, last = one.meaning.range or first, other.meaning.range or last
    if "and" in between and first.days == last.days == 1 and last.start - first.end == timedelta(1):
        span = DateRange(first.start, last.end)
        one.meaning = replace(one.meaning, range=span, granularity="interval")
        other.meaning = replace(other.meaning, range=span, granularity="interval")


def _clock_on_day(one: Found, other: Found, between: list[str]) -> None:
    """ "At 3:30 a.m. local time on Wednesday": the clock's day is told behind it."""
    if one.hit.rule != "clock" or one.hit.has("WMC") or len(between) > _CLOSE:
        return
    if between and between[-1] not in ("on", "time", ","):
        return
    span = other.meaning.range
    if span is None or span.days != 1 or other.meaning.kind not in _DATED or "." in between:
        return
    one.meaning = replace(one.meaning, value=f"{span.start.isoformat()}T{hour_of(one.hit)}")


def _only_anchor(items: list[Item], one: Found, other: Found) -> bool:
    """Whether the length is counted from the date itself ("two days before Christmas", "a week after May 5")."""
    between = items[one.hit.end : other.hit.start]
    behind = items[other.hit.end : other.hit.end + 1]
    bare = not behind or behind[0].letter in "!,?i&dA" or behind[0].lower in _PRONOUNS
    return len(between) <= 2 and bare and all(item.letter in "Xdnio" for item in between)


def _counted_from(one: Found, other: Found) -> None:
    """The days that a length before or after a date leads to, known to the unit of the count."""
    span, unit = other.meaning.range, one.hit.first("uUG")
    if span is None or unit is None or other.meaning.kind not in _DATED:
        return
    count = number(one.hit.all("DYQFAf")) if one.hit.rule == "duration" else 1.0
    if unit.letter == "u" and count is None:
        return
    code = "D" if unit.letter == "G" else str(unit.value)
    if count is None or code.startswith("T"):
        return
    steps = count if one.relation == "after" else -count
    ends = [moved(day, code, steps) for day in _ends(other, span, one.relation)]
    reached = days.hull(*(days.unit(end, {"FN": "W", "WE": "W", "CE": "DE"}.get(code, code)) for end in ends))
    one.meaning = replace(one.meaning, range=reached, granularity=days.GRANULARITY.get(code, "interval"))
    one.relation, one.anchor, other.counted = "", None, True


def _ends(found: Found, span: DateRange, relation: str) -> tuple[date, date]:
    """The first and last day to count from: what lasts is counted from the near end."""
    named = found.hit.first("H")
    if named is None or span.days == 1:
        return span.start, span.end
    doubt = timedelta(2 if named.value.islamic else 0)  # how far the end may be off, both sides together
    return (span.start, span.start + doubt) if relation == "before" else (span.end - doubt, span.end)
