"""From a rule's match to its meaning, with what holds for all rules: early and late, and where "this" ends."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.time import days
from onrecord.extract.time.clock import CLOCK
from onrecord.extract.time.context import Context, Meaning
from onrecord.extract.time.dates import DATES
from onrecord.extract.time.grammar import Hit
from onrecord.extract.time.lengths import LENGTHS
from onrecord.extract.time.parts import PARTS
from onrecord.records import DateRange

_MAKERS = {**DATES, **LENGTHS, **PARTS, **CLOCK}
_WITH_OWN_PARTS = frozenset(
    ["deictic", "weekday", "day", "end_of", "nth"]
)  # these see to "early" and "late" themselves


def meaning(hit: Hit, context: Context) -> Meaning | None:
    """What ``hit`` means in ``context``; ``None`` where its numbers are no date (31 June)."""
    found = _MAKERS[hit.rule](hit, context)
    if found is None or found.range is None:
        return found
    which = _part_of(hit)
    if which and hit.rule not in _WITH_OWN_PARTS:
        found = replace(found, range=days.part(found.range, which, found.granularity))
    return _cut(found, context)


def _part_of(hit: Hit) -> str:
    item = hit.first("eB")
    return {"begin": "early", "middle": "mid", "end": "late"}.get(item.value, item.value) if item else ""


def _cut(found: Meaning, context: Context) -> Meaning:
    """The current week, month or year ends on the day of reading; of what is to come only the rest is meant."""
    span, ref = found.range, context.ref
    if context.tense == "story":
        return found
    if span is None or not span.start <= ref <= span.end or span.days == 1 or found.kind == "SET":
        return found
    if context.tense == "future":
        return replace(found, range=DateRange(ref, span.end))
    return replace(found, range=DateRange(span.start, ref))
