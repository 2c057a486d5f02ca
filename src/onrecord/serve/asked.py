"""The filters of an address, as pages and API take them; the form of the list sends empty ones, which are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Query as Parameter

from onrecord.ask.query import Query, event_types
from onrecord.records import STATUSES

PAGE = 50  # events a page


def asked(
    *,
    type: Annotated[str, Parameter(description=f"PLOVER event type: {', '.join(event_types())}")] = "",
    country: Annotated[str, Parameter(description="of an actor, a recipient or the place: CHN, CN or China")] = "",
    since: Annotated[str, Parameter(alias="from", description="first day, month or year: 2022-06-13, 2022-06")] = "",
    until: Annotated[str, Parameter(alias="to", description="last day, month or year")] = "",
    status: Annotated[str, Parameter(description=", ".join(STATUSES))] = "",
    text: Annotated[str, Parameter(description="words that the article holds; phrases in double quotes")] = "",
    disputed: Annotated[bool, Parameter(description="only events with a claim that is denied")] = False,
    page: Annotated[int, Parameter(ge=1, le=1_000_000, description=f"{PAGE} events a page")] = 1,
) -> Query:
    """The query that an address asks for. Raises InputError for a filter that means nothing."""
    query = Query.of(
        type=type.strip(), country=country.strip(), since=since.strip(), until=until.strip(), status=status.strip(),
        text=text, disputed=disputed, limit=PAGE,
    )  # fmt: skip
    return replace(query, offset=(page - 1) * PAGE)
