"""One record written by hand for tests of what a person sees: two tolls, a denial, a chain, awkward characters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from made import RUN, article
from onrecord import records as r
from onrecord.records import Actor, Article, Attribution, Claim, DateRange, Event, Mention, Record, Span
from onrecord.store import StoreWriter

HEADLINE = "Gunmen attack <b>bus</b> & flee"
BODY = (
    "At least nine people were killed when gunmen attacked a bus near Kilindi on Monday, police said. "
    "A doctor said 12 people died. The Northern Front denied that it attacked the bus, The Herald reported."
)
FURNITURE = "Copyright 2021 The Herald"
TEXT = f"{HEADLINE}\n\n{BODY}\n\n{FURNITURE}"
MONDAY = date(2021, 3, 1)


def at(words: str, nth: int = 0) -> Span:
    """The nth place where ``words`` stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def story() -> Record:
    """The record."""
    blocks = (
        r.Block("headline", at(HEADLINE)), r.Block("body", at(BODY)), r.Block("copyright", at(FURNITURE)),
    )  # fmt: skip
    a = Article(
        TEXT, blocks, title=HEADLINE, url="https://example.org/1", outlet="The Herald", origin_outlet="Example Wire",
        published=DateRange.day(date(2021, 3, 2)), published_known_by="given",
    )  # fmt: skip
    gunmen, front = Actor("gunmen", None, "UAF"), Actor("Northern Front", "KEN", "REB", "group")
    place = r.PlaceValue(r.Place("Kilindi", "KEN"), at("Kilindi"))
    time = r.TimeValue(DateRange.day(MONDAY), "day", "expression", at("Monday"))
    nine = r.Toll("killed", 9, None, at("At least nine people"), atleast=True)
    twelve = r.Toll("killed", 12, 12, at("12 people"))
    mention = Mention(
        a.id, at("attacked"), at("At least nine people were killed when gunmen attacked a bus near Kilindi on Monday"),
        "ASSAULT", "firearms", arguments=(r.Argument("actor", at("gunmen"), gunmen),), time=time, place=place,
        tolls=(nine, twelve),
    )  # fmt: skip
    event = Event(
        r.content_id("evt", mention.id), "ASSAULT", "firearms", "actual", (gunmen,), (), False, time, place, (nine,),
        (mention.id,), (a.id,), main=True,
    )  # fmt: skip
    police, doctor = Actor("police", "KEN", "COP"), Actor("doctor", None, "HLH", "person")
    herald = r.Link(Actor("The Herald", None, "MED", "organisation"), at("The Herald", 0))
    said = [
        Attribution(
            a.id, police, at("police"), at("said"), (at("At least nine people were killed"),), "asserts",
            about=event.id, field="casualties",
        ),
        Attribution(a.id, doctor, at("A doctor"), at("said", 1), (at("12 people died"),), "asserts", about=event.id),
        Attribution(
            a.id, front, at("The Northern Front"), at("denied"), (at("it attacked the bus"),), "denies", (herald,),
            event.id, "actor", (front,),
        ),
        Attribution(
            a.id, Actor("The Herald"), at("The Herald"), at("reported"), (at("died"),), "condemns", about=event.id
        ),
    ]  # fmt: skip
    return Record(a, RUN, (mention,), (event,), tuple(said), tuple(_claims(a, event, mention, said)))


def _claims(a: Article, event: Event, mention: Mention, said: list[Attribution]) -> Iterator[Claim]:
    def claim(field: r.Field, value: dict[str, object], span: Span, voice: int | None = None) -> Claim:
        one = said[voice] if voice is not None else None
        stance = one.stance if one else "asserts"
        return Claim(a.id, event.id, field, value, span, stance, one.id if one else None, mention.id)

    who = {"country": None, "attackers": False, "who": "people"}
    yield claim("type", {"mode": "firearms", "type": "ASSAULT"}, at("attacked"))
    yield claim("status", {"status": "actual"}, at("attacked"))
    yield claim("actor", {"name": "gunmen", "country": None, "sector": "UAF", "kind": "unnamed"}, at("gunmen"))
    front = {"name": "Northern Front", "country": "KEN", "sector": "REB", "kind": "group"}
    yield claim("actor", front, at("it attacked the bus"), 2)
    day = {"start": str(MONDAY), "end": str(MONDAY), "granularity": "day", "how": "expression"}
    yield claim("date", day, at("Monday"))
    yield claim("place", {"name": "Kilindi", "country": "KEN", "precision": "town"}, at("Kilindi"))
    nine = {"effect": "killed", "low": 9, "high": None, "atleast": True, **who}
    yield claim("casualties", nine, at("At least nine people"), 0)
    yield claim("casualties", {**nine, "low": 12, "high": 12, "atleast": False}, at("12 people"), 1)


def fill(path: Path) -> Record:
    """A store at ``path`` with the story, an article that was set aside, and an input that gave none."""
    record = story()
    with StoreWriter.open(path) as store:
        store.add(record)
        aside = article("The home side won the cup.", "2021-03-03", title="Cup won", outlet="The Herald")
        store.add_aside(aside, "off-topic: not about politics, security or public affairs", RUN)
        store.reject("feeds/broken.gz", "truncated: the gzip file ends early", "Fetch it again.")
    return record


__all__ = ["BODY", "HEADLINE", "TEXT", "at", "fill", "story"]
