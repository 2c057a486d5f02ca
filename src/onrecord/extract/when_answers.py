"""When what answers an event was: not before it. Runs once the mentions of one happening are merged, so that "condemned
the bombings" knows the day that another sentence gives them."""

from __future__ import annotations

from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.when_refer import References
from onrecord.ontology.time import TimeWords, load_time_words
from onrecord.records import DateRange, Mention, TimeValue

_NOT_ANSWERED = ("nsubj", "nsubjpass", "advcl", "conj", "parataxis", "npadvmod")
_TOLD = ("actual", "denied", "possible")  # a source denies it, and yet it happened before the denial


def date_answers(article: Annotated) -> None:
    """Date, in ``article.mentions`` and ``article.events``, what followed or answers an event whose day is known: from
    the first day of that event to publication; and by publication what is said in the present."""
    if article.article.published is None:
        return
    events = {id: event.date for event in article.events if event.date for id in event.mention_ids}
    _Answers(article, events, article.article.published).run()


class _Answers:
    def __init__(self, article: Annotated, events: dict[str, TimeValue], published: DateRange) -> None:
        self.article, self.published, self.words = article, published, load_time_words()
        self.mentions = list(article.mentions)
        self.at = [article.triggers.get(mention.id) for mention in self.mentions]
        self.events = events
        self.refer = References(article, self.mentions, self.at, self.words, events)

    def run(self) -> None:
        order = sorted(range(len(self.mentions)), key=lambda index: self.mentions[index].trigger)
        for index in order:
            mention, at = self.mentions[index], self.at[index]
            if mention.time is not None or mention.id in self.events or at is None:
                continue
            sentence = self.article.sentence(at[0])
            time = self._performed(mention, sentence, at[1]) or self._answer(mention, sentence, at[1])
            if time is not None:
                self._set(index, time)
        self.article.mentions[:] = self.mentions

    def _answer(self, mention: Mention, sentence: Sentence, trigger: int) -> TimeValue | None:
        if mention.status != "actual" or _ahead(sentence, trigger, self.words):
            return None
        found = self.refer.followed(sentence, trigger)
        if found is None or not self._known(found, sentence):
            found = self._answered(mention, sentence, trigger)
        time = self._known(found, sentence) if found is not None else None
        return self._until_now(time, self.mentions[found]) if time and found is not None else None

    def _performed(self, mention: Mention, sentence: Sentence, trigger: int) -> TimeValue | None:
        """ "We call on the government", "Moscow denies any part": talk in the present, done as it is reported."""
        token, kind = sentence.tokens[trigger], self.article.paragraphs[sentence.paragraph].kind
        if mention.type not in self.words.talk | self.words.reactions or mention.status != "actual":
            return None
        if kind != "body" or token.tag not in ("VBZ", "VBP") or grammar.children(sentence, trigger, "aux", "auxpass"):
            return None
        top = token
        while top.dep == "conj" and top.head != top.i:
            top = sentence.tokens[top.head]
        if top.head != top.i and top.dep not in ("ccomp", "parataxis"):
            return None
        return TimeValue(self.published, "day" if self.published.days == 1 else "interval", "publication")

    def _known(self, index: int, sentence: Sentence) -> TimeValue | None:
        at = self.at[index]
        return self.refer.time_of(index, self.article.sentence(at[0]) if at else sentence)

    def _answered(self, mention: Mention, sentence: Sentence, trigger: int) -> int | None:
        """The mention below the word that answers, else the one that its bare object takes up."""
        if mention.type not in self.words.reactions:
            return None
        below = set(grammar.subtree(sentence, trigger, without=_NOT_ANSWERED)) - {trigger}
        inside = [i for i, at in enumerate(self.at) if at and at[0] == sentence.index and at[1] in below]
        told = [i for i in inside if self.mentions[i].status in _TOLD and self._known(i, sentence)]
        if told or inside:
            return told[0] if told else None
        return self._taken_up(sentence, trigger)

    def _taken_up(self, sentence: Sentence, trigger: int) -> int | None:
        """ "Welcomed it", "rejected the step": the last dated event of the sentence before."""
        objects = grammar.children(sentence, trigger, "dobj")
        clauses = grammar.children(sentence, trigger, "ccomp", "xcomp")
        objects += [noun for clause in clauses for noun in grammar.children(sentence, clause, "dobj")]
        named = [i for noun in objects if (i := self._same_word(sentence, noun)) is not None]
        if named or not any(self._is_bare(sentence, noun) for noun in objects):
            return named[0] if named else None
        before = [
            i
            for i, at in enumerate(self.at)
            if at and at[0] == sentence.index - 1 and self._known(i, sentence)
            and self.article.sentence(at[0]).paragraph == sentence.paragraph
        ]  # fmt: skip
        return max(before, key=lambda i: self.mentions[i].trigger, default=None)

    def _same_word(self, sentence: Sentence, noun: int) -> int | None:
        """The last dated event that was told with the same definite noun ("welcomed the agreement")."""
        tokens = sentence.tokens
        if not any(tokens[c].lower in self.words.definite for c in tokens[noun].children):
            return None
        before = [
            i
            for i, at in enumerate(self.at)
            if at and self.mentions[i].trigger.start < tokens[noun].start
            and self.article.sentence(at[0]).tokens[at[1]].lemma == tokens[noun].lemma and self._known(i, sentence)
        ]  # fmt: skip
        return max(before, key=lambda i: self.mentions[i].trigger, default=None)

    def _is_bare(self, sentence: Sentence, noun: int) -> bool:
        """A pronoun or a definite noun that says nothing but that something was told."""
        token = sentence.tokens[noun]
        definite = any(sentence.tokens[c].lower in self.words.definite for c in token.children)
        return token.lower in self.words.takes_up and (token.tag == "PRP" or definite)

    def _until_now(self, time: TimeValue, target: Mention) -> TimeValue | None:
        if time.range.start > self.published.end:
            return None
        span = DateRange(time.range.start, self.published.end)
        return TimeValue(span, "day" if span.days == 1 else "interval", "event", target.trigger)

    def _set(self, index: int, time: TimeValue) -> None:
        mention = self.mentions[index] = replace(self.mentions[index], time=time)
        self.events[mention.id] = time
        for n, event in enumerate(self.article.events):
            if mention.id in event.mention_ids and event.date is None:
                self.article.events[n] = replace(event, date=time)
                self.events.update(dict.fromkeys(event.mention_ids, time))


def _ahead(sentence: Sentence, trigger: int, words: TimeWords) -> bool:
    """Whether an auxiliary puts the verb into a time to come."""
    lowers = {sentence.tokens[c].lower for c in sentence.tokens[trigger].children}
    return bool(lowers & (words.certain | words.uncertain | {"to", "could"}))
