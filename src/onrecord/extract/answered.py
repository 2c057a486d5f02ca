"""Whom an answer answers: who denies or refuses does so towards whoever accused or asked in the sentences before."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotated import Annotated
from onrecord.records import Actor, Argument, Mention

REACH = 3  # sentences that an answer looks back
# What is answered: a charge, a demand, a threat, an offer.
_ANSWERED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AGREE"})


def answer_mentions(article: Annotated) -> None:
    """Give refusals and denials in ``article.mentions`` that name no other side the one they answer."""
    order = sorted(range(len(article.mentions)), key=lambda n: article.mentions[n].trigger)
    for place, n in enumerate(order):
        mention = article.mentions[n]
        if mention.type != "REJECT" or mention.of_role("recipient") or not mention.of_role("actor"):
            continue
        here = article.triggers[mention.id][0]
        earlier = [article.mentions[m] for m in order[:place]]
        near = [other for other in earlier if here - article.triggers[other.id][0] <= REACH]
        before = [other for other in near if _could_be_meant(mention, other)]
        at_us = [other for other in before if _same(other.of_role("recipient"), mention.of_role("actor"))]
        asked = (at_us or before)[-1:]
        article.mentions[n] = replace(
            mention,
            arguments=mention.arguments
            + tuple(Argument("recipient", a.span, a.actor) for other in asked for a in other.of_role("actor")),
        )


def _could_be_meant(mention: Mention, other: Mention) -> bool:
    """Whether the other is talk of somebody else."""
    actors = other.of_role("actor")
    return other.type in _ANSWERED and bool(actors) and not _same(actors, mention.of_role("actor"))


def _same(ones: tuple[Argument, ...], others: tuple[Argument, ...]) -> bool:
    return any(_key(one.actor) == _key(other.actor) for one in ones for other in others)


def _key(actor: Actor) -> tuple[str, str | None]:
    return actor.name.casefold(), actor.country
