"""A record as rows of the tables: what a writer inserts. Pure functions, nothing is looked up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from onrecord.records import (
    Actor,
    Article,
    Attribution,
    Claim,
    Event,
    Mention,
    PlaceValue,
    Record,
    Span,
    TimeValue,
    Toll,
    content_id,
)

Row = dict[str, Any]
T = TypeVar("T", Mention, Attribution, Event)
LATEST = "9999-12-31"  # where an article of unknown date stands among its copies: last
_KNOWN_BY = ("given", "metadata", "dateline", "copyright", "unknown")


def reading_of(article: Article) -> str:
    """Content hash of what a reader found beside the parts that make the article's id.

    The same page read as HTML and as plain text is one article and may be two readings.
    """
    blocks = [(b.kind, b.span.start, b.span.end) for b in article.blocks]
    return content_id(
        "rdg", article.title, blocks, article.origin_outlet, article.published_known_by, article.language
    )


def precedence_of(article: Article) -> str:
    """A key to sort readings of one text by; the least is the one that is coded.

    First published, then the id, then the surer date, then the one with a title. It depends on the article
    alone, so that no order of reading can change which one it is.
    """
    start = article.published.start.isoformat() if article.published else LATEST
    sure = _KNOWN_BY.index(article.published_known_by)
    return f"{start} {article.id} {sure} {int(article.title is None)} {reading_of(article)}"


def article_row(article: Article) -> Row:
    """The row of ``article``, without number, state, origin and time of adding."""
    published = article.published
    return {
        "article_id": article.id, "reading": reading_of(article), "text_id": article.text_id,
        "title": article.title, "url": article.url, "outlet": article.outlet,
        "origin_outlet": article.origin_outlet,
        "published_start": published.start.isoformat() if published else None,
        "published_end": published.end.isoformat() if published else None,
        "published_known_by": article.published_known_by, "language": article.language,
        "precedence": precedence_of(article),
    }  # fmt: skip


def block_rows(article: Article, number: int) -> list[Row]:
    """The rows of the article's blocks."""
    return [
        {"article": number, "position": at, "kind": b.kind, **_span("span", b.span)}
        for at, b in enumerate(article.blocks)
    ]


@dataclass(slots=True)
class Rows:
    """The rows of one coding, by table; ``events`` holds each event's row with those that hang on it."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    events: list[tuple[Row, dict[str, list[Row]]]] = field(default_factory=list)


def coded_rows(record: Record, coding: int) -> Rows:
    """The rows of all that ``record`` puts on record, for the coding of that number.

    An id said twice is one thing: of mentions, attributions and claims with one id the first stands.
    """
    rows = Rows()
    writer = _Coded(record, coding, rows)
    # ids are hashes worked out anew each time they are asked for: ask once
    mentions, attributions = _by_id(record.mentions), _by_id(record.attributions)
    claim_ids = [claim.id for claim in record.claims]
    for at, (mention_id, mention) in enumerate(mentions.items()):
        writer.mention(at, mention_id, mention)
    for at, (attribution_id, attribution) in enumerate(attributions.items()):
        writer.attribution(at, attribution_id, attribution)
    for claim_id, claim in dict(zip(reversed(claim_ids), reversed(record.claims), strict=True)).items():
        writer.claim(claim_id, claim)
    for at, event in enumerate(_by_id(record.events).values()):
        writer.event(at, event, mentions)
    rows.tables["event_claim"] = [
        {"coding": coding, "position": at, "claim_id": claim_id, "event_id": claim.event_id}
        for at, (claim_id, claim) in enumerate(zip(claim_ids, record.claims, strict=True))
    ]
    rows.tables["event_attribution"] = [
        {"coding": coding, "attribution_id": attribution_id, "event_id": a.about}
        for attribution_id, a in attributions.items()
        if a.about is not None
    ]
    return rows


def _by_id(things: Iterable[T]) -> dict[str, T]:
    kept: dict[str, T] = {}
    for thing in things:
        kept.setdefault(thing.id, thing)
    return kept


class _Coded:
    """Writes the rows of one record; keeps what they all carry."""

    def __init__(self, record: Record, coding: int, rows: Rows) -> None:
        self.text, self.rows = record.article.text, rows
        self.carried = {"coding": coding, "article_id": record.article.id, "run_id": record.run.id}

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def add(self, table: str, **values: Any) -> None:
        self.rows.tables[table].append({**self.carried, **values})

    def mention(self, at: int, mention_id: str, m: Mention) -> None:
        self.add(
            "mention", mention_id=mention_id, position=at, type=m.type, mode=m.mode, context=m.context, status=m.status,
            mutual=int(m.mutual), background=int(m.background), trigger_word=self.quote(m.trigger),
            **_span("trigger", m.trigger), quote=self.quote(m.span), **_span("span", m.span), **_when(m.time),
            **_where(m.place),
        )  # fmt: skip
        for place, argument in enumerate(m.arguments):
            self.add(
                "argument", mention_id=mention_id, position=place, role=argument.role, **_actor(argument.actor),
                quote=self.quote(argument.span), **_span("span", argument.span),
            )  # fmt: skip
        for place, toll in enumerate(m.tolls):
            self.add("toll", mention_id=mention_id, position=place, **self._toll(toll))

    def attribution(self, at: int, attribution_id: str, a: Attribution) -> None:
        source = {"source_start": None, "source_end": None} if a.source is None else _span("source", a.source)
        self.add(
            "attribution", attribution_id=attribution_id, position=at, stance=a.stance, **_actor(a.source_actor),
            source=None if a.source is None else self.quote(a.source), **source, cue=self.quote(a.cue),
            **_span("cue", a.cue), field=a.field,
        )  # fmt: skip
        for place, span in enumerate(a.content):
            self.add(
                "content", attribution_id=attribution_id, position=place, quote=self.quote(span),
                **_span("span", span),
            )  # fmt: skip
        for place, link in enumerate(a.via):
            self.add(
                "via", attribution_id=attribution_id, position=place, **_actor(link.actor), quote=self.quote(link.span),
                **_span("span", link.span),
            )  # fmt: skip

        for place, actor in enumerate(a.accused):
            self.add("accused", attribution_id=attribution_id, position=place, **_actor(actor))

    def claim(self, claim_id: str, c: Claim) -> None:
        value = json.dumps(dict(c.value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self.add(
            "claim", claim_id=claim_id, field=c.field, value=value, stance=c.stance, attribution_id=c.attribution_id,
            mention_id=c.mention_id, quote=self.quote(c.span), **_span("span", c.span),
        )  # fmt: skip

    def event(self, at: int, e: Event, held: Container[str]) -> None:
        coding = self.carried["coding"]
        row = {
            "event_id": e.id, "coding": coding, "run_id": self.carried["run_id"], "current": 1, "position": at,
            "type": e.type, "mode": e.mode, "context": e.context, "status": e.status, "mutual": int(e.mutual),
            "main": int(e.main), "background": int(e.background), **_when(e.date), **_where(e.place),
            "date_article": None, "place_article": None, "waiting": 1,
        }  # fmt: skip
        named = (("actor", e.actors), ("recipient", e.recipients))
        parts: dict[str, list[Row]] = {
            "event_actor": [
                {"role": role, "position": place, **_actor(actor)}
                for role, actors in named
                for place, actor in enumerate(actors)
            ],
            "event_toll": [
                {"position": place, **self._toll(toll), "article_id": None} for place, toll in enumerate(e.casualties)
            ],
            "event_article": [{"position": place, "article_id": a} for place, a in enumerate(e.article_ids)],
            "event_mention": [
                {"position": place, "coding": coding if m in held else None, "mention_id": m}
                for place, m in enumerate(e.mention_ids)
            ],
        }
        self.rows.events.append((row, parts))

    def _toll(self, t: Toll) -> Row:
        return _toll_row(t, self.text)


def merged_rows(
    joint: Any, number: int, run_id: str, codings: Mapping[str, int | None], texts: Mapping[str, str]
) -> tuple[Row, dict[str, list[Row]]]:
    """The row of an event that several codings tell of, and those that hang on it; ``codings`` are its mentions'."""
    e: Event = joint.event
    row = {
        "number": number, "event_id": e.id, "coding": None, "run_id": run_id, "current": 1, "position": 0,
        "type": e.type, "mode": e.mode, "context": e.context, "status": e.status, "mutual": int(e.mutual),
        "main": int(e.main), "background": int(e.background), **_when(e.date), **_where(e.place),
        "date_article": joint.date_article, "place_article": joint.place_article, "waiting": 0,
    }  # fmt: skip
    own = {"event": number, "event_id": e.id}
    named = (("actor", e.actors), ("recipient", e.recipients))
    parts: dict[str, list[Row]] = {
        "event_actor": [
            {**own, "role": role, "position": at, **_actor(actor)}
            for role, actors in named
            for at, actor in enumerate(actors)
        ],
        "event_toll": [
            {**own, "position": at, **_toll_row(toll, texts.get(home, "")), "article_id": home}
            for at, (toll, home) in enumerate(zip(e.casualties, joint.toll_articles, strict=True))
        ],
        "event_article": [{**own, "position": at, "article_id": a} for at, a in enumerate(e.article_ids)],
        "event_mention": [
            {**own, "position": at, "coding": codings.get(m), "mention_id": m} for at, m in enumerate(e.mention_ids)
        ],
    }
    return row, parts


def _toll_row(t: Toll, text: str) -> Row:
    return {
        "effect": t.effect, "low": t.low, "high": t.high, "atleast": int(t.atleast), "who": t.who,
        "country": t.country, "attackers": int(t.attackers), **_span("span", t.span),
        "quote": text[t.span.start : t.span.end],
    }  # fmt: skip


def _span(prefix: str, span: Span) -> Row:
    return {f"{prefix}_start": span.start, f"{prefix}_end": span.end}


@lru_cache(maxsize=4096)
def _actor_id(actor: Actor) -> str:
    return actor.id


def _actor(actor: Actor) -> Row:
    return {
        "actor_id": _actor_id(actor), "actor": actor.name, "country": actor.country, "sector": actor.sector,
        "kind": actor.kind,
    }  # fmt: skip


_NO_TIME: Row = dict.fromkeys(
    ("date_start", "date_end", "date_granularity", "date_how", "date_span_start", "date_span_end")
)
_NO_PLACE: Row = dict.fromkeys(
    ("place", "place_country", "admin1", "latitude", "longitude", "geonames_id", "place_precision", "place_how",
     "place_span_start", "place_span_end")
)  # fmt: skip


def _when(time: TimeValue | None) -> Row:
    if time is None:
        return _NO_TIME
    return {
        "date_start": time.range.start.isoformat(), "date_end": time.range.end.isoformat(),
        "date_granularity": time.granularity, "date_how": time.how,
        "date_span_start": time.span.start if time.span else None,
        "date_span_end": time.span.end if time.span else None,
    }  # fmt: skip


def _where(value: PlaceValue | None) -> Row:
    if value is None:
        return _NO_PLACE
    place = value.place
    return {
        "place": place.name, "place_country": place.country, "admin1": place.admin1,
        "latitude": place.latitude, "longitude": place.longitude, "geonames_id": place.geonames_id,
        "place_precision": place.precision, "place_how": value.how, **_span("place_span", value.span),
    }  # fmt: skip
