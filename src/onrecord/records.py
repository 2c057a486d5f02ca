"""The typed record: what one article says, in frozen values whose ids are hashes of their content.

Every offset is a code point offset into ``Article.text``, end exclusive. Countries are ISO 3166-1 alpha-3
codes, sectors and event types are PLOVER's, dates are closed intervals of days. ``None`` and empty tuples
mean "not known": nothing is guessed to fill a field.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args

BlockKind = Literal[
    "body", "headline", "caption", "promotion", "syndication", "copyright", "advertisement", "dateline"
]
KnownBy = Literal["given", "metadata", "dateline", "copyright", "unknown"]
Status = Literal["actual", "planned", "called-for", "attempted", "possible", "denied", "refused"]
Stance = Literal[
    "asserts", "claims-responsibility", "denies", "accuses", "condemns", "pledges", "calls-for", "supports",
    "reports",
]  # fmt: skip
Effect = Literal["killed", "injured", "abducted", "detained", "missing", "displaced"]
Role = Literal["actor", "recipient", "victim", "instrument"]
Field = Literal["actor", "recipient", "date", "place", "casualties", "status", "type"]
Granularity = Literal["day", "week", "month", "season", "quarter", "year", "decade", "interval"]
JudgementKind = Literal["same", "different", "correct", "withdraw", "undo"]
Precision = Literal["point", "town", "district", "province", "country", "region"]

BLOCK_KINDS: tuple[str, ...] = get_args(BlockKind)
STATUSES: tuple[str, ...] = get_args(Status)
STANCES: tuple[str, ...] = get_args(Stance)
EFFECTS: tuple[str, ...] = get_args(Effect)


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-`` and 16 hex digits of the SHA-256 of ``parts`` as canonical JSON.

    The same content gives the same id on every machine, in every order of reading.
    """
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return f"{prefix}-{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"


@lru_cache(maxsize=4096)  # asked for many times while an article is coded
def _mention_id(article_id: str, start: int, end: int, type: str) -> str:
    return content_id("men", article_id, start, end, type)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of ``Article.text``: code points ``start`` to ``end``, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a stretch of text")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class DateRange:
    """A closed interval of days, ``start`` and ``end`` both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a range of days cannot run from {self.start} back to {self.end}")

    @classmethod
    def day(cls, day: date) -> DateRange:
        """The interval of one day."""
        return cls(day, day)

    @classmethod
    def year(cls, year: int) -> DateRange:
        """The interval of one calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def days(self) -> int:
        """Number of days, at least 1."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: DateRange) -> bool:
        """Whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end

    def covers(self, other: DateRange) -> bool:
        """Whether ``other`` lies wholly inside this interval."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article that is of one kind; only ``body`` and ``headline`` are coded."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One published text, exactly as cleaned, with its page furniture told apart.

    ``published`` is an interval and ``published_known_by`` says where it came from. ``origin_outlet`` is the
    agency or paper that the text itself credits (dateline, syndication line), if any. ``external_id`` is
    the id that the file gave, kept for the user's own joins and no part of ``id``.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    origin_outlet: str | None = None
    published: DateRange | None = None
    published_known_by: KnownBy = "unknown"
    language: str = "en"
    external_id: str | None = None
    id: str = field(init=False)
    text_id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_id", content_id("txt", self.text))
        published = (str(self.published.start), str(self.published.end)) if self.published else None
        object.__setattr__(self, "id", content_id("art", self.text, self.outlet, self.url, published))

    def quote(self, span: Span) -> str:
        """The characters that ``span`` points to."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Actor:
    """A country, organisation, group or person, as its fullest name in the article.

    ``kind`` is country, organisation, group, person, population or unnamed.
    """

    name: str
    country: str | None = None
    sector: str | None = None
    kind: str = "unnamed"

    @property
    def id(self) -> str:
        """Content hash of name, country and sector."""
        return content_id("act", self.name.casefold(), self.country, self.sector)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on earth, at the precision the text gives; coordinates in degrees (WGS 84)."""

    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    precision: Precision = "town"

    @property
    def id(self) -> str:
        """Content hash: the GeoNames id where there is one, else name and country."""
        return content_id("plc", self.geonames_id or (self.name.casefold(), self.country))


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When, as far as the text supports it: an interval, its granularity, and the words that say so.

    ``how`` is expression, relative, event, publication or background; ``span`` is ``None`` only where
    ``how`` is publication.
    """

    range: DateRange
    granularity: Granularity
    how: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where: the place and the words that say so. ``how`` is phrase, article or dateline.

    Among all names of places in an article it also tells those that are no where: demonym ("Pakistani"),
    metonym ("Beijing urged") and office ("Islamabad Police"); site is a place in a site's name ("Karachi
    University").
    """

    place: Place
    span: Span
    how: str = "phrase"


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people an event touched: ``low`` to ``high``, ``high`` ``None`` where there is no ceiling told.

    ``atleast`` marks a floor ("at least nine", "among those killed"). ``attackers`` tells the dead of the
    attacking side from its victims.
    """

    effect: Effect
    low: int
    high: int | None
    span: Span
    atleast: bool = False
    who: str | None = None
    country: str | None = None
    attackers: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant in a mention, its role, and the words that name it there.

    ``span`` is the phrase at the mention ("he", "the group"); ``actor`` is whom it stands for.
    """

    role: Role
    span: Span
    actor: Actor


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that tells of an event; ``trigger`` is its head, ``span`` its clause."""

    article_id: str
    trigger: Span
    span: Span
    type: str
    mode: str | None = None
    context: str | None = None
    status: Status = "actual"
    mutual: bool = False
    background: bool = False
    arguments: tuple[Argument, ...] = ()
    time: TimeValue | None = None
    place: PlaceValue | None = None
    tolls: tuple[Toll, ...] = ()

    @property
    def id(self) -> str:
        """Content hash of article, trigger and type."""
        return _mention_id(self.article_id, self.trigger.start, self.trigger.end, self.type)

    def of_role(self, role: Role) -> tuple[Argument, ...]:
        """The arguments that play ``role``, in order of text."""
        return tuple(a for a in self.arguments if a.role == role)


@dataclass(frozen=True, slots=True)
class Link:
    """One who passed something on, and the words that say so."""

    actor: Actor
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source standing behind a stretch of content.

    ``via`` lists who passed it on, nearest to the source first; the article's own outlet ends every chain
    and is not repeated. ``about`` is the id of the event that the content speaks of, ``field`` the field of
    it where the content speaks of one ("actor": who did it). ``source`` is ``None`` where the text names
    nobody ("was reported to"). ``accused`` are those whom an accusation or a denial names as having done it.
    """

    article_id: str
    source_actor: Actor
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    via: tuple[Link, ...] = ()
    about: str | None = None
    field: Field | None = None
    accused: tuple[Actor, ...] = ()

    @property
    def id(self) -> str:
        """Content hash of article, source, cue and content."""
        spans = [(s.start, s.end) for s in self.content]
        source = (self.source.start, self.source.end) if self.source else None
        return content_id("att", self.article_id, source, (self.cue.start, self.cue.end), spans)


@dataclass(frozen=True, slots=True)
class Claim:
    """The atom: one value for one field of one event, the words that say it, and who stands behind it.

    ``attribution_id`` is ``None`` in the outlet's own voice. ``stance`` is ``denies`` where the source says
    that the value is wrong. ``value`` is plain JSON (see ``docs/record.md`` for each field's form).
    """

    article_id: str
    event_id: str
    field: Field
    value: Mapping[str, Any]
    span: Span
    stance: Stance = "asserts"
    attribution_id: str | None = None
    mention_id: str | None = None

    @property
    def id(self) -> str:
        """Content hash of all parts; the event's id is left out, since a merge must not change a claim."""
        return content_id(
            "clm", self.article_id, self.field, dict(self.value), self.span.start, self.span.end,
            self.stance, self.attribution_id, self.mention_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A happening in the world: a view computed from all claims about it.

    ``also`` lists further types that the same words support. ``date`` is the narrowest interval that the
    claims agree on, ``casualties`` one entry for each effect and nationality, from lowest to highest claim.
    """

    id: str
    type: str
    mode: str | None
    status: Status
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    mutual: bool
    date: TimeValue | None
    place: PlaceValue | None
    casualties: tuple[Toll, ...]
    mention_ids: tuple[str, ...]
    article_ids: tuple[str, ...]
    main: bool = False
    background: bool = False
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's dated and signed decision, which the engine never overturns.

    ``subject`` are the ids it is about: two events (same, different), an event (correct), a claim and its event
    (withdraw), a judgement (undo). ``made_at`` is a time in UTC (ISO 8601).
    """

    kind: JudgementKind
    subject: tuple[str, ...]
    made_at: str
    made_by: str
    reason: str
    field: Field | None = None
    value: str | None = None

    @property
    def id(self) -> str:
        """Content hash of all parts."""
        return content_id(
            "jdg", self.kind, list(self.subject), self.made_at, self.made_by, self.reason, self.field, self.value
        )


@dataclass(frozen=True, slots=True)
class Run:
    """What produced a record: any of these changing gives another run."""

    engine: str
    models: str
    ontology: str

    @property
    def id(self) -> str:
        """Content hash of the three."""
        return content_id("run", self.engine, self.models, self.ontology)


@dataclass(frozen=True, slots=True)
class Record:
    """All that one article puts on record. ``aside`` gives the reason where it was not coded."""

    article: Article
    run: Run
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    aside: str | None = None

    def quote(self, span: Span) -> str:
        """The characters that ``span`` points to."""
        return self.article.quote(span)

    def _repr_html_(self) -> str:
        """The marked text, as a notebook shows it."""
        from onrecord.display import as_html

        return as_html(self)
