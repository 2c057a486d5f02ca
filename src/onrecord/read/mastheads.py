"""Lines at the head of a report that name its outlet, its writer and its day, and tell nothing else.

``BBC News, 13 March 2004``, ``By Jane Doe in Beirut``, ``Published: 5 May 2011 10:12 GMT``. A line is taken apart
into dates and times with their labels and the names between them; what holds anything else is no such line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.ontology import read as tables
from onrecord.read import dates
from onrecord.read.datelines import Dateline
from onrecord.read.outlets import is_known, is_plausible
from onrecord.records import Span

LONGEST = 120  # characters
MOST_NAME_WORDS = 4
MOST_ROLE_WORDS = 5
_MONTH2, _WEEKDAY = dates.MONTH.replace("mon", "mon2", 1), dates.WEEKDAY.replace(r",?\s+", r",?\s*")
_DATE = (
    rf"(?:{_WEEKDAY}(?:{dates.MONTH}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH2}(?:,?\s+(?P<y2>(?:19|20)\d\d)\b)?)"
    r"|(?P<y3>(?:19|20)\d\d)[-/](?P<m3>\d\d)[-/](?P<d3>\d\d)|(?P<slashed>\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d))"
)
_CLOCK = (
    r"T?\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?\s*(?:(?-i:\(?[A-Z]{2,5}\b\)?)|Z\b|[+-]\d\d:?\d\d)?"
    r"|\(?\d{4}\s+(?-i:[A-Z]{1,3}T|UTC)\b\)?"
    r"|\d{1,2}\s*[ap]\.?m\b\.?(?:\s*(?-i:[A-Z]{2,5}\b))?"
)
_AGO = r"(?:\d+|an?|one|two|three|half an)\s+(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago\b"
_SEPARATOR = re.compile(r"\s*[\0|·•;,]\s*|\s+[-–—/]\s+|\s*$|^\s*")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_IN_PLACE = re.compile(rf"\s+(?:in|at|from)\s+{_NAME}(?:\s+{_NAME}){{0,2}}$")
_PART = re.compile(_NAME)
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{1,3}}"
_WHO = re.compile(
    rf"(?P<by>[Bb]y|BY)?(?(by)\s+)(?P<names>{_NAMES}(?:\s+(?:and|AND|&)\s+{_NAMES})*)"
    rf"(?:\s+(?:in|at|from|IN)\s+(?P<place>{_NAME}(?:\s+{_NAME}){{0,2}}))?"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What such a line says. ``unsure`` is a line with names that could be anything's."""

    outlet: str | None = None
    known: bool = False
    agency: str | None = None  # that the writer is of
    byline: bool = False
    dated: bool = False  # by a day or a time
    unsure: bool = False
    labelled: bool = False
    when: re.Match[str] | None = None

    @property
    def bare_date(self) -> bool:
        """Whether the line is a date and nothing else, as an entry of a chronology begins."""
        return self.when is not None and not (self.outlet or self.byline or self.labelled or self.unsure)

    @property
    def surely_outlet(self) -> bool:
        """Whether it names an outlet that is known, and by more than one word, which could be anything's."""
        return self.known and " " in (self.outlet or "")

    def dateline(self, span: Span) -> Dateline:
        """The line as a dateline without a place."""
        found = self.when
        year, month, day = _day(found) if found else (None, None, None)
        weekday = dates.weekday(found["wday"]) if found and found["wday"] else None
        return Dateline(span, None, self.agency, year, month, day, weekday)


def _day(found: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a date; all ``None`` where it could be two days."""
    if found["slashed"]:
        when = dates.date_in(found["slashed"])
        return (when.start.year, when.start.month, when.start.day) if when else (None, None, None)
    if found["y3"]:
        return int(found["y3"]), int(found["m3"]), int(found["d3"])
    year = found["y"] or found["y2"]
    return (
        int(year) if year else None,
        dates.month(found["mon"] or found["mon2"]),
        int(found["d"] or found["d2"]),
    )


@cache
def _when() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(tables.mastheads().labels, key=len, reverse=True)))
    return re.compile(
        rf"(?P<label>(?<!\w)(?:{labels})\b[\s:]*){{0,2}}(?:{_DATE}(?:,?\s*(?:at\s+)?(?:{_CLOCK}))?"
        rf"|(?P<time>\b(?:{_CLOCK})|\b{_AGO}))(?!\w)",
        re.IGNORECASE,
    )


def parse(line: str) -> Masthead | None:
    """What ``line`` says where it is made of dates, names of outlets, places and writers alone, else ``None``."""
    line = line.strip()
    if not line or len(line) > LONGEST or line[-1] in '!?:…"”':
        return None
    found = list(_when().finditer(line))
    days = [match for match in found if not match["time"]]
    when = min(days, key=_rank, default=None)
    pieces = [piece.strip("() ") for piece in _SEPARATOR.split(_when().sub("\0", line))]
    said = _Said()
    if not all(said.take(piece) for piece in pieces if piece) or not (found or any(pieces)):
        return None
    if said.unsure and not found and said.outlet in tables.agencies().by_alias:  # "AFP, Beirut" is a credit
        said.agency, said.outlet, said.known = said.outlet, None, False
    bare = when and not any(when[name] for name in ("wday", "label", "y", "y2", "y3", "slashed"))
    return Masthead(
        said.outlet, said.known, said.agency, said.byline, bool(found), said.unsure or bool(bare),
        any(match["label"] for match in found), when,
    )  # fmt: skip


def _rank(match: re.Match[str]) -> int:
    labels = tables.mastheads().labels
    label = (match["label"] or "").strip(" :").lower()
    return labels.index(label) if label in labels else len(labels)


@dataclass(slots=True)
class _Said:
    """What the names of a line say, piece by piece."""

    outlet: str | None = None
    known: bool = False
    agency: str | None = None
    byline: bool = False
    unsure: bool = False

    def take(self, piece: str) -> bool:
        """Take in what stands between two separators; false where it is no name, or a name among others."""
        if is_known(piece) or is_plausible(piece):
            self._outlet(piece)
            return True
        if self.byline and _is_role(piece):
            return True
        if piece[:3].lower() == "by " and _is_role(piece[3:]):  # "By our correspondent in Beirut"
            self.byline = True
            return True
        who, words = _WHO.fullmatch(piece), piece.split()
        if not who and (len(words) > MOST_NAME_WORDS or not all(_PART.fullmatch(word) for word in words)):
            return False
        names = [word for word in (who["names"].split() if who else words) if word not in ("and", "AND", "&")]
        if any(name.lower() in tables.mastheads().not_names for name in names):
            return False
        self.unsure |= not (self.byline or (who and who["by"]))
        self.byline |= bool(who and who["by"])
        return True

    def _outlet(self, piece: str) -> None:
        agency = tables.agencies().by_alias.get(piece.removeprefix("The "))
        if self.byline and agency:
            self.agency = self.agency or agency
        elif self.outlet is None:
            self.outlet, self.known = agency or piece, is_known(piece)


def _is_role(piece: str) -> bool:
    """Whether ``piece`` says what the writer is ("Middle East correspondent")."""
    words, roles = _IN_PLACE.sub("", piece).lower().split(), tables.mastheads().roles
    return 0 < len(words) <= MOST_ROLE_WORDS and (" ".join(words) in roles or words[-1] in roles)


def leading(lines: Sequence[Masthead | None], headline_follows: Sequence[bool]) -> int:
    """How many paragraphs above a headline are mastheads. ``headline_follows`` tells for each paragraph whether
    the one after it reads as a headline: without one, a name above a date is the headline itself.
    """
    run = 0
    while run < len(lines) and (line := lines[run]) is not None and not line.unsure:
        run += 1
    while run:
        above = [line for line in lines[:run] if line]
        dated = any(line.dated for line in above)
        doubtful = [
            number for number, line in enumerate(above)
            if not line.dated and not (headline_follows[run - 1] and (dated or line.surely_outlet))
        ]  # fmt: skip
        if not doubtful:
            break
        run = doubtful[0]
    return run


def below(lines: Sequence[Masthead | None]) -> int:
    """How many paragraphs straight below a headline are mastheads: names that could be anything's only beside a
    line with a date or a writer.
    """
    run = 0
    while run < len(lines) and (line := lines[run]) is not None:
        beside = [other for other in (*lines[max(0, run - 1) : run], *lines[run + 1 : run + 2]) if other]
        plain = line.dated or line.byline or line.agency or line.surely_outlet
        if not plain and not any(other.dated or other.byline for other in beside):
            break
        run += 1
    return run
