"""Pronouns: the subject that governs the clause first, then the subjects and the rest of what was said before."""

from __future__ import annotations

from onrecord import grammar
from onrecord.annotated import Phrase, Sentence
from onrecord.extract.coreference.entities import Cast, Entity
from onrecord.ontology.reference import load_reference_words

_BODIES = frozenset({"group", "organisation"})
_CORE = frozenset({"nsubj", "dobj", "nsubjpass", "pobj", "dative"})
_REACH = 2  # sentences back


def pronoun(sentence: Sentence, phrase: Phrase, cast: Cast) -> Entity | None:
    """The actor that a pronoun stands for, or ``None`` where nothing fits or the word says nothing of anybody."""
    words = load_reference_words()
    word = phrase.actor.name.lower()
    kind = words.pronouns[word]
    if kind == "things" and not _can_be_actor(sentence, phrase.head):
        return None
    gender = "f" if word in words.women else "m" if kind == "person" else ""
    near = [
        e
        for e in cast.recent(phrase.sentence, reach=_REACH)
        if _fits(e, kind) and e.gender in ("", gender or e.gender)
    ]
    governing = _governing(sentence, phrase.head, alone=kind != "people")
    impersonal = kind == "things" and _impersonal(sentence, phrase.head)
    best, most = None, 0.0
    for order, entity in enumerate(near):
        if _clashes(sentence, phrase, entity):
            continue
        points = _points(phrase, entity, governing) - order * 0.1
        if gender == "f" and entity.gender == "f":
            points += 30
        if entity.members and kind == "people":
            points += 3
        if impersonal and points < _GOVERNS:
            continue
        if points > most:
            best, most = entity, points
    alone = sum(1 for e in near if e.actor.kind == "person" and not e.gender) == 1
    if best is not None and gender and best.actor.kind == "person" and not best.gender and alone:
        best.gender = gender
    return best


_GOVERNS = 80.0


def _points(phrase: Phrase, entity: Entity, governing: list[int]) -> float:
    """How well an entity fits by where and how it was last named; below 0 it is passed over."""
    sentence, token = entity.last
    gap = phrase.sentence - sentence
    if gap == 0 and token in governing:
        return _GOVERNS + 20 - 2 * governing.index(token)
    points = 40.0 - 15 * gap + (0, 10, 20, 25)[entity.subject]
    if entity.faint:
        points -= 45
    if entity.actor.kind == "unnamed":
        points -= 5
    return points


def _governing(sentence: Sentence, i: int, *, alone: bool) -> list[int]:
    """The subjects of the clauses above a pronoun, the nearest first: "X said that *he*", "Y pulled out *its* men"."""
    tokens = sentence.tokens
    found: list[int] = []
    at, below = i, i
    while tokens[at].head != at:
        below, at = at, tokens[at].head
        if not (grammar.is_verb(tokens[at]) or tokens[at].dep == "ROOT"):
            continue
        for c in grammar.children(sentence, at, "nsubj", "nsubjpass"):
            if c in (i, below):
                continue
            subject = _antecedent(sentence, at, c)
            together = grammar.conjuncts(sentence, subject)
            if not alone or len(together) == 1:  # "Peru and Chile want their share": not "its"
                found += [s for s in together if s not in found]
    return found


def _antecedent(sentence: Sentence, verb: int, noun: int) -> int:
    """For a relative pronoun the noun that the clause is about."""
    tokens = sentence.tokens
    if tokens[noun].tag in {"WP", "WDT"} and tokens[verb].dep == "relcl":
        return tokens[verb].head
    return noun


def _clashes(sentence: Sentence, phrase: Phrase, entity: Entity) -> bool:
    """Subject and object of one verb are two: "he met Wei" does not make Wei "he"; nor is an owner what it owns."""
    if entity.last[0] != phrase.sentence:
        return False
    tokens = sentence.tokens
    mine, other = tokens[phrase.head], tokens[entity.last[1]]
    if mine.lower in {"himself", "herself", "itself", "themselves"}:
        return False
    if other.i > mine.i and other.dep not in {"nsubj", "nsubjpass"}:
        return True
    if mine.dep == "poss":
        return mine.head == other.i or other.i in grammar.conjuncts(sentence, mine.head)
    if mine.dep in {"dobj", "dative"} and other.i in grammar.deep_subject(sentence, mine.head):
        return True
    return mine.dep in _CORE and other.dep in _CORE and _verb(sentence, mine.i) == _verb(sentence, other.i)


def _verb(sentence: Sentence, i: int) -> int:
    """The verb of whose core a noun is part, through one preposition."""
    tokens = sentence.tokens
    head = tokens[i].head
    return tokens[head].head if tokens[head].dep in {"prep", "agent"} else head


def _can_be_actor(sentence: Sentence, i: int) -> bool:
    """ "It" as a subject or owner, or the object of an order or charge ("urged it to"); others are mostly things."""
    tokens = sentence.tokens
    token = tokens[i]
    if token.dep in {"nsubj", "nsubjpass", "poss"}:
        return True
    if token.dep != "dobj":
        return False
    verb = tokens[token.head]
    return any(tokens[c].dep == "xcomp" or tokens[c].lower == "of" for c in verb.children if c > i)


def _impersonal(sentence: Sentence, i: int) -> bool:
    """Whether "it" is the subject of a verb that mostly needs none ("it was the first time")."""
    tokens = sentence.tokens
    verb = tokens[tokens[i].head]
    return tokens[i].dep == "nsubj" and verb.lemma in load_reference_words().impersonal


def _fits(entity: Entity, kind: str) -> bool:
    actor = entity.actor
    nouns = load_reference_words().nouns
    if entity.members:
        return kind == "people"
    if kind == "person":
        if actor.kind == "person":
            return True
        return actor.kind in {"unnamed", "population"} and not entity.plural and _is_person(entity)
    if kind == "things":
        if actor.kind in {"country", *_BODIES}:
            return not entity.plural
        kinds = {nouns.get(head) for head in entity.heads}
        return (
            actor.kind == "unnamed"
            and not entity.plural
            and not kinds.isdisjoint({"organisation", "country", "group"})
            and ("person" not in kinds)
        )
    return entity.plural or actor.kind in {"group", "population", "organisation"}


def _is_person(entity: Entity) -> bool:
    """Whether a common noun is for one person: "minister", or by its ending "worker"."""
    words = load_reference_words()
    kinds = {words.nouns.get(head) for head in entity.heads}
    if "person" in kinds:
        return True
    return kinds == {None} and any(entity.actor.name.endswith(ending) for ending in words.person_endings)
