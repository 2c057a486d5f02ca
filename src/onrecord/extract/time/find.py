"""Find the time expressions of an article and resolve them against its publication.

Where publication is an interval, each expression is read on its first and on its last day: every rule's meaning
moves forward with the day it is read on, so the hull of the two holds all days between, and nothing narrower is
claimed. Where publication is unknown, only what reads the same on any day has days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.annotated import Annotated, Expression, Paragraph, Sentence
from onrecord.extract.time import days
from onrecord.extract.time.context import Context, Meaning
from onrecord.extract.time.grammar import Hit, match
from onrecord.extract.time.meaning import meaning
from onrecord.extract.time.scan import Item, scan
from onrecord.extract.time.tense import tense_at, tense_of_words
from onrecord.ontology.time import TimeWords, load_time_words
from onrecord.records import DateRange, Span, TimeValue

_ANY_DAY = DateRange(date(days.FIRST + 150, 1, 1), date(days.LAST - 150, 12, 31))
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_TIMELY = frozenset("MWwUuSPCHERg")  # a paragraph without a word of these classes, or a digit, holds no time


@dataclass(slots=True)
class _Found:
    """An expression with what it was made from."""

    hit: Hit
    span: Span
    tense: str
    meaning: Meaning
    again: Context  # the context of the later end of publication
    bound: str = ""
    relation: str = ""
    anchor: Span | None = None


def find_expressions(article: Annotated) -> None:
    """Fill ``article.expressions`` with those of all paragraphs, in order of text.

    Works on the paragraphs' text; where a sentence is parsed, the tense of the governing verb decides between
    years and weeks, else words nearby do.
    """
    words = load_time_words()
    timely = _timely_words(words)
    finder = _Finder(article.article.published, words)
    for paragraph in article.paragraphs:
        text = paragraph.text
        if _DIGIT.search(text) or not timely.isdisjoint(_WORD.findall(text.lower())):
            article.expressions += finder.paragraph(paragraph)


_TIMELY_CACHE: dict[int, frozenset[str]] = {}


def _timely_words(words: TimeWords) -> frozenset[str]:
    found = _TIMELY_CACHE.get(id(words))
    if found is None:
        single = {w.split()[0] for w, (letter, _) in words.words.items() if letter in _TIMELY}
        found = _TIMELY_CACHE[id(words)] = frozenset(single)
    return found


class _Finder:
    """Reads one article; remembers the last date told, from which "the next day" counts."""

    def __init__(self, published: DateRange | None, words: TimeWords) -> None:
        self.published, self.words = published, words
        self.anchor: DateRange | None = None

    def paragraph(self, paragraph: Paragraph) -> list[Expression]:
        """The expressions of one paragraph."""
        items = scan(paragraph.text, self.words)
        found: list[_Found] = []
        for hit in match(items, self.words):
            one = self._read(paragraph, items, hit)
            if one is not None:
                found.append(one)
                if one.meaning.kind in ("DATE", "TIME") and one.meaning.range is not None:
                    self.anchor = one.meaning.range
        self._join_ranges(items, found)
        return [self._expression(one) for one in found]

    def _read(self, paragraph: Paragraph, items: list[Item], hit: Hit) -> _Found | None:
        span = _extent(paragraph, items, hit, self.words)
        sentence = _sentence_at(paragraph, span)
        if sentence is not None:
            tense = tense_at(sentence, span, hit, self.words, headline=paragraph.kind == "headline")
        else:
            tense = tense_of_words(items, hit, self.words)
        bound = _bound(items, hit, self.words)
        if bound in ("until", "by") and tense != "future" and hit.start > 1:
            tense = "future" if hit.has("W") and not hit.has("M") else ""
        if (
            hit.before is not None
            and hit.before.lower == "as"
            and items[hit.start - 2].lower in ("early", "soon")
        ):
            tense = "future"
        context = Context(self._ref(last=True), tense, self.anchor, self.words)
        read = self._meaning(hit, context)
        if read is None:
            return None
        found = _Found(hit, span, tense, read, context, bound)
        if read.kind == "DURATION" and hit.rule in ("duration", "the_unit", "spans"):
            self._anchor_of(paragraph, items, found)
        return found

    def _ref(self, *, last: bool) -> date:
        span = self.published or _ANY_DAY
        return span.end if last else span.start

    def _meaning(self, hit: Hit, context: Context) -> Meaning | None:
        """The meaning over all days that publication may be."""
        late = meaning(hit, context)
        if late is None or (self.published is not None and self.published.days == 1):
            return late
        early = meaning(hit, Context(self._ref(last=False), context.tense, context.anchor, context.words))
        if early is None or early == late:
            return late
        value = late.value if early.value == late.value else _blurred(early.value, late.value, hit)
        if self.published is None or early.range is None or late.range is None:
            return Meaning(late.kind, value)
        span = days.hull(early.range, late.range)
        granularity = late.granularity if early.value == late.value else "interval"
        return Meaning(late.kind, value, span, granularity)

    def _anchor_of(self, paragraph: Paragraph, items: list[Item], found: _Found) -> None:
        """ "Two months after an attack": the relation, and the words that name what it is counted from."""
        end = found.hit.end
        if end >= len(items):
            return
        relation = self.words.offsets.get(items[end].lower)
        if relation is None and end + 1 < len(items):
            relation = self.words.offsets.get(f"{items[end].lower} {items[end + 1].lower}")
        if relation is None:
            return
        stop = next((i for i in range(end + 1, len(items)) if items[i].letter in "!,?"), len(items))
        if stop > end + 1:
            found.relation = relation
            found.anchor = paragraph.to_article(items[end + 1].start, items[stop - 1].end)

    def _join_ranges(self, items: list[Item], found: list[_Found]) -> None:
        """ "From June until August", "between 3 and 5 May", "1998-2001": both ends mean the whole stretch."""
        for one, other in pairwise(found):
            between = [item.lower for item in items[one.hit.end : other.hit.start]]
            opened = one.hit.before is not None and one.hit.before.lower in self.words.before_range
            joined = between in (["-"], ["–"], ["through"]) or (
                opened and between in (["to"], ["and"], ["until"], ["till"], ["through"], ["and", "the"])
            )
            if not joined or {one.meaning.kind, other.meaning.kind} - {"DATE", "TIME"}:
                continue
            self._same_year(one, other)
            first, last = one.meaning.range, other.meaning.range
            if first is None or last is None or last.end < first.start:
                continue
            span = DateRange(first.start, last.end)
            for each in (one, other):
                each.meaning = Meaning(each.meaning.kind, each.meaning.value, span, "interval")
                each.bound = ""

    def _same_year(self, one: _Found, other: _Found) -> None:
        """A year told at one end holds for the other, and the end lies after the start."""
        first, last = one.meaning.range, other.meaning.range
        if first is None or last is None:
            return
        if other.hit.has("Y") and not one.hit.has("Y"):
            one.meaning = meaning(one.hit, _at(one.again, last.end, "past")) or one.meaning
        elif one.hit.has("Y") and not other.hit.has("Y") and other.hit.rule in _NAMES_ITS_PARTS:
            other.meaning = meaning(other.hit, _at(other.again, first.start, "future")) or other.meaning
        elif last.end < first.start:
            one.meaning = meaning(one.hit, _at(one.again, last.end, "past")) or one.meaning

    def _expression(self, found: _Found) -> Expression:
        read = found.meaning
        time = None
        span, granularity = self._bounded(found), read.granularity
        if span is not None:
            if span != read.range:
                granularity = "interval"
            how = "relative" if found.hit.rule in _RELATIVE else "expression"
            time = TimeValue(span, granularity, how, found.span)
        return Expression(
            found.span, read.kind, read.value, time,
            bound=found.bound, relation=found.relation, anchor=found.anchor, days=read.range,
        )  # fmt: skip

    def _bounded(self, found: _Found) -> DateRange | None:
        """The days of what the expression governs: "since Monday" runs to publication, "until" and "by" from it
        where they lie ahead; with no other end told there are none."""
        span, published = found.meaning.range, self.published
        if span is None or not found.bound:
            return span
        if found.bound in ("since", "after") and found.tense != "future":
            if published is None or published.end < span.start:
                return None
            return DateRange(span.start, published.end)
        if published is None or found.tense != "future" or span.end < published.end:
            return None
        if found.bound in ("until", "by", "before"):
            return DateRange(published.start, span.end)
        return None


_RELATIVE = frozenset(
    ["weekday", "relative", "deictic", "ago", "shifted", "spans", "past", "the_unit", "season", "end_of"]
)


_NAMES_ITS_PARTS = frozenset(["day", "days", "month", "named", "season", "quarter", "half"])


def _at(context: Context, ref: date, tense: str) -> Context:
    return Context(ref, tense, context.anchor, context.words)


def _extent(paragraph: Paragraph, items: list[Item], hit: Hit, words: TimeWords) -> Span:
    """The span in the article, without a full stop that ends the sentence ("10 p.m.")."""
    own = list(hit.own)
    if (
        any(item.letter == "-" for item in own) or own[-1].letter == "U"
    ):  # "a five-hour visit", "a six year war"
        while len(own) > 2 and (own[0].letter == "d" or (own[0].letter == "A" and own[1].letter in "DYQF")):
            own = own[1:]
            if own[0].letter not in "DYQFeMx":
                own = list(hit.own)
                break
    if own[0].lower in words.loose or (own[0].letter == "r" and hit.rule in ("weekday", "deictic")):
        own = own[1:]
    last = items[hit.end - 1]
    end = last.end
    if last.letter in "!,":
        end = items[hit.end - 2].end
    elif last.letter == "m" and last.lower.endswith(".") and (not hit.after or hit.end == len(items)):
        end -= 1
    return paragraph.to_article(own[0].start, end)


def _sentence_at(paragraph: Paragraph, span: Span) -> Sentence | None:
    return next((s for s in paragraph.sentences if s.span.start <= span.start < s.span.end), None)


def _bound(items: list[Item], hit: Hit, words: TimeWords) -> str:
    at = hit.start - 1
    while at >= 0 and items[at].letter in "dx":
        at -= 1
    if at < 0:
        return ""
    two = f"{items[at - 1].lower} {items[at].lower}" if at else ""
    return words.bounds.get(two) or words.bounds.get(items[at].lower, "")


def _blurred(one: str, other: str, hit: Hit) -> str:
    """A value with X for what two readings do not share and the words do not say."""
    weekday = hit.first("W")
    if hit.rule == "weekday" and weekday is not None:
        return f"XXXX-WXX-{weekday.value}"
    first, second = one.split("-"), other.split("-")
    if len(first) != len(second):
        return "XXXX"
    same = [a == b for a, b in zip(first, second, strict=True)]
    if hit.rule not in _NAMES_ITS_PARTS and False in same:  # beyond the first part that differs all is chance
        same[same.index(False) :] = [False] * (len(same) - same.index(False))
    return "-".join(a if like else "X" * len(a) for a, like in zip(first, same, strict=True))
