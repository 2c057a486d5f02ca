"""What one article tells of one event, reduced to what merging compares: small, plain, and made of the record alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from onrecord.merge.words import meaning, rarity, stem, weighted, words_of
from onrecord.records import Actor, Article, Event, Mention, Record, Span, Toll

LEAD = 1500  # characters of an article that tell what its story is
STORY_WORDS, NEAR_WORDS = 24, 16
_BREAK = re.compile(r"""(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]["'”’)]*\s+(?=["'“‘(]*[A-Z0-9])|\n\s*\n""")


@dataclass(frozen=True)
class Party:
    """An actor as it is compared: the stems of its name that say something, its codes, whether it is named at all."""

    words: tuple[str, ...]
    country: str | None
    sector: str | None
    named: bool


@dataclass(frozen=True)
class Site:
    """A place as it is compared; ``fine`` for a town or a point in one."""

    id: str
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    fine: bool


@dataclass(frozen=True)
class Count:
    """A toll as it is compared."""

    effect: str
    low: int
    high: int | None
    attackers: bool


@dataclass(frozen=True)
class Telling:
    """One article's telling of one event. Days are ordinals (``date.toordinal``), closed at both ends.

    ``triggers`` are the stems of the words that tell it, ``near`` the telling words of the sentences around them,
    ``story`` those of the article's beginning. ``days`` is ``None`` where the text gives no day of its own;
    ``published`` stands in for it in looking for candidates. ``main`` marks the article's main event, ``only`` the
    only one of its type there.
    """

    id: str
    article_id: str
    type: str = ""
    mode: str | None = None
    status: str = "actual"
    background: bool = False
    mutual: bool = False
    triggers: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    days: tuple[int, int] | None = None
    published: tuple[int, int] | None = None
    site: Site | None = None
    counts: tuple[Count, ...] = ()
    near: Mapping[str, float] | None = None
    story: Mapping[str, float] | None = None
    at: int = 0

    @cached_property
    def families(self) -> frozenset[int]:
        """The families of words that its triggers belong to."""
        return meaning(self.triggers)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its triggers as a set."""
        return frozenset(self.triggers)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Actors and recipients together."""
        return (*self.actors, *self.recipients)

    def to_json(self) -> str:
        """Compact text that ``from_json`` reads back."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=vars)

    @classmethod
    def from_json(cls, text: str) -> Telling:
        """The telling that ``to_json`` wrote."""
        data: dict[str, Any] = json.loads(text)
        for name in ("actors", "recipients"):
            data[name] = tuple(Party(tuple(p.pop("words")), **p) for p in data[name])
        data["counts"] = tuple(Count(**count) for count in data["counts"])
        data["site"] = Site(**data["site"]) if data["site"] else None
        for name in ("days", "published"):
            data[name] = tuple(data[name]) if data[name] else None
        data["triggers"] = tuple(data["triggers"])
        return cls(**data)


def tellings(record: Record) -> list[Telling]:
    """What an article tells, an event each."""
    article = record.article
    if not record.events:
        return []
    mentions = {mention.id: mention for mention in record.mentions}
    story = weighted(lead_of(article), STORY_WORDS)
    published = _ordinals(article.published) if article.published else None
    return [
        telling_of(event, [mentions[i] for i in event.mention_ids if i in mentions], article, story, published)
        for event in record.events
    ]


def telling_of(
    event: Event,
    mentions: Sequence[Mention],
    article: Article,
    story: Mapping[str, float],
    published: tuple[int, int] | None,
) -> Telling:
    """What ``article`` tells of ``event`` in ``mentions``."""
    dated = event.date is not None and event.date.how != "publication"
    near = " ".join(article.quote(span) for span in _sentences(article, mentions))
    return Telling(
        id=event.id, article_id=article.id, type=event.type, mode=event.mode, status=event.status,
        background=event.background, mutual=event.mutual,
        triggers=tuple(sorted({s for m in mentions for s in words_of(article.quote(m.trigger))})),
        actors=tuple(map(party_of, event.actors)), recipients=tuple(map(party_of, event.recipients)),
        days=_ordinals(event.date.range) if event.date is not None and dated else None, published=published,
        site=_site(event), counts=tuple(map(_count, event.casualties)), near=weighted(near, NEAR_WORDS), story=story,
        at=min((m.trigger.start for m in mentions), default=0),
    )  # fmt: skip


def lead_of(article: Article) -> str:
    """The beginning of an article without its furniture: headline and first paragraphs."""
    blocks = [article.quote(b.span) for b in article.blocks if b.kind in {"headline", "body"}] or [article.text]
    text = "\n\n".join(blocks)
    title = article.title or ""
    return f"{title}\n\n{text[:LEAD]}" if title and not text.startswith(title) else text[:LEAD]


def _sentences(article: Article, mentions: Iterable[Mention]) -> list[Span]:
    """The sentences that the mentions stand in, each once, in order; a few say what there is to say."""
    ends = _breaks(article.text)
    found: dict[Span, None] = {}
    for mention in list(mentions)[:4]:
        start = max((e for e in ends if e <= mention.trigger.start), default=0)
        end = min((e for e in ends if e > mention.trigger.start), default=len(article.text))
        found.setdefault(Span(start, end))
    return list(found)


@lru_cache(maxsize=4)  # an article's events come one after another
def _breaks(text: str) -> tuple[int, ...]:
    """Where sentences end."""
    return tuple(match.end() for match in _BREAK.finditer(text))


def party_of(actor: Actor) -> Party:
    """An actor as it is compared."""
    words = tuple(w for w in dict.fromkeys(words_of(actor.name)) if rarity(w) > 0 or w[:1].isdigit())
    named = actor.kind not in {"unnamed", "population"} and actor.kind != "country"
    return Party(words, actor.country, actor.sector, named)


def _site(event: Event) -> Site | None:
    if event.place is None:
        return None
    place = event.place.place
    return Site(
        place.id, stem(place.name), place.country, place.admin1, place.latitude, place.longitude,
        place.precision in {"point", "town"},
    )  # fmt: skip


def _count(toll: Toll) -> Count:
    return Count(toll.effect, toll.low, None if toll.atleast else toll.high, toll.attackers)


def _ordinals(days: Any) -> tuple[int, int]:
    start: date = days.start
    end: date = days.end
    return start.toordinal(), end.toordinal()
