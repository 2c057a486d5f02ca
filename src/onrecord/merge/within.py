"""Mentions of one article that tell of one happening, and the events that follow from them.

Mentions are taken in order of text; each joins the earlier group of its type that it is most like
(:mod:`onrecord.merge.likeness`), if nothing that the two say conflicts. What accuses or answers is grouped last, since
two condemnations of one attack are told by one another by what they condemn.
"""

from __future__ import annotations

from onrecord.annotated import Annotated
from onrecord.merge.likeness import ENOUGH, SURE, Targets, strength
from onrecord.merge.view import compatible, event_of

_ABOUT_EVENTS = frozenset({"ACCUSE", "REJECT"})


def merge_mentions(article: Annotated) -> None:
    """Fill ``article.events`` from ``article.mentions``: one event for each group, in order of first mention."""
    order = sorted(range(len(article.mentions)), key=lambda n: article.mentions[n].trigger)
    groups: list[list[int]] = []
    for n in order:
        if article.mentions[n].type not in _ABOUT_EVENTS:
            _place(article, groups, n, {})
    targets = _targets(article, groups)
    for n in order:
        if article.mentions[n].type in _ABOUT_EVENTS:
            _place(article, groups, n, targets)
    groups.sort(key=lambda group: article.mentions[group[0]].trigger)
    article.events = [event_of(article.article, [article.mentions[n] for n in group]) for group in groups]


def _place(article: Annotated, groups: list[list[int]], n: int, targets: Targets) -> None:
    """Put mention ``n`` into the group it is most like, or into one of its own."""
    mention = article.mentions[n]
    best: list[int] | None = None
    most = ENOUGH
    for group in groups:
        members = [article.mentions[k] for k in group]
        if members[0].type != mention.type:
            continue
        points = max(strength(article, member, mention, targets) for member in members)
        if points >= most and compatible(members, mention, strict=points < SURE):
            best, most = group, points
    if best is None:
        groups.append([n])
    else:
        best.append(n)


def _targets(article: Annotated, groups: list[list[int]]) -> dict[str, frozenset[int]]:
    """Which groups each accusation and answer is about, by the triggers that stand as its recipients."""
    group_at = {article.triggers[article.mentions[n].id]: k for k, group in enumerate(groups) for n in group}
    found = {}
    for mention in article.mentions:
        sentence = article.triggers[mention.id][0]
        about = {group_at.get((sentence, token)) for token in article.targets.get(mention.id, ())}
        found[mention.id] = frozenset(k for k in about if k is not None)
    return found
