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
from onrecord.extract.when_govern import Placed, govern, governing, placed_in
from onrecord.extract.when_lengths import counted
from onrecord.extract.when_refer import References
from onrecord.extract.when_scene import Scenes, by_doer
from onrecord.ontology.time import load_time_words
from onrecord.records import DateRange, Mention, Span, TimeValue

_LENGTH = re.compile(r"P(T?)(\d+|X)([DWMYHS])$")
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
        self.refer = References(article, self.mentions, self.at, self.words)

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
        by_doer(self.mentions, self.at, self.article)
        Scenes(self.mentions, self.at, self.article, self.placed, self.words).run()
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
            anchor = self._first_in(expression.anchor)
            at = self.at[anchor] if anchor is not None else self._token_in(expression.anchor)
            if at is None:
                continue
            main, main_time = self._main(self.article.sentence(at[0]), at[1], expression.anchor)
            time = self.mentions[anchor].time if anchor is not None else None
            told = time or self._told_in(expression.anchor)
            if main is not None and main_time is None:
                self._set(main, counted(told, length, expression.relation, expression.span))
            elif anchor is not None and time is None:
                back = {"after": "before", "before": "after"}.get(expression.relation, "")
                self._set(anchor, counted(main_time, length, back, expression.span))

    def _token_in(self, anchor: Span) -> tuple[int, int] | None:
        """The first word of what is counted from, where it is no event of ours ("the flood on 3 May")."""
        for sentence in self.article.sentences():
            if sentence.span.covers(anchor):
                return next(((sentence.index, t.i) for t in sentence.tokens if anchor.covers(t.span)), None)
        return None

    def _told_in(self, anchor: Span) -> TimeValue | None:
        """The only time that the words counted from tell themselves."""
        inside = [e.time for e in self.article.expressions if anchor.covers(e.span) and e.time and not e.bound]
        return inside[0] if len(inside) == 1 else None

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
            anchor = self.refer.followed(sentence, trigger)
            time = self.refer.time_of(anchor, sentence) if anchor is not None else None
            if time is not None and anchor is not None and time.range.start <= published.end:
                span = DateRange(time.range.start, published.end)
                self._set(index, TimeValue(span, "interval", "event", self.mentions[anchor].trigger))

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


def _participants(mention: Mention) -> set[str]:
    return {a.actor.name.casefold() for a in mention.arguments if a.role in ("actor", "recipient")}


def _simple_past(sentence: Sentence, trigger: int) -> bool:
    token = sentence.tokens[trigger]
    auxiliaries = [sentence.tokens[c] for c in token.children if sentence.tokens[c].dep in ("aux", "auxpass")]
    return token.tag == "VBD" and not auxiliaries
