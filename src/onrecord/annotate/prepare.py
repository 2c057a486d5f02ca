"""Coded blocks to paragraphs, mended for reading, each character still pointing to the article.

Tokenised wire text (``-LRB-``, double backticks) becomes ordinary text, hard line breaks become spaces,
capitals-only or lower-case text gets its case back (:mod:`onrecord.annotate.case`), and a text without breaks
is cut at sentence ends, so that later stages can pass over what holds nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.annotate.case import restore_case, wrong_case
from onrecord.annotated import Annotated, Paragraph
from onrecord.records import Article, Block, Span

CODED_KINDS = ("headline", "body")
LONGEST = 300  # characters: longer paragraphs are cut at sentence ends
_TOKENISED = {
    "``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip
_TOKENISED_RE = re.compile("|".join(re.escape(mark) for mark in _TOKENISED))
_BREAK = re.compile(r"[\s\u00a0\u200b]")
_SENTENCE_END = re.compile(
    r"""(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]["'”’)]*\s+(?=["'“‘(]*[A-Z0-9])"""
)


def prepare(article: Article) -> Annotated:
    """Return the annotated article with its paragraphs, and nothing else filled."""
    blocks = article.blocks or (Block("body", Span(0, len(article.text))),)
    coded = [block for block in blocks if block.kind in CODED_KINDS]
    sample = "".join(article.quote(block.span) for block in coded if block.kind == "body")
    mend_case = wrong_case(sample)
    annotated = Annotated(article)
    for block in coded:
        for span in _cut(article, block.span):
            text, offsets = _mend(article.text, span)
            if mend_case or (block.kind == "headline" and wrong_case(text)):
                text = restore_case(text)
            annotated.paragraphs.append(Paragraph(len(annotated.paragraphs), block.kind, span, text, offsets))
    return annotated


def _cut(article: Article, span: Span) -> list[Span]:
    """The block as one stretch, or as several cut at sentence ends where it is long; blank ends left out."""
    text = article.quote(span)
    cuts = [0]
    if len(text) > LONGEST:
        for match in _SENTENCE_END.finditer(text):
            if match.end() - cuts[-1] > LONGEST // 2:
                cuts.append(match.end())
    cuts.append(len(text))
    stretches = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            stretches.append(Span(span.start + start + left, span.start + start + right))
    return stretches


def _mend(text: str, span: Span) -> tuple[str, list[int]]:
    """Undo tokenisation marks and line breaks; return the text and the article offset of each character."""
    piece = text[span.start : span.end]
    if not _TOKENISED_RE.search(piece):
        offsets = list(range(span.start, span.end + 1))
        return _BREAK.sub(" ", piece), offsets
    out: list[str] = []
    offsets = []
    at = 0
    for match in _TOKENISED_RE.finditer(piece):
        out.append(_BREAK.sub(" ", piece[at : match.start()]))
        offsets.extend(range(span.start + at, span.start + match.start()))
        out.append(_TOKENISED[match.group()])
        offsets.append(span.start + match.start())
        at = match.end()
    out.append(_BREAK.sub(" ", piece[at:]))
    offsets.extend(range(span.start + at, span.end + 1))
    return "".join(out), offsets
