"""A typed query over the store's events and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.ask.area import area_of
from onrecord.errors import InputError
from onrecord.records import STATUSES, DateRange
from onrecord.store import ArticleEntry, EventEntry, Store
from onrecord.store.spatial import Area


@dataclass(frozen=True, slots=True)
class Query:
    """Which events: all conditions hold together, ``None`` leaves one open. ``country`` is ISO 3166-1 alpha-3."""

    type: str | None = None
    country: str | None = None
    since: date | None = None
    until: date | None = None
    status: str | None = None
    text: str | None = None
    disputed: bool = False
    area: Area | None = None
    limit: int = 100
    offset: int = 0

    @classmethod
    def of(
        cls, *, type: str | None = None, country: str | None = None, since: str | None = None, until: str | None = None,
        status: str | None = None, text: str | None = None, disputed: bool = False, near: str | None = None,
        box: str | None = None, inside: str | None = None, limit: int = 100, offset: int = 0,
    ) -> Query:  # fmt: skip
        """The query that a person's words ask for. Raises InputError for a word that means nothing."""
        first = days_of(since, "from").start if since else None
        last = days_of(until, "to").end if until else None
        if first and last and first > last:
            raise InputError(f"{since} is later than {until}", where="from", remedy="Put the earlier day first.")
        return cls(
            _type(type) if type else None,
            country_code(country) if country else None,
            first,
            last,
            _status(status) if status else None,
            (text or "").strip() or None,
            disputed,
            area_of(near, box, inside),
            limit,
            offset,
        )


def list_events(store: Store, query: Query) -> list[EventEntry]:
    """The events that the query asks for, by date."""
    return store.events(limit=query.limit, offset=query.offset, **_filters(query))


def count_events(store: Store, query: Query) -> int:
    """How many events the query would give with no limit."""
    return store.count_events(**_filters(query))


def _filters(query: Query) -> dict[str, Any]:
    return {
        "type": query.type, "country": query.country, "start": query.since, "end": query.until,
        "status": query.status, "text": query.text, "disputed": query.disputed, "area": query.area,
    }  # fmt: skip


def list_articles(store: Store, query: Query) -> list[ArticleEntry]:
    """The articles published between the query's days that hold its words.

    Raises InputError where the query asks for what tells events apart, not articles.
    """
    given: dict[str, object] = {
        "type": query.type, "country": query.country, "status": query.status, "disputed": query.disputed,
        "a place": query.area,
    }  # fmt: skip
    wrong = [name for name, value in given.items() if value]
    if wrong:
        raise InputError(
            f"{', '.join(wrong)} tells events apart, not articles", where="articles",
            remedy="Articles are listed by their days (from, to) and words (text).",
        )  # fmt: skip
    return store.articles(
        start=query.since, end=query.until, text=query.text, limit=query.limit, offset=query.offset
    )


def event_types() -> list[str]:
    """The PLOVER types that the ontology has, sorted."""
    from onrecord.ontology.load import names

    return sorted(name.split("/")[1].removesuffix(".yaml") for name in names("events"))


def days_of(value: str, where: str) -> DateRange:
    """The days that a date as text means (``2022-06-13``, ``2022-06``). Raises InputError that names ``where``."""
    from onrecord.read import parse_date

    try:
        return parse_date(value)
    except InputError as error:
        raise InputError(error.what, where=where, remedy=error.remedy) from None


def _type(value: str) -> str:
    known = event_types()
    if value.upper() not in known:
        raise InputError(f"{value!r} is no event type", where="type", remedy=f"Use one of {', '.join(known)}.")
    return value.upper()


def _status(value: str) -> str:
    if value.lower() not in STATUSES:
        raise InputError(f"{value!r} is no status", where="status", remedy=f"Use one of {', '.join(STATUSES)}.")
    return value.lower()


@cache
def country_code(value: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country given as alpha-3, alpha-2 or an English name. Raises InputError."""
    from onrecord.ontology.load import read_yaml

    wanted = value.strip().casefold()
    for code, country in read_yaml("places/countries.yaml").items():
        names = (code, country["name"], *country.get("names", ()))
        if any(wanted == name.casefold() for name in names):
            return str(code)
    if len(wanted) == 2:
        import pycountry

        found = pycountry.countries.get(alpha_2=wanted.upper())
        if found is not None:
            return str(found.alpha_3)
    raise InputError(f"{value!r} is no country", where="country", remedy="Use a name or an ISO 3166-1 code (CHN, CN).")
