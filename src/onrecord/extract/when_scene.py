"""The time of what goes on with a dated scene: what an event does it does at its time ("Friday's bombing killed 30"),
and in narrative order what a paragraph tells in the simple past belongs to the day that was told last in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.when_govern import Placed, governing
from onrecord.extract.when_refer import Place
from onrecord.ontology.time import TimeWords
from onrecord.records import Mention, Span, TimeValue

_ACTS = frozenset(["ASSAULT", "COERCE", "PROTEST", "MOBILIZE"])
_HARM = frozenset(["ASSAULT"])
_SHORT = 2  # days: a scene is of a day or of a night
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i"])
_WAS = frozenset(["was", "were"])
_EARLIER = frozenset(["earlier", "previously", "already", "before", "formerly", "later", "since"])


@dataclass(frozen=True, slots=True)
class _Scene:
    """A day and the sentence that told it: ``said`` where it is that of words, ``wide`` where it frames what follows
    ("In 1975 ...")."""

    sentence: Sentence
    time: TimeValue
    span: Span
    said: bool = False
    wide: bool = False


def by_doer(mentions: list[Mention], at: list[Place | None], article: Annotated) -> None:
    """Date verbs of harm by a dated event that does it ("the raid killed six") or holds it ("killed in the raid")."""
    by_place = {place: i for i, place in enumerate(at) if place is not None}
    for index, place in enumerate(at):
        if place is None or mentions[index].time is not None or mentions[index].type not in _HARM:
            continue
        sentence = article.sentence(place[0])
        nouns = grammar.children(sentence, place[1], "nsubj")
        nouns += [noun for name, noun in grammar.prepositional(sentence, place[1]) if name in ("in", "during")]
        for noun in nouns:
            doer = by_place.get((place[0], noun))
            time = mentions[doer].time if doer is not None and mentions[doer].type in _ACTS else None
            if doer is not None and time is not None:
                mentions[index] = _with(mentions[index], time, mentions[doer].trigger)


class Scenes:
    """Follows an article sentence by sentence and dates its mentions, in place, by the scene they stand in."""

    def __init__(self, mentions: list[Mention], at: list[Place | None], article: Annotated,
                 placed: Mapping[int, list[Placed]], words: TimeWords) -> None:  # fmt: skip
        self.mentions, self.article, self.placed, self.words = mentions, article, placed, words
        self.published = article.article.published
        self.by_sentence: dict[int, list[tuple[int, int]]] = {}
        for index, place in enumerate(at):
            if place is not None:
                self.by_sentence.setdefault(place[0], []).append((place[1], index))

    def run(self) -> None:
        """Each paragraph begins anew, but for the sentence right after the one that told the day."""
        scene: _Scene | None = None
        for sentence in self.article.sentences():
            if scene is not None and scene.sentence.paragraph != sentence.paragraph and _far(scene, sentence):
                scene = None
            own = self._own(sentence)
            timed = any(place.expression.time for place in self.placed.get(sentence.index, ()))
            if timed:
                scene = own
            elif scene is not None:
                for token, index in sorted(self.by_sentence.get(sentence.index, ())):
                    if self._belongs(scene, sentence, token, self.mentions[index]):
                        self.mentions[index] = _with(self.mentions[index], scene.time, scene.span)

    def _own(self, sentence: Sentence) -> _Scene | None:
        """The scene that a sentence opens: the time of its main verb, told as past."""
        placed = self.placed.get(sentence.index)
        if not placed or self.published is None:
            return None
        root = next(token.i for token in sentence.tokens if token.head == token.i)
        told = grammar.children(sentence, root, "ccomp", "parataxis")
        for verb in (*told, root):  # "police said that early on Monday men placed a bomb"
            scene = self._of_verb(sentence, placed, verb, said=bool(told) and verb == root)
            if scene is not None:
                return scene
        return None

    def _of_verb(self, sentence: Sentence, placed: list[Placed], verb: int, *, said: bool) -> _Scene | None:
        if not grammar.is_verb(sentence.tokens[verb]) or not _simple_past(sentence, verb):
            return None
        found = governing(sentence, placed, verb, self.words)
        if found is None or found.time is None or found.bound or self.published is None:
            return None
        if found.time.range.end > self.published.end:
            return None
        first = sentence.tokens[0].start
        wide = found.time.range.days > _SHORT
        if wide and found.span.start - first > len("in the "):
            return None
        return _Scene(sentence, found.time, found.span, said, wide)

    def _belongs(self, scene: _Scene, sentence: Sentence, token: int, mention: Mention) -> bool:
        if mention.time is not None or mention.background or mention.status != "actual":
            return False
        if not _simple_past(sentence, token) or _jumps(sentence):
            return False
        if scene.wide:
            return not scene.said
        if mention.type in _ACTS:
            return not scene.said
        return sentence.index - scene.sentence.index == 1 and _of_the_same(sentence, token)


def _far(scene: _Scene, sentence: Sentence) -> bool:
    return scene.wide or sentence.index - scene.sentence.index > 1


def _of_the_same(sentence: Sentence, trigger: int) -> bool:
    """Whether the verb's subject is a pronoun: who acted in the scene goes on."""
    subjects = grammar.deep_subject(sentence, trigger)
    return any(sentence.tokens[i].lower in _PRONOUNS for i in subjects)


def _jumps(sentence: Sentence) -> bool:
    """Whether an adverb leads out of the scene."""
    return any(token.lower in _EARLIER for token in sentence.tokens)


def _simple_past(sentence: Sentence, trigger: int) -> bool:
    token = sentence.tokens[trigger]
    auxiliaries = {sentence.tokens[c].lower for c in grammar.children(sentence, trigger, "aux", "auxpass")}
    if token.dep == "conj" and not auxiliaries and token.head != trigger:
        return _simple_past(sentence, token.head)
    passive = token.tag == "VBN" and bool(auxiliaries) and auxiliaries <= _WAS
    return passive or (token.tag == "VBD" and not auxiliaries)


def _with(mention: Mention, time: TimeValue, span: Span) -> Mention:
    return replace(mention, time=replace(time, how="event", span=span))

