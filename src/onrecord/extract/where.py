"""Where an event happened: the place that governs its words in the parse, not any place of the article.

Anchors are tried from the nearest to the farthest: the trigger and the light verb that carries it; the noun that a
participle tells about, the object, the victim; the governing clause; the subject. The locative phrases of an anchor
("near Karachi University's Confucius Institute"), and the name before a noun ("the Karachi attack"), give places;
the first anchors that have any decide, and of theirs the most precise place. Acts of speech take only phrases of
their own verb, since what is said or condemned happened elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.slots import Slots
from onrecord.ontology.places import PlaceWords, place_words
from onrecord.records import Mention, PlaceValue

PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID", "SANCTION", "COOPERATE"})
TALKS = frozenset({"CONSULT", "AGREE"})
_FINENESS = {"point": 0, "town": 1, "district": 2, "province": 3, "region": 4, "country": 5}
_INNER = frozenset({"compound", "poss", "nmod", "amod", "appos", "nummod", "conj"})
_HOLDING = frozenset({"acl", "relcl"})
_BESIDE = frozenset({"at", "near", "outside", "inside", "beside", "opposite"})


def place_mentions(article: Annotated) -> None:
    """Fill ``Mention.place`` where the words around the trigger say where; others stay without.

    ``how`` is phrase (said in the mention's own sentence), article (at a gathering placed before) or dateline
    ("met here").
    """
    finder = _Finder(article)
    article.mentions = [finder.place(mention) for mention in article.mentions]


@dataclass(frozen=True, slots=True)
class _Find:
    """A place with the token that heads it, and how it was reached: ``country_ok`` where a bare country counts."""

    value: PlaceValue
    token: int

    @property
    def fineness(self) -> tuple[int, int]:
        """The most precise first, then the first in the text."""
        return (_FINENESS[self.value.place.precision], self.value.span.start)


class _Finder:
    def __init__(self, article: Annotated) -> None:
        self.article = article
        self.words: PlaceWords = place_words()
        self._sentences = {sentence.index: sentence for sentence in article.sentences()}
        self._places = sorted(article.places, key=lambda p: p.span)
        self._starts = [p.span.start for p in self._places]
        self._by_sentence: dict[int, dict[int, PlaceValue]] = {}
        self._gatherings: dict[str, tuple[int, PlaceValue]] = {}  # lemma -> sentence, place

    def place(self, mention: Mention) -> Mention:
        """The mention with its place, if any."""
        where = self.article.triggers.get(mention.id)
        if where is None or where[0] not in self._sentences:
            return mention
        sentence, trigger = self._sentences[where[0]], where[1]
        found = self._find(sentence, trigger, mention)
        if found is None:
            found = self._at_gathering(sentence, trigger) or self._here(sentence, trigger)
        if found is None:
            return mention
        if found.how == "phrase":
            self._note_gatherings(sentence, trigger, found)
        return replace(mention, place=found)

    def _find(self, sentence: Sentence, trigger: int, mention: Mention) -> PlaceValue | None:
        places = self._places_of(sentence)
        best: _Find | None = None
        for anchors in self._tiers(sentence, trigger, mention.type) if places else ():
            finds = [
                find for anchor in anchors for find in self._at(sentence, anchor, trigger, mention, places)
            ]
            for find in finds:
                if best is None or (self._inside(find, best) and find.fineness < best.fineness):
                    best = find
            if best is not None and best.value.place.precision not in {"country", "region"}:
                break
        if best is None and mention.type in PHYSICAL:
            best = self._only_place(sentence, trigger, places) or self._local_office(sentence, trigger)
        return replace(best.value, how="phrase") if best else None

    # anchors

    def _tiers(self, sentence: Sentence, trigger: int, kind: str) -> Iterator[list[int]]:
        """Token indices whose locative phrases count, the nearest to the event first."""
        tokens = sentence.tokens
        slots = Slots(sentence, trigger)
        near = [trigger]
        light = slots.light_verb
        if light is not None:
            near.append(light)
        yield near
        if kind not in PHYSICAL and kind not in TALKS:
            return
        if slots.verb:
            objects = grammar.deep_object(sentence, trigger)
            beside = [noun for first in objects for noun in grammar.conjuncts(sentence, first)]
            if tokens[trigger].dep in _HOLDING:
                beside.append(tokens[trigger].head)
            if kind in TALKS:
                beside += [
                    noun
                    for name, noun in grammar.prepositional(sentence, trigger)
                    if name in {"with", "between"}
                ]
        else:
            beside = [
                noun
                for name, noun in grammar.prepositional(sentence, trigger)
                if name in {"on", "against", "of", "with", "between"}
            ]
            if (verb := self._clause_of_noun(sentence, trigger)) is not None:
                beside.append(verb)
                beside += grammar.deep_object(sentence, verb)
        yield beside
        if kind in PHYSICAL:
            yield self._wider(sentence, trigger, slots)

    def _clause_of_noun(self, sentence: Sentence, trigger: int) -> int | None:
        """The verb that tells more of the event: "the blast hit a market", "a bombing that killed ten"."""
        tokens = sentence.tokens
        days = [noun for _, noun in grammar.prepositional(sentence, trigger) if self._is_time(sentence, noun)]
        for noun in (
            trigger,
            *days,
        ):  # the parser often hangs it on the date: "the attack in April that killed"
            for child in grammar.children(sentence, noun, *_HOLDING):
                return child
        if tokens[trigger].dep in {"nsubj", "nsubjpass"} and grammar.is_verb(tokens[tokens[trigger].head]):
            return tokens[trigger].head
        return None

    def _is_time(self, sentence: Sentence, i: int) -> bool:
        span = sentence.tokens[i].span
        return any(expression.span.covers(span) for expression in self.article.expressions)

    def _wider(self, sentence: Sentence, trigger: int, slots: Slots) -> list[int]:
        """Subject, and the clause that the trigger's clause hangs on ("..., killing ten", "and burned flags")."""
        tokens = sentence.tokens
        at = (
            trigger
            if slots.verb
            else (slots.light_verb if slots.light_verb is not None else tokens[trigger].head)
        )
        found = grammar.deep_subject(sentence, at) if grammar.is_verb(tokens[at]) else []
        if tokens[at].dep in {"conj", "advcl", "xcomp", "pcomp"} and tokens[at].head != at:
            governor = grammar.clause_head(sentence, tokens[at].head)
            if tokens[governor].lemma not in self.words.saying:
                found += [governor, *grammar.deep_object(sentence, governor)]
        for child in tokens[at].children:
            if tokens[child].dep == "conj" and grammar.is_verb(tokens[child]):
                found.append(child)
        return found

    # places at an anchor

    def _at(
        self,
        sentence: Sentence,
        anchor: int,
        trigger: int,
        mention: Mention,
        places: Mapping[int, PlaceValue],
    ) -> Iterator[_Find]:
        """The places that the anchor's own phrases name."""
        tokens = sentence.tokens
        for name, noun in grammar.prepositional(sentence, anchor):
            aims = anchor == trigger and name in {"on", "of", "against"} and mention.type == "ASSAULT"
            if aims or name in self.words.event_locative or self._goes(sentence, anchor, name, mention):
                yield from self._in_phrase(sentence, noun, places, beside=name in _BESIDE)
        for child in tokens[anchor].children:
            if tokens[child].dep == "advmod":  # "north of Kabul", "close to Kabul"
                for _, noun in grammar.prepositional(sentence, child):
                    yield from self._in_phrase(sentence, noun, places)
            elif (value := places.get(child)) is not None and self._beside(
                sentence, child, trigger, mention, value
            ):
                yield _Find(value, child)

    def _beside(self, sentence: Sentence, i: int, trigger: int, mention: Mention, value: PlaceValue) -> bool:
        """Whether a place that hangs on an anchor with no preposition says where: before a noun ("the Karachi
        attack", though "the US attack" names its actor), or as what is attacked or visited ("bombed Aleppo")."""
        token = sentence.tokens[i]
        if token.dep in {"compound", "nmod", "amod"}:
            known = mention.type in PHYSICAL or mention.type in TALKS
            return token.head == trigger and known and value.place.precision != "country"
        if token.dep != "dobj":
            return False
        visited = mention.mode == "visit" and sentence.tokens[token.head].lemma in self.words.visits
        return visited or mention.type == "ASSAULT"

    def _goes(self, sentence: Sentence, anchor: int, name: str, mention: Mention) -> bool:
        """ "to" after a word of travel; "from" after one of leaving."""
        if name in {"to", "into"}:
            return sentence.tokens[anchor].lemma in self.words.visits
        return name == "from" and mention.type == "RETREAT"

    def _in_phrase(
        self, sentence: Sentence, noun: int, places: Mapping[int, PlaceValue], *, beside: bool = False
    ) -> Iterator[_Find]:
        """The places that the noun phrase of a locative preposition is, or lies in.

        ``beside``: what is near or outside a thing is where the thing is, whatever it is ("outside X's gate").
        """
        todo, seen = [noun], set()
        while todo:
            at = todo.pop(0)
            if at in seen:
                continue
            seen.add(at)
            if (value := places.get(at)) is not None:
                yield _Find(value, at)
            ground = value is not None or (beside and at == noun) or self._is_ground(sentence, at)
            if ground:
                todo += grammar.children(sentence, at, *_INNER)
            for name, inner in grammar.prepositional(sentence, at):
                if name in self.words.event_locative or (name == "of" and ground):
                    todo.append(inner)

    def _is_ground(self, sentence: Sentence, i: int) -> bool:
        token = sentence.tokens[i]
        words = self.words
        return (
            token.tag.startswith("NNP")
            or token.lemma in words.site_nouns
            or token.lower in words.area_nouns
            or token.lemma in words.area_nouns
            or token.lemma in words.admin_nouns
            or token.lower in words.directions
        )

    # what is left when no anchor has a place

    def _only_place(self, sentence: Sentence, trigger: int, places: Mapping[int, PlaceValue]) -> _Find | None:
        """The one place that the sentence names in a locative phrase outside what somebody says or thinks of."""
        finds: dict[int, _Find] = {}
        clause = set(self._same_world(sentence, trigger))
        for i, token in enumerate(sentence.tokens):
            if token.dep == "prep" and i in clause and token.lower in self.words.event_locative:
                for noun in grammar.children(sentence, i, "pobj"):
                    for find in self._in_phrase(sentence, noun, places):
                        finds.setdefault(find.token, find)
        ordered = sorted(finds.values(), key=lambda f: f.fineness)
        if ordered and all(self._inside(ordered[0], other) for other in ordered[1:]):
            return ordered[0]
        return None

    def _same_world(self, sentence: Sentence, trigger: int) -> list[int]:
        """The tokens of the sentence that are told on the same level as the trigger: up to a verb of saying."""
        tokens = sentence.tokens
        top = trigger
        while tokens[top].head != top:
            head = tokens[top].head
            if tokens[top].dep in {"ccomp", "parataxis"} or tokens[head].lemma in self.words.saying:
                break
            top = head
        own = set(grammar.subtree(sentence, top, without=("ccomp", "parataxis", "relcl")))
        return sorted(own | set(grammar.subtree(sentence, trigger)))

    def _local_office(self, sentence: Sentence, trigger: int) -> _Find | None:
        """A town's own police or court acts in its town ("Islamabad Police set up a cell")."""
        tokens = sentence.tokens
        slots = Slots(sentence, trigger)
        verb = trigger if slots.verb else slots.light_verb
        for subject in grammar.deep_subject(sentence, verb) if verb is not None else ():
            if (
                tokens[subject].lemma not in self.words.local_offices
                and tokens[subject].lower not in self.words.local_offices
            ):
                continue
            for child in grammar.children(sentence, subject, "compound", "nmod", "amod"):
                value = self._any_place(tokens[child].start)
                if value is not None and value.place.precision in {"town", "district"}:
                    return _Find(value, child)
        return None

    def _at_gathering(self, sentence: Sentence, trigger: int) -> PlaceValue | None:
        """ "at the dialogue": the place where the article said before that it is."""
        tokens = sentence.tokens
        if not self._gatherings:
            return None
        for i in grammar.clause(sentence, grammar.clause_head(sentence, trigger)):
            known = self._gatherings.get(tokens[i].lemma.lower())
            if known is None or known[0] >= sentence.index or tokens[i].dep != "pobj":
                continue
            if tokens[tokens[i].head].lower in {"at", "during"} and self._definite(sentence, i):
                return replace(known[1], how="article")
        return None

    def _definite(self, sentence: Sentence, noun: int) -> bool:
        return any(
            sentence.tokens[c].lower in {"the", "that", "this"} for c in sentence.tokens[noun].children
        )

    def _note_gatherings(self, sentence: Sentence, trigger: int, value: PlaceValue) -> None:
        """Remember the gatherings that the placed event's clause names."""
        head = grammar.clause_head(sentence, trigger)
        for i in grammar.clause(sentence, head):
            lemma = sentence.tokens[i].lemma.lower()
            if lemma in self.words.gatherings:
                self._gatherings[lemma] = (sentence.index, value)

    def _here(self, sentence: Sentence, trigger: int) -> PlaceValue | None:
        """ "met here on Sunday": the dateline's town."""
        dateline = next((p for p in self._places if p.how == "dateline"), None)
        if dateline is None:
            return None
        head = grammar.clause_head(sentence, trigger)
        tokens = sentence.tokens
        here = any(
            tokens[c].lower == "here" and tokens[c].dep == "advmod"
            for i in (trigger, head)
            for c in tokens[i].children
        )
        return dateline if here else None

    # which places stand where

    def _inside(self, one: _Find, other: _Find) -> bool:
        """Whether the first can lie in the second, as far as country and admin area tell."""
        inner, outer = one.value.place, other.value.place
        if inner.country is None or outer.country is None:
            return outer.precision in {"region", "country"} or outer.id == inner.id
        if inner.country != outer.country:
            return False
        if outer.precision == "province" and inner.precision != "province":
            return inner.admin1 in {None, outer.name, outer.admin1} or inner.admin1 == outer.admin1
        return outer.precision in {"country", "region", "district"} or outer.id == inner.id

    def _places_of(self, sentence: Sentence) -> Mapping[int, PlaceValue]:
        """Literal places by the token that heads each."""
        found = self._by_sentence.get(sentence.index)
        if found is None:
            found = self._by_sentence[sentence.index] = dict(self._heads(sentence))
        return found

    def _heads(self, sentence: Sentence) -> Iterable[tuple[int, PlaceValue]]:
        span = sentence.span
        first = bisect_left(self._starts, span.start)
        for value in self._places[first:]:
            if value.span.start >= span.end:
                break
            if value.how not in {"phrase", "dateline", "site"}:
                continue
            inside = [t for t in sentence.tokens if t.start < value.span.end and value.span.start < t.end]
            outer = [t for t in inside if not any(t.head == other.i for other in inside if other is not t)]
            if inside:
                yield (outer[0] if outer else inside[-1]).i, value

    def _any_place(self, start: int) -> PlaceValue | None:
        at = bisect_left(self._starts, start)
        return self._places[at] if at < len(self._places) and self._starts[at] == start else None
