"""Rows of the tables as records again: the inverse of ``rows``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from onrecord.records import (
    Actor,
    Argument,
    Article,
    Attribution,
    Block,
    Claim,
    DateRange,
    Event,
    Link,
    Mention,
    Place,
    PlaceValue,
    Run,
    Span,
    TimeValue,
    Toll,
)
from onrecord.store import schema as s

RowLike = Any  # a row of any table: its columns are its attributes
Parts = dict[tuple[int, str], list[Any]]


@dataclass(slots=True)
class Coded:
    """What one coding put on record."""

    mentions: list[Mention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def load_codings(connection: sa.Connection, codings: Sequence[int]) -> dict[int, Coded]:
    """What each of ``codings`` put on record, by number; a few hundred at a time keep memory flat."""
    found = {number: Coded() for number in codings}
    arguments = _parts(connection, s.argument, "mention_id", codings, argument_of)
    tolls = _parts(connection, s.toll, "mention_id", codings, toll_of)
    for row in _rows(connection, s.mention, codings, s.mention.c.position):
        key = (row.coding, row.mention_id)
        found[row.coding].mentions.append(mention_of(row, arguments[key], tolls[key]))
    for attribution in load_attributions(connection, codings):
        found[attribution[0]].attributions.append(attribution[1])
    for coding, claim in load_claims(connection, s.event_claim.c.coding.in_(codings)):
        found[coding].claims.append(claim)
    for row, event in load_events(connection, s.event.c.coding.in_(codings)):
        found[row.coding].events.append(event)
    return found


def load_attributions(connection: sa.Connection, codings: Sequence[int]) -> list[tuple[int, Attribution]]:
    """The attributions of ``codings`` with the number of their coding, in the order they were recorded."""
    contents = _parts(connection, s.content, "attribution_id", codings, span_of)
    via = _parts(
        connection, s.via, "attribution_id", codings, lambda row: Link(actor_of(row), _span(row, "span"))
    )
    accused = _parts(connection, s.accused, "attribution_id", codings, actor_of)
    about = {
        (row.coding, row.attribution_id): row.event_id
        for row in connection.execute(
            sa.select(s.event_attribution).where(s.event_attribution.c.coding.in_(codings))
        )
    }
    found = []
    for row in _rows(connection, s.attribution, codings, s.attribution.c.position):
        key = (row.coding, row.attribution_id)
        made = Attribution(
            row.article_id, actor_of(row), span_of(row, "source"), _span(row, "cue"), tuple(contents[key]),
            row.stance, tuple(via[key]), about.get(key), row.field, tuple(accused[key]),
        )  # fmt: skip
        found.append((row.coding, made))
    return found


def load_claims(connection: sa.Connection, where: sa.ColumnElement[bool]) -> list[tuple[int, Claim]]:
    """The claims whose link to an event meets ``where``, with the number of their coding, in order."""
    link = s.event_claim
    query = (
        sa.select(s.claim, link.c.event_id)
        .select_from(link)
        .join(s.claim, sa.and_(link.c.coding == s.claim.c.coding, link.c.claim_id == s.claim.c.claim_id))
        .where(where)
        .order_by(link.c.coding, link.c.position)
    )
    return [
        (
            row.coding,
            Claim(
                row.article_id, row.event_id, row.field, json.loads(row.value), _span(row, "span"), row.stance,
                row.attribution_id, row.mention_id,
            ),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def load_events(
    connection: sa.Connection, where: sa.ColumnElement[bool], *order: Any, limit: int = -1, offset: int = 0
) -> list[tuple[RowLike, Event]]:
    """The events that meet ``where`` with their rows; in order of coding and position unless told otherwise."""
    query = sa.select(s.event).where(where).order_by(*(order or (s.event.c.coding, s.event.c.position)))
    rows = connection.execute(query.limit(limit).offset(offset)).all()
    numbers = [row.number for row in rows]
    actors = _of_events(connection, s.event_actor, numbers)
    tolls, mentions = (
        _of_events(connection, s.event_toll, numbers),
        _of_events(connection, s.event_mention, numbers),
    )
    articles = _of_events(connection, s.event_article, numbers)
    return [
        (
            row,
            Event(
                row.event_id, row.type, row.mode, row.status,
                tuple(actor_of(a) for a in actors[row.number] if a.role == "actor"),
                tuple(actor_of(a) for a in actors[row.number] if a.role == "recipient"),
                bool(row.mutual), when_of(row), where_of(row), tuple(toll_of(t) for t in tolls[row.number]),
                tuple(m.mention_id for m in mentions[row.number]),
                tuple(a.article_id for a in articles[row.number]),
                bool(row.main), bool(row.background), row.context,
            ),
        )
        for row in rows
    ]  # fmt: skip


def load_blocks(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, list[Block]]:
    """The blocks of articles, by the article's number."""
    found: dict[int, list[Block]] = defaultdict(list)
    query = (
        sa.select(s.block)
        .where(s.block.c.article.in_(numbers))
        .order_by(s.block.c.article, s.block.c.position)
    )
    for row in connection.execute(query):
        found[row.article].append(Block(row.kind, _span(row, "span")))
    return found


def load_runs(connection: sa.Connection) -> dict[str, Run]:
    """Every run of the store, by id."""
    return {
        row.run_id: Run(row.engine, row.models, row.ontology) for row in connection.execute(sa.select(s.run))
    }


def article_of(row: RowLike, blocks: Sequence[Block]) -> Article:
    """The article of a row of ``article`` joined with its text and its first external id."""
    published = None
    if row.published_start is not None:
        published = DateRange(date.fromisoformat(row.published_start), date.fromisoformat(row.published_end))
    return Article(
        row.text, tuple(blocks), row.title, row.url, row.outlet, row.origin_outlet, published,
        row.published_known_by, row.language, row.external_id,
    )  # fmt: skip


def mention_of(row: RowLike, arguments: Sequence[Argument], tolls: Sequence[Toll]) -> Mention:
    """The mention of a row."""
    return Mention(
        row.article_id, _span(row, "trigger"), _span(row, "span"), row.type, row.mode, row.context, row.status,
        bool(row.mutual), bool(row.background), tuple(arguments), when_of(row), where_of(row), tuple(tolls),
    )  # fmt: skip


def argument_of(row: RowLike) -> Argument:
    """The argument of a row."""
    return Argument(row.role, _span(row, "span"), actor_of(row))


def actor_of(row: RowLike) -> Actor:
    """The actor that a row of any table names."""
    return Actor(row.actor, row.country, row.sector, row.kind)


def toll_of(row: RowLike) -> Toll:
    """The toll of a row of ``toll`` or ``event_toll``."""
    return Toll(
        row.effect, row.low, row.high, _span(row, "span"), bool(row.atleast), row.who, row.country,
        bool(row.attackers),
    )  # fmt: skip


def when_of(row: RowLike) -> TimeValue | None:
    """The time of a row of ``mention`` or ``event``."""
    if row.date_start is None:
        return None
    days = DateRange(date.fromisoformat(row.date_start), date.fromisoformat(row.date_end))
    return TimeValue(days, row.date_granularity, row.date_how, span_of(row, "date_span"))


def where_of(row: RowLike) -> PlaceValue | None:
    """The place of a row of ``mention`` or ``event``."""
    if row.place is None:
        return None
    place = Place(
        row.place,
        row.place_country,
        row.admin1,
        row.latitude,
        row.longitude,
        row.geonames_id,
        row.place_precision,
    )
    return PlaceValue(place, _span(row, "place_span"), row.place_how)


def span_of(row: RowLike, prefix: str = "span") -> Span | None:
    """The span of a row, ``None`` where it has none."""
    start = getattr(row, f"{prefix}_start")
    return None if start is None else Span(start, getattr(row, f"{prefix}_end"))


def _span(row: RowLike, prefix: Literal["span", "trigger", "cue", "place_span"]) -> Span:
    return Span(getattr(row, f"{prefix}_start"), getattr(row, f"{prefix}_end"))


def _rows(
    connection: sa.Connection, table: sa.Table, codings: Sequence[int], *order: Any
) -> Sequence[RowLike]:
    query = sa.select(table).where(table.c.coding.in_(codings)).order_by(table.c.coding, *order)
    return connection.execute(query).all()


def _parts(
    connection: sa.Connection,
    table: sa.Table,
    parent: str,
    codings: Sequence[int],
    make: Callable[[RowLike], Any],
) -> Parts:
    found: Parts = defaultdict(list)
    for row in _rows(connection, table, codings, table.c[parent], table.c.position):
        found[row.coding, getattr(row, parent)].append(make(row))
    return found


def _of_events(
    connection: sa.Connection, table: sa.Table, numbers: Sequence[int]
) -> dict[int, list[RowLike]]:
    found: dict[int, list[RowLike]] = defaultdict(list)
    query = sa.select(table).where(table.c.event.in_(numbers)).order_by(table.c.event, table.c.position)
    for row in connection.execute(query):
        found[row.event].append(row)
    return found
