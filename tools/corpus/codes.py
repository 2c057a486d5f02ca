"""The codes that a record may hold: types with their modes, sectors, countries, stances, statuses."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[2] / "src" / "onrecord" / "data"
STATUSES = ("actual", "planned", "called-for", "attempted", "possible", "denied", "refused")
STANCES = (
    "asserts", "claims-responsibility", "denies", "accuses", "condemns", "pledges", "calls-for", "supports", "reports",
)  # fmt: skip
EFFECTS = ("killed", "injured", "abducted", "detained", "missing", "displaced")
FIELDS = ("actor", "casualties", "status", "date", "place")


@lru_cache
def modes() -> dict[str, tuple[str, ...]]:
    """PLOVER type to its modes."""
    return {path.stem: tuple(_yaml(path).get("modes") or ()) for path in sorted((DATA / "events").glob("*.yaml"))}


@lru_cache
def sectors() -> frozenset[str]:
    """PLOVER's sectors."""
    return frozenset(_yaml(DATA / "actors" / "sectors.yaml")["sectors"])


@lru_cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes, with those of states that were and of Kosovo."""
    import pycountry

    now = {country.alpha_3 for country in pycountry.countries}
    return frozenset(now | {country.alpha_3 for country in pycountry.historic_countries} | {"XKX"})


def _yaml(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
