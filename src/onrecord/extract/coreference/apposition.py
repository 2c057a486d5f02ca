"""A name and its description set beside it: "Otegi, leader of the party Batasuna"; "the Pakistani newspaper Dawn"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence, Token
from onrecord.extract.coreference.entities import Key, fill
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor

_PROPER = frozenset({"person", "group", "organisation"})
_CLAUSES = ("relcl", "acl", "advcl", "appos", "conj", "cc")
_DETERMINERS = frozenset({"DT", "PRP$"})


def partners(article: Annotated) -> dict[Key, Key]:
    """Name to description and description to name, for each apposition of the article that has one of each."""
    found: dict[Key, Key] = {}
    for index, head in article.phrases:
        sentence = article.sentence(index)
        for beside in grammar.children(sentence, head, "appos"):
            other = article.phrases.get((index, beside))
            if other is None:
                continue
            at = _whole(article, sentence, head, other)
            if at is not None and _is_pair(sentence, article.phrases[index, at], other):
                found.setdefault((index, at), (index, beside))
                found.setdefault((index, beside), (index, at))
    return found


def _whole(article: Annotated, sentence: Sentence, head: int, name: Phrase) -> int | None:
    """The noun that a person's name is set beside: of "a spokesman for the group, Ali Reza", the spokesman."""
    kinds = load_reference_words().nouns
    tokens = sentence.tokens
    if (
        name.actor.kind != "person"
        or kinds.get(tokens[head].lemma) in {None, "person"}
        or tokens[head].tag[:3] == "NNP"
    ):
        return head
    above = tokens[tokens[head].head]
    if above.dep == "prep" and (sentence.index, above.head) in article.phrases:
        return above.head
    return None


def _is_pair(sentence: Sentence, one: Phrase, other: Phrase) -> bool:
    """One of the two is a name, the other a description of the same number; a country is described by neither."""
    if "country" in (one.actor.kind, other.actor.kind) or "pronoun" in (one.actor.kind, other.actor.kind):
        return False
    tokens = sentence.tokens
    names = [is_name(tokens[one.head], one.actor), is_name(tokens[other.head], other.actor)]
    if names[0] == names[1]:
        return False
    described = tokens[other.head] if names[0] else tokens[one.head]
    return described.tag != "NNS"


def is_name(token: Token, actor: Actor) -> bool:
    """Whether a phrase names somebody: a person, or a body with a capital."""
    return actor.kind == "person" or token.tag.startswith("NNP")


def joined(name: Actor, description: Actor) -> Actor:
    """The named actor with what its description adds.

    What the words of a name alone make of its sector is a guess where the description tells it outright.
    """
    if name.kind == "unnamed" and description.sector is not None:
        name = replace(name, sector=description.sector)
    if name.kind == "unnamed" and description.kind in _PROPER:
        name = replace(name, kind=description.kind)
    return fill(name, description)


def described(sentence: Sentence, phrase: Phrase, link: Callable[[str], Actor]) -> Actor:
    """A description read with its prepositional phrases: "head of the army", "officer in the Pakistan Army"."""
    actor = phrase.actor
    if actor.country and actor.sector:
        return actor
    tokens = sentence.tokens
    tails = load_reference_words().belonging | {"in"}
    found = [phrase.head]
    for child in tokens[phrase.head].children:
        if tokens[child].dep == "prep" and tokens[child].lower not in tails:
            continue
        if tokens[child].dep in {"prep", "compound", "amod", "poss", "nmod"}:
            found += grammar.subtree(sentence, child, without=_CLAUSES)
    said = link(text_of(sentence, sorted(found)))
    return fill(replace(actor, sector=actor.sector or said.sector), said)


def loose_names(article: Annotated) -> dict[Key, Key]:
    """Names that the parser set beside a description as its subject or compound: "the newspaper Dawn said"."""
    found: dict[Key, Key] = {}
    for (index, head), phrase in article.phrases.items():
        tokens = article.sentence(index).tokens
        token = tokens[head]
        if head == 0 or not token.tag.startswith("NNP") or phrase.actor.kind == "country":
            continue
        before = article.phrases.get((index, phrase.head - 1))
        if before is None or tokens[head - 1].tag != "NN" or before.actor.kind == "country":
            continue
        if tokens[head - 1].dep != "compound" and any(
            tokens[c].tag in _DETERMINERS for c in tokens[head - 1].children
        ):
            found[index, head] = (index, head - 1)
            found[index, head - 1] = (index, head)
    return found


def text_of(sentence: Sentence, indices: list[int]) -> str:
    """The words, possessive marks and hyphens joined to what they belong to."""
    text = " ".join(sentence.tokens[i].text for i in indices)
    return text.replace(" 's", "'s").replace(" ’s", "’s").replace(" - ", "-").replace(" ,", ",")
