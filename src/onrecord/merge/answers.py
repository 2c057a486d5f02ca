"""Parties that follow from another event of the article: whom a condemnation is of, whom a denial answers.

"Both denounced the attack" is directed at whoever did it; "the group denied it" answers whoever accused the group.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotated import Annotated
from onrecord.records import Actor, Event

_NEAR = 3  # sentences between an accusation and the denial that answers it


def fill_recipients(article: Annotated) -> None:
    """Fill ``recipients`` of accusations of an event, and of denials, in ``article.events``."""
    mentions = {m.id: m for m in article.mentions}
    by_trigger = {article.triggers[m.id]: e for e in article.events for m in (mentions[i] for i in e.mention_ids)}
    for n, event in enumerate(article.events):
        if event.recipients:
            continue
        if event.type == "ACCUSE":
            found = _accused(article, event, by_trigger)
        elif event.type == "REJECT":
            found = _answered(article, event)
        else:
            continue
        others = tuple(actor for actor in found if actor not in event.actors)
        if others:
            article.events[n] = replace(event, recipients=others)


def _accused(article: Annotated, event: Event, by_trigger: dict[tuple[int, int], Event]) -> tuple[Actor, ...]:
    """The doers of the event that an accusation is about."""
    for mention_id in event.mention_ids:
        sentence = article.triggers[mention_id][0]
        for target in article.targets.get(mention_id, ()):
            about = by_trigger.get((sentence, target))
            if about is not None and about.id != event.id:
                return about.actors
    return ()


def _answered(article: Annotated, event: Event) -> tuple[Actor, ...]:
    """Who accused those that deny, shortly before."""
    at = min(article.triggers[i][0] for i in event.mention_ids)
    deniers = {(a.name, a.country) for a in event.actors}
    for other in reversed(article.events):
        if other.type != "ACCUSE":
            continue
        before = [article.triggers[i][0] for i in other.mention_ids if at - _NEAR <= article.triggers[i][0] <= at]
        if before and deniers & {(r.name, r.country) for r in other.recipients}:
            return other.actors
    return ()
