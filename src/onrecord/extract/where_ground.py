"""Places in the parse: which token heads each, which lie in a noun phrase, which can lie in which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.ontology.places import PlaceWords, place_words
from onrecord.records import PlaceValue

LITERAL = frozenset({"phrase", "dateline", "site"})
COARSE = frozenset({"country", "region"})
FINENESS = {"point": 0, "town": 1, "district": 2, "province": 3, "region": 4, "country": 5}
_MISSIONS = frozenset({"embassy", "consulate", "mission"})  # of a country, in another
_INNER = ("compound", "poss", "nmod", "amod", "appos", "nummod", "conj")


@dataclass(frozen=True, slots=True)
class Find:
    """A place and the token that heads it; ``holds`` where it only owns what is meant ("Madrid's Chamartin")."""

    value: PlaceValue
    token: int
    holds: bool = False

    @property
    def fineness(self) -> tuple[int, bool, int]:
        """Sorts the most precise first, then the first in the text."""
        return (FINENESS[self.value.place.precision], self.holds, self.value.span.start)


class Ground:
    """The literal places of an article by sentence and token."""

    def __init__(self, article: Annotated) -> None:
        self.words: PlaceWords = place_words()
        self.places = sorted(article.places, key=lambda p: p.span)
        self._starts = [p.span.start for p in self.places]
        words = self.words
        self._grounds = (words.area_nouns | words.directions | set(words.admin_nouns) | words.site_nouns) - _MISSIONS
        self._by_sentence: dict[int, Mapping[int, PlaceValue]] = {}

    def of(self, sentence: Sentence) -> Mapping[int, PlaceValue]:
        """Literal places of the sentence by the token that heads each."""
        found = self._by_sentence.get(sentence.index)
        if found is None:
            found = self._by_sentence[sentence.index] = dict(self._heads(sentence))
        return found

    def _heads(self, sentence: Sentence) -> Iterator[tuple[int, PlaceValue]]:
        span = sentence.span
        for value in self.places[bisect_left(self._starts, span.start) :]:
            if value.span.start >= span.end:
                break
            if value.how not in LITERAL:
                continue
            inside = [t for t in sentence.tokens if t.start < value.span.end and value.span.start < t.end]
            numbers = {t.i for t in inside}
            outer = [t for t in inside if t.head == t.i or t.head not in numbers]
            if inside:
                yield (outer[0] if outer else inside[-1]).i, value

    def starting_at(self, start: int) -> PlaceValue | None:
        """The place of any kind whose words start at this offset."""
        at = bisect_left(self._starts, start)
        return self.places[at] if at < len(self.places) and self._starts[at] == start else None

    def before(self, offset: int) -> Iterator[PlaceValue]:
        """Literal places that stand before the offset, the nearest first."""
        for value in reversed(self.places[: bisect_left(self._starts, offset)]):
            if value.how in LITERAL:
                yield value

    def _only_holds(self, sentence: Sentence, i: int) -> bool:
        """ "Madrid's Chamartin", "the Paris suburb of Clichy": the name of what holds the place that is meant."""
        token = sentence.tokens[i]
        if token.dep not in ("compound", "amod", "nmod") or token.head <= i:
            return token.dep == "poss"
        return any(name == "of" for name, _ in grammar.prepositional(sentence, token.head))

    def in_phrase(self, sentence: Sentence, noun: int, *, beside: bool = False) -> Iterator[Find]:
        """The places that a noun phrase is, or lies in.

        ``beside``: what is near, or part of, a thing in a town is in that town, whatever the thing is ("outside
        Lahore Museum's gate", "on Madrid's trains"); a country says too little there ("outside Iran's embassy").
        """
        places = self.of(sentence)
        todo, seen = [noun], set()
        while todo:
            at = todo.pop(0)
            if at in seen:
                continue
            seen.add(at)
            value = places.get(at)
            known = value is not None or self.is_ground(sentence, at)
            loose = beside and not known and at == noun
            if value is not None:
                yield Find(value, at, self._only_holds(sentence, at))
            for child in grammar.children(sentence, at, *_INNER) if known or loose else ():
                inner = places.get(child)
                coarse = inner is not None and inner.place.precision in COARSE
                if not coarse or not (loose or self._of_people(sentence, at, child)):
                    todo.append(child)
            for name, inside in grammar.prepositional(sentence, at):
                if name in self.words.event_locative or (name == "of" and known):
                    todo.append(inside)

    def _of_people(self, sentence: Sentence, noun: int, name: int) -> bool:
        """Whether a country before a noun says whose it is ("the U.S. secretary of state"), not where."""
        token = sentence.tokens[noun]
        before = sentence.tokens[name].dep in ("compound", "nmod", "amod", "poss") and name < noun
        return before and not {token.lower, token.lemma} & self._grounds

    def is_ground(self, sentence: Sentence, i: int) -> bool:
        """Whether a noun is a name or a stretch of land or of a town."""
        token, words = sentence.tokens[i], self.words
        if token.tag.startswith("NNP") or token.lower in words.directions:
            return True
        forms = {token.lemma, token.lower}
        return not (forms.isdisjoint(words.site_nouns) and forms.isdisjoint(words.area_nouns)
                    and forms.isdisjoint(words.admin_nouns))  # fmt: skip


def can_lie_in(inner_value: PlaceValue, outer_value: PlaceValue) -> bool:
    """Whether the first can lie in the second, as far as country and admin area tell."""
    inner, outer = inner_value.place, outer_value.place
    if inner.country is None or outer.country is None:
        return outer.precision in COARSE or outer.id == inner.id
    if inner.country != outer.country:
        return False
    if outer.precision == "province" and inner.precision != "province":
        if inner.admin1 and set(outer.name.split()) <= set(inner.admin1.split()):  # Kashmir, "Jammu and Kashmir"
            return True
        return inner.admin1 in {None, outer.name, outer.admin1} or inner.admin1 == outer.admin1
    if outer.precision == "town":
        return inner.precision == "point" and inner.admin1 in {None, outer.admin1}
    return outer.precision in COARSE or outer.precision == "district" or outer.id == inner.id
