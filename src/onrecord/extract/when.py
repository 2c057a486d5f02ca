"""When each event was: the time expression that governs its mention in the parse, else another event's time.

Passes, each filling only mentions that have no time yet:
1. the expression in the mention's own clause or phrase (:func:`govern`), else the only one at the sentence's front;
2. a length of time between two events ("two months after an attack"): one dated from the other;
3. what follows another event ("in the wake of the attack, China has urged"): from its first day to publication;
4. what lasted until a date: from the day of the event told before it;
5. talk between the same people as a dated meeting of the article;
6. what answers another event ("condemned the bombings"): from that event's first day to publication.

What no pass reaches stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Annotated, Expression, Sentence
from onrecord.extract.time import days
from onrecord.extract.when_govern import Placed, govern, governing, placed_in
from onrecord.ontology.time import TimeWords, load_time_words
from onrecord.records import DateRange, Granularity, Mention, Span, TimeValue

_LENGTH = re.compile(r"P(\d+)([DWMY])$")
__all__ = ["date_mentions", "govern"]

_UP_FOR_FRONT = frozenset(
    ["advcl", "conj", "acl", "prep", "pobj", "pcomp", "xcomp", "attr", "dep", "appos", "nsubj", "nsubjpass", "dobj"]
)  # fmt: skip


def date_mentions(article: Annotated) -> None:
    """Fill ``time`` of ``article.mentions`` (as new mentions in the same order) from the article's expressions."""
    _Dater(article).run()


class _Dater:
    """Dates the mentions of one article."""

    def __init__(self, article: Annotated) -> None:
        self.article = article
        self.words = load_time_words()
        self.mentions = list(article.mentions)
        self.at = [article.triggers.get(mention.id) for mention in self.mentions]
        self.placed: dict[int, list[Placed]] = {}

    def run(self) -> None:
        """All passes; the mentions are put back in place."""
        if not self.article.expressions:
            return
        for sentence in self.article.sentences():
            if places := placed_in(self.article, sentence):
                self.placed[sentence.index] = places
        self._by_expressions()
        self._by_lengths()
        self._by_what_followed()
        self._until()
        self._by_meetings()
        self._by_what_they_answer()
        self.article.mentions[:] = self.mentions

    def _undated(self) -> Iterable[tuple[int, Sentence, int]]:
        """(index, sentence, trigger token) of the mentions that have no time yet."""
        for index, (mention, at) in enumerate(zip(self.mentions, self.at, strict=True)):
            if mention.time is None and at is not None:
                yield index, self.article.sentence(at[0]), at[1]

    def _set(self, index: int, time: TimeValue | None) -> None:
        self.mentions[index] = replace(self.mentions[index], time=time)

    def _by_expressions(self) -> None:
        for index, sentence, trigger in self._undated():
            placed = self.placed.get(sentence.index)
            if not placed:
                continue
            found = governing(sentence, placed, trigger, self.words) or self._front(sentence, placed, trigger)
            if found is not None and not self._still_true(sentence, trigger, found):
                self._set(index, found.time)

    def _still_true(self, sentence: Sentence, trigger: int, found: Expression) -> bool:
        """ "The South blames the North for the sinking in March": what is told in the present was not in the past."""
        published = self.article.article.published
        past = published is not None and found.time is not None and found.time.range.end < published.start
        headline = self.article.paragraphs[sentence.paragraph].kind == "headline"
        bare = not grammar.children(sentence, trigger, "aux", "auxpass")
        return past and not headline and bare and sentence.tokens[trigger].tag in ("VBZ", "VBP")

    def _front(self, sentence: Sentence, placed: list[Placed], trigger: int) -> Expression | None:
        """The only expression before the subject of the sentence's main verb, for what is told in its course."""
        tokens = sentence.tokens
        root = next(token.i for token in tokens if token.head == token.i)
        subject = min(grammar.children(sentence, root, "nsubj", "nsubjpass", "expl"), default=root)
        front = [p for p in placed if p.top < subject and p.host == root and p.expression.time is not None]
        if len(front) != 1 or not grammar.is_verb(tokens[trigger]):
            return None
        at = trigger
        while at != root:
            marks = {tokens[c].lower for c in tokens[at].children if tokens[c].dep == "mark"}
            if tokens[at].dep not in _UP_FOR_FRONT or marks & self.words.anchors.keys():
                return None
            at = tokens[at].head
        return front[0].expression

    def _by_lengths(self) -> None:
        for expression in self.article.expressions:
            length = _LENGTH.match(expression.value)
            if expression.anchor is None or length is None:
                continue
            count, code = int(length.group(1)), length.group(2)
            anchor = self._first_in(expression.anchor)
            at = self.at[anchor] if anchor is not None else None
            if anchor is None or at is None:
                continue
            main, main_time = self._main(self.article.sentence(at[0]), at[1], expression.anchor)
            forward = count if expression.relation == "after" else -count
            if main is not None and main_time is None:
                self._set(main, _shifted(self.mentions[anchor].time, code, forward, expression.span))
            elif self.mentions[anchor].time is None:
                self._set(anchor, _shifted(main_time, code, -forward, expression.span))

    def _first_in(self, span: Span) -> int | None:
        inside = [i for i, mention in enumerate(self.mentions) if span.covers(mention.trigger)]
        return min(inside, key=lambda i: self.mentions[i].trigger, default=None)

    def _main(self, sentence: Sentence, token: int, anchor: Span) -> tuple[int | None, TimeValue | None]:
        """What the length is counted to: the nearest mention or dated verb above the anchor, and its time."""
        by_token = {at[1]: i for i, at in enumerate(self.at) if at and at[0] == sentence.index}
        placed = self.placed.get(sentence.index, [])
        while sentence.tokens[token].head != token:
            token = sentence.tokens[token].head
            if anchor.covers(sentence.tokens[token].span):
                continue
            if token in by_token:
                return by_token[token], self.mentions[by_token[token]].time
            if grammar.is_verb(sentence.tokens[token]):
                found = governing(sentence, placed, token, self.words)
                if found is not None:
                    return None, found.time
        return None, None

    def _by_what_followed(self) -> None:
        published = self.article.article.published
        if published is None:
            return
        for index, sentence, trigger in self._undated():
            anchor = self._followed(sentence, trigger)
            time = self._time_of(anchor, sentence) if anchor is not None else None
            if time is not None and anchor is not None and time.range.start <= published.end:
                span = DateRange(time.range.start, published.end)
                self._set(index, TimeValue(span, "interval", "event", self.mentions[anchor].trigger))

    def _followed(self, sentence: Sentence, trigger: int) -> int | None:
        """The mention that a phrase of this clause says to have come before ("after the attack")."""
        tokens = sentence.tokens
        verb: int | None = trigger
        by_token = {place[1]: i for i, place in enumerate(self.at) if place and place[0] == sentence.index}
        for _ in range(4):
            if verb is None:
                return None
            for child in tokens[verb].children:
                found = self._anchor_in(sentence, child, by_token)
                if found is not None and found != by_token.get(trigger):
                    return found
            verb = tokens[verb].head if tokens[verb].dep == "conj" else None
        return None

    def _anchor_in(self, sentence: Sentence, child: int, by_token: dict[int, int]) -> int | None:
        tokens = sentence.tokens
        below = grammar.subtree(sentence, child)
        if tokens[child].dep == "prep":
            text = " ".join(tokens[i].lower for i in below)
        elif tokens[child].dep == "advcl":
            text = " ".join(tokens[i].lower for i in below if tokens[i].dep == "mark" or i == below[0])
        else:
            return None
        opened = any(
            text == phrase or text.startswith(f"{phrase} ")
            for phrase, relation in self.words.anchors.items()
            if relation == "after"
        )
        return next((by_token[i] for i in below if i in by_token), None) if opened else None

    def _time_of(self, index: int, sentence: Sentence) -> TimeValue | None:
        """The mention's own time, or that of a mention with the same word, type and names elsewhere."""
        mention, at = self.mentions[index], self.at[index]
        if mention.time is not None or at is None:
            return mention.time
        tokens = sentence.tokens
        lemma = tokens[at[1]].lemma
        modifiers = grammar.children(sentence, at[1], "compound", "amod", "poss", "nmod")
        names = {tokens[c].lower for c in modifiers if tokens[c].text[:1].isupper()}
        same = [
            other
            for other, place in zip(self.mentions, self.at, strict=True)
            if other.time and place and other.type == mention.type and self._named(place, lemma, names)
        ]
        times = [other.time for other in same if other.time is not None]
        if times and all(a.range.overlaps(b.range) for a in times for b in times):
            return min(times, key=lambda time: time.range.days)
        definite = any(tokens[c].lower in self.words.definite for c in tokens[at[1]].children)
        return self._last_of_type(mention, sentence) if definite and not names else None

    def _last_of_type(self, mention: Mention, sentence: Sentence) -> TimeValue | None:
        """ "The bombings": the last dated event of the type, told in this paragraph or the one before."""
        before = [
            (other.trigger.start, other.time)
            for other, place in zip(self.mentions, self.at, strict=True)
            if other.type == mention.type and other.trigger.start < mention.trigger.start and place
            and sentence.paragraph - self.article.sentence(place[0]).paragraph <= 1
        ]  # fmt: skip
        return max(before, key=lambda pair: pair[0])[1] if before else None

    def _named(self, place: tuple[int, int], lemma: str, names: set[str]) -> bool:
        sentence = self.article.sentence(place[0])
        if not names:
            return sentence.tokens[place[1]].lemma == lemma
        return names <= {token.lower for token in sentence.tokens}

    def _until(self) -> None:
        """ "Construction was stopped until January": from the event told just before."""
        for index, sentence, trigger in self._undated():
            ends = [p.expression for p in self.placed.get(sentence.index, ()) if p.host == trigger]
            end = next((e.days for e in ends if e.bound == "until" and e.days is not None), None)
            before = self._told_before(index, sentence)
            if end is not None and before is not None and before.range.start <= end.end:
                self._set(
                    index,
                    TimeValue(DateRange(before.range.start, end.end), "interval", "event", ends[0].span),
                )

    def _told_before(self, index: int, sentence: Sentence) -> TimeValue | None:
        start = self.mentions[index].trigger.start
        earlier: list[Mention] = []
        for mention, at in zip(self.mentions, self.at, strict=True):
            if at and mention.time and mention.trigger.start < start:
                other = self.article.sentence(at[0])
                if other.paragraph == sentence.paragraph:
                    earlier.append(mention)
        return max(earlier, key=lambda mention: mention.trigger.start).time if earlier else None

    def _by_what_they_answer(self) -> None:
        published = self.article.article.published
        if published is None:
            return
        for index, sentence, trigger in self._undated():
            mention = self.mentions[index]
            if (
                mention.type not in self.words.reactions
                or mention.status != "actual"
                or _ahead(sentence, trigger, self.words)
            ):
                continue
            below = set(grammar.subtree(sentence, trigger, without=_NOT_ANSWERED)) - {trigger}
            inside = [i for i, at in enumerate(self.at) if at and at[0] == sentence.index and at[1] in below]
            known = ((i, self._time_of(i, sentence)) for i in inside if self.mentions[i].status in _TOLD)
            found = next(((i, time) for i, time in known if time is not None), None)
            if found is not None and found[1].range.start <= published.end:
                span = DateRange(found[1].range.start, published.end)
                granularity: Granularity = "day" if span.days == 1 else "interval"
                self._set(index, TimeValue(span, granularity, "event", self.mentions[found[0]].trigger))

    def _said_to(self, sentence: Sentence, trigger: int, people: set[str]) -> tuple[int, set[str]]:
        """For what one told another ("Bajwa told Zhang his country would stand by China"), the verb and the two."""
        tokens = sentence.tokens
        token = tokens[trigger]
        if len(people) > 1 and _simple_past(sentence, trigger):
            return trigger, people
        while token.dep == "conj":
            token = tokens[token.head]
        if token.dep != "ccomp":
            return trigger, people
        sides = grammar.children(sentence, token.head, "nsubj", "dobj", "dative", "iobj")
        phrases = [self.article.phrases.get((sentence.index, side)) for side in sides]
        return token.head, {phrase.actor.name.casefold() for phrase in phrases if phrase is not None}

    def _by_meetings(self) -> None:
        meetings = [m for m in self.mentions if m.type == "CONSULT" and m.time and m.time.how != "event"]
        for index, sentence, trigger in self._undated():
            mention = self.mentions[index]
            people = _participants(mention)
            trigger, people = self._said_to(sentence, trigger, people)
            if mention.type not in self.words.talk or len(people) < 2 or not _simple_past(sentence, trigger):
                continue
            times = {m.time for m in meetings if people <= _participants(m)}
            if len({time.range for time in times if time}) == 1:
                time = min((t for t in times if t), key=lambda t: (t.range.start, t.span or Span(0, 0)))
                self._set(index, replace(time, how="event"))


_TOLD = ("actual", "denied")  # a source denies it, and yet it happened before the denial


def _shifted(time: TimeValue | None, code: str, count: int, span: Span) -> TimeValue | None:
    """``time`` moved by a count of units, to be known to that unit; ``None`` where it is less exact itself."""
    if time is None or time.granularity not in _EXACT[code]:
        return None
    ends = [days.unit(days.shift(day, code, count), code) for day in (time.range.start, time.range.end)]
    granularity = days.GRANULARITY[code] if ends[0] == ends[1] else "interval"
    return TimeValue(days.hull(*ends), granularity, "event", span)


_NOT_ANSWERED = ("nsubj", "nsubjpass", "advcl", "conj", "parataxis", "npadvmod")
_EXACT = {
    "D": ("day",),
    "W": ("day", "week"),
    "M": ("day", "week", "month"),
    "Y": ("day", "week", "month", "year"),
}


def _participants(mention: Mention) -> set[str]:
    return {a.actor.name.casefold() for a in mention.arguments if a.role in ("actor", "recipient")}


def _ahead(sentence: Sentence, trigger: int, words: TimeWords) -> bool:
    """Whether an auxiliary puts the verb into a time to come."""
    lowers = {sentence.tokens[c].lower for c in sentence.tokens[trigger].children}
    return bool(lowers & (words.certain | words.uncertain | {"to", "could"}))


def _simple_past(sentence: Sentence, trigger: int) -> bool:
    token = sentence.tokens[trigger]
    auxiliaries = [sentence.tokens[c] for c in token.children if sentence.tokens[c].dep in ("aux", "auxpass")]
    return token.tag == "VBD" and not auxiliaries
