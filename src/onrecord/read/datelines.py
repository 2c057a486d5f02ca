"""Datelines: ``KABUL, Feb. 26 (Reuters) -`` gives place, date and agency of the copy that follows.

A dateline ends in a dash, or is a line of its own with ``|`` between its parts. A place in capitals is
enough; one in other letters needs a date or an agency beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.ontology import read as tables
from onrecord.read import dates
from onrecord.records import DateRange, Span

_DASH = re.compile(
    r"(?:(?<=[\s)/\]\d])|(?<=-RRB-))(?:-{1,3}|[–—_])(?=[\s\[])|(?<=[a-zA-Z)])(?:--|—)(?=[A-Z\"“\s\[])"
)
_BRACKETS = re.compile(r"\s*\[[^\]]{1,200}\]")  # monitored broadcasts: [REPORT] [TEXT]
_AGENCY = re.compile(r"\(\s*(?P<round>[^()|]{2,60}?)\s*\)\s*$|/(?P<slashes>[A-Z][\w. -]{1,40})/\s*$")
_BARE_AGENCY = re.compile(r"\d,\s+([A-Z][A-Za-z-]+)$")  # "ROME, March 13, Reuter -"
_CLOCK = r"(?:[,\s]+(?:at )?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,5}\b)?)?"
_DAY = re.compile(
    rf"[,|\s]*{dates.WEEKDAY}"
    rf"(?:{dates.MONTH}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>(?:19|20)\d\d))?"
    rf"|(?P<d2>\d{{1,2}})\s+{dates.MONTH.replace('mon', 'mon2', 1)}(?:,?\s+(?P<y2>(?:19|20)?\d\d)\b)?)"
    rf"{_CLOCK}\s*[,|]?\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[A-ZÀ-Þ][\w.'’`-]*"
    r"(?:(?:[ /-]|, | \()(?:[A-ZÀ-Þ][\w.'’`-]*\)?|(?:de|la|el|al|of|and|the|del|du|da|dos)\b))*,?$"
)
LONGEST = 160  # characters up to the dash
_SMALL_PLACE_WORDS = 7


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says. ``end`` is the offset after its dash; ``year`` is ``None`` where it names none."""

    span: Span
    place: str | None
    agency: str | None
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None

    def published(self, others: DateRange | None) -> DateRange | None:
        """The day it means. A year that it leaves out comes from ``others``, where they agree on one.

        A weekday that does not fit the year shows that the year is another's: then nothing is known.
        """
        if self.month is None or self.day is None:
            return None
        year = self.year or (others.start.year if others and others.start.year == others.end.year else None)
        found = dates.days(year, self.month, self.day) if year else None
        if found and self.weekday is not None and found.start.weekday() != self.weekday:
            return None
        return found


def parse(text: str, paragraph: Span) -> Dateline | None:
    """The dateline that ``paragraph`` of ``text`` begins with (or is), if any."""
    start = paragraph.start
    head = text[start : min(paragraph.end, start + LONGEST)]
    if not (head[:1].isupper() or head[:1] in "(0123456789" or head.startswith("-LRB-")):
        return None
    for dash in _DASH.finditer(head):
        found = _parts(head[: dash.start()])
        if found is not None:
            end = dash.end()
            while brackets := _BRACKETS.match(head, end):
                end = brackets.end()
            return _dateline(Span(start, start + end), found)
        if dash.start() > LONGEST // 2:
            break
    if paragraph.end - start <= 100 and "|" in head:
        found = _parts(head)
        if found is not None and found[2]:
            return _dateline(paragraph, found)
    return None


_Parts = tuple[str | None, str | None, re.Match[str] | None]


def _parts(head: str) -> _Parts | None:
    """Place, agency and date match of what stands before the dash, or ``None`` where it is no dateline."""
    head = (
        head.replace("-LRB- ", "(").replace(" -RRB-", ")").replace("-LRB-", "(").replace("-RRB-", ")").strip()
    )
    agency = day = None
    if found := _AGENCY.search(head):
        name = (found["round"] or found["slashes"]).replace(" - ", "-")
        known = tables.agencies().by_alias.get(name)
        if known or (
            name[0].isupper()
            and ":" not in name
            and len(name.split()) <= 5
            and not _is_country_gloss(head, found)
        ):
            agency = known or name
            head = head[: found.start()].strip()
    if agency is None and (found := _BARE_AGENCY.search(head)):
        agency = tables.agencies().by_alias.get(found[1])
        head = head[: found.start() + 1].strip() if agency else head
    if (found := _DAY.search(head)) and found.end() == len(head):
        day, head = found, head[: found.start()].strip(" ,|")
    if agency is None and day is not None and (found := _AGENCY.search(head)):  # "KABUL (AP), May 3 -"
        agency = tables.agencies().by_alias.get(found["round"] or found["slashes"])
        head = head[: found.start()].strip() if agency else head
    place = head.rstrip(" ,|") or None
    if place is None:
        return (None, agency, day) if agency else None
    first = place.split(",")[0].split("(")[0].strip()
    if (
        len(place.split()) > _SMALL_PLACE_WORDS
        or not _PLACE.fullmatch(place)
        or first.lower() in tables.not_places()
    ):
        return None
    if not (agency or day or (first.isupper() and len(first) > 2)):
        return None
    return place, agency, day


def _is_country_gloss(head: str, found: re.Match[str]) -> bool:
    """``MANAGUA (NICARAGUA)``: brackets straight after a place, with neither date nor dash, name no agency."""
    return (
        found["round"] is not None
        and found["round"].isupper()
        and "," not in head
        and len(found["round"]) > 6
    )


def _dateline(span: Span, parts: _Parts) -> Dateline:
    place, agency, found = parts
    if found is None:
        return Dateline(span, place, agency, None, None, None, None)
    year = found["y"] or found["y2"]
    return Dateline(
        span,
        place,
        agency,
        dates.full_year(year) if year else None,
        dates.month(found["mon"] or found["mon2"]),
        int(found["d"] or found["d2"]),
        dates.weekday(found["wday"]) if found["wday"] else None,
    )
