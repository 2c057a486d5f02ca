"""An event with its claims side by side, and an article with its marks: what a person is shown of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.ask.marks import Segment, marked_blocks, marks_of
from onrecord.ask.words import event_line, range_text, value_text
from onrecord.merge.tolls import TollRange, toll_ranges
from onrecord.records import Article, Attribution, Block, Claim, Event, Judgement, Record, Span
from onrecord.store import EventDetail

FIELDS = ("actor", "recipient", "casualties", "date", "place", "status", "type")
# a stop after a capital or a short capitalised word (U.N. Council, Mr. X, Gen. Y) ends no sentence
_END = re.compile(
    r"""(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]["'”’)]*\s+(?=["'“‘(]*[A-Z0-9])|\n\s*\n"""
)


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
    origin_id: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value that a field is said to have: who says so, and beside it who denies it.

    ``origins`` counts the independent origins that say so (not those that deny it, nor withdrawn claims); ``first`` and
    ``last`` are the days on which it was published first and last, empty where no day is known.
    """

    value: str
    claims: tuple[ClaimView, ...]
    denials: tuple[ClaimView, ...]
    origins: int = 1
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of an event with each value that it is said to have.

    ``denied`` tells that a value is denied, ``differs`` that sources differ about how many. ``tolls`` has the low, best
    and high count of each effect.
    """

    field: str
    values: tuple[ValueView, ...]
    denied: bool
    differs: bool
    tolls: tuple[TollRange, ...] = ()


@dataclass(frozen=True, slots=True)
class SayingView:
    """What is said of an event without giving it a value: it is condemned, called for, pledged."""

    stance: str
    chain: tuple[str, ...]
    words: str
    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as shown: one line that tells it, its fields, and what else is said of it.

    ``disputes`` has kind and words of each contradiction, ``origins`` counts the independent origins of the articles.
    """

    event: Event
    line: str
    fields: tuple[FieldView, ...]
    sayings: tuple[SayingView, ...]
    disputes: tuple[tuple[str, str], ...] = ()
    origins: int = 1
    judgements: tuple[Judgement, ...] = ()

    @property
    def notable(self) -> tuple[FieldView, ...]:
        """The fields without type and status, unless these two are denied."""
        return tuple(f for f in self.fields if f.denied or f.field not in {"type", "status"})


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as shown: its blocks cut at marks, its events and attributions."""

    record: Record
    blocks: tuple[tuple[Block, tuple[Segment, ...]], ...]
    events: tuple[EventView, ...]


def article_view(record: Record) -> ArticleView:
    """What is shown of one article."""
    marks = marks_of(record)
    blocks = tuple((block, tuple(segments)) for block, segments in marked_blocks(record.article, marks))
    articles = {record.article.id: record.article}
    events = tuple(event_view(e, record.claims, record.attributions, articles) for e in record.events)
    return ArticleView(record, blocks, events)


def detail_view(detail: EventDetail) -> EventView:
    """What is shown of one event of a store."""
    articles = {a.id: a for a in detail.articles}
    origins = dict(zip(detail.event.article_ids, detail.origins, strict=True))
    view = event_view(
        detail.event, detail.claims, detail.attributions, articles, origins=origins, withdrawn=detail.withdrawn
    )
    return replace(
        view, disputes=tuple((d.kind, d.detail) for d in detail.disputes), origins=len(set(detail.origins)),
        judgements=detail.judgements,
    )  # fmt: skip


def event_view(
    event: Event, claims: Iterable[Claim], attributions: Iterable[Attribution], articles: Mapping[str, Article], *,
    origins: Mapping[str, str] | None = None, withdrawn: Collection[str] = (),
) -> EventView:  # fmt: skip
    """What is shown of one event, from everything that it is computed from; ``origins`` has the articles' origins."""
    by_id = {a.id: a for a in attributions}
    own = [claim for claim in claims if claim.event_id == event.id]
    source = _Source(articles, origins or {}, withdrawn)
    shown = [(claim, _claim_view(claim, by_id.get(claim.attribution_id or ""), source)) for claim in own]
    fields = [_field_view(name, [pair for pair in shown if pair[0].field == name], source) for name in FIELDS]
    giving = {claim.attribution_id for claim in own}
    sayings = tuple(
        _saying_view(a, articles[a.article_id]) for a in by_id.values() if a.about == event.id and a.id not in giving
    )
    return EventView(event, event_line(event), tuple(f for f in fields if f.values), sayings)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where claims are from: their articles, the articles' origins, and which claims were withdrawn."""

    articles: Mapping[str, Article]
    origins: Mapping[str, str]
    withdrawn: Collection[str]

    def origin(self, article_id: str) -> str:
        return self.origins.get(article_id, article_id)

    def day(self, article_id: str) -> str:
        published = self.articles[article_id].published
        return str(published.start) if published else ""


def _field_view(name: str, claims: Sequence[tuple[Claim, ClaimView]], source: _Source) -> FieldView:
    by_value: dict[str, dict[object, ClaimView]] = {}
    for _, view in claims:
        # one who tells a value twice with the same words is shown once
        by_value.setdefault(view.value, {}).setdefault((view.stance, view.chain, view.article_id, view.span), view)
    values = tuple(_value_view(value, list(told.values()), source) for value, told in by_value.items())
    standing = [claim for claim, view in claims if not view.withdrawn]
    differs = name == "casualties" and _differ(standing)
    tolls = toll_ranges(standing, source.day, source.origin) if name == "casualties" else ()
    return FieldView(name, values, any(value.denials for value in values), differs, tolls)


def _value_view(value: str, told: Sequence[ClaimView], source: _Source) -> ValueView:
    said = sorted((v for v in told if not v.denies), key=lambda v: source.day(v.article_id))
    denied = sorted((v for v in told if v.denies), key=lambda v: source.day(v.article_id))
    days = [day for view in told if (day := source.day(view.article_id))]
    origins = len({view.origin_id for view in said if not view.withdrawn})
    return ValueView(value, tuple(said), tuple(denied), origins, min(days, default=""), max(days, default=""))


def _differ(claims: Iterable[Claim]) -> bool:
    """Whether two claims give different numbers of the same people, touched in the same way."""
    told: dict[object, set[object]] = {}
    for claim in claims:
        if claim.stance != "denies":
            people = tuple(claim.value.get(key) for key in ("effect", "country", "attackers", "who"))
            told.setdefault(people, set()).add((claim.value["low"], claim.value["high"]))
    return any(len(numbers) > 1 for numbers in told.values())


def _claim_view(claim: Claim, attribution: Attribution | None, source: _Source) -> ClaimView:
    article = source.articles[claim.article_id]
    around = sentence_around(article, claim.span)
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
        origin_id=source.origin(article.id),
        withdrawn=claim.id in source.withdrawn,
    )


def _saying_view(attribution: Attribution, article: Article) -> SayingView:
    words = " … ".join(article.quote(span) for span in attribution.content)
    first = attribution.content[0] if attribution.content else attribution.cue
    return SayingView(attribution.stance, chain_of(attribution, article), words, article.id, first)


def chain_of(attribution: Attribution | None, article: Article) -> tuple[str, ...]:
    """Who stands behind a value: source, those who passed it on, the article's origin and its outlet."""
    told = [attribution.source_actor.name, *(link.actor.name for link in attribution.via)] if attribution else []
    ends = [outlet for outlet in (article.origin_outlet, article.outlet) if outlet]
    chain = [*(name for name in told if name not in ends[1:] or name == told[0]), *ends]
    return tuple(dict.fromkeys(chain)) or ("unnamed outlet",)


def sentence_around(article: Article, span: Span) -> Span:
    """The sentence that a span stands in, to the edges of its block at most."""
    block = next((b.span for b in article.blocks if b.span.covers(span)), Span(0, len(article.text)))
    start, end = block.start, block.end
    for match in _END.finditer(article.text, start, end):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end - 1:
            end = match.end()
            break
    piece = article.text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
