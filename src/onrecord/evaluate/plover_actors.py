"""Actor phrases to country and sector: the ``ngec_actor_tests.tsv`` of the plover folder.

The file's cases come from the tests of NGEC, an event coder that also codes to PLOVER; most were written in
2022 and link at that year where they give no date. Their codes JRN and MED are MED and HLH here, UNK and JNK are
no sector. Where two codes are given, either is right.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.evaluate.base import Case, Pair
from onrecord.link.actors import ActorLinker
from onrecord.records import DateRange

FILE = "ngec_actor_tests.tsv"
WRITTEN = DateRange.year(2022)
_SECTORS = {"JRN": "MED", "MED": "HLH", "UNK": "", "JNK": ""}


def actor_cases(folder: Path) -> list[Case]:
    """The cases of ``folder`` that tell a country or sector, in the order of the file; none without the file."""
    found = [path for path in (folder / FILE, folder / f"{FILE}.gz") if path.exists()]
    if not found:
        return []
    raw = found[0].read_bytes()
    text = (gzip.decompress(raw) if found[0].suffix == ".gz" else raw).decode("utf-8")
    rows = list(csv.DictReader(text.splitlines(keepends=True), delimiter="\t"))
    cases = []
    for number, row in enumerate(rows, start=2):
        try:
            expected = _expected(json.loads(row["expected_json"]))
            given = json.loads(row["kwargs_json"])
            payload = {"name": row["actor_text"], "on": given.get("query_date"), "in": given.get("known_country")}
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"line {number}: {error}", where=str(found[0])) from None
        if expected:
            cases.append(Case(f"{row['test']}:{number}", payload, expected))
    return cases


def link_actor(payload: dict[str, Any], linker: ActorLinker) -> dict[str, str]:
    """What ``linker`` finds for a case, as its plain JSON: country (or bloc) and sector, empty where unknown."""
    context = linker.link(payload["in"]).country if payload["in"] else None
    on = _day(payload["on"]) if payload["on"] else WRITTEN
    actor = linker.link(payload["name"], on=on, context_country=context)
    country = actor.country or linker.bloc(payload["name"], on=on) or ""
    return {"country": country, "sector": actor.sector or ""}


def score_actors(pairs: Sequence[Pair]) -> dict[str, float]:
    """Share of right countries and of right sectors, each over the cases that tell one."""
    countries = [found["country"] == gold["country"] for gold, found in pairs if "country" in gold]
    sectors = [found["sector"] in gold["sectors"] for gold, found in pairs if "sectors" in gold]
    scores = {}
    if countries:
        scores["actors_country"] = sum(countries) / len(countries)
    if sectors:
        scores["actors_sector"] = sum(sectors) / len(sectors)
    return scores


def _expected(told: dict[str, str]) -> dict[str, Any]:
    expected: dict[str, Any] = {}
    country = told.get("country", told.get("cc"))
    if country is not None:
        expected["country"] = country
    if "code_1" in told:
        codes = [told["code_1"], told.get("code_2") or told["code_1"]]
        expected["sectors"] = sorted({_SECTORS.get(code, code) for code in codes})
    return expected


def _day(text: str) -> DateRange:
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            day = datetime.strptime(text, form)
        except ValueError:
            continue
        return DateRange.day(date(day.year, day.month, day.day))
    raise ValueError(f"{text!r} is no day")
