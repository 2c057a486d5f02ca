"""One pass over the phrases of an article in the order of text, each brought to the actor that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence
from onrecord.extract.coreference import apposition, nouns
from onrecord.extract.coreference.entities import Cast, Entity, Key, fill, lemma_of, subjecthood
from onrecord.extract.coreference.people import People
from onrecord.extract.coreference.pronouns import pronoun
from onrecord.extract.coreference.scene import of_state, scene_of
from onrecord.ontology.actors import country_name
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor, Span

Link = Callable[[str], Actor]
_BODIES = frozenset({"group", "organisation"})


def resolve(article: Annotated, link: Link) -> None:
    """Bring every phrase of ``article.phrases`` to the actor that it stands for; ``link`` reads a stretch of words.

    A pronoun that nothing fits is dropped.
    """
    _Resolver(article, link).run()


class _Resolver:
    def __init__(self, article: Annotated, link: Link) -> None:
        self.article, self.link = article, link
        self.words = load_reference_words()
        self.scene = scene_of(article)
        self.partners = {**apposition.loose_names(article), **apposition.partners(article)}
        self._describe()
        self.people = People(article.phrases.values())
        self.cast = Cast()
        self.done: set[Key] = set()
        self.short: dict[str, Key] = {}  # abbreviation in brackets: the phrase before it

    def run(self) -> None:
        keys = sorted(self.article.phrases)
        for at, key in enumerate(keys):
            self._visit(key)
            ends = at + 1 == len(keys) or keys[at + 1][0] != key[0]
            if ends:
                self._coordinations(key[0])

    def _describe(self) -> None:
        """Give names what the descriptions beside them say, so that every later mention has it too."""
        phrases = self.article.phrases
        for key, other in self.partners.items():
            sentence = self.article.sentence(key[0])
            name, description = phrases[key], phrases[other]
            if not apposition.is_name(sentence.tokens[key[1]], name.actor) or self._hangs_on_text(
                sentence, other[1]
            ):
                continue
            said = apposition.described(sentence, description, self.link)
            name.actor = apposition.joined(name.actor, said)

    def _hangs_on_text(self, sentence: Sentence, head: int) -> bool:
        """Whether a description is by somebody to be resolved ("the front's negotiator"), or by a relation."""
        tokens = sentence.tokens
        if tokens[head].lemma.lower() in self.words.related:
            return True
        owners = grammar.children(sentence, head, "poss")
        owners += [
            noun for name, noun in grammar.prepositional(sentence, head) if name in self.words.belonging
        ]
        return any(not tokens[c].tag.startswith("NNP") for c in owners)

    def _visit(self, key: Key) -> Phrase | None:
        """The phrase as resolved; what it hangs on is resolved before it."""
        phrase = self.article.phrases.get(key)
        if phrase is None or key in self.done:
            return phrase
        self.done.add(key)
        sentence = self.article.sentence(key[0])
        if phrase.actor.kind == "pronoun":
            return self._pronoun(key, phrase, sentence)
        phrase = self._settle(sentence, phrase)
        other = self.partners.get(key)
        if other is not None and other not in self.done:
            phrase = self._with_partner(key, other, phrase, sentence)
        if self._says_nothing(sentence, phrase):
            del self.article.phrases[key]
            return None
        self.article.phrases[key] = phrase
        if not phrase.members:
            self.cast.note(key, phrase, sentence)
        return phrase

    def _says_nothing(self, sentence: Sentence, phrase: Phrase) -> bool:
        """Whether a common noun for any party ("sides", "both", "power") was left without one."""
        actor, token = phrase.actor, sentence.tokens[phrase.head]
        if (
            phrase.members
            or actor.country
            or actor.sector
            or actor.kind != "unnamed"
            or token.tag.startswith("NNP")
        ):
            return False
        return self.words.nouns.get(token.lemma) != "person"

    def _with_partner(self, key: Key, other: Key, phrase: Phrase, sentence: Sentence) -> Phrase:
        """Name and description as one actor, named by the name."""
        self.done.add(other)
        beside = self._settle(sentence, self.article.phrases[other])
        named = apposition.is_name(sentence.tokens[key[1]], phrase.actor)
        name, description = (phrase, beside) if named else (beside, phrase)
        actor = apposition.joined(name.actor, description.actor)
        self.article.phrases[other] = beside
        phrase.actor = beside.actor = actor
        self.cast.note(other, beside, sentence)
        return phrase

    def _pronoun(self, key: Key, phrase: Phrase, sentence: Sentence) -> Phrase | None:
        if self.words.pronouns[phrase.actor.name.lower()] == "people":
            self._coordinations(key[0], before=key[1])
        found = pronoun(sentence, phrase, self.cast) or self._ahead(key, phrase, sentence)
        if found is None:
            del self.article.phrases[key]
            return None
        self.cast.again(found, key, subject=subjecthood(sentence, key[1]))
        return self._back(key, phrase, found)

    def _ahead(self, key: Key, phrase: Phrase, sentence: Sentence) -> Entity | None:
        """ "In his speech Bush said": a pronoun before the subject of the main clause, where nothing earlier fits."""
        tokens = sentence.tokens
        if tokens[key[1]].dep != "poss":
            return None
        verb = grammar.clause_head(sentence, key[1])
        subject = next(
            (c for c in grammar.children(sentence, verb, "nsubj", "nsubjpass") if c > key[1]), None
        )
        if subject is None or self._visit((key[0], subject)) is None:
            return None
        return pronoun(sentence, phrase, self.cast)

    def _back(self, key: Key, phrase: Phrase, entity: Entity) -> Phrase:
        first = self.article.phrases.get(entity.seen[0], phrase)
        phrase.actor, phrase.antecedent, phrase.members = entity.latest, first.span, entity.members
        return phrase

    def _settle(self, sentence: Sentence, phrase: Phrase) -> Phrase:
        """A named or definite phrase with all that the article says of whom it means."""
        actor = phrase.actor
        if actor.kind == "country":
            return phrase
        token = sentence.tokens[phrase.head]
        if token.tag.startswith("NNP") or (token.i == 0 and actor.sector is None):
            known = self._known(phrase, sentence)
            if known is not None:
                return _bound(phrase, known)
        country = self._own_country(sentence, phrase)
        if country is not None:
            return _bound(phrase, country)
        members = nouns.several(sentence, phrase, self.cast) or self._of_several(sentence, phrase)
        if members:
            return self._members(sentence, phrase, members)
        if actor.country is None or actor.sector is None or lemma_of(token) in self.words.same_rank:
            actor = self._owned(sentence, phrase, actor)
        named = token.tag.startswith("NNP") and " " in actor.name
        if actor.kind != "person" and not named and (phrase.sentence, phrase.head) not in self.partners:
            found = nouns.definite(sentence, phrase, self.cast, self.scene.country)
            if found is not None:
                taken = _taken_up(actor, found)
                phrase.antecedent = self._first(found, phrase)
                return _bound(phrase, taken)
        return _bound(phrase, of_state(self.article, sentence, phrase, actor, self.scene))

    def _members(self, sentence: Sentence, phrase: Phrase, members: tuple[Actor, ...]) -> Phrase:
        """All of them; of two, the first for "each side" and the second for "the other"."""
        token = sentence.tokens[phrase.head]
        lowers = {sentence.tokens[c].lower for c in token.children} | {token.lower}
        self.cast.join((phrase.sentence, phrase.head), members, subject=subjecthood(sentence, token.i))
        if len(members) == 2 and not self.words.each.isdisjoint(lowers):
            return _bound(phrase, members[0])
        if token.lower == "other":
            return _bound(phrase, members[-1])
        phrase.members = members
        return phrase

    def _known(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The actor of a name that the article gives in full elsewhere."""
        actor = phrase.actor
        if actor.kind in {"person", "unnamed"}:
            full = self.people.full(actor)
            if full is not None:
                full = self._placed(full)
                return of_state(self.article, sentence, phrase, fill(full, actor), self.scene)
        return (
            self._in_brackets(phrase, sentence)
            or nouns.abbreviated(actor.name, self.cast)
            or nouns.compass(phrase, sentence, self.cast)
            or nouns.shortened(actor, self.cast)
        )

    def _in_brackets(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """ "Rapid Support Forces (RSF)": the short form, there and later, is the body before it."""
        name = phrase.actor.name
        tokens, i = sentence.tokens, phrase.head
        if not name.isupper():
            return None
        if 1 < i < len(tokens) - 1 and tokens[i - 1].text == "(" and tokens[i + 1].text == ")":
            for (index, head), other in self.article.phrases.items():
                if (
                    index == phrase.sentence
                    and other.span.end == tokens[i - 2].end
                    and other.actor.kind != "country"
                ):
                    self.short[name] = (index, head)
        key = self.short.get(name)
        known = self._visit(key) if key is not None else None
        return fill(known.actor, phrase.actor) if known is not None and " " in known.actor.name else None

    def _placed(self, actor: Actor) -> Actor:
        """A person with the country that an earlier mention was given."""
        if actor.country is not None and actor.sector is not None:
            return actor
        for entity in self.cast.named():
            if entity.actor.kind == "person" and entity.actor.name == actor.name:
                return fill(actor, entity.actor)
        return actor

    def _own_country(self, sentence: Sentence, phrase: Phrase) -> Actor | None:
        """ "His country", "their homeland": that of the one whose it is."""
        lemma = lemma_of(sentence.tokens[phrase.head])
        if self.words.nouns.get(lemma) != "country" or not grammar.children(sentence, phrase.head, "poss"):
            return None
        code = next((owner.country for owner in self._owners(sentence, phrase) if owner.country), None)
        if code is None:
            return None
        known = (e.actor for e in self.cast.named() if e.actor.kind == "country" and e.actor.country == code)
        return next(known, None) or Actor(country_name(code), code, None, "country")

    def _owned(self, sentence: Sentence, phrase: Phrase, actor: Actor) -> Actor:
        """ "His government", "the front's negotiator", "a spokesman for the group": theirs whose they are."""
        lemma = lemma_of(sentence.tokens[phrase.head])
        if lemma in self.words.related:
            return actor
        acts = lemma in self.words.acts_for
        for owner in self._owners(sentence, phrase):
            if owner.kind == "pronoun" or (actor.sector is None and not acts):
                continue
            country = actor.country or owner.country
            sector = actor.sector
            if acts and owner.sector and owner.sector != "CVL":
                given = owner.kind in _BODIES or sector is None or lemma in self.words.same_rank
                sector = owner.sector if given else sector
            elif sector is None and acts and owner.kind == "country":
                sector = "GOV"
            return replace(actor, country=country, sector=sector)
        return actor

    def _owners(self, sentence: Sentence, phrase: Phrase) -> list[Actor]:
        """Those whom a possessive or a preposition of belonging names, resolved."""
        found = []
        tokens = sentence.tokens
        for child in grammar.children(sentence, phrase.head, "poss"):
            if tokens[child].tag == "WP$":
                child = _relative_owner(sentence, phrase.head, child)
            owner = self._visit((phrase.sentence, child))
            if owner is not None and not owner.members:
                found.append(owner.actor)
        if (
            tokens[phrase.head].tag.startswith("NNP")
            and lemma_of(tokens[phrase.head]) not in self.words.acts_for
        ):
            return found  # an "of" is part of the name: "Organization of American States"
        for name, noun in grammar.prepositional(sentence, phrase.head):
            if name in self.words.belonging and noun > phrase.head:
                owner = self._visit((phrase.sentence, noun))
                if owner is not None and not owner.members:
                    found.append(owner.actor)
        return found

    def _of_several(self, sentence: Sentence, phrase: Phrase) -> tuple[Actor, ...]:
        """ "Officials of the two ministries", "the leaders of both sides": one or more of each."""
        token = sentence.tokens[phrase.head]
        if lemma_of(token) not in self.words.nouns and lemma_of(token) not in self.words.acts_for:
            return ()
        for name, noun in grammar.prepositional(sentence, phrase.head):
            if name in {"of", "from"}:
                parts = [self._visit((phrase.sentence, c)) for c in grammar.conjuncts(sentence, noun)]
                members = parts[0].members if len(parts) == 1 and parts[0] is not None else ()
                if not members:
                    members = tuple(p.actor for p in parts if p is not None and p.actor.kind == "country")
                if len(members) == 2 and token.tag in {"NNS", "NNP", "NNPS"}:
                    return tuple(replace(m, sector=m.sector or phrase.actor.sector) for m in members)
        return ()

    def _coordinations(self, index: int, before: int | None = None) -> None:
        """Remember who was named together in a sentence, so that "they" and "the two sides" can be both."""
        sentence = self.article.sentence(index)
        tokens = sentence.tokens
        for head in sorted({t.head for t in tokens if t.dep == "conj" and tokens[t.head].dep != "conj"}):
            token = tokens[head]
            conjuncts = grammar.conjuncts(sentence, token.i)
            if before is not None and max(conjuncts) >= before:
                continue
            together = [self.article.phrases.get((index, c)) for c in conjuncts]
            members = tuple(p.actor for p in together if p is not None and not p.members)
            if len(members) == len(together) > 1 and all(map(nouns.can_join, members)):
                self.cast.join((index, token.i), members, subject=subjecthood(sentence, token.i))

    def _first(self, entity: Entity, phrase: Phrase) -> Span:
        return self.article.phrases.get(entity.seen[0], phrase).span


def _bound(phrase: Phrase, actor: Actor) -> Phrase:
    phrase.actor = actor
    return phrase


def _taken_up(actor: Actor, entity: Entity) -> Actor:
    """The actor that a definite noun takes up; one without a name of its own keeps the noun that is used now."""
    known = entity.actor
    if actor.country and known.kind != "person":
        return actor
    if known.kind in {"unnamed", "population"}:
        return replace(actor, country=known.country, sector=actor.sector or known.sector)
    return known


def _relative_owner(sentence: Sentence, head: int, own: int) -> int:
    """ "Eritrea, whose soldiers fought": the noun that the clause is about."""
    tokens = sentence.tokens
    at = head
    while tokens[at].head != at:
        if tokens[at].dep == "relcl":
            return tokens[at].head
        at = tokens[at].head
    return own
