"""Answers as plain JSON and rows: a list of events, one event with all its claims, a list of articles.

The command line prints and the service answers with the very same; ``schemas`` describes each. Parts have the form that
``json`` gives them in a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from onrecord.ask import Step, TollRange, detail_view
from onrecord.export.json import to_json, writer
from onrecord.export.rows import Row, event_row
from onrecord.export.schema import DIALECT, part_schema, record_schema
from onrecord.records import Article, Attribution, Claim, Event, Judgement, Mention
from onrecord.store import ArticleEntry, Dispute, EventDetail, EventEntry, Rejected, Store

EVENT_FORM, EVENTS_FORM, ARTICLES_FORM = "onrecord-event-1", "onrecord-events-1", "onrecord-articles-1"
HISTORY_FORM = "onrecord-history-1"
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
_HOME = {"type": ["string", "null"]}
_EVIDENCE = {
    "type": "object", "properties": {"date": _HOME, "place": _HOME, "casualties": _TEXTS},
    "required": ["date", "place", "casualties"], "additionalProperties": False,
}  # fmt: skip
SUMMARY_FORM = "onrecord-summary-1"
ARTICLE_COLUMNS = tuple(ArticleEntry.__dataclass_fields__)
_COUNTS = ("read", "coded", "known", "copies", "events", "attributions")


def event_to_json(detail: EventDetail) -> dict[str, Any]:
    """An event with its mentions, claims, attributions and articles, disputes and judgements.

    The spans of its date, place and casualties point into the articles that ``evidence`` names.
    """
    texts = {a.id: a.text for a in detail.articles}

    def parts(things: Iterable[Mention | Claim | Attribution]) -> list[Any]:
        return [to_json(thing, texts[thing.article_id]) for thing in things]

    view = detail_view(detail)
    tolls = [toll for field in view.fields for toll in field.tolls]
    return {
        "form": EVENT_FORM, "event": _event_json(detail.event, detail, texts), "evidence": _evidence(detail),
        "run_id": detail.run_id, "parts": list(detail.parts), "origins": list(detail.origins),
        "tolls": [to_json(toll, "") for toll in tolls], "disputes": [to_json(one, "") for one in detail.disputes],
        "mentions": parts(detail.mentions), "claims": parts(detail.claims), "withdrawn": list(detail.withdrawn),
        "attributions": parts(detail.attributions), "articles": [to_json(a, a.text) for a in detail.articles],
        "judgements": [to_json(one, "") for one in detail.judgements],
    }  # fmt: skip


def _event_json(event: Event, homes: EventDetail | EventEntry, texts: Mapping[str, str]) -> dict[str, Any]:
    """An event, each of its values with the words of the article that it is from."""
    written = to_json(event, texts[event.article_ids[0]])

    def quote(value: Any, article_id: str | None) -> None:
        if value and value.get("span") and article_id:
            span = value["span"]
            span["quote"] = texts[article_id][span["start"] : span["end"]]

    quote(written["date"], homes.date_article)
    quote(written["place"], homes.place_article)
    for toll, article_id in zip(written["casualties"], homes.toll_articles, strict=True):
        quote(toll, article_id)
    return written


def _evidence(detail: EventDetail) -> dict[str, Any]:
    return {
        "date": detail.date_article, "place": detail.place_article, "casualties": list(detail.toll_articles),
    }  # fmt: skip


def events_to_json(store: Store, entries: Sequence[EventEntry], total: int) -> dict[str, Any]:
    """A list of events; ``total`` is how many there are with no limit."""
    wanted = {id for e in entries for id in (e.event.article_ids[0], e.date_article, e.place_article, *e.toll_articles)}
    texts = {id: store.article(id).text for id in wanted if id}
    write = writer(EventEntry)
    lines = [
        {**write(entry, texts[entry.event.article_ids[0]]), "event": _event_json(entry.event, entry, texts)}
        for entry in entries
    ]
    return {"form": EVENTS_FORM, "total": total, "events": lines}


def history_to_json(event_id: str, steps: Iterable[Step]) -> dict[str, Any]:
    """What brought an event to what it is, in order."""
    return {"form": HISTORY_FORM, "event_id": event_id, "steps": [to_json(step, "") for step in steps]}


def articles_to_json(entries: Iterable[ArticleEntry], rejected: Iterable[Rejected]) -> dict[str, Any]:
    """A list of articles, and the inputs that gave none."""
    article, refused = writer(ArticleEntry), writer(Rejected)
    return {
        "form": ARTICLES_FORM, "articles": [article(entry, "") for entry in entries],
        "rejected": [refused(entry, "") for entry in rejected],
    }  # fmt: skip


def entry_rows(store: Store, entries: Iterable[EventEntry]) -> Iterator[Row]:
    """The rows (``rows.EVENT_COLUMNS``) of a list of events, in its order."""
    record = lru_cache(maxsize=100)(store.record)  # events of one article rarely stand far apart
    for entry in entries:
        row = event_row(record(entry.article_id), entry.event)
        yield row | {"claims": entry.claims, "denials": entry.denials}  # of all articles, not only the first


def article_rows(entries: Iterable[ArticleEntry]) -> Iterator[Row]:
    """The rows (``ARTICLE_COLUMNS``) of a list of articles."""
    for entry in entries:
        yield {column: getattr(entry, column) for column in ARTICLE_COLUMNS}


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of each thing that is printed or answered as JSON, by name."""
    return {
        "record": record_schema(),
        "event": _schema(
            EVENT_FORM, event=Event, evidence=_EVIDENCE, run_id=str, parts=_TEXTS, origins=_TEXTS, tolls=[TollRange],
            disputes=[Dispute], mentions=[Mention], claims=[Claim], withdrawn=_TEXTS, attributions=[Attribution],
            articles=[Article], judgements=[Judgement],
        ),
        "history": _schema(HISTORY_FORM, event_id=str, steps=[Step]),
        "events": _schema(EVENTS_FORM, total=int, events=[EventEntry]),
        "articles": _schema(ARTICLES_FORM, articles=[ArticleEntry], rejected=[Rejected]),
        "summary": _summary_schema(),
    }  # fmt: skip


def _schema(form: str, **parts: Any) -> dict[str, Any]:
    properties: dict[str, Any] = {"form": {"const": form}}
    kinds: dict[str, Any] = {}
    for name, kind in parts.items():
        if isinstance(kind, dict):
            properties[name] = kind
            continue
        if kind in (int, str):
            properties[name] = {"type": "integer" if kind is int else "string"}
            continue
        one = part_schema(kind[0] if isinstance(kind, list) else kind)
        kinds |= one["$defs"]
        reference = {"$ref": one["$ref"]}
        properties[name] = {"type": "array", "items": reference} if isinstance(kind, list) else reference
    return _closed(form, properties) | {"$defs": dict(sorted(kinds.items()))}


def _closed(form: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "$schema": DIALECT, "title": form.rpartition("-")[0].replace("-", " "), "type": "object",
        "properties": dict(properties), "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _summary_schema() -> dict[str, Any]:
    count, text = {"type": "integer", "minimum": 0}, {"type": "string"}
    refused = _closed("", dict.fromkeys(("where", "reason", "remedy"), text))
    del refused["$schema"], refused["title"]
    number = {"type": "number", "minimum": 0}
    return _closed(
        SUMMARY_FORM,
        {
            "form": {"const": SUMMARY_FORM}, **dict.fromkeys(_COUNTS, count),
            "aside": {"type": "object", "additionalProperties": count}, "seconds": number,
            "articles_a_second": number, "rejected": {"type": "array", "items": refused},
        },
    )  # fmt: skip
