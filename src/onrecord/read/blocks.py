"""Which stretch of an article is what: headline, dateline, body, and the furniture of its page.

A block is a paragraph or a part of one, in order of text and without overlap; together they hold every character
but white space. One ``body`` block is one paragraph; line breaks inside it are breaks at a width. Nothing is
deleted: only ``body`` and ``headline`` are coded, the rest keeps its place with its kind.

A caption's sentence tells something the first time and is ``body``; its credit, and the sentence said again, are
``caption``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from onrecord.ontology import read as tables
from onrecord.read import datelines
from onrecord.read.furniture import Hit, hits
from onrecord.read.paragraphs import paragraphs, sentences
from onrecord.records import Block, BlockKind, Span

LONGEST_HEADLINE = 30  # words
DATELINE_WITHIN = 6  # paragraphs from the top
SHORT_PARAGRAPH = 120  # words; in a longer one each sentence is judged alone, since it may be a whole article
SHORT_CREDIT = 45  # words from "Photo:" to the paragraph's end
_SQUEEZE = re.compile(r"[\W_]+")
_CREDITED = re.compile(
    r"[^:]{0,24}:?\s*(?:[A-Z][\w.'’-]*|for|via|of|the|and|/|,|&|\|)(?:\s*(?:[A-Z][\w.'’-]*|via|/|,|&|\|))*[>)\]]*"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text and the dateline among them."""

    blocks: tuple[Block, ...]
    dateline: datelines.Dateline | None = None


@dataclass(slots=True)
class _Page:
    text: str
    hits: list[Hit]
    blocks: list[Block] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    dateline: datelines.Dateline | None = None

    def add(self, kind: BlockKind, start: int, end: int) -> None:
        """Add a block without the white space around it."""
        piece = self.text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        if start < end:
            self.blocks.append(Block(kind, Span(start, end)))

    def within(self, span: Span) -> list[Hit]:
        """The cue phrases that begin inside ``span``."""
        first = bisect_left(self.hits, span.start, key=_start)
        return self.hits[first : bisect_left(self.hits, span.end, lo=first, key=_start)]


def _start(hit: Hit) -> int:
    return hit.start


def layout(text: str, title: str | None = None) -> Layout:
    """The blocks of ``text``; ``title`` is the headline where file or page gave one."""
    page = _Page(text, hits(text))
    spans = paragraphs(text)
    headline = _headline(page, spans, title)
    for number, span in enumerate(spans):
        if number == headline:
            page.add("headline", span.start, span.end)
            page.seen.add(squeeze(page.text[span.start : span.end]))
            continue
        start = _take_dateline(page, span) if number < DATELINE_WITHIN else span.start
        if start < span.end:
            _paragraph(page, Span(start, span.end))
    return Layout(tuple(page.blocks), page.dateline)


def squeeze(text: str) -> str:
    """``text`` without case, spaces and marks, to tell whether two say the same."""
    return _SQUEEZE.sub(" ", text).strip().casefold()


def _take_dateline(page: _Page, span: Span) -> int:
    """Add the dateline that the paragraph begins with, and return where the rest begins."""
    found = datelines.parse(page.text, span)
    if found is None:
        return span.start
    page.add("dateline", found.span.start, found.span.end)
    page.dateline = found if page.dateline is None else _joined(page.dateline, found)
    return found.span.end


def _joined(first: datelines.Dateline, second: datelines.Dateline) -> datelines.Dateline:
    """A page may print its own dateline above the agency's: each gives what the other lacks."""
    dated = first if first.month is not None else second
    return datelines.Dateline(
        first.span, first.place or second.place, first.agency or second.agency,
        dated.year, dated.month, dated.day, dated.weekday,
    )  # fmt: skip


def _headline(page: _Page, spans: list[Span], title: str | None) -> int | None:
    """The number of the paragraph that is the headline, if any."""
    if title and (wanted := squeeze(title)):
        for number, span in enumerate(spans[:4]):
            if squeeze(page.text[span.start : span.end]) == wanted:
                return number
    for number, span in enumerate(spans[:3]):
        line = page.text[span.start : span.end]
        if page.within(span) and _verdict(page, [span], span)[0] is not None:
            continue  # "Advertisement" or a share bar above the headline
        return number if len(spans) > number + 1 and _reads_as_headline(page.text, line, span) else None
    return None


def _reads_as_headline(text: str, line: str, span: Span) -> bool:
    if len(line.split()) > LONGEST_HEADLINE or len(line.split()) < 2 or line[-1] in ".!:;,…":
        return False
    if line[-1] in "\"'”’" and line[-2:-1] in (".", "!", ","):
        return False
    if "\n" in line and any(part.rstrip().endswith(".") for part in line.split("\n")):
        return False
    return datelines.parse(text, span) is None and len(sentences(text, span)) == 1


def _paragraph(page: _Page, span: Span) -> None:
    """Add one paragraph as one block, or as several where furniture stands inside it."""
    inside = page.within(span)
    repeated = squeeze(page.text[span.start : span.end])
    if not inside:
        kind: BlockKind = "caption" if repeated in page.seen and len(repeated) > 40 else "body"
        page.add(kind, span.start, span.end)
        page.seen.add(repeated)
        return
    cuts = sentences(page.text, span)
    start = cuts[0].start
    kinds = _verdict(page, cuts, span)
    for number, (cut, kind_or_none) in enumerate(zip(cuts, kinds, strict=True)):
        end = cuts[number + 1].start if number + 1 < len(cuts) else span.end
        following = kinds[number + 1] if number + 1 < len(kinds) else None
        if number + 1 == len(cuts) or following != kind_or_none:
            _stretch(page, kind_or_none, Span(start, end))
            start = end


def _verdict(page: _Page, cuts: list[Span], span: Span) -> list[BlockKind | None]:
    """The kind of each sentence of a paragraph, ``None`` for report."""
    kinds = [_sentence_kind(page, cut, span) for cut in cuts]
    short = len(page.text[span.start : span.end].split()) <= SHORT_PARAGRAPH
    if short and any(hit.cue.at == "paragraph" for hit in page.within(span)):
        return ["caption"] * len(cuts)
    if short and kinds[0] in ("promotion", "syndication", "copyright"):
        # what begins as the house's own voice goes on in it
        last: BlockKind = kinds[0]
        for number, kind in enumerate(kinds):
            last = kinds[number] = kind or last
    return kinds


def _sentence_kind(page: _Page, cut: Span, paragraph: Span) -> BlockKind | None:
    weights: Counter[BlockKind] = Counter()
    for hit in page.within(cut):
        at = hit.cue.at
        if at == "alone" and not hit.fills(page.text, paragraph):
            continue
        if at in ("rest", "glued", "paragraph"):
            continue
        if at == "start" and squeeze(page.text[cut.start : hit.start]):
            continue
        if at == "anywhere" and hit.quoted(page.text, paragraph):
            continue
        if hit.cue.then and not hit.cue.then.match(page.text, hit.start, cut.end):
            continue
        weights[hit.cue.kind] += 2 if hit.cue.sure else 1
    if not weights:
        return None
    words = set(page.text[cut.start : cut.end].lower().replace("’", " ").replace("'", " ").split())
    if weights["promotion"] == 1 and page.text[cut.start] not in "\"“‘'" and words & tables.furniture().reader:
        weights["promotion"] += 1
    kind, weight = max(weights.items(), key=lambda item: item[1])
    return kind if weight >= 2 else None


def _stretch(page: _Page, kind: BlockKind | None, span: Span) -> None:
    """Add sentences of one kind; cut credits and glued words out of report."""
    if kind is not None:
        page.add(kind, span.start, span.end)
        return
    start = span.start
    for hit in page.within(span):
        if hit.start < start or hit.cue.at not in ("rest", "glued") or not hit.stands_out(page.text):
            continue
        if hit.cue.then and not hit.cue.then.match(page.text, hit.start, span.end):
            continue
        end = hit.end if hit.cue.at == "glued" else _credit_end(page.text, hit.start, span.end)
        _report(page, Span(start, hit.opening(page.text)), short=hit.cue.at == "rest")
        page.add(hit.cue.kind, max(start, hit.opening(page.text)), end)
        start = end
    if start < span.end:
        _report(page, Span(start, span.end), short=False)


def _report(page: _Page, span: Span, *, short: bool) -> None:
    """Add report, as ``caption`` where it was said before or is only the label of a picture."""
    words = squeeze(page.text[span.start : span.end])
    if not words:
        page.add("caption" if short else "body", span.start, span.end)
        return
    said = words in page.seen and len(words) > 40
    page.add("caption" if said or (short and len(words.split()) < 5) else "body", span.start, span.end)
    page.seen.add(words)


def _credit_end(text: str, start: int, end: int) -> int:
    """Where a credit ends: with its paragraph, or after the names where the paragraph goes on at length."""
    if len(text[start:end].split()) <= SHORT_CREDIT:
        return end
    named = _CREDITED.match(text, start, end)
    return named.end() if named else end
