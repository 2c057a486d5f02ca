"""An event with its claims side by side, and an article with its marks: what a person is shown of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.ask.marks import Segment, marked_blocks, marks_of
from onrecord.records import (
    Actor,
    Article,
    Attribution,
    Block,
    Claim,
    DateRange,
    Event,
    Mention,
    Record,
    Span,
)

FIELDS = ("type", "actor", "recipient", "date", "place", "casualties", "status")
_END = re.compile(r"""[.!?]["'”’)]*\s+(?=["'“‘(]*[A-Z0-9])|\n+""")


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim as shown: its value in words, who stands behind it (nearest first, the outlet last), the sentence."""

    id: str
    value: str
    stance: str
    denies: bool
    chain: tuple[str, ...]
    sentence: str
    quote: str
    quote_at: int  # offset of the quote in the sentence
    article_id: str
    span: Span
    published: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of an event: each distinct value with its claims; denials stand beside what they deny."""

    field: str
    values: tuple[tuple[str, tuple[ClaimView, ...]], ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as shown: one line that tells it, and its fields."""

    event: Event
    line: str
    fields: tuple[FieldView, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as shown: its blocks cut at marks, its events and attributions."""

    record: Record
    blocks: tuple[tuple[Block, tuple[Segment, ...]], ...]
    events: tuple[EventView, ...]


def article_view(record: Record) -> ArticleView:
    """What is shown of one article."""
    marks = marks_of(record.mentions, record.attributions)
    blocks = tuple((block, tuple(segments)) for block, segments in marked_blocks(record.article, marks))
    articles = {record.article.id: record.article}
    events = tuple(
        event_view(e, record.mentions, record.claims, record.attributions, articles) for e in record.events
    )
    return ArticleView(record, blocks, events)


def event_view(
    event: Event,
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    attributions: Iterable[Attribution],
    articles: Mapping[str, Article],
) -> EventView:
    """What is shown of one event, from everything that it is computed from."""
    by_id = {a.id: a for a in attributions}
    own = [c for c in claims if c.event_id == event.id]
    shown = {claim.id: _claim_view(claim, by_id.get(claim.attribution_id or ""), articles) for claim in own}
    fields = []
    for name in FIELDS:
        of_field = [c for c in own if c.field == name]
        if of_field:
            fields.append(_field_view(name, of_field, shown))
    about = tuple(a for a in by_id.values() if a.about == event.id)
    return EventView(event, event_line(event), tuple(fields), about)


def _field_view(name: str, claims: Sequence[Claim], shown: Mapping[str, ClaimView]) -> FieldView:
    values: dict[str, list[ClaimView]] = {}
    for claim in claims:
        view = shown[claim.id]
        values.setdefault(view.value, []).append(view)
    denied = any(view.denies for views in values.values() for view in views)
    tolls = {(c.value.get("effect"), c.value.get("low")) for c in claims} if name == "casualties" else set()
    differing = len(tolls) > len({effect for effect, _ in tolls})
    return FieldView(name, tuple((value, tuple(views)) for value, views in values.items()), denied or differing)


def _claim_view(claim: Claim, attribution: Attribution | None, articles: Mapping[str, Article]) -> ClaimView:
    article = articles[claim.article_id]
    around = sentence_around(article.text, claim.span)
    return ClaimView(
        id=claim.id,
        value=value_text(claim.field, claim.value),
        stance=claim.stance,
        denies=claim.stance == "denies",
        chain=chain_of(attribution, article),
        sentence=article.quote(around),
        quote=article.quote(claim.span),
        quote_at=claim.span.start - around.start,
        article_id=article.id,
        span=claim.span,
        published=range_text(article.published) if article.published else "date unknown",
    )


def chain_of(attribution: Attribution | None, article: Article) -> tuple[str, ...]:
    """Who stands behind a value: source, those who passed it on, the article's origin and its outlet."""
    chain = [attribution.source_actor.name, *(link.actor.name for link in attribution.via)] if attribution else []
    for outlet in (article.origin_outlet, article.outlet or "this article"):
        if outlet and outlet not in chain:
            chain.append(outlet)
    return tuple(chain)


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that a span stands in (to the edges of its paragraph at most)."""
    start, end = 0, len(text)
    for match in _END.finditer(text):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end - 1:
            end = match.end()
            break
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def value_text(field: str, value: Mapping[str, Any]) -> str:
    """A claim's value in a few words."""
    if field in {"actor", "recipient"}:
        return _with_codes(value["name"], value.get("country"), value.get("sector"))
    if field == "date":
        return value["start"] if value["start"] == value["end"] else f"{value['start']} to {value['end']}"
    if field == "place":
        return ", ".join(part for part in (value["name"], value.get("country")) if part)
    if field == "casualties":
        return toll_text(value)
    return " ".join(str(part) for part in value.values() if part)


def toll_text(value: Mapping[str, Any]) -> str:
    """A toll in a few words: "at least 9 killed (Chinese nationals)"."""
    low, high = value["low"], value["high"]
    if value.get("atleast") or high is None:
        count = f"at least {low}"
    elif low == high:
        count = str(low)
    else:
        count = f"up to {high}" if low == 0 else f"{low} to {high}"
    who = f" ({value['who']})" if value.get("who") else ""
    return f"{count} {value['effect']}{who}"


def _with_codes(name: str, country: str | None, sector: str | None) -> str:
    codes = " ".join(code for code in (country, sector) if code)
    return f"{name} [{codes}]" if codes else name


def actor_text(actor: Actor) -> str:
    """An actor with its country and sector codes."""
    return _with_codes(actor.name, actor.country, actor.sector)


def range_text(days: DateRange) -> str:
    """A day, or the first and the last."""
    return str(days.start) if days.start == days.end else f"{days.start} to {days.end}"


def event_line(event: Event) -> str:
    """One line that tells an event: who, what, to whom, where, when."""
    who = ", ".join(actor_text(a) for a in event.actors) or "?"
    whom = ", ".join(actor_text(a) for a in event.recipients)
    kind = event.type if event.mode is None else f"{event.type} {event.mode}"
    parts = [who, "—", kind, *(["→", whom] if whom else [])]
    if event.place is not None:
        parts.append(f"· {value_text('place', {'name': event.place.place.name, 'country': event.place.place.country})}")
    if event.date is not None:
        parts.append(f"· {range_text(event.date.range)}")
    if event.status != "actual":
        parts.append(f"· {event.status}")
    return " ".join(parts)
