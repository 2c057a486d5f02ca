"""An article's text cut into segments, each with the marks that lie over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Article, Attribution, Block, Mention, Span


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One span of a kind: trigger, actor, recipient, victim, time, place, toll, source, cue or content.

    ``owner`` is the id of the mention or attribution that it belongs to, ``label`` what to show beside it.
    """

    span: Span
    kind: str
    owner: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under one set of marks."""

    text: str
    marks: tuple[Mark, ...] = ()


def marks_of(mentions: Iterable[Mention], attributions: Iterable[Attribution]) -> list[Mark]:
    """Every mark that the mentions and attributions put on their article, in order of text."""
    found: set[Mark] = set()
    for mention in mentions:
        found.add(Mark(mention.trigger, "trigger", mention.id, mention.type))
        found |= {Mark(a.span, a.role, mention.id, a.actor.name) for a in mention.arguments}
        if mention.time is not None and mention.time.span is not None:
            days = mention.time.range
            found.add(Mark(mention.time.span, "time", mention.id, f"{days.start}..{days.end}"))
        if mention.place is not None:
            found.add(Mark(mention.place.span, "place", mention.id, mention.place.place.name))
        found |= {Mark(t.span, "toll", mention.id, t.effect) for t in mention.tolls}
    for attribution in attributions:
        found.add(Mark(attribution.cue, "cue", attribution.id, attribution.stance))
        if attribution.source is not None:
            found.add(Mark(attribution.source, "source", attribution.id, attribution.source_actor.name))
        found |= {Mark(span, "content", attribution.id, attribution.stance) for span in attribution.content}
    return sorted(found)


def marked_blocks(article: Article, marks: Iterable[Mark]) -> list[tuple[Block, list[Segment]]]:
    """The article block by block, each cut into segments at the edges of the marks that touch it."""
    ordered = sorted(marks)
    blocks = article.blocks or (Block("body", Span(0, len(article.text))),)
    return [(block, _segments(article, block.span, ordered)) for block in blocks]


def _segments(article: Article, span: Span, marks: list[Mark]) -> list[Segment]:
    touching = [mark for mark in marks if mark.span.overlaps(span)]
    edges = {span.start, span.end}
    for mark in touching:
        edges |= {max(span.start, mark.span.start), min(span.end, mark.span.end)}
    cuts = sorted(edges)
    return [
        Segment(article.text[start:end], tuple(m for m in touching if m.span.start <= start and end <= m.span.end))
        for start, end in zip(cuts, cuts[1:], strict=False)
        if end > start
    ]
