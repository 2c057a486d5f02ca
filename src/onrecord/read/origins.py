"""Whose copy a text is, and in which year, as its own furniture says."""

from __future__ import annotations

import re
from datetime import date

from onrecord.ontology import read as tables
from onrecord.read.blocks import Layout
from onrecord.read.outlets import holder
from onrecord.records import DateRange

_NAME = r"(?P<name>(?:[A-Z][\w.&'’/-]*)(?:\s+(?:[A-Z&][\w.&'’/-]*|of|and|for|the|de|la|do)(?=[\s,.;:()]|$))*)"
_APPEARED = re.compile(
    r"\b(?:appeared|ran|published|republished|reprinted|produced)\b[^.]{0,60}?"
    r"\b(?:in|on|by|from|at|with)\s+(?:the\s+)?(?:website\s+of\s+)?(?:the\s+)?" + _NAME
)
_STAFF = re.compile(_NAME + r"\s+(?:writers?|reporters?|journalists?|correspondents?)\b")
_YEARS = re.compile(r"(?<![\d$€£])(?:19|20)\d\d(?!\d)")
_HOLDER = re.compile(r"(?:19|20)\d\d\.?,?\s+(?:by\s+)?(?:the\s+)?" + _NAME, re.IGNORECASE)
_TAIL = re.compile(r"(?:\s+(?:of|and|for|the|de|la|do|on|in|as|with)|[.,])+$|\.(?=\s|$).*", re.DOTALL)


def origin_outlet(text: str, layout: Layout) -> str | None:
    """The agency or paper that the text credits: dateline, sign-off, syndication line or an agency's
    copyright.

    "X contributed to this report" credits help, not the report, and gives nothing.
    """
    if layout.dateline and layout.dateline.agency:
        return layout.dateline.agency
    known = tables.agencies()
    for block in reversed(layout.blocks):
        line = text[block.span.start : block.span.end]
        if block.kind == "syndication":
            if signed := known.signoffs.get(line.strip(" .")):
                return signed
            if found := _APPEARED.search(line):
                name = _TAIL.sub("", found["name"])
                return known.by_alias.get(name, name)
            if (found := _STAFF.search(line)) and found["name"] in known.by_alias:
                return known.by_alias[found["name"]]
        elif block.kind == "copyright":
            found = _HOLDER.search(line)
            if found and (agency := known.by_alias.get(_TAIL.sub("", found["name"]))):
                return agency
    return None


def copyright_holder(text: str, layout: Layout) -> str | None:
    """The outlet that the last copyright line with one names as its holder."""
    lines = (text[b.span.start : b.span.end] for b in reversed(layout.blocks) if b.kind == "copyright")
    return next((name for line in lines if (name := holder(line))), None)


def copyright_years(text: str, layout: Layout) -> DateRange | None:
    """From the first to the last year that the copyright lines name."""
    years = [
        int(year)
        for block in layout.blocks
        if block.kind == "copyright"
        for year in _YEARS.findall(text[block.span.start : block.span.end])
    ]
    return DateRange(date(min(years), 1, 1), date(max(years), 12, 31)) if years else None
