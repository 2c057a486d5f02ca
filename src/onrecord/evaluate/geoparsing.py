"""Task geoparsing: names of places in news and where on earth they are.

A folder holds XML files (gzipped or not) in the layout of LGL (Lieberman, Samet and Sankaranarayanan 2010, "Geotagging
with Local Lexicons", ICDE; ``toponym`` with ``gaztag``) or of GeoVirus (Gritta, Pilehvar and Collier 2018, "Which
Melbourne?", ACL; ``location``, offsets counted from 1). Each document is a case.

Measures, one set for each file NAME:
- recognition_f1: a name counts when both its ends are those of a gold name;
- matched_161: of recognised names whose gold has coordinates, the share placed within 161 km (100 miles) of them;
- recall_161, f1_161: end to end; a gold name counts when it is recognised and within 161 km. Gold names without
  coordinates, and what was found on them, are left out.

What is a name of a place is a convention of the set: LGL marks demonyms ("Egyptian") and places inside the names of
organisations ("Dublin City Council"), others mark neither. ``CONVENTIONS`` says which readings of a name count where;
predictions of other systems, which give no reading, all count.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Engine, Pair

TASK = "geoparsing"
PUBLISHED = {
    "lgl_recognition_f1": "CamCoder .637",
    "lgl_matched_161": "CamCoder .717; Mordecai 3 .827",
    "lgl_recall_161": "CamCoder .393",
    "geovirus_recognition_f1": "CamCoder .866",
    "geovirus_matched_161": "CamCoder .771",
    "geovirus_recall_161": "CamCoder .618",
    "tr_news_recognition_f1": "CamCoder .685; small encoder, plain head .801",
    "tr_news_matched_161": "CamCoder .826; Mordecai 3 .873",
    "tr_news_recall_161": "CamCoder .491",
}
WITHIN_KM = 161.0
LITERAL = frozenset({"phrase", "metonym", "dateline"})
CONVENTIONS = {"lgl": LITERAL | {"demonym", "office", "site"}}
Json = dict[str, Any]


def cases(folder: Path) -> Iterator[Case]:
    """The documents of all XML files, in order. Raises InputError where a file is no XML of either layout."""
    for path in sorted(folder.iterdir()):
        if not path.name.endswith((".xml", ".xml.gz")):
            continue
        name = re.sub(r"[^a-z0-9]", "_", path.name.split(".")[0].lower())
        opener = gzip.open if path.suffix == ".gz" else open
        try:
            with opener(path, "rb") as stream:
                root = ElementTree.fromstring(stream.read())
        except (OSError, EOFError, ElementTree.ParseError) as error:
            raise InputError(
                f"not readable as XML: {error}", where=str(path), remedy="Fetch the file again."
            ) from None
        for number, article in enumerate(root.iter("article")):
            text = article.findtext("text") or ""
            places = sorted(_gold(text, article), key=lambda place: (place["start"], place["end"]))
            identity = article.get("docid") or str(number)
            yield Case(f"{name}/{number}-{identity}", text, {"file": name, "places": places})


def _gold(text: str, article: ElementTree.Element) -> Iterator[Json]:
    for entry in (*article.iter("toponym"), *article.iter("location")):
        name = entry.findtext("phrase") or entry.findtext("name") or ""
        start, end = int(entry.findtext("start") or 0), int(entry.findtext("end") or 0)
        if entry.tag == "location" or (text[start:end] != name and text[start - 1 : end - 1] == name):
            start, end = start - 1, end - 1
        where = entry.find("gaztag") if entry.tag == "toponym" else entry
        latitude, longitude = (_number(where, key) for key in ("lat", "lon"))
        yield {"start": start, "end": end, "name": name, "latitude": latitude, "longitude": longitude}


def _number(entry: ElementTree.Element | None, key: str) -> float | None:
    text = entry.findtext(key) if entry is not None else None
    return float(text) if text and text.strip() else None


def predict(case: Case, engine: Engine) -> list[Json]:
    """Every place that the engine finds, with how the name is meant (see ``onrecord.link.places``).

    The engine cleans a text before it reads it; its offsets are carried back to the text of the set.
    """
    read = engine.annotate_text(case.payload)
    back = _back(read.article.text, case.payload)
    return [
        {
            "start": back[found.span.start], "end": back[found.span.end - 1] + 1, "name": found.place.name,
            "how": found.how, "latitude": found.place.latitude, "longitude": found.place.longitude,
            "country": found.place.country,
        }
        for found in read.places
    ]  # fmt: skip


def _back(cleaned: str, given: str) -> Sequence[int]:
    """For each character of the cleaned text, where it stands in the text as given."""
    if cleaned == given:
        return range(len(given))
    offsets = [0] * len(cleaned)
    for _, a1, a2, b1, b2 in SequenceMatcher(None, cleaned, given, autojunk=False).get_opcodes():
        for i in range(a1, a2):
            offsets[i] = min(b1 + i - a1, max(b1, b2 - 1))
    return offsets


def score(pairs: Sequence[Pair]) -> dict[str, float]:
    """The measures of each file; those that nothing bears on are left out."""
    files: dict[str, list[tuple[Mapping[tuple[int, int], Json], Mapping[tuple[int, int], Json]]]] = {}
    for expected, found in pairs:
        counted = CONVENTIONS.get(expected["file"], LITERAL)
        ours = _by_span(place for place in found if place.get("how", "phrase") in counted)
        files.setdefault(expected["file"], []).append((_by_span(expected["places"]), ours))
    return {
        f"{name}_{key}": value
        for name, rows in sorted(files.items())
        for key, value in _measure(rows).items()
    }


def _by_span(places: Iterable[Json]) -> dict[tuple[int, int], Json]:
    return {(int(place["start"]), int(place["end"])): place for place in places}


def _measure(
    rows: Sequence[tuple[Mapping[tuple[int, int], Json], Mapping[tuple[int, int], Json]]],
) -> dict[str, float]:
    gold = found = hits = located = located_hits = near = unlocated_hits = 0
    for expected, ours in rows:
        gold, found = gold + len(expected), found + len(ours)
        located += sum(place["latitude"] is not None for place in expected.values())
        for span in expected.keys() & ours.keys():
            hits += 1
            if expected[span]["latitude"] is None:
                unlocated_hits += 1
                continue
            located_hits += 1
            near += _near(expected[span], ours[span])
    measures = {"recognition_f1": 2 * hits / (gold + found) if gold + found else 0.0}
    if located:
        measures["matched_161"] = near / located_hits if located_hits else 0.0
        measures["recall_161"] = near / located
        measures["f1_161"] = 2 * near / (located + found - unlocated_hits)
    return measures


def _near(gold: Json, found: Json) -> bool:
    if found["latitude"] is None or found["longitude"] is None:
        return False
    return (
        distance_km(gold["latitude"], gold["longitude"], found["latitude"], found["longitude"]) <= WITHIN_KM
    )


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, on a sphere of radius 6,371 km (haversine)."""
    a1, o1, a2, o2 = (radians(value) for value in (lat1, lon1, lat2, lon2))
    half = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin((o2 - o1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
