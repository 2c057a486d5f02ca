"""Which event a word refers to, and when that was: "the attack" that another is counted from or answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.ontology.time import TimeWords
from onrecord.records import Mention, TimeValue

Place = tuple[int, int]  # sentence and trigger token
_NAMING = ("compound", "amod", "poss", "nmod")


class References:
    """The times of an article's mentions, seen from the words that refer to them.

    ``events`` gives a mention's id the time of the event that it tells of, once mentions are merged; before that it
    is empty, and a mention's time is sought in others of the same word, type and names.
    """

    def __init__(
        self,
        article: Annotated,
        mentions: list[Mention],
        at: Sequence[Place | None],
        words: TimeWords,
        events: Mapping[str, TimeValue] | None = None,
    ) -> None:
        self.article, self.mentions, self.at, self.words = article, mentions, at, words
        self.events = events or {}

    def followed(self, sentence: Sentence, trigger: int) -> int | None:
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

    def time_of(self, index: int, sentence: Sentence) -> TimeValue | None:
        """The time of the mention or of its event, or that of a mention with the same word, type and names."""
        mention, at = self.mentions[index], self.at[index]
        time = mention.time or self.events.get(mention.id)
        if time is not None or at is None:
            return time
        tokens = sentence.tokens
        lemma = tokens[at[1]].lemma
        modifiers = grammar.children(sentence, at[1], *_NAMING)
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
        if names or not (definite or self._takes_up(sentence, at[1])):
            return None
        return self._last_of_type(mention, sentence)

    def _takes_up(self, sentence: Sentence, trigger: int) -> bool:
        """ "Denied that it had carried out the attack": a light verb whose object is definite."""
        tokens = sentence.tokens
        return grammar.is_verb(tokens[trigger]) and any(
            tokens[c].lower in self.words.definite
            for noun in grammar.children(sentence, trigger, "dobj")
            for c in tokens[noun].children
        )

    def _last_of_type(self, mention: Mention, sentence: Sentence) -> TimeValue | None:
        """ "The bombings": the last dated event of the type, told in this paragraph or the one before; once mentions
        are merged the only one of the type that is told before and not as background."""
        before = [
            (other.trigger.start, other.time)
            for other, place in zip(self.mentions, self.at, strict=True)
            if other.type == mention.type and other.trigger.start < mention.trigger.start and place
            and sentence.paragraph - self.article.sentence(place[0]).paragraph <= 1
        ]  # fmt: skip
        if before and (found := max(before, key=lambda pair: pair[0])[1]) is not None:
            return found
        told = {
            time
            for other in self.mentions
            if other.type == mention.type and other.trigger.start < mention.trigger.start
            and other.status == "actual" and not other.background
            and (time := self.events.get(other.id)) is not None
        }  # fmt: skip
        return next(iter(told)) if len(told) == 1 else None

    def _named(self, place: Place, lemma: str, names: set[str]) -> bool:
        sentence = self.article.sentence(place[0])
        if not names:
            return sentence.tokens[place[1]].lemma == lemma
        return names <= {token.lower for token in sentence.tokens}
