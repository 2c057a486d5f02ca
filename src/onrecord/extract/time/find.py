"""Find the time expressions of an article and resolve them against its publication.

Where publication is an interval, each expression is read on its first and on its last day: every rule's meaning
moves forward with the day it is read on, so the hull of the two holds all days between, and nothing narrower is
claimed. Where publication is unknown, only what reads the same on any day has days.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.annotated import Annotated, Expression, Paragraph, Sentence
from onrecord.extract.time import days
from onrecord.extract.time.context import Context, Meaning
from onrecord.extract.time.grammar import Hit, match
from onrecord.extract.time.joins import NAMES_ITS_PARTS, Found, join
from onrecord.extract.time.lengths import moved, number
from onrecord.extract.time.meaning import meaning
from onrecord.extract.time.scan import Item, scan
from onrecord.extract.time.tense import tense_at, tense_of_words
from onrecord.ontology.time import TimeWords, load_time_words
from onrecord.records import DateRange, Span, TimeValue

_ANY_DAY = DateRange(date(days.FIRST + 150, 1, 1), date(days.LAST - 150, 12, 31))
_WORD = re.compile(r"[a-z]+")
_YEAR_FORM = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NEWS_FORM = re.compile(
    r"\b(?:to(?:day|night|morrow)|yesterday|(?:last|next) (?:week|month|night|\w+day)|next year)\b", re.IGNORECASE
)
_SEVERAL, _NEARLY_ALL = 4, 0.8
_YEAR, _LONG_AGO = 366, 730  # days
_DIGIT = re.compile(r"\d")
_TIMELY = frozenset("MWwUuSPCHERg")  # a paragraph without a word of these classes, or a digit, holds no time


def find_expressions(article: Annotated) -> None:
    """Fill ``article.expressions`` with those of all paragraphs, in order of text.

    Works on the paragraphs' text; where a sentence is parsed, the tense of the governing verb decides between
    years and weeks, else words nearby do.
    """
    words = load_time_words()
    timely = _timely_words(words)
    finder = _Finder(article.article.published, words)
    finder.historical = _is_history(article)
    for paragraph in article.paragraphs:
        text = paragraph.text
        if _DIGIT.search(text) or not timely.isdisjoint(_WORD.findall(text.lower())):
            article.expressions += finder.paragraph(paragraph)


def _is_history(article: Annotated) -> bool:
    """Whether nearly all years that a text names are long past when it is published, and no word of it counts from
    that day."""
    published = article.article.published
    if published is None:
        return True
    if any(_NEWS_FORM.search(paragraph.text) for paragraph in article.paragraphs):
        return False
    years = [int(year) for paragraph in article.paragraphs for year in _YEAR_FORM.findall(paragraph.text)]
    past = sum(year < published.start.year - 1 for year in years)
    return len(years) >= _SEVERAL and past >= _NEARLY_ALL * len(years)


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
        self.anchored_at = 0  # the item behind it, where it stands in the paragraph at hand
        self.historical = False

    def paragraph(self, paragraph: Paragraph) -> list[Expression]:
        """The expressions of one paragraph."""
        items = scan(paragraph.text, self.words)
        found: list[Found] = []
        self.anchored_at = 0
        for hit in match(items, self.words):
            one = self._read(paragraph, items, hit)
            if one is not None:
                found.append(one)
                if one.meaning.kind in ("DATE", "TIME") and one.meaning.range is not None:
                    self.anchor, self.anchored_at = one.meaning.range, hit.end
        join(items, found, self.words)
        return [self._expression(one) for one in found]

    def _read(self, paragraph: Paragraph, items: list[Item], hit: Hit) -> Found | None:
        if _is_title(paragraph.text, hit):
            return None
        span = _extent(paragraph, items, hit, self.words)
        sentence = _sentence_at(paragraph, span)
        if sentence is not None:
            tense = tense_at(sentence, span, hit, self.words, headline=paragraph.kind == "headline")
        else:
            tense = tense_of_words(items, hit, self.words)
        bound = _bound(items, hit, self.words)
        if bound == "since" and tense != "past":
            tense = "past"
        if bound in ("until", "by") and tense != "future" and not _fronted(items, hit):
            tense = "future" if hit.has("W") and not hit.has("M") else ""
        if (
            hit.before is not None
            and hit.before.lower == "as"
            and items[hit.start - 2].lower in ("early", "soon")
        ):
            tense = "future"
        context = Context(self._ref(last=True), tense, self.anchor, self.words)
        same = items[self.anchored_at : hit.start] if self.anchored_at else []
        story = self._story(hit, context, anchored=bool(same) and all(item.letter != "!" for item in same))
        read = meaning(hit, story) if story is not None else self._meaning(hit, context)
        context = story or context
        if read is None:
            return None
        if hit.rule == "duration" and tense == "future":
            read = self._ahead(hit, read, context.ref)
        found = Found(hit, span, tense, read, context, bound)
        if read.kind == "DURATION" and hit.rule in _COUNTED:
            self._anchor_of(paragraph, items, found)
        return found

    def _story(self, hit: Hit, context: Context, *, anchored: bool) -> Context | None:
        """The context of a story of long ago: of a whole text of the past, or where the last date told, in the same
        sentence (``anchored``), is one; ``None`` for news."""
        anchor = self.anchor
        if anchor is None or anchor.days > _YEAR or hit.rule not in _IN_A_YEAR:
            return None
        if self.published is not None:
            old = (self.published.start - anchor.end).days > _LONG_AGO
            aside = anchored and context.tense == "past" and hit.rule != "weekday" and not hit.has("lnt")
            if not old or not (self.historical or aside):
                return None
        return Context(anchor.start, "story", anchor, self.words)

    def _ahead(self, hit: Hit, read: Meaning, ref: date) -> Meaning:
        """ "Within 48 hours", "in two weeks": of what is to come, the days from publication, or the unit reached."""
        before = hit.before.lower if hit.before else ""
        count, unit = number(hit.all("DYQFAf")), hit.first("uU")
        of = bool(hit.after) and hit.after[0].lower in self.words.offsets
        if before not in ("in", "within") or count is None or unit is None or of or self.published is None:
            return read
        code = str(unit.value)
        reached = moved(ref, code, count)
        if before == "within" or code.startswith("T"):
            return Meaning(read.kind, read.value, DateRange(self._ref(last=False), reached), "interval")
        first = moved(self._ref(last=False), code, count)
        whole = {"FN": "W", "WE": "W", "CE": "DE"}.get(code, code)
        span = days.hull(days.unit(first, whole), days.unit(reached, whole))
        exact = days.GRANULARITY[whole] if self.published.days == 1 else "interval"
        return Meaning(read.kind, read.value, span, exact)

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

    def _anchor_of(self, paragraph: Paragraph, items: list[Item], found: Found) -> None:
        """ "Two months after an attack": the relation, and the words that name what it is counted from."""
        end = found.hit.end
        if end >= len(items):
            return
        relation = self.words.offsets.get(items[end].lower)
        if relation is None and end + 1 < len(items):
            relation = self.words.offsets.get(f"{items[end].lower} {items[end + 1].lower}")
        if relation == "within":
            relation = self._of(found.hit)
        if relation is None:
            return
        stop = next((i for i in range(end + 1, len(items)) if items[i].letter in "!,?"), len(items))
        if stop > end + 1:
            found.relation = relation
            found.anchor = paragraph.to_article(items[end + 1].start, items[stop - 1].end)

    def _of(self, hit: Hit) -> str | None:
        """What "of" means behind a length: "within a month of the coup", "the eve of the vote"."""
        if hit.rule == "eve":
            return "before"
        return "within" if hit.before is not None and hit.before.lower == "within" else None

    def _expression(self, found: Found) -> Expression:
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

    def _bounded(self, found: Found) -> DateRange | None:
        """The days of what the expression governs: "since Monday" runs to publication, "until" and "by" from it
        where they lie ahead; with no other end told there are none."""
        span, published = found.meaning.range, self.published
        if found.counted:
            return None
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


_IN_A_YEAR = NAMES_ITS_PARTS | {"weekday", "end_of", "nth"}
_COUNTED = frozenset(["duration", "the_unit", "spans", "lead", "eve"])
_RELATIVE = frozenset(
    ["weekday", "relative", "deictic", "ago", "shifted", "spans", "past", "the_unit", "season", "end_of"]
)


def _fronted(items: list[Item], hit: Hit) -> bool:
    """ "Until Thursday, they had ...": a bound at the front of the sentence lies in the time of its verb."""
    return hit.start < 2 or items[hit.start - 2].letter in "!?"


def _is_title(text: str, hit: Hit) -> bool:
    """ "60 Minutes": a name, not a time."""
    if text.isupper():
        return False
    return hit.rule == "duration" and hit.own[-1].letter == "u" and text[hit.own[-1].start].isupper()


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
    if hit.rule not in NAMES_ITS_PARTS and False in same:  # beyond the first part that differs all is chance
        same[same.index(False) :] = [False] * (len(same) - same.index(False))
    return "-".join(a if like else "X" * len(a) for a, like in zip(first, same, strict=True))
