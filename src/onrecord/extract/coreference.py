"""Who is meant: names, titles, definite nouns and pronouns that stand for one actor of the article.

Rules in the order of certainty, after the sieves of Lee et al. 2013 (Computational Linguistics 39:4): full names and
surnames over the whole article, abbreviations, pairs ("the two sides"), definite nouns, pronouns. Nothing is linked
where no earlier phrase fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor, Span

if TYPE_CHECKING:
    from onrecord.extract.phrases import Linker

REACH = 4  # sentences that a pronoun or definite noun looks back over


@dataclass(slots=True)
class Entity:
    """One actor of the article: ``actor`` at its fullest, what it was called, where it was last named."""

    actor: Actor
    heads: set[str] = field(default_factory=set)
    seen: list[tuple[int, int]] = field(default_factory=list)
    plural: bool = False


def resolve(article: Annotated, linker: Linker) -> None:
    """Bring every phrase of ``article.phrases`` to the actor that it stands for."""
    people = _people(article)
    scene = scene_country(article)
    entities: list[Entity] = []
    for key in sorted(article.phrases):
        phrase = article.phrases[key]
        sentence = article.sentence(key[0])
        if phrase.actor.kind == "pronoun":
            found = _pronoun(sentence, phrase, entities)
            if found is None:
                del article.phrases[key]
                continue
            article.phrases[key] = replace(phrase, actor=found.actor, antecedent=_where(article, found))
            found.seen.append(key)
            continue
        phrase = article.phrases[key] = _settle(article, sentence, phrase, people, entities, scene, linker)
        if not phrase.members:
            _note(entities, key, phrase, sentence)


def _settle(
    article: Annotated, sentence: Sentence, phrase: Phrase, people: dict[str, Actor], entities: list[Entity],
    scene: str | None, linker: Linker,
) -> Phrase:  # fmt: skip
    """A named or definite phrase with all that the article says of whom it means."""
    actor = phrase.actor
    if actor.kind in {"person", "unnamed"} and _named(sentence, phrase):
        known = people.get(actor.name.split()[-1].casefold()) if actor.name else None
        if known is not None and set(actor.name.casefold().split()) <= set(known.name.casefold().split()):
            return replace(phrase, actor=_state(known, scene))
        known = _abbreviated(actor.name, entities)
        if known is not None:
            return replace(phrase, actor=known)
    if actor.country is None:
        actor = _owned(article, sentence, phrase, actor)
        phrase = replace(phrase, actor=actor)
    compass = _compass(sentence, phrase, entities)
    if compass is not None:
        return replace(phrase, actor=compass)
    pair = _pair(article, sentence, phrase, entities)
    if pair:
        return replace(phrase, members=pair)
    if actor.country is None and actor.kind == "unnamed" and not _named(sentence, phrase):
        found = _definite(sentence, phrase, entities)
        if found is not None:
            return replace(phrase, actor=found.actor, antecedent=_where(article, found))
    return replace(phrase, actor=_state(actor, scene))


def _owned(article: Annotated, sentence: Sentence, phrase: Phrase, actor: Actor) -> Actor:
    """ "His government", "its forces": theirs whose they are."""
    for child in grammar.children(sentence, phrase.head, "poss"):
        owner = article.phrases.get((sentence.index, child))
        if owner is not None and owner.actor.country and actor.sector is not None:
            return replace(actor, country=owner.actor.country)
    return actor


def _compass(sentence: Sentence, phrase: Phrase, entities: Iterable[Entity]) -> Actor | None:
    """ "The North" where one country of the article has it in its name."""
    name = phrase.actor.name
    if name not in {"North", "South", "East", "West"} or phrase.actor.country is not None:
        return None
    found = {e.actor.country: e.actor for e in entities if e.actor.kind == "country" and e.actor.name.startswith(f"{name} ")}
    return next(iter(found.values())) if len(found) == 1 else None


def _state(actor: Actor, scene: str | None) -> Actor:
    """Bodies and officers of a state that are named with no country are those of the article's country."""
    if scene and actor.country is None and actor.sector in load_reference_words().state_sectors:
        return replace(actor, country=scene)
    return actor


def scene_country(article: Annotated) -> str | None:
    """The country that more than half of the article's countries are, if any."""
    seen = Counter(p.actor.country for p in article.phrases.values() if p.actor.country)
    seen.update(p.place.country for p in article.places if p.place.country)
    if not seen:
        return None
    country, n = seen.most_common(1)[0]
    return country if n >= 2 and n > sum(seen.values()) / 2 else None


def _people(article: Annotated) -> dict[str, Actor]:
    """Surname (and for a name of one word, that word) to the person, at the fullest name in the article.

    A surname that two people share leads to neither.
    """
    full: dict[str, Actor] = {}
    shared: set[str] = set()
    for phrase in article.phrases.values():
        actor = phrase.actor
        if actor.kind != "person" or not actor.name or not actor.name[0].isupper():
            continue
        words = actor.name.casefold().split()
        for word in {words[-1], words[0]} if len(words) > 1 else {words[-1]}:
            other = full.get(word)
            if other is None or _same_person(other, actor):
                full[word] = _merge(other, actor)
            elif word == words[-1] and other.name.casefold().split()[-1] == word:
                shared.add(word)
            elif word == words[-1]:
                full[word] = actor
    return {word: actor for word, actor in full.items() if (word not in shared and " " in actor.name) or word == actor.name.casefold()}


def _same_person(one: Actor, other: Actor) -> bool:
    a, b = set(one.name.casefold().split()), set(other.name.casefold().split())
    return a <= b or b <= a


def _merge(one: Actor | None, other: Actor) -> Actor:
    if one is None:
        return other
    longer, shorter = (one, other) if len(one.name) >= len(other.name) else (other, one)
    return replace(longer, country=longer.country or shorter.country, sector=longer.sector or shorter.sector)


def _named(sentence: Sentence, phrase: Phrase) -> bool:
    return sentence.tokens[phrase.head].tag.startswith("NNP")


def _abbreviated(name: str, entities: Iterable[Entity]) -> Actor | None:
    """An actor whose capitals the name spells: "BLA" after "Baloch Liberation Army"."""
    if not (2 <= len(name) <= 7 and name.isupper()):
        return None
    for entity in entities:
        words = entity.actor.name.replace("-", " ").split()
        if len(words) > 1 and "".join(w[0] for w in words if w[0].isupper()) == name:
            return entity.actor
    return None


def _pair(article: Annotated, sentence: Sentence, phrase: Phrase, entities: list[Entity]) -> tuple[Actor, ...]:
    """The two that "the two sides", "both generals" and "both" stand for: of one kind, named together or last."""
    tokens = sentence.tokens
    head = tokens[phrase.head]
    words = load_reference_words()
    lowers = {tokens[c].lower for c in head.children} | {head.lower}
    if not lowers & {"two", "both"} or (head.lower != "both" and head.lemma not in words.pairs):
        return ()
    if head.lower != "both" and not lowers & words.articles:
        return ()
    if head.lower == "both" and head.dep == "appos":
        return ()
    kind = words.pairs.get(head.lemma)
    fits = [e for e in entities if _of_kind(e.actor, kind) and not e.plural]
    if kind == "country":
        fits = _by_country(fits)
    recent = sorted(fits, key=lambda e: e.seen[-1])[-2:]
    return tuple(e.actor for e in recent) if len(recent) == 2 else ()


def _by_country(entities: list[Entity]) -> list[Entity]:
    """Countries themselves, or, where fewer than two are named, nothing."""
    countries = [e for e in entities if e.actor.kind == "country"]
    return countries if len(countries) >= 2 else []


def _of_kind(actor: Actor, kind: str | None) -> bool:
    if kind is None:
        return actor.kind in {"person", "country", "group", "organisation"}
    return actor.kind == kind or (kind == "group" and actor.kind == "organisation")


def _definite(sentence: Sentence, phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The last actor that a definite noun ("the group", "the minister") can take up."""
    tokens = sentence.tokens
    head = tokens[phrase.head]
    words = load_reference_words()
    kind = words.nouns.get(head.lemma)
    if kind is None or not any(tokens[c].lower in words.articles for c in head.children):
        return None
    for entity in _recent(entities, phrase.sentence):
        actor = entity.actor
        if kind == "person":
            if actor.kind == "person" and head.lemma in entity.heads and head.tag != "NNS":
                return entity
        elif kind == "country":
            if actor.kind == "country" and head.tag != "NNS":
                return entity
        elif _of_kind(actor, kind) and (head.lemma in entity.heads or kind == "group"):
            return entity
    return None


def _recent(entities: list[Entity], sentence: int) -> list[Entity]:
    near = [e for e in entities if sentence - e.seen[-1][0] <= REACH]
    return sorted(near, key=lambda e: e.seen[-1], reverse=True)


def _pronoun(sentence: Sentence, phrase: Phrase, entities: list[Entity]) -> Entity | None:
    """The last actor that a pronoun can stand for; one that was a subject is preferred over a nearer object."""
    kind = load_reference_words().pronouns[phrase.actor.name.lower()]
    if kind == "things" and sentence.tokens[phrase.head].dep not in {"nsubj", "nsubjpass", "poss"}:
        return None  # "denies it", "of it" mostly take up what happened
    near = [e for e in _recent(entities, phrase.sentence) if _fits(e, kind) and e.seen[-1][0] >= phrase.sentence - 2]
    if not near:
        return None
    same = [e for e in near if e.seen[-1][0] == phrase.sentence and not _object_of(sentence, phrase, e)]
    before = [e for e in near if e.seen[-1][0] < phrase.sentence]
    for pool in (same, before):
        subjects = [e for e in pool if e.heads & {"=subject"}]
        if subjects or pool:
            return (subjects or pool)[0]
    return None


def _object_of(sentence: Sentence, phrase: Phrase, entity: Entity) -> bool:
    """Subject and object of one verb are two: "he met Wei" does not make Wei "he"."""
    tokens = sentence.tokens
    mine, other = tokens[phrase.head], tokens[entity.seen[-1][1]]
    return mine.dep in {"nsubj", "dobj", "nsubjpass"} and other.dep in {"nsubj", "dobj", "nsubjpass"} and mine.head == other.head


def _fits(entity: Entity, kind: str) -> bool:
    actor = entity.actor
    if kind == "person":
        return actor.kind == "person" or (actor.kind == "unnamed" and not entity.plural and bool(entity.heads & _PERSONS))
    if kind == "things":
        return actor.kind in {"country", "organisation", "group"} and not entity.plural
    return entity.plural or actor.kind in {"group", "population", "organisation"}


_PERSONS = frozenset(word for word, kind in load_reference_words().nouns.items() if kind == "person")


def _note(entities: list[Entity], key: tuple[int, int], phrase: Phrase, sentence: Sentence) -> None:
    """Remember the actor of a phrase, its head words and whether it was last a subject."""
    actor = phrase.actor
    token = sentence.tokens[phrase.head]
    if actor.country is None and actor.sector is None and actor.kind not in {"person", "group", "organisation"}:
        return
    for entity in entities:
        if entity.actor.name == actor.name and entity.actor.country == actor.country:
            break
    else:
        entity = Entity(actor)
        entities.append(entity)
    entity.seen.append(key)
    entity.plural = token.tag in {"NNS", "NNPS"} and actor.kind not in {"country", "person", "organisation", "group"}
    entity.heads = {head for head in entity.heads if head != "=subject"} | {token.lemma}
    entity.heads |= {sentence.tokens[c].lemma for c in grammar.noun_phrase(sentence, phrase.head)}
    entity.heads |= {sentence.tokens[c].lemma for c in grammar.children(sentence, phrase.head, "appos")}
    if token.dep in {"nsubj", "nsubjpass", "agent"}:
        entity.heads.add("=subject")


def _where(article: Annotated, entity: Entity) -> Span:
    return article.phrases[entity.seen[0]].span
