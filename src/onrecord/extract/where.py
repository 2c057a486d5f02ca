"""Where an event happened: the place that governs its words in the parse, not any place of the article.

Anchors are tried from the nearest to the farthest: the trigger and the light verb that carries it; the noun that a
participle tells about, the object, the victim; the governing clause; the subject. The locative phrases of an anchor
("near Lahore Museum's gate"), and the name before a noun ("the Quetta bombing"), give places; the first anchors that
have any decide, and of theirs the most precise place. Acts of speech take only phrases of their own verb, since what
is said or condemned happened elsewhere. What only points back is read by :mod:`onrecord.extract.where_discourse`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.slots import Slots
from onrecord.extract.where_discourse import Discourse
from onrecord.extract.where_ground import COARSE, Find, Ground, can_lie_in
from onrecord.records import Mention, PlaceValue

PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID", "SANCTION", "COOPERATE"})
TALKS = frozenset({"CONSULT", "AGREE"})
_LEFT = frozenset({"from", "out of", "out", "off"})
_HOLDING = frozenset({"acl", "relcl"})
_NEAR = frozenset({"at", "near", "outside", "inside", "beside", "opposite"})
_SIDES = frozenset({"on", "against", "of", "with", "between"})


def place_mentions(article: Annotated) -> None:
    """Fill ``Mention.place`` where the words around the trigger say where; others stay without.

    ``how`` is phrase (said in the mention's own sentence), article (said before, and pointed back to) or dateline
    ("met here").
    """
    finder = _Finder(article)
    placed = {m.id: finder.place(m) for m in sorted(article.mentions, key=lambda m: (m.trigger, m.type))}
    article.mentions = [placed[mention.id] for mention in article.mentions]


class _Finder:
    def __init__(self, article: Annotated) -> None:
        self.article = article
        self.ground = Ground(article)
        self.words = self.ground.words
        self.discourse = Discourse(article, self.ground)
        self._meetings: dict[tuple[int, int], PlaceValue] = {}
        self._sentences = {sentence.index: sentence for sentence in article.sentences()}

    def place(self, mention: Mention) -> Mention:
        """The mention with its place, if any."""
        where = self.article.triggers.get(mention.id)
        if where is None or where[0] not in self._sentences:
            return mention
        sentence, trigger = self._sentences[where[0]], where[1]
        found = self._find(sentence, trigger, mention) or self.discourse.find(sentence, trigger)
        if found is None:
            found = self._at_meeting(sentence, trigger) or self.discourse.scene(sentence, mention)
        if found is None:
            return mention
        if mention.type == "CONSULT":
            self._meetings[sentence.index, trigger] = found
        self.discourse.note(sentence, trigger, mention, found)
        return replace(mention, place=found)

    def _at_meeting(self, sentence: Sentence, trigger: int) -> PlaceValue | None:
        """ "Ministers met in Brussels and condemned the attack": there they condemned it."""
        token = sentence.tokens[trigger]
        return self._meetings.get((sentence.index, token.head)) if token.dep == "conj" else None

    def _find(self, sentence: Sentence, trigger: int, mention: Mention) -> PlaceValue | None:
        best: Find | None = None
        tiers = self._tiers(sentence, trigger, mention.type) if self.ground.of(sentence) else ()
        for number, anchors in enumerate(tiers):
            for find in (f for anchor in anchors for f in self._at(sentence, anchor, trigger, mention)):
                closer = best is None or best.holds or can_lie_in(find.value, best.value)
                if closer and (best is None or find.fineness < best.fineness):
                    best = find
            if number and best is not None and best.value.place.precision not in COARSE:
                break
        if best is None and (mention.type in PHYSICAL or mention.type in TALKS):
            best = self._only_place(sentence, trigger)
        if best is None and mention.type in PHYSICAL:
            best = self._local_office(sentence, trigger)
        return replace(best.value, how="phrase") if best else None

    # anchors

    def _tiers(self, sentence: Sentence, trigger: int, kind: str) -> Iterator[list[int]]:
        """Token indices whose locative phrases count, the nearest to the event first."""
        slots = Slots(sentence, trigger)
        yield [trigger] if slots.light_verb is None else [trigger, slots.light_verb]
        if kind in PHYSICAL or kind in TALKS:
            yield list(
                self._verb_sides(sentence, trigger, kind)
                if slots.verb
                else self._noun_sides(sentence, trigger)
            )
        if kind in PHYSICAL:
            yield self._wider(sentence, trigger, slots)

    def _verb_sides(self, sentence: Sentence, trigger: int, kind: str) -> Iterator[int]:
        """Object or victim, the noun that a participle or relative clause tells about, and with whom one talks."""
        for noun in grammar.deep_object(sentence, trigger):
            yield from grammar.conjuncts(sentence, noun)
        if sentence.tokens[trigger].dep in _HOLDING:
            yield sentence.tokens[trigger].head
        if kind in TALKS:
            yield from (
                noun for name, noun in grammar.prepositional(sentence, trigger) if name in {"with", "between"}
            )

    def _noun_sides(self, sentence: Sentence, trigger: int) -> Iterator[int]:
        """What the noun's prepositions bring ("attack on a mosque in X"), the clause that tells more of it."""
        todo = [noun for name, noun in grammar.prepositional(sentence, trigger) if name in _SIDES]
        while todo:  # "talks between officials of the ministries in X"
            noun = todo.pop(0)
            yield noun
            todo += [inner for name, inner in grammar.prepositional(sentence, noun) if name == "of"]
        verb = self._clause_of_noun(sentence, trigger)
        if verb is not None:
            yield verb
            yield from grammar.deep_object(sentence, verb)

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
        carrier = slots.light_verb if slots.light_verb is not None else tokens[trigger].head
        at = trigger if slots.verb else carrier
        if not slots.verb and slots.light_verb is None and tokens[carrier].lemma in self.words.saying:
            return []  # "met in Oslo and condemned the attack"
        found = grammar.deep_subject(sentence, at) if grammar.is_verb(tokens[at]) else []
        if tokens[at].dep in {"conj", "advcl", "xcomp", "pcomp"} and tokens[at].head != at:
            governor = grammar.clause_head(sentence, tokens[at].head)
            if tokens[governor].lemma not in self.words.saying:
                found += [governor, *grammar.deep_object(sentence, governor)]
        return found + [c for c in grammar.children(sentence, at, "conj") if grammar.is_verb(tokens[c])]

    # places at an anchor

    def _at(self, sentence: Sentence, anchor: int, trigger: int, mention: Mention) -> Iterator[Find]:
        """The places that the anchor's own phrases name."""
        tokens, places = sentence.tokens, self.ground.of(sentence)
        for name, noun in grammar.prepositional(sentence, anchor):
            aims = anchor == trigger and name in {"on", "of", "against"} and mention.type == "ASSAULT"
            if aims or self._locates(sentence, anchor, name, noun, mention):
                yield from self.ground.in_phrase(sentence, noun, beside=aims or name in _NEAR)
        if self._is_taken(sentence, anchor, trigger, mention):
            yield from self.ground.in_phrase(sentence, anchor)
        for child in tokens[anchor].children:
            if tokens[child].dep == "advmod" and tokens[child].lower == "where":  # "a town where they met"
                if tokens[anchor].dep == "relcl":
                    yield from self.ground.in_phrase(sentence, tokens[anchor].head)
            elif tokens[child].dep == "advmod":  # "north of Kabul", "close to Kabul"
                for _, noun in grammar.prepositional(sentence, child):
                    yield from self.ground.in_phrase(sentence, noun)
            elif (value := places.get(child)) is not None and self._beside(
                sentence, child, trigger, mention, value
            ):
                yield Find(value, child)

    def _is_taken(self, sentence: Sentence, anchor: int, trigger: int, mention: Mention) -> bool:
        """ "Rebels took the town of Bunia", "seized the Mosul dam": the object is the place."""
        token = sentence.tokens[anchor]
        if mention.type not in {"ASSAULT", "RETREAT", "COERCE"} or token.tag.startswith("NNP"):
            return False
        taken = token.dep in {"dobj", "nsubjpass"} and token.head == trigger
        return taken and self.ground.is_ground(sentence, anchor)

    def _locates(self, sentence: Sentence, anchor: int, name: str, noun: int, mention: Mention) -> bool:
        """Whether the preposition says where: "in", and what depends on the event: "to" after a word of travel or
        of aid, "from" after one of leaving, "on" a coast, or a town that something is imposed on."""
        if name in self.words.event_locative:
            return True
        if name in {"to", "into"}:
            return mention.type == "AID" or sentence.tokens[anchor].lemma in self.words.visits
        if name in _LEFT:
            return mention.type == "RETREAT"
        if name != "on":
            return False
        value = self.ground.of(sentence).get(noun)
        if value is None:
            return self.ground.is_ground(sentence, noun) and not sentence.tokens[noun].tag.startswith("NNP")
        return value.place.precision in {"point", "region"} or (
            mention.type in {"COERCE", "SANCTION"} and value.place.precision not in COARSE
        )

    def _beside(self, sentence: Sentence, i: int, trigger: int, mention: Mention, value: PlaceValue) -> bool:
        """Whether a place that hangs on an anchor with no preposition says where: before a noun ("the Quetta
        bombing", though "the US attack" names its actor), or as what is attacked, visited or left."""
        token = sentence.tokens[i]
        if token.dep in {"compound", "nmod", "amod"}:
            known = mention.type in PHYSICAL or mention.type in TALKS
            return token.head == trigger and known and value.place.precision != "country"
        if token.dep == "npadvmod":  # "hijacked off Benin", read as "hijacked off"
            return any(sentence.tokens[c].lower == "off" for c in grammar.children(sentence, token.head, "prt"))
        if token.dep != "dobj":
            return False
        visited = mention.mode == "visit" and sentence.tokens[token.head].lemma in self.words.visits
        return visited or mention.type in {"ASSAULT", "RETREAT"}

    # what is left when no anchor has a place

    def _only_place(self, sentence: Sentence, trigger: int) -> Find | None:
        """The one place that the sentence names in a locative phrase outside what somebody says or thinks of."""
        finds: dict[int, Find] = {}
        for i in self._same_world(sentence, trigger):
            token = sentence.tokens[i]
            if token.dep == "prep" and token.lower in self.words.event_locative:
                for noun in grammar.children(sentence, i, "pobj"):
                    for find in self.ground.in_phrase(sentence, noun):
                        finds.setdefault(find.token, find)
        ordered = sorted(finds.values(), key=lambda f: f.fineness)
        if ordered and all(can_lie_in(ordered[0].value, other.value) for other in ordered[1:]):
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
        own |= set(grammar.subtree(sentence, trigger))
        others = {i for at, i in self.article.triggers.values() if at == sentence.index and i != trigger}
        for i in sorted(own & others):  # "pledged aid after rebels killed three in Goma": there they killed
            below = set(grammar.subtree(sentence, i))
            if tokens[i].dep == "advcl" and trigger not in below:
                own -= below
        return sorted(own)

    def _local_office(self, sentence: Sentence, trigger: int) -> Find | None:
        """A town's own police or court acts in its town ("Islamabad Police set up a cell")."""
        tokens, offices = sentence.tokens, self.words.local_offices
        slots = Slots(sentence, trigger)
        verb = trigger if slots.verb else slots.light_verb
        for subject in grammar.deep_subject(sentence, verb) if verb is not None else ():
            if tokens[subject].lemma not in offices and tokens[subject].lower not in offices:
                continue
            for child in grammar.children(sentence, subject, "compound", "nmod", "amod"):
                value = self.ground.starting_at(tokens[child].start)
                if value is not None and value.place.precision in {"town", "district"}:
                    return Find(value, child)
        return None
