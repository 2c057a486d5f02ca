"""An article's text cut into segments, each with the marks that lie over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.ask.words import actor_text, range_text, toll_text, with_codes
from onrecord.records import Article, Attribution, Block, Mention, Record, Span


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One span of a kind: trigger, a role, time, place, toll, source, cue, content or claim.

    ``owner`` is the id of the mention, attribution or claim that it belongs to, ``label`` what to show beside it.
    """

    span: Span
    kind: str
    owner: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under one set of marks; ``start`` is its offset in the article.

    A mark that begins inside the article's blocks begins at the start of a segment.
    """

    start: int
    text: str
    marks: tuple[Mark, ...] = ()


def marks_of(record: Record) -> list[Mark]:
    """Every mark that a record puts on its article, in order of text."""
    found: set[Mark] = set()
    for mention in record.mentions:
        found |= _of_mention(mention)
    for attribution in record.attributions:
        found |= _of_attribution(attribution)
    found |= {Mark(claim.span, "claim", claim.id) for claim in record.claims}
    return sorted(found)


def _of_mention(mention: Mention) -> set[Mark]:
    kind = mention.type if mention.mode is None else f"{mention.type} {mention.mode}"
    found = {Mark(mention.trigger, "trigger", mention.id, kind)}
    found |= {Mark(a.span, a.role, mention.id, f"{a.role}: {actor_text(a.actor)}") for a in mention.arguments}
    if mention.time is not None and mention.time.span is not None:
        found.add(Mark(mention.time.span, "time", mention.id, range_text(mention.time.range)))
    if mention.place is not None:
        place = mention.place.place
        found.add(Mark(mention.place.span, "place", mention.id, with_codes(place.name, place.country, None)))
    return found | {Mark(toll.span, "toll", mention.id, toll_text(toll)) for toll in mention.tolls}


def _of_attribution(attribution: Attribution) -> set[Mark]:
    found = {Mark(attribution.cue, "cue", attribution.id, attribution.stance)}
    if attribution.source is not None:
        found.add(Mark(attribution.source, "source", attribution.id, f"source: {actor_text(attribution.source_actor)}"))
    return found | {Mark(span, "content", attribution.id, attribution.stance) for span in attribution.content}


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
        Segment(start, article.text[start:end], tuple(m for m in touching if m.span.covers(Span(start, end))))
        for start, end in pairwise(cuts)
    ]
