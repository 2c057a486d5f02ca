"""The tables of the store, as SQLAlchemy Core sees them; ``migrations/`` makes them, a test holds the two equal.

``article``, ``mention``, ``argument``, ``toll``, ``attribution``, ``claim`` and their parts are only ever added
to. What may change is bookkeeping (``article.state``, ``article.origin_id``, ``coding.state``) and the ``event``
tables, which are views computed from the rest and kept as tables to be quick. A coding's own events stay as they are;
an event told by several of them is a row more, with no coding, and ``event_part`` leads to what it is made of. Offsets
are code points into ``text.text``, end exclusive; dates are ISO text; truth values are 0 and 1.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Float, ForeignKey, ForeignKeyConstraint, Integer, LargeBinary, Table, Text

APPLICATION_ID = 0x6F6E7263  # "onrc", in the header of the file: tells a store from any other database
REVISIONS = ("0001", "0002", "0003")  # every schema that this version knows, oldest first
REVISION = REVISIONS[-1]

metadata = sa.MetaData()


def _needed(name: str, kind: Any = Text, *more: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *more, nullable=False, **options)


def _coded() -> list[Column[Any]]:
    """What every row that a coding produced carries."""
    return [
        _needed("coding", Integer, ForeignKey("coding.number"), primary_key=True),
        _needed("article_id"),
        _needed("run_id", Text, ForeignKey("run.run_id")),
    ]


def _span(prefix: str, *, needed: bool = True) -> list[Column[Any]]:
    return [Column(f"{prefix}_{edge}", Integer, nullable=not needed) for edge in ("start", "end")]


def _actor() -> list[Column[Any]]:
    return [
        _needed("actor_id"), _needed("actor"), Column("country", Text), Column("sector", Text), _needed("kind"),
    ]  # fmt: skip


def _when() -> list[Column[Any]]:
    return [
        *(Column(name, Text) for name in ("date_start", "date_end", "date_granularity", "date_how")),
        *_span("date_span", needed=False),
    ]


def _where() -> list[Column[Any]]:
    return [
        Column("place", Text), Column("place_country", Text), Column("admin1", Text),
        Column("latitude", Float), Column("longitude", Float), Column("geonames_id", Integer),
        Column("place_precision", Text), Column("place_how", Text), *_span("place_span", needed=False),
    ]  # fmt: skip


def _toll() -> list[Column[Any]]:
    return [
        _needed("effect"), _needed("low", Integer), Column("high", Integer), _needed("atleast", Integer),
        Column("who", Text), Column("country", Text), _needed("attackers", Integer), *_span("span"),
        _needed("quote"),
    ]  # fmt: skip


def _of_mention() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["coding", "mention_id"], ["mention.coding", "mention.mention_id"])


def _of_attribution() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["coding", "attribution_id"], ["attribution.coding", "attribution.attribution_id"]
    )


def _table(name: str, *parts: Any, rowid: bool = False) -> Table:
    # the key first: PRAGMA integrity_check of some SQLite versions stumbles over any other order
    parts = tuple(sorted(parts, key=lambda part: not (isinstance(part, Column) and part.primary_key)))
    # rows found by their key need no second tree of row numbers
    return Table(name, metadata, *parts, sqlite_with_rowid=rowid)


run = _table(
    "run", _needed("run_id", primary_key=True), _needed("engine"), _needed("models"), _needed("ontology"),
    _needed("first_used_at"),
)  # fmt: skip
text = _table("text", _needed("text_id", primary_key=True), _needed("text"), rowid=True)
signature = _table(
    "signature", _needed("signature_id", primary_key=True), _needed("signature", LargeBinary),
    _needed("banded", Integer),
)  # fmt: skip
article = _table(
    "article",
    Column("number", Integer, primary_key=True),
    _needed("article_id"),
    _needed("reading"),
    _needed("text_id", Text, ForeignKey("text.text_id"), index=True),
    Column("title", Text), Column("url", Text), Column("outlet", Text), Column("origin_outlet", Text),
    Column("published_start", Text, index=True), Column("published_end", Text), _needed("published_known_by"),
    _needed("language"),
    Column("signature_id", Text, ForeignKey("signature.signature_id"), index=True),
    _needed("precedence"),
    _needed("state"),
    Column("origin_id", Text, index=True),
    _needed("added_at"),
    sa.UniqueConstraint("article_id", "reading"),
    sa.CheckConstraint("state IN ('coded', 'copy', 'aside', 'failed')", name="article_state"),
    # those that wait for their origin, found without a look at the rest
    sa.Index("ix_article_unlinked", "number", sqlite_where=sa.text("origin_id IS NULL AND state IN ('coded', 'copy')")),
    rowid=True,
)  # fmt: skip
external_id = _table(
    "external_id",
    _needed("article", Integer, ForeignKey("article.number"), primary_key=True),
    _needed("external_id", primary_key=True),
)
block = _table(
    "block",
    _needed("article", Integer, ForeignKey("article.number"), primary_key=True),
    _needed("position", Integer, primary_key=True), _needed("kind"), *_span("span"),
)  # fmt: skip
aside = _table(
    "aside",
    _needed("article", Integer, ForeignKey("article.number"), primary_key=True),
    _needed("reason", primary_key=True), _needed("code"),
    _needed("run_id", Text, ForeignKey("run.run_id")), _needed("added_at"),
)  # fmt: skip
rejected = _table(
    "rejected", _needed("location", primary_key=True), _needed("reason", primary_key=True), _needed("code"),
    _needed("remedy"), _needed("added_at"),
)  # fmt: skip
coding = _table(
    "coding",
    Column("number", Integer, primary_key=True),
    _needed("article", Integer, ForeignKey("article.number")), _needed("article_id"),
    _needed("run_id", Text, ForeignKey("run.run_id")), _needed("state"), _needed("coded_at"),
    sa.UniqueConstraint("article", "run_id"),
    sa.CheckConstraint("state IN ('current', 'superseded')", name="coding_state"),
    rowid=True,
)  # fmt: skip
mention = _table(
    "mention", *_coded(), _needed("mention_id", primary_key=True), _needed("position", Integer),
    _needed("type"), Column("mode", Text), Column("context", Text), _needed("status"),
    _needed("mutual", Integer), _needed("background", Integer),
    _needed("trigger_word"), *_span("trigger"), _needed("quote"), *_span("span"), *_when(), *_where(),
)  # fmt: skip
argument = _table(
    "argument", *_coded(), _needed("mention_id", primary_key=True),
    _needed("position", Integer, primary_key=True), _needed("role"), *_actor(), _needed("quote"), *_span("span"),
    _of_mention(),
)  # fmt: skip
toll = _table(
    "toll", *_coded(), _needed("mention_id", primary_key=True), _needed("position", Integer, primary_key=True),
    *_toll(), _of_mention(),
)  # fmt: skip
attribution = _table(
    "attribution", *_coded(), _needed("attribution_id", primary_key=True), _needed("position", Integer),
    _needed("stance"), *_actor(), Column("source", Text), *_span("source", needed=False),
    _needed("cue"), *_span("cue"), Column("field", Text),
)  # fmt: skip
content = _table(
    "content", *_coded(), _needed("attribution_id", primary_key=True),
    _needed("position", Integer, primary_key=True), _needed("quote"), *_span("span"), _of_attribution(),
)  # fmt: skip
via = _table(
    "via", *_coded(), _needed("attribution_id", primary_key=True), _needed("position", Integer, primary_key=True),
    *_actor(), _needed("quote"), *_span("span"), _of_attribution(),
)  # fmt: skip
accused = _table(
    "accused", *_coded(), _needed("attribution_id", primary_key=True),
    _needed("position", Integer, primary_key=True), *_actor(), _of_attribution(),
)  # fmt: skip
claim = _table(
    "claim", *_coded(), _needed("claim_id", primary_key=True), _needed("field"), _needed("value"),
    _needed("stance"), Column("attribution_id", Text), Column("mention_id", Text), _needed("quote"),
    *_span("span"),
)  # fmt: skip
event = _table(
    "event",
    Column("number", Integer, primary_key=True),
    _needed("event_id", index=True), Column("coding", Integer, ForeignKey("coding.number"), index=True),
    _needed("run_id", Text, ForeignKey("run.run_id")), _needed("current", Integer), _needed("position", Integer),
    _needed("type"), Column("mode", Text), Column("context", Text), _needed("status"),
    _needed("mutual", Integer), _needed("main", Integer), _needed("background", Integer), *_when(), *_where(),
    # whose texts the spans of date and place point into, where that is not the first article; 1 until it was merged
    Column("date_article", Text), Column("place_article", Text), _needed("waiting", Integer, server_default="1"),
    sa.UniqueConstraint("coding", "event_id"),
    sa.Index("ix_event_waiting", "number", sqlite_where=sa.text("waiting = 1")),
    sa.Index("ix_event_type", "type", "date_start"), sa.Index("ix_event_date", "date_start"),
    sa.Index("ix_event_place_country", "place_country"),
    sa.Index("ix_event_point", "latitude", "longitude", sqlite_where=sa.text("latitude IS NOT NULL")),
    rowid=True,
)  # fmt: skip


def _of_event(*, needed: bool = True, key: bool = True) -> list[Column[Any]]:
    number = Column("event", Integer, ForeignKey("event.number"), nullable=not needed, primary_key=key)
    return [number, _needed("event_id")]


event_actor = _table(
    "event_actor", *_of_event(), _needed("role", primary_key=True), _needed("position", Integer, primary_key=True),
    *_actor(), sa.Index("ix_event_actor_country", "country"),
)  # fmt: skip
event_toll = _table(
    "event_toll", *_of_event(), _needed("position", Integer, primary_key=True), *_toll(), Column("article_id", Text)
)
event_article = _table(
    "event_article", *_of_event(), _needed("position", Integer, primary_key=True),
    _needed("article_id", index=True),
)  # fmt: skip
event_mention = _table(
    "event_mention", *_of_event(), _needed("position", Integer, primary_key=True),
    Column("coding", Integer, index=True), _needed("mention_id"), _of_mention(),
)  # fmt: skip
# ``event`` is empty where a claim or attribution speaks of an event that its article's coding did not list.
event_claim = _table(
    "event_claim", *_of_event(needed=False, key=False),
    _needed("coding", Integer, primary_key=True), _needed("position", Integer, primary_key=True),
    _needed("claim_id"),
    ForeignKeyConstraint(["coding", "claim_id"], ["claim.coding", "claim.claim_id"]),
    sa.Index("ix_event_claim_event", "event"),
)  # fmt: skip
event_attribution = _table(
    "event_attribution", *_of_event(needed=False, key=False),
    _needed("coding", Integer, primary_key=True), _needed("attribution_id", primary_key=True), _of_attribution(),
    sa.Index("ix_event_attribution_event", "event"),
)  # fmt: skip
band = _table(
    "band",
    _needed("band", LargeBinary, primary_key=True),
    _needed("signature_id", Text, ForeignKey("signature.signature_id"), primary_key=True),
)
event_part = _table(
    "event_part",
    _needed("part", Integer, ForeignKey("event.number"), primary_key=True),
    _needed("event", Integer, ForeignKey("event.number"), index=True),
)
# Ids of events that were merged otherwise once; each leads to tellings that the event was made of, the first forty.
event_alias = _table("event_alias", _needed("event_id", primary_key=True), _needed("part_id", primary_key=True))
event_dispute = _table(
    "event_dispute",
    _needed("event", Integer, ForeignKey("event.number"), primary_key=True), _needed("kind", primary_key=True),
    _needed("detail"),
)  # fmt: skip
telling = _table(
    "telling", Column("event", Integer, ForeignKey("event.number"), primary_key=True), _needed("telling"), rowid=True
)
telling_key = _table(
    "telling_key", _needed("key", Integer, primary_key=True), _needed("event", Integer, primary_key=True)
)
likeness = _table(
    "likeness",
    _needed("event", Integer, ForeignKey("event.number"), primary_key=True),
    _needed("other", Integer, ForeignKey("event.number"), primary_key=True, index=True), _needed("points", Float),
)  # fmt: skip
judgement = _table(
    "judgement",
    _needed("judgement_id", primary_key=True), _needed("kind"), _needed("made_at"), _needed("made_by"),
    _needed("reason"), _needed("subject"), Column("detail", Text),
    sa.CheckConstraint("kind IN ('same', 'different', 'correct', 'withdraw', 'undo')", name="judgement_kind"),
)  # fmt: skip
# What a judgement is about, by the words of the text, so that it outlives a new reading of them.
judgement_target = _table(
    "judgement_target",
    _needed("judgement_id", Text, ForeignKey("judgement.judgement_id"), primary_key=True),
    _needed("side", Integer, primary_key=True), _needed("position", Integer, primary_key=True),
    _needed("text_id", index=True), *_span("trigger"), _needed("type"),
)  # fmt: skip
# FTS5, made by the migration: SQLAlchemy only has to know its names.
article_search = sa.table(
    "article_search", sa.column("rowid", Integer), sa.column("title", Text), sa.column("text", Text),
    sa.column("article_search"), sa.column("rank", Float),
)  # fmt: skip
