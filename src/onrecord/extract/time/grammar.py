"""The grammar of time expressions: rules as regular expressions over the letters of words.

One alternation is run once over a paragraph's letters, leftmost first, rules in the order below. White space in
a rule means nothing. What a rule's words mean is told in :mod:`onrecord.extract.time.meaning`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.extract.time.scan import Item, letters
from onrecord.ontology.time import TimeWords

_NUMBER = r"(?:(?:[DY]|Q(?:-?Q)*)(?:&A?F|F)?|AQ|AF|FA?)"
_COUNT = rf"(?:{_NUMBER}(?:[k&-]{_NUMBER})?|A|f)"
_BEFORE = r"(?:d?Bo|d?e-?|r)?"  # the end of, early, mid-, later
_DAY = r"(?:M!?[DO](?![uUmQ]|-[uUDQ])(?:,?Y)?|(?:d?Oo?|D-?)M!?(?:,?-?Y)?)"
_CLOCK = r"(?:T m? z? | [DQ] m z? | [DQ] i d? P)"  # 3:30 p.m., four o'clock, 4 in the morning

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"I"),
    ("slash", r"J"),
    ("week_of", rf"d?Uo (?:{_DAY}|H)"),
    ("nth", rf"d?[Ol](?:{_NUMBER})?[uUFW]o(?:[lnt]?M!?(?:,?Y|oY)?|Y|[dlnt]U|d?H(?:,?Y)?|d?S(?:oY)?)"),
    ("of_month", r"d?Oo[lnts]U"),  # the 12th of last month
    ("clock", rf"{_CLOCK} (?:,?(?:[lnt]?W,?{_DAY}?|{_DAY}|C))?"),
    ("days", r"(?:M!?D[k-]D(?![uUmQ])|d?(?:D-D|F)M!?)(?:,?Y)?"),  # May 3-5, 3-5 May, 5/6 May
    ("lone_day", r"[DO](?=[&k]d?[DO]o?M)|(?:(?<=MD&)|(?<=M!D&))D(?=[,!?i])(?!,D)(?:,?Y)?|(?<=i)dO(?=[,!?])"),
    ("day", rf"(?:[lnt]?Wn?,?|[lnt])?{_DAY}"),
    ("month", rf"{_BEFORE}[lntp]?M!?(?:,?Y|o(?:Y|[lnts]U)|[lnt]U)?"),
    ("named", r"d?[lnt]?H(?:,?Y|oY)?"),
    ("season", rf"{_BEFORE}(?:d?[lntp]S|S,?o?Y|dSo?Y|(?<=i)dS|S(?=o[lnt]U))"),
    ("set", r"v(?:[DQOx])?[uUWPS]|[lnt]?w"),
    ("weekday", rf"{_BEFORE}[lnts]?W(?:P)?"),
    ("quarter", r"d?O-?U(?:o?(?:Y|[lnt]U|dU))?"),
    ("half", r"d?OFo(?:Y|[lnt]U|dU)"),
    ("deictic", r"(?:e|r)?CP?"),
    ("spans", rf"d?x*[lpn]{_COUNT}[uU]"),  # the past two months
    ("past", r"d?p U"),  # the past week
    ("relative", rf"{_BEFORE}d?[lnts](?:U|P)P?"),
    ("plural", r"d?[lpn]u"),  # coming years
    ("end_of", r"d?Bo(?:dU|Y|d?E)"),
    ("ago", rf"x*(?:{_COUNT}q?-?[uU]|u)(?:a|h)"),
    ("shifted", rf"x*(?:{_COUNT}q?-?[uU]|u)r"),  # two days later
    ("decade", r"d?(?:e-?)?E"),
    ("duration", rf"x*{_COUNT}q*-?[uU](?:-q)?"),
    ("long", r"[uU]-q"),  # decades-long
    ("bare", r"(?<=i)u(?![arh'-])"),  # for years
    ("lead", r"u(?=[Xn])"),  # hours before the vote
    ("eve", r"d?G(?=o)"),
    ("the_unit", r"dU"),
    ("frequency", r"g"),
    ("part", r"P"),
    ("past_ref", r"dp(?![A-Za-z-])|(?<=i)dp(?=[X?,!])"),
    ("reference", r"R"),
    ("year", r"(?:e-?)?Y"),
)
_GRAMMAR = re.compile("|".join(f"(?P<{name}>{''.join(rule.split())})" for name, rule in _RULES))
_YEAR_AFTER = frozenset("oBektdA&,i-")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule matched: ``own`` are its items, ``before`` and ``after`` those on its sides.

    ``lent`` are a month and year that stand with a neighbour ("3 and 5 May") and count as its own.
    """

    rule: str
    start: int
    end: int
    own: list[Item]
    before: Item | None
    after: list[Item]
    lent: tuple[Item, ...] = ()

    @property
    def units(self) -> set[str]:
        """Codes of the units that the words name."""
        return {item.value for item in self.own if item.letter in "Uu"}

    def first(self, letters: str) -> Item | None:
        """The first item of one of the classes."""
        return next((item for item in (*self.own, *self.lent) if item.letter in letters), None)

    def all(self, letters: str) -> list[Item]:
        """All items of the classes."""
        return [item for item in (*self.own, *self.lent) if item.letter in letters]

    def has(self, letters: str) -> bool:
        """Whether an item is of one of the classes."""
        return self.first(letters) is not None


def match(items: list[Item], words: TimeWords) -> Iterator[Hit]:
    """Every expression, in order of text, none overlapping."""
    at, code = 0, letters(items)
    while found := _GRAMMAR.search(code, at):
        start, end = found.span()
        before = items[start - 1] if start else None
        rule = str(found.lastgroup)
        lent = _lent(items, start, end) if rule == "lone_day" else ()
        hit = Hit(rule, start, end, items[start:end], before, items[end : end + 2], lent)
        if end > start and _stands(hit, words):
            at = end
            yield hit
        else:
            at = start + 1


def _lent(items: list[Item], start: int, end: int) -> tuple[Item, ...]:
    """The month, and the year where it follows, of the day that a bare number is joined to."""
    if start and items[start - 1].letter == "&" and items[start - 2].letter == "D":
        return tuple(item for item in items[max(0, start - 4) : start] if item.letter == "M")[-1:]
    ahead = items[end : end + 7]
    month = next((i for i, item in enumerate(ahead) if item.letter == "M"), None)
    if month is None or items[end].letter not in "&k":
        return ()
    year = [item for item in ahead[month + 1 : month + 3] if item.letter in "Y,"]
    return (ahead[month], *(item for item in year[-1:] if item.letter == "Y"))


def _stands(hit: Hit, words: TimeWords) -> bool:
    """Whether what looks like an expression is one: numbers in bounds, no age, no amount."""
    if hit.after and hit.after[0].lower in words.not_before and hit.rule not in ("weekday", "deictic"):
        return False
    check = _CHECKS.get(hit.rule)
    return check is None or check(hit, words)


def _day(hit: Hit, words: TimeWords) -> bool:
    numbers = [item.value for item in hit.all("DO")]
    if hit.own[0].letter == "F":
        numbers += [int(piece) for piece in hit.own[0].lower.split("/")]
    return all(isinstance(number, int) and 1 <= number <= 31 for number in numbers)


def _clock(hit: Hit, words: TimeWords) -> bool:
    first = hit.own[0]
    at = hit.before is not None and hit.before.lower in words.before_clock
    if first.letter in "DQ":
        return isinstance(first.value, int) and first.value <= 12 and (at or hit.own[1].letter == "m")
    marked = len(hit.own) > 1 or at
    return int(first.lower.replace(".", ":").split(":")[0]) <= 24 and marked


def _count(hit: Hit, words: TimeWords) -> bool:
    """A length of time; no age ("45-year-old", "aged two months"), no fraction ("a quarter")."""
    after = [item.lower for item in hit.after]
    if after[:1] == ["old"] or after in (["-", "old"], ["of", "age"]):
        return False
    if hit.before is not None and hit.before.lower in words.before_age | words.before_amount:
        return False
    return not (hit.units == {"Q"} and hit.own[0].letter in "AFD")


def _quarter(hit: Hit, words: TimeWords) -> bool:
    ordinal, named = hit.first("O"), hit.first("U")
    if ordinal is None or named is None:
        return False
    return bool(named.value == "Q" and ordinal.value <= 4) or bool(
        named.value == "CE" and 10 <= ordinal.value <= 22
    )


def _year(hit: Hit, words: TimeWords) -> bool:
    """A bare number is a year where a preposition, a comma or a closing mark beside it says so."""
    before, after = hit.before, hit.after[0] if hit.after else None
    if not 1700 <= hit.own[-1].value < 2100:
        return False
    if after is not None and (after.letter in "uUm" or after.lower == "%"):
        return False
    if before is not None and (before.lower in words.before_amount or before.letter == "x"):
        return False
    if (
        len(hit.own) > 1
        or before is None
        or before.letter in _YEAR_AFTER
        or before.lower in words.before_year
    ):
        return True
    return after is None or after.letter in "!,?"


def _lone_day(hit: Hit, words: TimeWords) -> bool:
    """A number beside a dated day, or an ordinal in figures after "on" ("on the 5th")."""
    on_the = hit.before is not None and hit.before.lower == "on" and hit.own[-1].lower[0].isdigit()
    return _day(hit, words) and (bool(hit.lent) or on_the)


def _lead(hit: Hit, words: TimeWords) -> bool:
    return bool(hit.after) and hit.after[0].lower in ("before", "after")


def _nth(hit: Hit, words: TimeWords) -> bool:
    return all(item.value <= 31 for item in hit.all("O"))


def _half(hit: Hit, words: TimeWords) -> bool:
    return hit.units <= {"Y"}


def _the_unit(hit: Hit, words: TimeWords) -> bool:
    """The weekend, or "the day before" something."""
    if hit.before is not None and hit.before.letter == "k":  # "two years to the day after"
        return False
    return hit.units == {"WE"} or bool(hit.after and hit.after[0].lower in words.offsets)


def _month(hit: Hit, words: TimeWords) -> bool:
    return hit.units <= {"Y"}


def _part(hit: Hit, words: TimeWords) -> bool:
    return hit.own[0].lower in words.bare_parts


_CHECKS: dict[str, Callable[[Hit, TimeWords], bool]] = {
    "day": _day, "days": _day, "week_of": _day, "clock": _clock, "quarter": _quarter, "year": _year,
    "month": _month,
    "half": _half, "the_unit": _the_unit, "part": _part, "spans": _count, "ago": _count, "shifted": _count,
    "duration": _count, "lone_day": _lone_day, "lead": _lead, "nth": _nth, "of_month": _nth, "plural": _count,
}  # fmt: skip
