"""Which stretch of an article is what: headline, dateline, body, and the furniture of its page.

A block is a paragraph or a part of one, in order of text and without overlap; together they hold every
character but white space. One ``body`` block is one paragraph; line breaks inside it are breaks at a width.
Nothing is deleted: only ``body`` and ``headline`` are coded, the rest keeps its place with its kind.

A caption's sentence tells something the first time and is ``body``; its credit, and the sentence said
again, are ``caption``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from onrecord.ontology import read as tables
from onrecord.read import datelines, mastheads
from onrecord.read.furniture import Hit, hits
from onrecord.read.paragraphs import paragraphs, sentences
from onrecord.records import Block, BlockKind, Span

LONGEST_HEADLINE = 30  # words
DATELINE_WITHIN = 6  # paragraphs from the top
SHORT_DATE = 40  # characters
SHORT_PARAGRAPH = 120  # words; in a longer one each sentence is judged alone, since it may be a whole article
LEAD = 12  # characters of marks before a sentence's first word
SHORTEST_CAPTION = 5  # words; fewer beside a credit are a label
SAME = 40  # characters from which what is said twice is said again
SHORT_CREDIT = 45  # words from "Photo:" to the paragraph's end
_SQUEEZE = re.compile(r"[\W_]+")
_NAME = r"[A-Z][\w.'’-]*"
_NAMES = re.compile(rf":?\s*{_NAME}(?:(?:\s*[/,&|]\s*|\s+(?:(?:via|of|for|the|and)\s+)*){_NAME})*[>)\]]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text, the dateline among them, and the outlet that a line at its head names."""

    blocks: tuple[Block, ...]
    dateline: datelines.Dateline | None = None
    outlet: str | None = None


@dataclass(slots=True)
class _Page:
    text: str
    hits: list[Hit]
    blocks: list[Block] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # what was said, squeezed, where there are pictures at all
    credited: set[str] = field(default_factory=set)  # and what of it stood beside a picture
    dateline: datelines.Dateline | None = None
    outlet: str | None = None
    pictured: bool = False

    def __post_init__(self) -> None:
        self.pictured = any(hit.cue.at == "rest" and hit.stands_out(self.text) for hit in self.hits)

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
    lines = _masthead_lines(text, spans)
    headline = _headline(page, spans, title, lines)
    heads = _mastheads(page, spans, headline, lines)
    for number, span in enumerate(spans):
        if number in heads:
            _take_masthead(page, span, heads[number])
            continue
        if number == headline:
            page.add("headline", span.start, span.end)
            page.seen.add(squeeze(page.text[span.start : span.end]))
            continue
        start = _take_dateline(page, span) if number < DATELINE_WITHIN else span.start
        if start < span.end:
            _paragraph(page, Span(start, span.end))
    _sign_off(page)
    return Layout(tuple(page.blocks), page.dateline, page.outlet)


def _sign_off(page: _Page) -> None:
    """Agency copy may end in the agency's word on a line of its own ("Reuter")."""
    if page.blocks and page.blocks[-1].kind == "body":
        span = page.blocks[-1].span
        if page.text[span.start : span.end].strip(" .") in tables.agencies().signoffs:
            page.blocks[-1] = Block("syndication", span)


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
    dated = first if first.month is not None and (first.year or second.month is None) else second
    return datelines.Dateline(
        first.span, first.place or second.place, first.agency or second.agency,
        dated.year, dated.month, dated.day, dated.weekday,
    )  # fmt: skip


def _masthead_lines(text: str, spans: list[Span]) -> list[mastheads.Masthead | None]:
    """What the first paragraphs say as mastheads. What begins with an agency's dateline is left to that."""
    lines: list[mastheads.Masthead | None] = []
    for span in spans[:DATELINE_WITHIN]:
        line = mastheads.parse(text[span.start : span.end])
        if line and not (line.outlet or line.byline) and datelines.parse(text, span):
            line = None
        lines.append(line)
    return lines


def _mastheads(
    page: _Page, spans: list[Span], headline: int | None, lines: list[mastheads.Masthead | None]
) -> dict[int, mastheads.Masthead]:
    """The paragraphs that are mastheads, by number: those above the headline and those straight below it."""
    above = _above(page, spans, lines, headline)
    numbers = list(range(above))
    if headline is not None:
        numbers += range(headline + 1, headline + 1 + mastheads.below(lines[headline + 1 :]))
    heads = {number: line for number in numbers if (line := lines[number]) is not None}
    bare = [number for number, line in heads.items() if line.bare_date]
    if bare and _is_chronology(page.text, spans[max(heads) + 1 :], spans[bare[0]]):
        heads = {number: line for number, line in heads.items() if number < bare[0]}
    return heads


def _is_chronology(text: str, rest: list[Span], first: Span) -> bool:
    """Whether another day heads a later paragraph, so that the first heads an entry and dates nothing else."""
    for span in rest:
        line = text[span.start : span.end]
        if len(line) <= SHORT_DATE and line != text[first.start : first.end] and any(map(str.isdigit, line)):
            found = mastheads.parse(line)
            if found and found.bare_date:
                return True
    return False


def _above(
    page: _Page, spans: list[Span], lines: list[mastheads.Masthead | None], headline: int | None = None
) -> int:
    """How many mastheads stand above the headline, or above where it is yet to be found."""
    if not lines or lines[0] is None:
        return 0
    most = min(len(lines), len(spans) - 1) if headline is None else headline
    follows = [
        number == headline if headline is not None else number < len(spans) - 1 and _reads_as_headline(
            page.text, page.text[spans[number].start : spans[number].end], spans[number]
        )
        for number in range(1, most + 1)
    ]  # fmt: skip
    return mastheads.leading(lines[:most], follows)


def _take_masthead(page: _Page, span: Span, line: mastheads.Masthead) -> None:
    """Add a masthead as a dateline block, and keep what it says."""
    page.add("dateline", span.start, span.end)
    page.outlet = page.outlet or line.outlet
    found = line.dateline(span)
    page.dateline = found if page.dateline is None else _joined(page.dateline, found)


def _headline(
    page: _Page, spans: list[Span], title: str | None, lines: list[mastheads.Masthead | None]
) -> int | None:
    """The number of the paragraph that is the headline, if any."""
    if title and (wanted := squeeze(title)):
        for number, span in enumerate(spans[:4]):
            if squeeze(page.text[span.start : span.end]) == wanted:
                return number
    above = _above(page, spans, lines)
    for number, span in enumerate(spans[above : above + 3], above):
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
    if len(inside) < 2 and not any(hit.cue.sure for hit in inside):
        _report(page, span, short=False)
        return
    cuts = sentences(page.text, span)
    start = cuts[0].start
    kinds = _verdict(page, cuts, span)
    ends = [*(cut.start for cut in cuts[1:]), span.end]
    for number, (kind_or_none, end) in enumerate(zip(kinds, ends, strict=True)):
        if number + 1 == len(kinds) or kinds[number + 1] != kind_or_none:
            _stretch(page, kind_or_none, Span(start, end))
            start = end


def _verdict(page: _Page, cuts: list[Span], span: Span) -> list[BlockKind | None]:
    """The kind of each sentence of a paragraph, ``None`` for report."""
    judged = [_sentence_kind(page, cut, span) for cut in cuts]
    kinds: list[BlockKind | None] = [kind if sure else None for kind, sure in judged]
    if len(page.text[span.start : span.end].split()) > SHORT_PARAGRAPH:
        return kinds
    if any(hit.cue.at == "paragraph" for hit in page.within(span)):
        return ["caption"] * len(cuts)
    for number in range(len(cuts) - 2, -1, -1):  # a question to the reader, then what the house offers
        if judged[number][0] == "promotion" == kinds[number + 1]:
            kinds[number] = "promotion"
    if kinds[0] in ("promotion", "syndication", "copyright"):
        # what begins in the house's own voice goes on in it
        last: BlockKind = kinds[0]
        for number, kind in enumerate(kinds):
            last = kinds[number] = kind or last
    return kinds


def _sentence_kind(page: _Page, cut: Span, paragraph: Span) -> tuple[BlockKind | None, bool]:
    """What the cues in a sentence speak for, and whether they are enough."""
    starts = inside = 0
    end = cut.start
    for hit in page.within(cut):
        cue = hit.cue
        if cue.at in ("rest", "glued", "paragraph") or not _holds(page, hit, cut, paragraph):
            continue
        if cue.sure:
            return cue.kind, True
        if hit.start >= end:  # "on facebook and twitter" is one cue, not two
            starts += cue.at == "start"
            inside += cue.at == "anywhere"
            end = hit.end
    sure = starts + inside >= (2 if starts else 3)
    return ("promotion" if starts + inside else None), sure


def _holds(page: _Page, hit: Hit, cut: Span, paragraph: Span) -> bool:
    """Whether a cue phrase stands where its table says it must."""
    at, then, end = hit.cue.at, hit.cue.then, cut.end
    if at == "alone":
        return hit.fills(page.text, paragraph)
    if at == "line":
        end = paragraph.end
    if at == "line" and hit.start != paragraph.start:
        return False
    if at == "start" and (hit.start - cut.start > LEAD or squeeze(page.text[cut.start : hit.start])):
        return False
    if hit.quoted(page.text, paragraph):
        return False
    return then is None or then.match(page.text, hit.start, end) is not None


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
        end = hit.end if hit.cue.at == "glued" else _credit_end(page.text, hit, span.end)
        _report(page, Span(start, hit.opening(page.text)), short=hit.cue.at == "rest")
        page.add(hit.cue.kind, max(start, hit.opening(page.text)), end)
        start = end
    if start < span.end:
        _report(page, Span(start, span.end), short=False)


def _report(page: _Page, span: Span, *, short: bool) -> None:
    """Add report, as ``caption`` where it was said before or is only the label of a picture."""
    kind: BlockKind = "body"
    if page.pictured:
        words = squeeze(page.text[span.start : span.end])
        label = short and len(words.split()) < SHORTEST_CAPTION
        # a caption may come before the report that says the same, or after it
        again = words in (page.seen if short else page.credited)
        kind = "caption" if label or (again and len(words) > SAME) else "body"
        page.seen.add(words)
        if short:
            page.credited.add(words)
    page.add(kind, span.start, span.end)


def _credit_end(text: str, hit: Hit, end: int) -> int:
    """Where a credit ends: with its paragraph, or after the names where the paragraph goes on at length."""
    if len(text[hit.start : min(end, hit.start + 20 * SHORT_CREDIT)].split()) <= SHORT_CREDIT:
        return end
    named = _NAMES.match(text, hit.end, end)
    return named.end() if named else hit.end
