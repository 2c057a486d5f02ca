"""Words of time: ``data/time/*.yaml`` (calendar, numbers, relations, named days), checked when loaded.

The scanner reads a text as a string of one letter a word, its class; ``TimeWords.words`` gives the letter and
the value of each word or phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml

Word = tuple[str, Any]  # (class letter, value)
_PIECE = re.compile(r"'s\b|\d+/\d+|\w+|[^\w\s]")  # phrases are kept as the scanner cuts text: "new year 's day"

# Class letters of the relations table; the scanner's grammar is written in them (see extract/time/grammar.py).
LETTERS: Mapping[str, str] = {
    "last": "l", "past": "p", "next": "n", "this": "t", "same": "s", "ago": "a", "from_now": "h",
    "earlier": "r", "later": "r", "every": "v", "few": "f", "about": "x", "more": "q", "early": "e", "mid": "e",
    "late": "e", "begin": "B", "middle": "B", "end": "B", "article": "A", "the": "d", "of": "o", "to": "k",
    "and": "&", "preposition": "i", "times": "c", "eve": "G", "oclock": "m",
}  # fmt: skip

_SETS = (
    "future", "future_governors", "planning", "not_before", "carriers", "aspects", "same_time", "talk", "reactions",
    "takes_up", "certain", "uncertain", "arranging", "loose", "before_year", "before_amount",
    "before_clock", "before_age", "before_range", "definite",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day of the year with a name, by one of the rules of ``days.yaml``; ``days`` is how long it lasts."""

    name: str
    on: tuple[int, int] | None = None
    nth: tuple[int, int, int] | None = None
    after: int = 0
    easter: int | None = None
    orthodox: int | None = None
    islamic: tuple[int, int] | None = None
    once: date | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Everything the tables say.

    ``words`` maps a word or a phrase of several words (single spaces, lower case) to its class and value;
    ``longest`` is the most words a phrase has, by its first word.
    """

    words: Mapping[str, Word]
    longest: Mapping[str, int]
    guarded: frozenset[str]
    bare_parts: frozenset[str]
    season_months: Mapping[str, tuple[int, int]]
    bounds: Mapping[str, str]
    offsets: Mapping[str, str]
    anchors: Mapping[str, str]
    future: frozenset[str]
    future_governors: frozenset[str]
    planning: frozenset[str]
    not_before: frozenset[str]
    carriers: frozenset[str]
    aspects: frozenset[str]
    same_time: frozenset[str]
    talk: frozenset[str]
    reactions: frozenset[str]
    takes_up: frozenset[str]
    certain: frozenset[str]
    uncertain: frozenset[str]
    arranging: frozenset[str]
    loose: frozenset[str]
    before_year: frozenset[str]
    before_amount: frozenset[str]
    before_clock: frozenset[str]
    before_age: frozenset[str]
    before_range: frozenset[str]
    definite: frozenset[str]


@cache
def load_time_words() -> TimeWords:
    """Load and check the four tables. Raises OntologyError naming the entry that does not hold."""
    calendar, numbers = read_yaml("time/calendar.yaml"), read_yaml("time/numbers.yaml")
    relations, days = read_yaml("time/relations.yaml"), read_yaml("time/days.yaml")
    words: dict[str, Word] = {}
    _relations(words, relations["classes"])
    _numbers(words, numbers)
    _calendar(words, calendar)
    words |= {name: ("H", _named_day(name, rule)) for name, rule in days.items()}
    words = {" ".join(_PIECE.findall(phrase)): word for phrase, word in words.items()}
    longest: dict[str, int] = {}
    for phrase in words:
        parts = phrase.split()
        longest[parts[0]] = max(longest.get(parts[0], 1), len(parts))
    return TimeWords(
        words=words,
        longest=longest,
        guarded=frozenset(calendar["guarded_months"]) | frozenset(calendar["guarded_weekdays"]),
        bare_parts=frozenset(calendar["bare_parts"]),
        season_months={
            code: (row["months"][0], row["months"][1]) for code, row in calendar["seasons"].items()
        },
        bounds=_inverted(relations["bounds"]),
        offsets=_inverted(relations["offsets"]),
        anchors=_inverted(relations["anchors"]),
        **{name: frozenset(relations[name]) for name in _SETS},
    )


def _relations(words: dict[str, Word], classes: Mapping[str, list[str]]) -> None:
    for name, entries in classes.items():
        if name not in LETTERS:
            raise OntologyError(f"no such class of words: {name}", where="data/time/relations.yaml")
        for word in entries:
            if not isinstance(word, str):  # a bare "on" is true in YAML
                raise OntologyError(f"{name}: quote the word {word}", where="data/time/relations.yaml")
            words.setdefault(word, (LETTERS[name], name))


def _numbers(words: dict[str, Word], numbers: Mapping[str, Any]) -> None:
    _add(words, "Q", numbers["cardinals"].items())
    _add(words, "F", numbers["fractions"].items())
    _add(words, "O", numbers["ordinals"].items())
    _add(words, "E", numbers["decades"].items())


def _calendar(words: dict[str, Word], calendar: Mapping[str, Any]) -> None:
    for letter, table, most in (("M", "months", 12), ("W", "weekdays", 7)):
        for number, names in calendar[table].items():
            if not 1 <= number <= most:
                raise OntologyError(f"{table} has no number {number}", where="data/time/calendar.yaml")
            _add(words, letter, ((name, number) for name in names))
            if letter == "W":
                _add(words, "w", ((f"{name}s", number) for name in names[:1]))
    for code, row in calendar["seasons"].items():
        _add(words, "S", ((word, code) for word in row["words"]))
    for code, names in calendar["parts"].items():
        _add(words, "P", ((word, code) for word in names))
    for code, row in calendar["units"].items():
        _add(words, "U", ((word, code) for word in row["one"]))
        _add(words, "u", ((word, code) for word in row["many"]))
    _add(words, "C", calendar["deictics"].items())
    for value, names in calendar["references"].items():
        _add(words, "R", ((word, value) for word in names))
    for value, names in calendar["frequencies"].items():
        _add(words, "g", ((word, value) for word in names))
    _add(words, "z", ((zone, zone) for zone in calendar["zones"]))


def _add(words: dict[str, Word], letter: str, entries: Iterable[tuple[str, Any]]) -> None:
    for word, value in entries:
        if word == "second":  # an ordinal far more often than a unit in the news
            letter, value = "O", 2
        words[word] = (letter, value)


def _named_day(name: str, rule: Mapping[str, Any]) -> NamedDay:
    kinds = {"date", "nth", "easter", "orthodox", "islamic", "once"} & rule.keys()
    if len(kinds) != 1 or not rule.keys() <= {*kinds, "after", "days"}:
        raise OntologyError(
            f"{name}: one rule of date, nth, easter, orthodox, islamic, once", where="data/time/days.yaml"
        )
    on = tuple(int(part) for part in str(rule["date"]).split("-")) if "date" in rule else None
    nth, islamic = rule.get("nth"), rule.get("islamic")
    if on is not None and len(on) != 2:
        raise OntologyError(f"{name}: not month-day: {rule['date']}", where="data/time/days.yaml")
    return NamedDay(
        name,
        on=(on[0], on[1]) if on else None,
        nth=tuple(nth) if nth else None,
        after=rule.get("after", 0),
        easter=rule.get("easter"),
        orthodox=rule.get("orthodox"),
        islamic=tuple(islamic) if islamic else None,
        once=date.fromisoformat(rule["once"]) if "once" in rule else None,
        days=rule.get("days", 1),
    )


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}
