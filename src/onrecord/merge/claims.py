"""Claims: for every field of every event, what is said, in which words, and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from onrecord.annotated import Annotated
from onrecord.merge.answers import fill_recipients
from onrecord.merge.view import event_of
from onrecord.records import Actor, Attribution, Claim, Event, Field, Mention, Span, TimeValue, Toll

_Value = tuple[Field, Mapping[str, Any], Span]  # of a claim: field, value, and the words that say it


def make_claims(article: Annotated) -> None:
    """Fill ``article.claims``, and bring ``article.events`` up to date with what attributions say of them."""
    mentions = {mention.id: mention for mention in article.mentions}
    article.attributions = [_with_accused(article, attribution) for attribution in article.attributions]
    about: dict[str, list[Attribution]] = {}
    for attribution in article.attributions:
        if attribution.about is not None:
            about.setdefault(attribution.about, []).append(attribution)
    claims: dict[str, Claim] = {}
    events = []
    for event in article.events:
        members = [mentions[i] for i in event.mention_ids]
        for claim in _told(article, event, members):
            claims.setdefault(claim.id, claim)
        for attribution in about.get(event.id, ()):
            for claim in _attributed(event, attribution):
                claims.setdefault(claim.id, claim)
        events.append(event_of(article.article, members, about.get(event.id, ())))
    article.claims = list(claims.values())
    article.events = _mark_main(article, events, mentions)
    fill_recipients(article)


def _with_accused(article: Annotated, attribution: Attribution) -> Attribution:
    """Name whom an accusation is of: the recipients of the accusing mention at its cue; a denier denies of himself."""
    if attribution.accused or attribution.field != "actor":
        return attribution
    if attribution.stance == "accuses":
        accused = [
            argument.actor
            for mention in article.mentions
            if mention.type == "ACCUSE" and mention.trigger.overlaps(attribution.cue)
            for argument in mention.of_role("recipient")
        ]
        return replace(attribution, accused=tuple(dict.fromkeys(accused)))
    if attribution.stance == "denies":
        return replace(attribution, accused=(attribution.source_actor,))
    return attribution


def _told(article: Annotated, event: Event, members: list[Mention]) -> Iterator[Claim]:
    """Claims that the mentions themselves make, in the voice of the innermost attribution around each.

    Who denies an event says only that it is wrong to call it actual; who denies a part in it ("any role in the attack")
    leaves the event to the outlet's own voice, and the denial itself is the claim that :func:`_attributed` makes of it.
    """
    for mention in members:
        voice = _voice(article, mention)
        denies = voice is not None and voice.stance == "denies"
        if denies and mention.status != "denied":
            voice, denies = None, False
        values: Iterable[_Value] = [("status", {"status": "actual"}, mention.trigger)] if denies else _values(mention)
        for name, value, span in values:
            yield Claim(
                article_id=article.article.id,
                event_id=event.id,
                field=name,
                value=value,
                span=span,
                stance="denies" if denies else "asserts",
                attribution_id=voice.id if voice else None,
                mention_id=mention.id,
            )


def _voice(article: Annotated, mention: Mention) -> Attribution | None:
    """The innermost attribution whose content holds the trigger and whose cue is not the trigger itself."""
    around = [
        a for a in article.attributions
        if not a.cue.overlaps(mention.trigger) and any(span.covers(mention.trigger) for span in a.content)
    ]  # fmt: skip
    return min(around, key=lambda a: (sum(s.end - s.start for s in a.content), a.cue), default=None)


def _values(mention: Mention) -> Iterator[_Value]:
    yield "type", {"type": mention.type, "mode": mention.mode}, mention.trigger
    yield "status", {"status": mention.status}, mention.trigger
    for argument in mention.arguments:
        if argument.role == "actor":
            yield "actor", actor_value(argument.actor), argument.span
        elif argument.role in {"recipient", "victim"}:
            yield "recipient", {**actor_value(argument.actor), "role": argument.role}, argument.span
    if mention.time is not None and mention.time.span is not None:
        yield "date", date_value(mention.time), mention.time.span
    if mention.place is not None:
        place = mention.place.place
        yield "place", {
            "name": place.name, "country": place.country, "precision": place.precision,
            "geonames_id": place.geonames_id, "latitude": place.latitude, "longitude": place.longitude,
        }, mention.place.span  # fmt: skip
    for toll in mention.tolls:
        yield "casualties", toll_value(toll), toll.span


def actor_value(actor: Actor) -> dict[str, Any]:
    """An actor as a claim's value."""
    return {"name": actor.name, "country": actor.country, "sector": actor.sector, "kind": actor.kind}


def date_value(time: TimeValue) -> dict[str, Any]:
    """A date as a claim's value, days in ISO 8601."""
    days = time.range
    return {"start": str(days.start), "end": str(days.end), "granularity": time.granularity, "how": time.how}


def toll_value(toll: Toll) -> dict[str, Any]:
    """A toll as a claim's value."""
    return {
        "effect": toll.effect, "low": toll.low, "high": toll.high, "atleast": toll.atleast,
        "who": toll.who, "country": toll.country, "attackers": toll.attackers,
    }  # fmt: skip


def _attributed(event: Event, attribution: Attribution) -> Iterator[Claim]:
    """Claims of who did it: by the one who claims it, the one who accuses, the one who denies."""
    if attribution.field != "actor":
        return
    span = attribution.content[0] if attribution.content else attribution.cue
    whom = (
        (attribution.source_actor,) if attribution.stance == "claims-responsibility" else attribution.accused
    )
    for actor in whom:
        yield Claim(
            article_id=attribution.article_id,
            event_id=event.id,
            field="actor",
            value=actor_value(actor),
            span=span,
            stance=attribution.stance,
            attribution_id=attribution.id,
        )


def _mark_main(article: Annotated, events: list[Event], mentions: Mapping[str, Mention]) -> list[Event]:
    """Mark the article's main event: told in the headline or first paragraph, and told of most often."""
    lead = next((p.span.end for p in article.paragraphs if p.kind == "body"), 0)

    def weight(event: Event) -> tuple[int, int]:
        told = [mentions[i].trigger.start for i in event.mention_ids]
        return sum(1 for start in told if start < lead) * 2 + len(told), -min(told)

    actual = [
        e
        for e in events
        if e.status == "actual" and min(mentions[i].trigger.start for i in e.mention_ids) < lead
    ]
    if not actual:
        return events
    main = max(actual, key=weight)
    return [replace(event, main=event is main) for event in events]
