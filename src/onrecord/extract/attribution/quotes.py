"""Quotation marks paired over an article: which characters are somebody's own words.

Wire copy, papers and agencies mark quotations in five ways; a quotation may run over sentences and, with a mark at
the head of each paragraph and one at the end of the last, over paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotated import Annotated
from onrecord.records import Span

# opening mark -> closing marks
_PAIRS = {
    '"': ('"', "''"),
    "“": ("”", "''"),
    "``": ("''", '"'),
    "„": ("“", "”"),
    "«": ("»",),
    "‘": ("’",),
    "'": ("'",),
}
_MARKS = "\"“`„«‘'"
_SINGLE = ("'", "‘")
LONGEST = 3000  # characters: beyond this a mark was lost and nothing can be told


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks. ``follows`` tells that it carries on the quotation of the paragraph before."""

    span: Span
    follows: bool = False


class Quotes:
    """The quotations of an article, to be asked by offset."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = sorted(quotes, key=lambda quote: quote.span)
        self._starts = [quote.span.start for quote in self.quotes]

    def at(self, offset: int) -> Quote | None:
        """The quotation that the character at ``offset`` stands in, marks included."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return None
        quote = self.quotes[place]
        return quote if offset < quote.span.end else None

    def inside(self, span: Span) -> bool:
        """Whether the whole of ``span`` stands between the marks of one quotation."""
        quote = self.at(span.start)
        return quote is not None and quote.span.start < span.start and span.end < quote.span.end

    def after(self, offset: int) -> Quote | None:
        """The first quotation that starts at or after ``offset``."""
        place = bisect_right(self._starts, offset - 1)
        return self.quotes[place] if place < len(self.quotes) else None


def find_quotes(article: Annotated) -> Quotes:
    """Pair the marks of each paragraph (pieces that were cut for reading put together again)."""
    text = article.article.text
    found: list[Quote] = []
    open_end = False
    for stretch in _whole_paragraphs(article):
        pieces, left_open = _pair(text, stretch, carried=open_end)
        found += pieces
        open_end = left_open
    return Quotes(found)


def _whole_paragraphs(article: Annotated) -> list[Span]:
    text = article.article.text
    stretches: list[Span] = []
    kind = ""
    for paragraph in article.paragraphs:
        if (
            stretches
            and paragraph.kind == kind
            and "\n" not in text[stretches[-1].end : paragraph.span.start]
        ):
            stretches[-1] = Span(stretches[-1].start, paragraph.span.end)
        else:
            stretches.append(paragraph.span)
        kind = paragraph.kind
    return stretches


def _pair(text: str, stretch: Span, *, carried: bool) -> tuple[list[Quote], bool]:
    """The quotations of one paragraph, and whether its last one has no closing mark."""
    found: list[Quote] = []
    at = stretch.start
    while at < stretch.end:
        mark = _opening(text, at, stretch)
        if not mark:
            at += 1
            continue
        end = _closing(text, at + len(mark), stretch, mark)
        follows = carried and at == stretch.start
        if end is not None:
            if end - at <= LONGEST:
                found.append(Quote(Span(at, end), follows))
            at = end
        elif mark in _SINGLE:
            at += 1  # an apostrophe
        else:
            if stretch.end - at <= LONGEST:
                found.append(Quote(Span(at, stretch.end), follows))
            return found, True
    return found, False


def _opening(text: str, at: int, stretch: Span) -> str | None:
    character = text[at]
    if character not in _MARKS:
        return None
    mark = "``" if text.startswith("``", at) else character
    if mark not in _PAIRS or text.startswith("''", at):
        return None
    before = text[at - 1] if at > stretch.start else " "
    after = text[at + len(mark) : at + len(mark) + 1]
    if mark in _SINGLE and not (after.isalpha() and not before.isalnum()):
        return None
    return None if mark == '"' and before.isalnum() else mark


def _closing(text: str, at: int, stretch: Span, mark: str) -> int | None:
    """Where the quotation that began with ``mark`` ends (after its mark), or ``None`` where it does not."""
    for place in range(at, stretch.end):
        for closing in _PAIRS[mark]:
            if not text.startswith(closing, place):
                continue
            after = text[place + len(closing) : place + len(closing) + 1]
            if mark in _SINGLE and (after.isalnum() or text[place - 1].isspace() or place - at < 2):
                continue
            return place + len(closing)
    return None
