"""Records made for tests: a coder that needs no models, and hypothesis strategies for whole records."""

from __future__ import annotations

import hashlib
import os
import re
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from onrecord import records as r
from onrecord.records import Article, DateRange, Record, Run, Span

RUN = Run("onrecord 0 (made for tests)", "none", "none")
COUNTRIES = ("FRA", "KEN", "PER", None)


class MadeCoder:
    """Codes any text: an event at each "attack", an attribution at each "said", all drawn from the words alone."""

    def __init__(self, seconds: float = 0.0, run: Run = RUN) -> None:
        self.seconds, self.run = seconds, run

    def code(self, article: Article) -> Record:
        if self.seconds:
            time.sleep(self.seconds)
        if "RAISE-HERE" in article.text:
            raise ValueError("the coder met a word it cannot bear")
        if "HANG-HERE" in article.text:
            time.sleep(600)
        if "DIE-HERE" in article.text:
            os._exit(7)
        attributions = [_attribution(article, m) for m in re.finditer(r"\bsaid\b", article.text)]
        mentions = [_mention(article, m) for m in re.finditer(r"\battack\b", article.text)]
        events = [_event(article, m) for m in mentions]
        claims = [
            _claim(article, event, mention, attributions[at % len(attributions)].id if attributions else None)
            for at, (event, mention) in enumerate(zip(events, mentions, strict=True))
        ]
        if events:
            attributions = [replace(a, about=events[0].id) for a in attributions]
        return Record(article, self.run, tuple(mentions), tuple(events), tuple(attributions), tuple(claims))


@dataclass(frozen=True)
class MadeFactory:
    """What a batch is handed to build its coders with; small and picklable."""

    seconds: float = 0.0
    run: Run = RUN

    def __call__(self) -> MadeCoder:
        return MadeCoder(self.seconds, self.run)


class BrokenFactory:
    """A factory that cannot build its coder."""

    def __call__(self) -> MadeCoder:
        from onrecord.errors import ModelError

        raise ModelError("the model is missing", where="made", remedy="Install it.")


def article(text: str, day: str | None = "2021-03-04", **more: Any) -> Article:
    """An article of one body block, published on ``day``."""
    published = DateRange.day(date.fromisoformat(day)) if day else None
    more.setdefault("blocks", (r.Block("body", Span(0, len(text))),))
    return Article(text, published=published, published_known_by="given" if day else "unknown", **more)


def _number(article: Article, at: int) -> int:
    return hashlib.sha256(f"{article.text_id} {at}".encode()).digest()[0]


def _mention(a: Article, found: re.Match[str]) -> r.Mention:
    trigger, number = Span(*found.span()), _number(a, found.start())
    clause = Span(max(0, trigger.start - 10), min(len(a.text), trigger.end + 10))
    day = DateRange.day(date(2021, 1, 1) + timedelta(days=number))
    actor = r.Actor(f"Group {number}", COUNTRIES[number % 4], "REB", "group")
    return r.Mention(
        a.id, trigger, clause, "ASSAULT", "aerial" if number % 2 else None,
        arguments=(r.Argument("actor", Span(clause.start, trigger.start), actor),),
        time=r.TimeValue(day, "day", "expression", clause) if number % 3 else None,
        place=r.PlaceValue(r.Place("Springfield", "USA", "Ohio", 39.9, -83.8, 4525353), clause),
        tolls=(r.Toll("killed", number, number + 1, trigger, who="people"),),
    )  # fmt: skip


def _event(a: Article, m: r.Mention) -> r.Event:
    return r.Event(
        r.content_id("evt", m.id), m.type, m.mode, m.status, tuple(x.actor for x in m.arguments),
        (r.Actor("Villagers", "KEN", "CVL", "population"),), False, m.time, m.place, m.tolls, (m.id,), (a.id,),
    )  # fmt: skip


def _attribution(a: Article, found: re.Match[str]) -> r.Attribution:
    cue = Span(*found.span())
    source = Span(max(0, cue.start - 8), max(0, cue.start - 1))
    police = r.Actor("Police", "KEN", "COP", "organisation")
    return r.Attribution(
        a.id, police, source, cue, (Span(cue.end, min(len(a.text), cue.end + 12)),), "asserts",
        (r.Link(r.Actor("The Daily", None, "MED", "organisation"), cue),),
    )  # fmt: skip


def _claim(a: Article, e: r.Event, m: r.Mention, attribution: str | None) -> r.Claim:
    value = {"effect": "killed", "low": m.tolls[0].low}
    stance: r.Stance = "denies" if m.tolls[0].low % 2 else "asserts"
    return r.Claim(a.id, e.id, "casualties", value, m.trigger, stance, attribution, m.id)


# -- whole records of any shape ---------------------------------------------------------------------------------

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
_names = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
_days = st.dates(date(1, 1, 1), date(9999, 12, 31))
_code = st.sampled_from([None, "FRA", "KEN"])
_sectors, _kinds = st.sampled_from([None, "GOV", "REB"]), st.sampled_from(["group", "unnamed"])
_actors = st.builds(r.Actor, _names, _code, _sectors, _kinds)
_ranges = st.tuples(_days, _days).map(lambda pair: DateRange(min(pair), max(pair)))
_numbers = st.integers(0, 2**40)
_plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), _names)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=4,
)
_degrees = st.none() | st.floats(-90, 90)
_places = st.builds(
    r.Place, _names, _code, st.none() | _names, _degrees, _degrees, st.none() | _numbers,
    st.sampled_from(["point", "town", "country"]),
)  # fmt: skip


@st.composite
def records(draw: Any) -> Record:
    """A record in which ids that name another part do so, and nothing else is held back."""
    text = draw(_texts)
    edge = st.integers(0, len(text))
    spans = st.tuples(edge, edge).map(lambda pair: Span(min(pair), max(pair)))
    a = Article(
        text, tuple(draw(st.lists(st.builds(r.Block, st.sampled_from(r.BLOCK_KINDS), spans), max_size=3))),
        *(draw(st.none() | _names) for _ in range(4)), draw(st.none() | _ranges),
        draw(st.sampled_from(["given", "metadata", "unknown"])), draw(st.sampled_from(["en", "fr"])),
        draw(st.none() | _names),
    )  # fmt: skip
    times = st.builds(
        r.TimeValue, _ranges, st.sampled_from(["day", "month"]), st.just("expression"), st.none() | spans
    )
    values = st.builds(r.PlaceValue, _places, spans, st.sampled_from(["phrase", "dateline"]))
    tolls = st.lists(
        st.builds(r.Toll, st.sampled_from(r.EFFECTS), _numbers, st.none() | _numbers, spans, st.booleans(),
                  st.none() | _names, _code, st.booleans()), max_size=2).map(tuple)  # fmt: skip
    arguments = st.builds(
        r.Argument, st.sampled_from(["actor", "recipient", "victim", "instrument"]), spans, _actors
    )
    types = st.sampled_from(["ASSAULT", "AID"])
    mentions = draw(
        st.lists(
            st.builds(r.Mention, st.just(a.id), spans, spans, types, st.none() | _names, st.none() | _names,
                      st.sampled_from(r.STATUSES), st.booleans(), st.booleans(),
                      st.lists(arguments, max_size=2).map(tuple), st.none() | times, st.none() | values, tolls),
            max_size=3, unique_by=lambda m: m.id))  # fmt: skip
    some_mentions = (
        st.lists(st.sampled_from([m.id for m in mentions]), max_size=3) if mentions else st.just([])
    )
    actors = st.lists(_actors, max_size=2).map(tuple)
    event_ids = draw(st.lists(_names.map(lambda name: f"evt-{name}"), max_size=2, unique=True))
    events = [
        draw(st.builds(
            r.Event, st.just(event_id), types, st.none() | _names, st.sampled_from(r.STATUSES), actors, actors,
            st.booleans(), st.none() | times, st.none() | values, tolls, some_mentions.map(tuple), st.just((a.id,)),
            st.booleans(), st.booleans(), st.none() | _names))
        for event_id in event_ids
    ]  # fmt: skip
    of_events = st.sampled_from([*event_ids, "evt-elsewhere"])
    fields = st.sampled_from(["actor", "casualties", "type"])
    links = st.lists(st.builds(r.Link, _actors, spans), max_size=2).map(tuple)
    attributions = draw(
        st.lists(
            st.builds(r.Attribution, st.just(a.id), _actors, st.none() | spans, spans,
                      st.lists(spans, max_size=2).map(tuple), st.sampled_from(r.STANCES), links,
                      st.none() | of_events, st.none() | fields, actors),
            max_size=2, unique_by=lambda x: x.id))  # fmt: skip
    behind = st.sampled_from([None, *(x.id for x in attributions)])
    claims = draw(
        st.lists(
            st.builds(r.Claim, st.just(a.id), of_events, fields, st.dictionaries(_names, _plain, max_size=3), spans,
                      st.sampled_from(r.STANCES), behind, st.sampled_from([None, *(m.id for m in mentions)])),
            max_size=3))  # fmt: skip
    return Record(a, RUN, tuple(mentions), tuple(events), tuple(attributions), tuple(claims))
