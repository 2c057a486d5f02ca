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
_CLOCK = r"(?:T m? z? | D m z?)"

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"I"),
    ("slash", r"J"),
    ("week_of", rf"d?Uo (?:{_DAY}|H)"),
    ("clock", rf"{_CLOCK} (?:,?(?:[lnt]?W,?{_DAY}?|{_DAY}|C))?"),
    ("days", r"M!?D[k-]D(?![uUmQ])(?:,?Y)?"),
    ("day", rf"(?:[lnt]?W,?|[lnt])?{_DAY}"),
    ("month", rf"{_BEFORE}[lntp]?M!?(?:,?Y|o(?:Y|[lnts]U)|[lnt]U)?"),
    ("named", r"d?[lnt]?H(?:,?Y)?"),
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
    ("ago", rf"x*{_COUNT}q?-?[uU](?:a|h)"),
    ("shifted", rf"x*{_COUNT}q?-?[uU]r"),  # two days later
    ("decade", r"d?(?:e-?)?E"),
    ("duration", rf"x*{_COUNT}q*-?[uU](?:-q)?"),
    ("long", r"[uU]-q"),  # decades-long
    ("bare", r"(?<=i)u(?![arh'-])"),  # for years
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
    """What a rule matched: ``own`` are its items, ``before`` and ``after`` those on its sides."""

    rule: str
    start: int
    end: int
    own: list[Item]
    before: Item | None
    after: list[Item]

    @property
    def units(self) -> set[str]:
        """Codes of the units that the words name."""
        return {item.value for item in self.own if item.letter in "Uu"}

    def first(self, letters: str) -> Item | None:
        """The first item of one of the classes."""
        return next((item for item in self.own if item.letter in letters), None)

    def all(self, letters: str) -> list[Item]:
        """All items of the classes."""
        return [item for item in self.own if item.letter in letters]

    def has(self, letters: str) -> bool:
        """Whether an item is of one of the classes."""
        return self.first(letters) is not None


def match(items: list[Item], words: TimeWords) -> Iterator[Hit]:
    """Every expression, in order of text, none overlapping."""
    at, code = 0, letters(items)
    while found := _GRAMMAR.search(code, at):
        start, end = found.span()
        before = items[start - 1] if start else None
        hit = Hit(str(found.lastgroup), start, end, items[start:end], before, items[end : end + 2])
        if end > start and _stands(hit, words):
            at = end
            yield hit
        else:
            at = start + 1


def _stands(hit: Hit, words: TimeWords) -> bool:
    """Whether what looks like an expression is one: numbers in bounds, no age, no amount."""
    if hit.after and hit.after[0].lower in words.not_before and hit.rule not in ("weekday", "deictic"):
        return False
    check = _CHECKS.get(hit.rule)
    return check is None or check(hit, words)


def _day(hit: Hit, words: TimeWords) -> bool:
    return all(isinstance(item.value, int) and 1 <= item.value <= 31 for item in hit.all("DO"))


def _clock(hit: Hit, words: TimeWords) -> bool:
    first = hit.own[0]
    if first.letter == "D":
        return isinstance(first.value, int) and first.value <= 12
    marked = len(hit.own) > 1 or (hit.before is not None and hit.before.lower in words.before_clock)
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
    "duration": _count, "plural": _count,
}  # fmt: skip
