"""A text as a string of one letter a word: its class, with the value of each word.

Every word and mark becomes an :class:`Item`; the grammar (:mod:`onrecord.extract.time.grammar`) is regular
expressions over the letters, so a whole paragraph takes one pass. Letters, besides those of the word lists
(``onrecord.ontology.time``):

``D`` number, ``Y`` number that may be a year, ``Q`` number word, ``F`` fraction, ``O`` ordinal, ``M`` month,
``W``/``w`` weekday, one or many, ``U``/``u`` unit, one or many, ``S`` season, ``P`` part of day, ``C`` today and
its kin, ``H`` named day, ``E`` decade, ``G`` eve, ``I`` ISO date, ``J`` date with slashes or stops, ``T`` clock
time, ``m`` a.m. or p.m., ``z`` time zone, ``g`` daily and its kin, ``R`` now and its kin, ``-`` hyphen or dash,
``,`` comma, ``!`` full stop, ``'`` possessive, ``X`` any other word, ``?`` any other mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from onrecord.ontology.time import TimeWords

_TOKEN = re.compile(
    r"""
    (?P<I>\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?\b)
    |(?P<J>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}\b)
    |(?P<T>\b\d{1,2}(?::\d{2}(?::\d{2})?\b|\.\d{2}(?=\s?[ap]\.?m\b)))
    |(?P<O>\b\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<E>(?:\b\d{3}|['’]\d|\b[2-9])0['’]?s\b)
    |(?P<F>\b\d{1,2}/\d{1,2}\b)
    |(?P<D>\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?)
    |(?P<m>(?<=[\d ])[ap](?:\.\s?m\b\.?|m\b))
    |(?P<w>['’](?:s|ll|d|re|ve|m|t)\b|[^\W\d_]+)
    |(?P<mark>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = {"-": "-", "–": "-", "—": "-", ",": ",", ".": "!"}
_BEFORE_GUARDED = frozenset("DOYoelntisBk&F")  # a guarded month may stand after these


@dataclass(frozen=True, slots=True)
class Item:
    """A word, number or mark of a paragraph: characters ``start`` to ``end`` of its text, class and value."""

    start: int
    end: int
    lower: str
    letter: str
    value: Any = None


def scan(text: str, words: TimeWords) -> list[Item]:
    """The items of ``text``, phrases of several words as one."""
    raw = [_raw(match) for match in _TOKEN.finditer(text)]
    items: list[Item] = []
    i = 0
    while i < len(raw):
        item = raw[i]
        taken = 1
        if item.letter in "w?F" and (longest := words.longest.get(item.lower)):
            for length in range(min(longest, len(raw) - i), 0, -1):
                phrase = " ".join(each.lower for each in raw[i : i + length]) if length > 1 else item.lower
                if word := words.words.get(phrase):
                    item = Item(item.start, raw[i + length - 1].end, phrase, *word)
                    taken = length
                    break
        behind = raw[i + 1].lower if i + 1 < len(raw) else ""
        if item.letter in "DY" and _is_hour(items, item, zoned=words.words.get(behind, "X")[0] == "z"):
            item = Item(item.start, item.end, f"{item.lower[:2]}:{item.lower[2:]}", "T")
        if item.letter == "Y" and (span := _years(raw[i : i + 3])) is not None:
            item, taken = span, 3
        if item.letter == "w" and taken == 1 and item.value is None:
            item = Item(item.start, item.end, item.lower, "'" if item.lower == "'s" else "X")
        if item.lower in words.guarded and not _stands(text, items, raw, i, item):
            item = Item(item.start, item.end, item.lower, "X")
        if item.lower == "following" and not (items and items[-1].letter == "d"):
            item = Item(item.start, item.end, item.lower, "X")  # "following the talks" is a preposition
        items.append(item)
        i += taken
    return items


def _is_hour(before: list[Item], item: Item, *, zoned: bool) -> bool:
    """ "At 0730", "at approximately 1830", "1600 GMT", "from 1710 to 2250": hours and minutes, not a year."""
    at = next((each.lower for each in reversed(before) if each.letter != "x"), "")
    digits = item.lower
    after_hour = len(before) > 1 and before[-2].letter == "T" and at in ("to", "and", "until")
    hour = len(digits) == 4 and digits.isdigit() and digits < "2400" and digits[2:] < "60"
    return hour and (at == "at" or zoned or after_hour)


def _years(raw: list[Item]) -> Item | None:
    """ "1941-42" as one year item, whose words tell the second."""
    if len(raw) < 3 or raw[1].letter != "-" or raw[2].letter != "D" or raw[0].end != raw[1].start:
        return None
    first, last = raw[0].value, raw[2].lower
    if len(last) != 2 or raw[1].end != raw[2].start or not first % 100 < int(last) <= first % 100 + 20:
        return None
    return Item(raw[0].start, raw[2].end, f"{first}-{last}", "Y", first)


def letters(items: list[Item]) -> str:
    """The classes as one string."""
    return "".join(item.letter for item in items)


def _raw(match: re.Match[str]) -> Item:
    kind, text = str(match.lastgroup), match.group().lower().replace("’", "'")
    start, end = match.span()
    if kind == "D":
        plain = text.replace(",", "")
        number = float(plain) if "." in plain else int(plain)
        year = len(text) == 4 and text.isdigit() and 1000 <= number < 2100
        return Item(start, end, text, "Y" if year else "D", number)
    if kind == "O":
        return Item(start, end, text, "O", int(text[:-2]))
    if kind == "E":
        digits = text.strip("'s").replace("'", "")
        if len(digits) == 2 and not text.startswith("'"):  # "in his 30s"
            return Item(start, end, text, "X")
        return Item(start, end, text, "E", int(digits))
    if kind == "F":
        above, below = text.split("/")
        return Item(start, end, text, "F", int(above) / int(below) if int(below) else 0.0)
    if kind == "mark":
        return Item(start, end, text, _MARKS.get(text, "?"))
    return Item(start, end, text, kind)


def _stands(text: str, before: list[Item], raw: list[Item], i: int, item: Item) -> bool:
    """Whether a word that is also another word ("May", "March", "Sun.") is a month or weekday here."""
    if not text[item.start].isupper():
        return False
    after = [each for each in raw[i + 1 : i + 3] if each.letter != "!"]
    followed = bool(after) and after[0].letter in "DOY"
    if item.letter == "M":
        if before and before[-1].letter == "&" and not followed:  # "and Jan Kavan"
            return not (after and text[after[0].start].isupper())
        if _part_or_noun(text, before, raw[i + 1 : i + 2]):
            return True
        return followed or bool(before and before[-1].letter in _BEFORE_GUARDED) or _since(before)
    stop = i + 1 < len(raw) and raw[i + 1].letter in "!,"
    return followed or (stop and bool(after))


def _part_or_noun(text: str, before: list[Item], after: list[Item]) -> bool:
    """ "Mid-May", and "the May election": a month between article and noun."""
    if len(before) > 1 and before[-1].letter == "-":
        return before[-2].letter == "e"
    noun = bool(after) and after[0].letter == "w" and text[after[0].start].islower()
    return noun and bool(before) and before[-1].letter == "d"


def _since(before: list[Item]) -> bool:
    return bool(before) and before[-1].lower in ("since", "until", "till", "before", "after", "between")
