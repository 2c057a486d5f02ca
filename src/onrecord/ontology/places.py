"""Names of countries, regions and well-known sites, and the words that tell a place from a person or an office:
``data/places/*.yaml``.

The towns and admin areas themselves come from packaged GeoNames data (see ``onrecord.link.gazetteer``); these
tables hold what that data lacks, and what a reader knows about how the press names places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, cast, get_args

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml
from onrecord.records import Precision

Kind = Literal[
    "country", "admin1", "admin2", "town", "continent", "region", "disputed", "water", "island", "mountain",
    "facility",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
PRECISIONS: tuple[str, ...] = get_args(Precision)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that a table names; coordinates in degrees (WGS 84), ``country`` as ISO alpha-3.

    ``metonym`` marks sites that mostly stand for a government ("the Kremlin").
    """

    name: str
    kind: Kind
    latitude: float
    longitude: float
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    geonames_id: int | None = None
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class ShortForm:
    """An abbreviated admin area: ``bound`` ones are read only after a town and a comma."""

    country: str
    area: str
    bound: bool


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around names, in lower case, from ``context.yaml``; each list is explained there."""

    locative: frozenset[str]
    toward: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    people: frozenset[str]
    first_names: frozenset[str]
    area_nouns: frozenset[str]
    feature_after: frozenset[str]
    feature_before: frozenset[str]
    named_after: frozenset[str]
    in_persons: frozenset[str]
    arabic_names: frozenset[str]
    definite: Mapping[str, str]
    facility_nouns: frozenset[str]
    local_areas: frozenset[str]
    local_offices: frozenset[str]
    gatherings: frozenset[str]
    event_locative: frozenset[str]
    saying: frozenset[str]
    offices: frozenset[str]
    admin_nouns: Mapping[str, Kind]
    site_nouns: frozenset[str]
    water_nouns: frozenset[str]
    not_places: frozenset[str]
    rarely_places: frozenset[str]
    visits: frozenset[str]


def _entry(table: str, name: str, kind: str, data: Mapping[str, Any]) -> NamedPlace:
    where = f"data/places/{table}.yaml {name}"
    known = {
        "name",
        "kind",
        "names",
        "demonyms",
        "country",
        "geonames_id",
        "latitude",
        "longitude",
        "metonym",
    }
    if unknown := set(data) - known:
        raise OntologyError(
            f"unknown key {sorted(unknown)[0]!r}", where=where, remedy=f"Use {sorted(known)}."
        )
    if kind not in KINDS:
        raise OntologyError(
            f"{kind!r} is no kind of place", where=where, remedy=f"Use one of {', '.join(KINDS)}."
        )
    try:
        latitude, longitude = float(data["latitude"]), float(data["longitude"])
    except (KeyError, TypeError, ValueError):
        raise OntologyError(
            "no latitude and longitude", where=where, remedy="Give both in degrees."
        ) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise OntologyError(f"{latitude}, {longitude} is not on earth", where=where, remedy="Give degrees.")
    names, demonyms = (tuple(str(n) for n in data.get(key, ())) for key in ("names", "demonyms"))
    return NamedPlace(
        str(data.get("name", name)), cast(Kind, kind), latitude, longitude, names, demonyms,
        data.get("country"), data.get("geonames_id"), bool(data.get("metonym", False)),
    )  # fmt: skip


@cache
def countries() -> Mapping[str, NamedPlace]:
    """Every country and territory by ISO alpha-3 code (XKX for Kosovo)."""
    table = read_yaml("places/countries.yaml")
    found = {str(code): _entry("countries", str(code), "country", data) for code, data in table.items()}
    for code in found:
        if len(code) != 3 or not code.isupper():
            raise OntologyError(
                f"{code!r} is no ISO alpha-3 code", where="data/places/countries.yaml", remedy="Mend it."
            )
    return found


def _checked(entries: Iterator[NamedPlace], table: str) -> tuple[NamedPlace, ...]:
    found = tuple(entries)
    for place in found:
        if place.country is not None and place.country not in countries():
            raise OntologyError(
                f"{place.country!r} is no country", where=f"data/places/{table}.yaml {place.name}",
                remedy="Use a code of countries.yaml.",
            )  # fmt: skip
    return found


@cache
def areas() -> tuple[NamedPlace, ...]:
    """Regions, disputed areas, continents, waters, islands and mountains."""
    table = read_yaml("places/areas.yaml")
    return _checked(
        (_entry("areas", name, data.get("kind", ""), data) for name, data in table.items()), "areas"
    )


@cache
def facilities() -> tuple[NamedPlace, ...]:
    """Well-known buildings, squares, bases and crossings."""
    table = read_yaml("places/facilities.yaml")
    return _checked(
        (_entry("facilities", name, "facility", data) for name, data in table.items()), "facilities"
    )


@cache
def middles() -> Mapping[int, tuple[float, float]]:
    """Latitude and longitude of large admin areas by GeoNames id."""
    table = read_yaml("places/coordinates.yaml")
    return {int(key): (float(data["latitude"]), float(data["longitude"])) for key, data in table.items()}


@cache
def short_forms() -> Mapping[str, tuple[ShortForm, ...]]:
    """Abbreviations of admin areas ("Calif.", "NSW"), case kept, each with all that it may stand for."""
    found: dict[str, list[ShortForm]] = {}
    for country, table in read_yaml("places/abbreviations.yaml").items():
        for area, forms in table.items():
            for key in ("free", "bound"):
                for form in forms.get(key, ()):
                    found.setdefault(str(form), []).append(ShortForm(country, area, key == "bound"))
    return {form: tuple(entries) for form, entries in found.items()}


@cache
def demonyms() -> Mapping[str, NamedPlace]:
    """Word for a people or its things ("Pakistani", "Chechens") to the place; singular and plural."""
    found: dict[str, NamedPlace] = {}
    names = {name for place in countries().values() for name in (place.name, *place.names)}
    for place in (*countries().values(), *areas()):
        for word in place.demonyms:
            found.setdefault(word, place)
            if f"{word}s" not in names and not word.endswith(("s", "sh", "ch", "ese", "man")):
                found.setdefault(f"{word}s", place)
    return found


@cache
def place_words() -> PlaceWords:
    """Load and check ``context.yaml``."""
    table = read_yaml("places/context.yaml")
    wanted = {f.name for f in fields(PlaceWords)}
    if set(table) != wanted:
        odd = sorted(set(table) ^ wanted)[0]
        raise OntologyError(
            f"list {odd!r} is missing or unknown", where="data/places/context.yaml", remedy="Mend it."
        )
    for word, kind in table["admin_nouns"].items():
        if kind not in KINDS:
            raise OntologyError(f"{word}: {kind!r} is no kind", where="data/places/context.yaml admin_nouns",
                                remedy=f"Use one of {', '.join(KINDS)}.")  # fmt: skip
    for word, precision in table["definite"].items():
        if precision not in PRECISIONS:
            raise OntologyError(
                f"{word}: {precision!r} is no precision", where="data/places/context.yaml definite",
                remedy=f"Use one of {', '.join(PRECISIONS)}.",
            )  # fmt: skip
    values: dict[str, Any] = {name: frozenset(str(word) for word in table[name]) for name in wanted}
    values |= {name: dict(table[name]) for name in ("admin_nouns", "definite")}
    return PlaceWords(**values)
