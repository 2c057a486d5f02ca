"""A typed query over the store's events and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.errors import InputError
from onrecord.records import STATUSES
from onrecord.store import ArticleEntry, EventEntry, Store


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
    limit: int = 100
    offset: int = 0

    @classmethod
    def of(
        cls, *, type: str | None = None, country: str | None = None, since: str | None = None, until: str | None = None,
        status: str | None = None, text: str | None = None, disputed: bool = False, limit: int = 100, offset: int = 0,
    ) -> Query:  # fmt: skip
        """The query that a person's words ask for. Raises InputError for a type, country, status or date that is none."""
        days = [_days(value) for value in (since, until)]
        return cls(
            _type(type) if type else None,
            country_code(country) if country else None,
            days[0][0] if days[0] else None,
            days[1][1] if days[1] else None,
            _status(status) if status else None,
            text or None,
            disputed,
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
        "status": query.status, "text": query.text, "disputed": query.disputed,
    }  # fmt: skip


def list_articles(store: Store, query: Query) -> list[ArticleEntry]:
    """The articles published between the query's days that hold its words."""
    return store.articles(
        start=query.since, end=query.until, text=query.text, limit=query.limit, offset=query.offset
    )


def _days(value: str | None) -> tuple[date, date] | None:
    if not value:
        return None
    from onrecord.read import parse_date

    days = parse_date(value)
    return days.start, days.end


def _type(value: str) -> str:
    from onrecord.ontology.load import names

    known = [name.split("/")[1].removesuffix(".yaml") for name in names("events")]
    if value.upper() not in known:
        raise InputError(f"{value!r} is no event type", where="type", remedy=f"Use one of {', '.join(known)}.")
    return value.upper()


def _status(value: str) -> str:
    if value not in STATUSES:
        raise InputError(f"{value!r} is no status", where="status", remedy=f"Use one of {', '.join(STATUSES)}.")
    return value


@cache
def country_code(value: str) -> str:
    """The alpha-3 code of a country given as alpha-3, alpha-2 or name. Raises InputError."""
    import pycountry

    found = pycountry.countries.get(alpha_3=value.upper()) or pycountry.countries.get(alpha_2=value.upper())
    if found is None:
        try:
            found = pycountry.countries.lookup(value)
        except LookupError:
            raise InputError(
                f"{value!r} is no country", where="country", remedy="Use a name or an ISO 3166-1 code (CHN, CN)."
            ) from None
    return str(found.alpha_3)
