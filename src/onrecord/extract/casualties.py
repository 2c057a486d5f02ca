"""How many were killed, injured, abducted, detained, missing or displaced, who they were, and in which event.

A toll is a count of people beside a word that carries an effect: a verb ("killed 12"), an adjective ("left 12 dead"),
or a noun ("a death toll of 12"). Words are data: effects of verbs stand with the triggers, the rest in
``data/numbers.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import cast

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.numbers import Count, read_count
from onrecord.ontology.events import trigger_index
from onrecord.ontology.numbers import load_number_words
from onrecord.records import Effect, Mention, Toll

_DEADLY = frozenset({"ASSAULT", "COERCE", "PROTEST"})


@cache
def _effects() -> Mapping[str, Effect]:
    """Verb lemma to its effect, as the triggers give it."""
    found: dict[str, Effect] = {}
    for lemma, triggers in trigger_index().items():
        for trigger in triggers:
            if trigger.effect and trigger.pos == "verb":
                found.setdefault(lemma, cast(Effect, trigger.effect))
    return found


def find_tolls(article: Annotated) -> None:
    """Fill ``tolls`` of the mentions that they belong to; a toll with no event near it is left out."""
    position = {where: n for n, where in enumerate(article.triggers[m.id] for m in article.mentions)}
    for sentence in article.sentences():
        for anchor, toll in _tolls(article, sentence):
            n = _owner(article, sentence, anchor, position)
            if n is None:
                continue
            mention = article.mentions[n]
            if all((t.effect, t.span) != (toll.effect, toll.span) for t in mention.tolls):
                article.mentions[n] = replace(mention, tolls=(*mention.tolls, toll))


def _tolls(article: Annotated, sentence: Sentence) -> Iterator[tuple[int, Toll]]:
    """(token that carries the effect, toll) for every toll of the sentence."""
    effects, words = _effects(), load_number_words()
    for token in sentence.tokens:
        if grammar.is_verb(token):
            effect = effects.get(token.lemma)
            heads = _victims(sentence, token.i) if effect else []
        else:
            effect = cast("Effect | None", words.effects.get(token.lemma) or words.effects.get(token.lower))
            if token.lemma == "number":
                effect = _counted_effect(sentence, token.i)
            heads = _stated(sentence, token.i) if effect else []
        for head in heads if effect else ():
            toll = _toll(article, sentence, token.i, head, cast(Effect, effect))
            if toll is not None:
                yield token.i, toll


def _counted_effect(sentence: Sentence, number: int) -> Effect | None:
    """The effect in "the number of people *killed*", where that is the subject of a verb."""
    tokens = sentence.tokens
    if tokens[number].dep not in {"nsubj", "nsubjpass"}:
        return None
    below = grammar.subtree(sentence, number)
    return next((_effects()[tokens[i].lemma] for i in below if tokens[i].lemma in _effects()), None)


def _victims(sentence: Sentence, verb: int) -> list[int]:
    """Heads of the phrases that name those whom an effect verb touches."""
    tokens = sentence.tokens
    heads = [
        noun for head in grammar.deep_object(sentence, verb) for noun in grammar.conjuncts(sentence, head)
    ]
    if tokens[verb].tag in {"VBN", "VBD"} and not heads:
        heads = [c for c in tokens[verb].children if tokens[c].tag == "CD" and tokens[c].dep != "npadvmod"]
    return [grammar.counted_among(sentence, head) for head in heads]


def _stated(sentence: Sentence, i: int) -> list[int]:
    """Heads of the counts that a state word ("dead", "toll", "fatalities", "wounded") speaks of."""
    tokens = sentence.tokens
    token = tokens[i]
    if any(tokens[c].tag == "CD" or tokens[c].dep in {"nummod", "quantmod"} for c in token.children):
        return [i]
    if token.lemma == "toll":
        heads = [noun for name, noun in grammar.prepositional(sentence, i) if name in {"of", "at"}]
        verb = token.head
        if token.dep in {"nsubj", "nsubjpass", "dobj"}:
            heads += [noun for name, noun in grammar.prepositional(sentence, verb) if name in {"to", "at"}]
            heads += grammar.children(sentence, verb, "dobj", "attr")
        return [head for head in heads if head != i]
    if token.lemma == "number":  # "the number of people killed has risen to 200"
        return [noun for name, noun in grammar.prepositional(sentence, token.head) if name in {"to", "at"}]
    if token.dep in {"oprd", "acomp", "ccomp", "advcl", "amod", "acl", "xcomp", "conj"}:
        heads = grammar.children(sentence, i, "nsubj")
        if not heads and grammar.is_verb(tokens[token.head]):
            heads = grammar.children(sentence, token.head, "dobj", "nsubj")
        if not heads and grammar.is_noun(tokens[token.head]) and token.dep in {"amod", "acl"}:
            heads = [token.head]
        return heads
    return []


def _toll(article: Annotated, sentence: Sentence, anchor: int, head: int, effect: Effect) -> Toll | None:
    """The toll told by the noun phrase at ``head``, or ``None`` where it holds no count of people."""
    tokens = sentence.tokens
    words = load_number_words()
    phrase = grammar.noun_phrase(sentence, head)
    count = read_count(sentence, min(phrase), max(phrase))
    actor = article.phrases.get((sentence.index, head))
    lemma = tokens[head].lemma
    people = lemma in words.people or tokens[head].tag == "CD" or head == anchor or lemma in words.effects
    known = actor is not None and actor.actor.kind in {"person", "group", "population"}
    if not people and not known:
        return None
    if count is None:
        single = tokens[head].tag in {"NN", "NNP"} and actor is not None and actor.actor.kind == "person"
        if not single:
            return None
        count = Count(1, 1, head, head)
    who = actor.actor.name if actor is not None else None
    among = any(token.lower == "among" for token in tokens[head : anchor + 1]) if head < anchor else False
    return Toll(
        effect=effect,
        low=count.low,
        high=count.high,
        span=grammar.span_of(sentence, [count.first, *(i for i in phrase if i >= count.first), head]),
        atleast=count.atleast or among,
        who=who,
        country=actor.actor.country if actor is not None and not actor.assumed else None,
        attackers=lemma in words.attackers,
    )


def _owner(
    article: Annotated, sentence: Sentence, anchor: int, position: Mapping[tuple[int, int], int]
) -> int | None:
    """The mention that a toll belongs to: at the word itself, above it, in its sentence, or the last one before."""
    tokens = sentence.tokens
    at = anchor
    while True:
        n = position.get((sentence.index, at))
        if n is not None and (at == anchor or article.mentions[n].type in _DEADLY):
            return n
        if tokens[at].head == at:
            break
        at = tokens[at].head
    for back in range(sentence.index, max(-1, sentence.index - 3), -1):
        near = [n for (s, _), n in position.items() if s == back and _could_kill(article.mentions[n])]
        if near:
            return near[-1] if back != sentence.index else min(near)
    return None


def _could_kill(mention: Mention) -> bool:
    return mention.type == "ASSAULT"
