"""Where an event happened when its own sentence only points back: "at the summit", "there", "here", "in the strait",
or goes on with a scene that was placed before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.where_ground import COARSE, FINENESS, Ground
from onrecord.records import Mention, PlaceValue

# An act goes on where the act before happened, talk where the talks before were.
SCENES = {
    "ASSAULT": "acts",
    "COERCE": "acts",
    "PROTEST": "acts",
    "MOBILIZE": "acts",
    "CONSULT": "talks",
    "AGREE": "talks",
}
NEAR = 200  # characters before the last place that "there" may look back over
_DEFINITE = frozenset({"the", "that", "this", "these", "those"})


class Discourse:
    """What the article has said of places up to the mention at hand; mentions come in order of text."""

    def __init__(self, article: Annotated, ground: Ground) -> None:
        self.article = article
        self.ground = ground
        self.words = ground.words
        self._gatherings: dict[str, tuple[int, PlaceValue]] = {}  # lemma -> sentence, place
        self._last: tuple[Sentence, PlaceValue] | None = None
        self._scenes: dict[str, tuple[Sentence, PlaceValue, Mention]] = {}

    def note(self, sentence: Sentence, trigger: int, mention: Mention, value: PlaceValue) -> None:
        """Remember the place of a mention: for the gatherings that its clause names, and as the scene."""
        self._last = (sentence, value)
        if mention.background or mention.status != "actual":
            return
        if mention.type in SCENES and value.place.precision not in COARSE:
            self._scenes[SCENES[mention.type]] = (sentence, value, mention)
        for i in grammar.clause(sentence, grammar.clause_head(sentence, trigger)):
            lemma = sentence.tokens[i].lemma.lower()
            if lemma in self.words.gatherings:
                self._gatherings[lemma] = (sentence.index, value)

    def find(self, sentence: Sentence, trigger: int) -> PlaceValue | None:
        """The place that the mention's clause points back to."""
        head = grammar.clause_head(sentence, trigger)
        for i in grammar.clause(sentence, head):
            token = sentence.tokens[i]
            if token.dep == "advmod" and token.lower in {"here", "there"}:
                if grammar.clause_head(sentence, token.head) == head:
                    return self._here() if token.lower == "here" else self._there(sentence, token.start)
            elif token.dep == "pobj" and (found := self._noun(sentence, i)) is not None:
                return found
        return None

    def _here(self) -> PlaceValue | None:
        return next((p for p in self.ground.places if p.how == "dateline"), None)

    def _there(self, sentence: Sentence, offset: int) -> PlaceValue | None:
        """Where the event before in the sentence happened, else the finest place of this sentence and the last
        one that names any."""
        if self._last is not None and self._last[0] is sentence:
            return replace(self._last[1], how="article")
        near: list[PlaceValue] = []
        for value in self.ground.before(offset):
            if near and near[0].span.start - value.span.start > NEAR:
                break
            near.append(value)
        best = min(near, key=lambda value: FINENESS[value.place.precision], default=None)
        return replace(best, how="article") if best else None

    def _noun(self, sentence: Sentence, i: int) -> PlaceValue | None:
        """ "at the talks": where the talks are; "in the strait": the last strait named."""
        token = sentence.tokens[i]
        preposition = sentence.tokens[token.head].lower
        if preposition not in {"at", "during", "in", "into", "near", "outside", "across", "on"}:
            return None
        if not any(sentence.tokens[c].lower in _DEFINITE for c in token.children):
            return None
        lemma = token.lemma.lower()
        known = self._gatherings.get(lemma)
        if known is not None and known[0] < sentence.index and preposition in {"at", "during"}:
            return replace(known[1], how="article")
        wanted = self.words.definite.get(lemma)
        if wanted is None:
            return None
        if wanted == "country":
            return self._home()
        for value in self.ground.before(token.start):
            if value.place.precision == wanted and (wanted != "region" or lemma in value.place.name.lower()):
                return replace(value, how="article")
        return None

    def _home(self) -> PlaceValue | None:
        """ "In the country": the one that the article's names, people included, lie in more than in any other."""
        named = Counter(p.place.country for p in self.ground.places if p.place.country)
        (home, most), (_, next_most) = (*named.most_common(2), (None, 0), (None, 0))[:2]
        if home is None or most == next_most:
            return None
        whole = (p for p in self.ground.places if p.place.country == home and p.place.precision == "country")
        found = next(whole, None)
        return replace(found, how="article") if found else None

    def scene(self, sentence: Sentence, mention: Mention) -> PlaceValue | None:
        """The place of the event told before in this paragraph, where this sentence names no other place and no
        other time."""
        known = self._scenes.get(SCENES.get(mention.type, ""))
        if known is None or mention.background or self.ground.of(sentence):
            return None
        before, value, other = known
        if before.paragraph != sentence.paragraph or sentence.index - before.index > 1:
            return None
        if (
            mention.time is not None
            and other.time is not None
            and not mention.time.range.overlaps(other.time.range)
        ):
            return None
        return replace(value, how="article")
