"""Whether a recorded value is the gold one: names, countries, sectors, dates, places, casualties.

Each rule is that of the gold format's scoring section; what it leaves open is decided strictly and said here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

Json = Mapping[str, Any]
FIELDS = ("actor", "recipient", "date", "place", "casualties", "status", "mode")
WIDER_DAYS = 31  # a date that contains the gold interval earns half a point up to this many days wider

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_STOP = re.compile(r"[,;(\[]|\s(?:who|which|that|whose)\s|\s[-–—]+\s")
_PREPOSITIONS = frozenset(
    ["of", "in", "for", "from", "at", "on", "to", "with", "near", "against", "by", "under", "between",
     "among", "within", "around", "over"]
)  # fmt: skip
_NO_PART_OF_A_PLACE = frozenset(
    ["the", "of", "province", "district", "region", "county", "governorate", "prefecture", "state"]
)


def fields_of(event: Json) -> list[str]:
    """Names of the fields that a gold event gives."""
    return [name for name in FIELDS if event.get(name) not in (None, [], {})]


def field_points(gold: Json, found: Json) -> dict[str, float]:
    """Points (0, .5, 1) for each field that ``gold`` gives; a mutual event takes its better way round."""
    points = _field_points(gold, found)
    if gold.get("mutual"):
        swapped = {**found, "actor": found.get("recipient"), "recipient": found.get("actor")}
        points = max(points, _field_points(gold, swapped), key=lambda each: sum(each.values()))
    return points


def _field_points(gold: Json, found: Json) -> dict[str, float]:
    points: dict[str, float] = {}
    for name in fields_of(gold):
        expected, given = gold[name], found.get(name)
        if name in ("actor", "recipient"):
            points[name] = float(same_actors(expected, given or []))
        elif name == "date":
            points[name] = date_points(expected, given)
        elif name == "place":
            points[name] = float(same_place(expected, given))
        elif name == "casualties":
            points[name] = float(tolls(expected) == tolls(given or []))
        else:
            points[name] = float(expected == given)
    return points


def same_actors(gold: Sequence[Json], found: Sequence[Json]) -> bool:
    """Countries equal as sets, sectors equal as sets, and some name shares its head word."""
    return (
        _countries(gold) == _countries(found)
        and _values(gold, "sector") == _values(found, "sector")
        and any(share_head(a.get("name"), b.get("name")) for a in gold for b in found)
    )


def date_points(gold: Json, found: Json | None) -> float:
    """1 for the gold interval, .5 for one that contains it and is at most 31 days wider."""
    if not found:
        return 0.0
    start, end = _day(gold["start"]), _day(gold["end"])
    found_start, found_end = _day(found["start"]), _day(found["end"])
    if (start, end) == (found_start, found_end):
        return 1.0
    wider = (found_end - found_start).days - (end - start).days
    return 0.5 if found_start <= start and end <= found_end and wider <= WIDER_DAYS else 0.0


def same_place(gold: Json, found: Json | None) -> bool:
    """The same name in the same country; where gold names no more than a country, the country is enough."""
    if not found:
        return False
    country = alpha3(gold.get("country"))
    if country and country != alpha3(found.get("country")):
        return False
    if country and (not gold.get("name") or _names_country(str(gold["name"]), country)):
        return True
    return bool(gold.get("name")) and _place_words(gold.get("name")) == _place_words(found.get("name"))


def tolls(entries: Iterable[Json]) -> set[tuple[str, int | None, int | None, str | None]]:
    """Effect, low, high and country of each toll; one number alone is both low and high."""
    found = set()
    for toll in entries:
        low, high = toll.get("low"), toll.get("high")
        low, high = (high if low is None else low), (low if high is None else high)
        found.add((str(toll["effect"]), low, high, alpha3(toll.get("country"))))
    return found


def share_head(one: str | None, other: str | None) -> bool:
    """Whether two names share a head word."""
    return bool(heads(one) & heads(other))


@cache
def heads(name: str | None) -> frozenset[str]:
    """Head words of a name, folded to lower case, without accents, possessive and plural ending.

    The last word before the first preposition, comma or relative clause ("leaders of both sides": leader); of
    a coordination that of each part. A title with "of" before a name ("Secretary of Defence Lloyd
    Austin") has two: the title's and the name's.
    """
    text = _STOP.split(name or "", maxsplit=1)[0]
    words = [word.group() for word in _WORD.finditer(text.replace("-", " "))]
    cut = next((i for i, word in enumerate(words) if i and word.lower() in _PREPOSITIONS), len(words))
    front, tail = words[:cut], words[cut + 1 :]
    found, part = set(), ""
    for word in [*front, "and"]:
        if word.lower() == "and" or word == "&":
            found.add(fold(part))
            part = ""
        else:
            part = word
    if len(tail) > 2 and tail[-1][:1].isupper() and tail[-2][:1].isupper():
        found.add(fold(tail[-1]))
    return frozenset(found - {""})


def fold(word: str) -> str:
    """A word in lower case without accents, possessive and plural "s"."""
    plain = unicodedata.normalize("NFKD", word).casefold().replace("’", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).removesuffix("'s").rstrip("'")
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain


@cache
def alpha3(code: str | None) -> str | None:
    """A country code as ISO 3166-1 alpha-3; a code that is not known stays as it is."""
    if not code:
        return None
    code = str(code).strip().upper()
    if len(code) == 2:
        import pycountry

        country = pycountry.countries.get(alpha_2=code)
        return str(country.alpha_3) if country else code
    return code


@cache
def _names_country(name: str, code: str) -> bool:
    """Whether ``name`` is the name of the country ``code`` itself ("Iran", "the Russian Federation")."""
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return False
    spellings = [country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")]
    spellings += [code, country.alpha_2, country.name.split(",")[0]]
    words = _place_words(name)
    if any(words == _place_words(spelling) for spelling in spellings if spelling):
        return True
    # "Russia" for "Russian Federation": the short name begins the long one's first word.
    return len(words) == 1 and len(words[0]) > 3 and fold(country.name.split()[0]).startswith(words[0])


def _place_words(name: str | None) -> tuple[str, ...]:
    text = (name or "").split(",")[0].replace("-", " ").replace(".", "")
    words = (fold(word.group()) for word in _WORD.finditer(text))
    return tuple(word for word in words if word not in _NO_PART_OF_A_PLACE)


def _countries(actors: Iterable[Json]) -> set[str]:
    return {code for actor in actors if (code := alpha3(actor.get("country")))}


def _values(actors: Iterable[Json], key: str) -> set[str]:
    return {str(actor[key]).upper() for actor in actors if actor.get(key)}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
