"""Paragraphs of a plain text: blank lines, one paragraph a line, or lines broken at a width with indents.

Nothing is rewritten: a paragraph is a span of the text, and one from a text broken at a width holds the line
breaks inside it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.ontology import read as tables
from onrecord.records import Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(r"[.!?:;][\"'”’)\]]*$|[\"”)\]]$|-{2,}$")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|[.!?…][\"'”’»)\]]*$")
_OPENS = re.compile(r"\s+[\"'“‘«(\[]*(?=[A-Z0-9©À-ÞА-Я])")
WIDEST = 100  # a line of this many characters or more was not broken at a width
FEWEST = 30  # nor were lines of fewer than this


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of ``text`` in order, without the white space around them."""
    wrapped = _is_wrapped(text)
    spans: list[Span] = []
    start = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        spans += _of_chunk(text, start, end, wrapped)
        start = blank.end() if blank else end
    return spans


def _of_chunk(text: str, start: int, end: int, width: int) -> list[Span]:
    """The paragraphs of a stretch without blank lines."""
    spans: list[Span] = []
    begun: int | None = None
    for line_start, line_end in _lines(text, start, end):
        if begun is not None and not (width and _goes_on(text, line_start, width)):
            spans.append(_trim(text, begun, line_start))
            begun = None
        if begun is None:
            begun = line_start
        if line_end == end:
            spans.append(_trim(text, begun, end))
    return [span for span in spans if span.end > span.start]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while start < end:
        newline = text.find("\n", start, end)
        line_end = end if newline < 0 else newline + 1
        found.append((start, line_end))
        start = line_end
    return found


def _goes_on(text: str, line_start: int, width: int) -> bool:
    """Whether the line that begins here goes on with the sentence or paragraph of the one before."""
    before = text[text.rfind("\n", 0, line_start - 1) + 1 : line_start - 1].rstrip()
    if text[line_start].isspace() and not before[:1].isspace():
        return False  # an indent begins a paragraph
    before = before.lstrip()
    line_end = text.find("\n", line_start)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    if not line or not before:
        return False
    if not _END.search(before) and line[0].islower():
        return True
    # a line that had room for the next word was ended on purpose
    room = width - len(before) - 1 - len(line.split(maxsplit=1)[0])
    return room < width // (6 if _END.search(before) else 3)


def _is_wrapped(text: str) -> int:
    """The width that the text's lines were broken at, or 0 where they were not.

    Lines were broken where most breaks inside a paragraph fall in mid-sentence and the next word had no room.
    """
    lines = text.split("\n")
    if len(lines) < 3:
        return 0
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths or lengths[-1] >= 4 * WIDEST or lengths[len(lengths) // 2] < FEWEST:
        return 0
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    if width >= WIDEST:
        return 0
    joints = broken = 0
    for before, line in pairwise(lines):
        before, after = before.rstrip(), line.strip()
        if not before or not after or line[:2].isspace():
            continue
        joints += 1
        tight = len(before) + 1 + len(after.split(maxsplit=1)[0]) > width - width // 5
        broken += tight and not _END.search(before)
    return width if joints and broken * 2 > joints else 0


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + max(left, right))


def sentences(text: str, span: Span) -> list[Span]:
    """A rough cut of a paragraph into sentences, good enough to tell furniture from report.

    A stop ends a sentence where white space and a capital or digit follow and the word is no abbreviation.
    """
    spans: list[Span] = []
    start = span.start
    for stop in _STOP.finditer(text, span.start, span.end):
        opens = _OPENS.match(text, stop.end(), span.end)
        if opens is None or _abbreviated(text, stop.start(), start):
            continue
        spans.append(Span(start, stop.end()))
        start = stop.end() + len(opens.group()) - len(opens.group().lstrip())
    if start < span.end:
        spans.append(Span(start, span.end))
    return spans


def _abbreviated(text: str, stop: int, floor: int) -> bool:
    if text[stop] != ".":
        return False
    word = text[max(floor, stop - 12) : stop + 1].rsplit(maxsplit=1)[-1].lstrip("(\"'“‘[")
    return (
        (len(word) == 2 and word[0].isalpha()) or "." in word[1:-1] or word.lower() in tables.abbreviations()
    )
