"""Events, claims and attributions as flat rows, for tables of any kind: one form for CSV and frames.

What a row loses is said in ``LOSES``: several names are joined with "; ", and of casualties only the sums a column can
hold are kept. The JSON form loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from onrecord.records import EFFECTS, Actor, Article, Attribution, Claim, Event, Record, Toll

Row = dict[str, Any]
JOIN = "; "
LOSES = (
    "Several actors, recipients, words and links are joined with '; '; spans, arguments and the other mentions are "
    "left out; of casualties only what is sure of all victims of an effect has columns of its own."
)


class Records(Protocol):
    """Where records come from; a store is one."""

    def records(self) -> Iterator[Record]:
        """Every record, in one order always."""
        ...


def records_of(source: Record | Records | Iterable[Record]) -> Iterable[Record]:
    """The records of a record, a store or any number of records."""
    if isinstance(source, Record):
        return (source,)
    return source.records() if hasattr(source, "records") else source


def event_rows(source: Record | Records | Iterable[Record]) -> Iterator[Row]:
    """A row for each event."""
    for record in records_of(source):
        for event in record.events:
            yield event_row(record, event)


def claim_rows(source: Record | Records | Iterable[Record]) -> Iterator[Row]:
    """A row for each claim."""
    for record in records_of(source):
        attributions = {a.id: a for a in record.attributions}
        types = {e.id: e.type for e in record.events}
        for claim in record.claims:
            yield claim_row(
                record, claim, attributions.get(claim.attribution_id or ""), types.get(claim.event_id)
            )


def attribution_rows(source: Record | Records | Iterable[Record]) -> Iterator[Row]:
    """A row for each attribution."""
    for record in records_of(source):
        for attribution in record.attributions:
            yield attribution_row(record, attribution)


def event_row(record: Record, event: Event) -> Row:
    """The row of an event; ``quote`` is the clause of its first mention."""
    place = event.place.place if event.place else None
    first = next((m for m in record.mentions if m.id in event.mention_ids), None)
    return {
        "event_id": event.id, "type": event.type, "mode": event.mode, "context": event.context,
        "status": event.status,
        "date_start": event.date.range.start if event.date else None,
        "date_end": event.date.range.end if event.date else None,
        "date_granularity": event.date.granularity if event.date else None,
        **_actors("actor", event.actors), **_actors("recipient", event.recipients), "mutual": event.mutual,
        "place": place.name if place else None, "place_country": place.country if place else None,
        "admin1": place.admin1 if place else None, "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None, "geonames_id": place.geonames_id if place else None,
        "place_precision": place.precision if place else None,
        **_casualties(event.casualties),
        "main": event.main, "background": event.background, "mentions": len(event.mention_ids),
        "claims": sum(c.event_id == event.id for c in record.claims),
        "denials": sum(c.event_id == event.id and c.stance == "denies" for c in record.claims),
        "quote": record.quote(first.span) if first else None, **_article(record.article), "run_id": record.run.id,
    }  # fmt: skip


def claim_row(record: Record, claim: Claim, attribution: Attribution | None, event_type: str | None) -> Row:
    """The row of a claim; ``source`` is empty where the outlet speaks in its own voice."""
    source = attribution.source_actor if attribution else None
    return {
        "claim_id": claim.id, "event_id": claim.event_id, "event_type": event_type, "field": claim.field,
        "value": json.dumps(dict(claim.value), sort_keys=True, ensure_ascii=False), "stance": claim.stance,
        "source": source.name if source else None, "source_country": source.country if source else None,
        "source_sector": source.sector if source else None,
        "via": _joined(link.actor.name for link in attribution.via) if attribution else None,
        "cue": record.quote(attribution.cue) if attribution else None, "quote": record.quote(claim.span),
        "span_start": claim.span.start, "span_end": claim.span.end, "attribution_id": claim.attribution_id,
        "mention_id": claim.mention_id, **_article(record.article), "run_id": record.run.id,
    }  # fmt: skip


def attribution_row(record: Record, attribution: Attribution) -> Row:
    """The row of an attribution."""
    source = attribution.source_actor
    return {
        "attribution_id": attribution.id, "stance": attribution.stance, "source": source.name,
        "source_country": source.country, "source_sector": source.sector, "source_kind": source.kind,
        "source_quote": record.quote(attribution.source) if attribution.source else None,
        "cue": record.quote(attribution.cue), "content": _joined(record.quote(s) for s in attribution.content),
        "via": _joined(link.actor.name for link in attribution.via), "about": attribution.about,
        "field": attribution.field, "accused": _joined(a.name for a in attribution.accused),
        **_article(record.article), "run_id": record.run.id,
    }  # fmt: skip


def _article(article: Article) -> Row:
    published = article.published
    return {
        "article_id": article.id, "outlet": article.outlet, "title": article.title, "url": article.url,
        "published_start": published.start if published else None,
        "published_end": published.end if published else None, "external_id": article.external_id,
    }  # fmt: skip


def _actors(role: str, actors: tuple[Actor, ...]) -> Row:
    return {
        f"{role}s": _joined(a.name for a in actors), f"{role}_countries": _joined(a.country for a in actors),
        f"{role}_sectors": _joined(a.sector for a in actors),
    }  # fmt: skip


def _joined(words: Iterable[str | None]) -> str | None:
    """The words joined, one empty between two separators where one is not known; ``None`` where none is."""
    parts = [word or "" for word in words]
    return JOIN.join(parts) if any(parts) else None


def _casualties(tolls: tuple[Toll, ...]) -> Row:
    """All of them as words, and for each effect what is sure of the victims as a whole.

    Entries of one effect may overlap (nine dead, three of them Kenyan), so they are not summed: the greatest floor
    holds in any case, a ceiling only where there is one entry.
    """
    row: Row = {"casualties": _joined(_told(toll) for toll in tolls)}
    for effect in EFFECTS:
        found = [t for t in tolls if t.effect == effect and not t.attackers]
        row[f"{effect}_low"] = max((t.low for t in found), default=None)
        row[f"{effect}_high"] = found[0].high if len(found) == 1 else None
    return row


def _told(toll: Toll) -> str:
    number = f"{toll.low} or more" if toll.high is None else f"{toll.low}"
    if toll.high is not None and toll.high > toll.low:
        number = f"{toll.low} to {toll.high}"
    whose = ", ".join(part for part in (toll.country, "attackers" if toll.attackers else None) if part)
    return f"{toll.effect} {number}" + (f" ({whose})" if whose else "")


_ARTICLE = (
    "article_id",
    "outlet",
    "title",
    "url",
    "published_start",
    "published_end",
    "external_id",
    "run_id",
)
EVENT_COLUMNS = (
    "event_id", "type", "mode", "context", "status", "date_start", "date_end", "date_granularity",
    "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors", "mutual",
    "place", "place_country", "admin1", "latitude", "longitude", "geonames_id", "place_precision", "casualties",
    *(f"{effect}_{edge}" for effect in EFFECTS for edge in ("low", "high")),
    "main", "background", "mentions", "claims", "denials", "quote", *_ARTICLE,
)  # fmt: skip
CLAIM_COLUMNS = (
    "claim_id", "event_id", "event_type", "field", "value", "stance", "source", "source_country", "source_sector",
    "via", "cue", "quote", "span_start", "span_end", "attribution_id", "mention_id", *_ARTICLE,
)  # fmt: skip
ATTRIBUTION_COLUMNS = (
    "attribution_id", "stance", "source", "source_country", "source_sector", "source_kind", "source_quote", "cue",
    "content", "via", "about", "field", "accused", *_ARTICLE,
)  # fmt: skip
