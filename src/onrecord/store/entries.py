"""What the reader answers with: lines of lists, and an event with all that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Article, Attribution, Claim, Event, Judgement, Mention


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """A line of a list of articles. ``state`` is coded, copy, aside or failed; dates are ISO days."""

    article_id: str
    title: str | None
    outlet: str | None
    origin_outlet: str | None
    url: str | None
    published_start: str | None
    published_end: str | None
    published_known_by: str
    language: str
    state: str
    aside: str | None
    origin_id: str | None
    external_id: str | None
    text_id: str
    characters: int
    events: int
    attributions: int


@dataclass(frozen=True, slots=True)
class EventEntry:
    """A line of a list of events: the event, the first article that tells of it, and the words that do.

    ``claims`` and ``denials`` count the claims about it, denials among them; ``origins`` the independent origins of the
    articles; ``disputes`` are the kinds of contradiction among the claims (toll, date, place, who, happened). The last
    three say whose texts the spans of date, place and tolls point into.
    """

    event: Event
    run_id: str
    quote: str
    article_id: str
    title: str | None
    outlet: str | None
    published_start: str | None
    published_end: str | None
    claims: int
    denials: int
    origins: int
    disputes: tuple[str, ...]
    date_article: str | None = None
    place_article: str | None = None
    toll_articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contradiction about an event: its kind, and a few words on it."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class EventDetail:
    """An event with everything that it is computed from; ``articles`` holds the texts that spans point into.

    ``parts`` are the ids of the event as each article tells it (of claims and attributions the event's own id is
    given); ``date_article``, ``place_article`` and ``toll_articles`` say whose texts the spans of those values point
    into. ``origins`` gives each article's origin, ``withdrawn`` the claims that a person withdrew, ``judgements`` what
    was judged of it.
    """

    event: Event
    run_id: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    articles: tuple[Article, ...]
    parts: tuple[str, ...]
    date_article: str | None
    place_article: str | None
    toll_articles: tuple[str, ...]
    origins: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    withdrawn: tuple[str, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that gave no article."""

    location: str
    reason: str
    remedy: str
    added_at: str
