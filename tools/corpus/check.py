"""What is wrong with one annotated article, sentence or set, as lines for its writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tools.corpus import codes, layout
from tools.corpus.layout import Piece, Record, Sentence, listed
from tools.corpus.quotes import ambiguous, locate

WORDS = (120, 450)  # in an article
EARLIEST = date(1700, 1, 1)
LATEST = date(2100, 1, 1)


def article(piece: Piece) -> Iterator[str]:
    """Faults of an article and its gold record."""
    gold = piece.gold
    count = len(re.findall(r"\w+(?:['’.-]\w+)*", piece.text))
    if not WORDS[0] <= count <= WORDS[1]:
        yield f"{count} words, not {WORDS[0]} to {WORDS[1]}"
    for key, allowed in (("style", layout.STYLES), ("region", layout.REGIONS)):
        if gold.get(key) not in allowed:
            yield f"{key} {gold.get(key)!r} is none of {', '.join(allowed)}"
    if not isinstance(gold.get("published"), date):
        yield f"published {gold.get('published')!r} is no day"
    if gold.get("topic") != layout.topic_of(piece.name):
        yield f"topic {gold.get('topic')!r}"
    for quote in listed(gold.get("furniture")):
        yield from _found(piece.text, quote, "furniture")
    events = listed(gold.get("events"))
    ids = [event.get("id") for event in events]
    for repeated in {each for each in ids if ids.count(each) > 1}:
        yield f"event id {repeated!r} twice"
    for event in events:
        yield from (f"{event.get('id')}: {fault}" for fault in _event(piece.text, event))
    for number, attribution in enumerate(listed(gold.get("attributions")), 1):
        yield from (f"attribution {number}: {fault}" for fault in _attribution(piece.text, attribution, ids))


def _event(text: str, event: Record) -> Iterator[str]:
    if not event.get("mentions"):
        yield "no mentions"
    for quote in listed(event.get("mentions")):
        yield from _found(text, quote, "mention")
    yield from _type(event)
    for each in listed(event.get("also")):
        if each not in codes.modes():
            yield f"also {each!r}"
    if event.get("status") not in codes.STATUSES:
        yield f"status {event.get('status')!r}"
    for role in ("actor", "recipient"):
        for actor in listed(event.get(role)):
            yield from _actor(text, actor, role)
    if event.get("date") is not None:
        yield from _dates(event["date"])
    if event.get("place") is not None:
        yield from _actor(text, event["place"], "place")
    for toll in listed(event.get("casualties")):
        yield from _toll(toll)


def _type(event: Record) -> Iterator[str]:
    modes = codes.modes()
    if event.get("type") not in modes:
        yield f"type {event.get('type')!r}"
    elif event.get("mode") is not None and event["mode"] not in modes[event["type"]]:
        yield f"mode {event['mode']!r} is none of {event['type']}"


def _actor(text: str, actor: Record, role: str) -> Iterator[str]:
    name = str(actor.get("name", ""))
    words = re.findall(r"\w{2,}", name) or [name]
    if not name or not any(word.casefold() in text.casefold() for word in words):
        yield f"{role} {name!r} is not in the text"
    if actor.get("country") is not None and actor["country"] not in codes.countries():
        yield f"{role} country {actor['country']!r}"
    if actor.get("sector") is not None and actor["sector"] not in codes.sectors():
        yield f"{role} sector {actor['sector']!r}"


def _dates(interval: Record) -> Iterator[str]:
    start, end = interval.get("start"), interval.get("end")
    if not isinstance(start, date) or not isinstance(end, date):
        yield f"date {interval!r} is no pair of days"
    elif not EARLIEST < start <= end < LATEST:
        yield f"date {start} to {end}"


def _toll(toll: Record) -> Iterator[str]:
    if toll.get("effect") not in codes.EFFECTS:
        yield f"effect {toll.get('effect')!r}"
    low, high = toll.get("low"), toll.get("high")
    if not isinstance(low, int) or not isinstance(high, int) or not 0 <= low <= high:
        yield f"casualties {low!r} to {high!r}"
    if toll.get("country") is not None and toll["country"] not in codes.countries():
        yield f"casualties country {toll['country']!r}"


def _attribution(text: str, attribution: Record, ids: list[str]) -> Iterator[str]:
    yield from _actor(text, attribution.get("source") or {}, "source")
    for quote in [attribution.get("cue"), *listed(attribution.get("content"))]:
        yield from _found(text, quote, "cue or content")
    if attribution.get("stance") not in codes.STANCES:
        yield f"stance {attribution.get('stance')!r}"
    if attribution.get("about") is not None and attribution["about"] not in ids:
        yield f"about {attribution['about']!r}, which is no event"
    if attribution.get("field") is not None and attribution["field"] not in codes.FIELDS:
        yield f"field {attribution['field']!r}"
    for each in listed(attribution.get("via")):
        name = each["name"] if isinstance(each, dict) else each
        yield from _actor(text, {"name": name}, "via")


def sentence(each: Sentence) -> Iterator[str]:
    """Faults of a sentence's record."""
    record, text = each.record, each.text
    unknown = set(record) - {"text", "form", "events", "attributions", "negative", "lure"}
    if unknown:
        yield f"unknown keys {sorted(unknown)}"
    if record.get("form") not in layout.FORMS:
        yield f"form {record.get('form')!r}"
    events, attributions = listed(record.get("events")), listed(record.get("attributions"))
    if "negative" in record:
        if record["negative"] not in layout.NEGATIVES:
            yield f"negative {record['negative']!r}"
        if events:
            yield "a negative holds an event"
        for lure in listed(record.get("lure")) or [""]:
            yield from _stretch(text, lure, "lure")
    elif not events and not attributions:
        yield "neither event nor attribution nor negative"
    for event in events:
        yield from _type(event)
        if event.get("status") not in codes.STATUSES:
            yield f"status {event.get('status')!r}"
        yield from _stretch(text, event.get("trigger"), "trigger")
        for role in ("actor", "recipient", "victim", "instrument", "place", "time"):
            for quote in listed(event.get(role)):
                yield from _stretch(text, quote, role)
    for attribution in attributions:
        if attribution.get("stance") not in codes.STANCES:
            yield f"stance {attribution.get('stance')!r}"
        yield from _stretch(text, attribution.get("cue"), "cue")
        for key in ("source", "content", "via"):
            for quote in listed(attribution.get(key)):
                yield from _stretch(text, quote, key)


def one_set(each: Record, ids: dict[str, set[str]]) -> Iterator[str]:
    """Faults of a set; `ids` are each article's event ids."""
    members = listed(each.get("articles"))
    if not 2 <= len(members) <= 4:
        yield f"{len(members)} articles, not 2 to 4"
    yield from (f"article {name!r} is not there" for name in members if name not in ids)
    for line in listed(each.get("same")):
        for name, events in line.items():
            for event in listed(events):
                if event not in ids.get(name, set()):
                    yield f"{name} has no event {event!r}"
        if len(line) < 2:
            yield f"one article alone in {line}"
    if not each.get("same"):
        yield "nothing is the same"
    for pair in listed(each.get("apart")):
        for one in pair:
            name, _, event = str(one).partition("/")
            if event not in ids.get(name, set()):
                yield f"apart: {one!r} is no event"


def _found(text: str, quote: object, what: str) -> Iterator[str]:
    if not isinstance(quote, str) or quote not in text:
        yield f"{what} {quote!r} is not in the text"


def _stretch(text: str, quote: object, what: str) -> Iterator[str]:
    if not isinstance(quote, str):
        yield f"{what} {quote!r} is no quote"
        return
    try:
        locate(text, quote)
    except ValueError as error:
        yield f"{what} {error}"
        return
    if what in ("trigger", "cue") and ambiguous(text, quote):
        yield f"{what} {quote!r} stands there more than once: give #1, #2"
