"""Noun phrases that name or stand for an actor, each linked by its own words, then resolved across the article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence, Token
from onrecord.extract.coreference import resolve
from onrecord.ontology.actors import country_name
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor, DateRange

_INSIDE = frozenset({"compound", "nmod", "amod", "nummod", "det", "quantmod", "npadvmod"})
_DETERMINERS = frozenset({"det", "predet"})
_NUMBER_OR_TIME = frozenset({"CD", "$", "SYM"})


class Linker(Protocol):
    """What tells who a phrase is (:class:`onrecord.link.actors.ActorLinker`)."""

    def link(self, name: str, *, on: DateRange | None = None, context_country: str | None = None) -> Actor:
        """The actor that the words name; country and sector ``None`` where they do not say."""
        ...


def find_phrases(article: Annotated, linker: Linker) -> None:
    """Fill ``article.phrases``, by (sentence index, head token)."""
    on = article.article.published
    times = [e.span for e in article.expressions]
    for sentence in article.sentences():
        told = [span for span in times if span.overlaps(sentence.span)]
        for token in sentence.tokens:
            phrase = _phrase(sentence, token, linker, on)
            if phrase is not None and not any(span.covers(token.span) for span in told):
                article.phrases[sentence.index, token.i] = phrase
    resolve(article, linker)


def _phrase(sentence: Sentence, token: Token, linker: Linker, on: DateRange | None) -> Phrase | None:
    words = load_reference_words()
    if token.lower in words.pronouns:
        return Phrase(sentence.index, token.i, token.span, Actor(token.text, kind="pronoun"))
    if token.tag.startswith("JJ") and token.dep in _INSIDE:
        return _modifier(sentence, token, linker, on)
    if token.lower in {"both", "those"} and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return Phrase(sentence.index, token.i, token.span, Actor(token.text, kind="unnamed"))
    if not grammar.is_noun(token) and not _nominal(token):
        return None
    if token.dep in _INSIDE:
        return _modifier(sentence, token, linker, on)
    indices = _own_words(sentence, token.i)
    actor = linker.link(words_of(sentence, indices), on=on)
    if not _can_act(token, actor):
        return None
    actor = _with_apposition(sentence, token, actor, linker, on)
    return Phrase(sentence.index, token.i, grammar.span_of(sentence, indices), actor)


def _can_act(token: Token, actor: Actor) -> bool:
    """Whether a phrase can be somebody: not "the Karachi attack", though its words name a place."""
    words = load_reference_words()
    if actor.kind != "unnamed" or actor.sector is not None:
        return True
    return (token.tag.startswith("NNP") and actor.country is None) or token.lemma in words.nouns or token.lemma in words.pairs


def _nominal(token: Token) -> bool:
    """An adjective or number that stands as a noun: "the Chinese", "the wounded", "three were killed"."""
    return token.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"} and token.tag.startswith(("JJ", "CD"))


def _modifier(sentence: Sentence, token: Token, linker: Linker, on: DateRange | None) -> Phrase | None:
    """A word before a noun that names an actor of its own: "the Russian attack", "a Hamas rocket"."""
    if not token.text[:1].isupper() or token.tag in _NUMBER_OR_TIME:
        return None
    indices = grammar.subtree(sentence, token.i)
    actor = linker.link(words_of(sentence, indices), on=on)
    if token.tag.startswith("JJ") and actor.country is not None:
        actor = Actor(country_name(actor.country), actor.country, None, "country")
    elif actor.kind not in {"group", "organisation"} and not (actor.country and token.text.isupper()):
        return None
    return Phrase(sentence.index, token.i, grammar.span_of(sentence, indices), actor)


def _own_words(sentence: Sentence, head: int) -> list[int]:
    """The phrase's words without its determiner."""
    tokens = sentence.tokens
    found = grammar.noun_phrase(sentence, head)
    while len(found) > 1 and (tokens[found[0]].dep in _DETERMINERS or not tokens[found[0]].text.strip("\"'“”‘’`,-")):
        found = found[1:]
    return found


def _with_apposition(
    sentence: Sentence, token: Token, actor: Actor, linker: Linker, on: DateRange | None
) -> Actor:
    """Fill what the name itself does not say from an apposition ("Otegi, leader of the party Batasuna")."""
    if (actor.country and actor.sector) or actor.kind == "country":
        return actor
    for i in _appositions(sentence, token.i):
        said = linker.link(words_of(sentence, _with_tail(sentence, i)), on=on)
        if said.kind == "person" and actor.kind == "person" and said.name != actor.name and said.sector is None:
            continue
        actor = fill(actor, said)
    return actor


def _appositions(sentence: Sentence, i: int) -> list[int]:
    tokens = sentence.tokens
    found = grammar.children(sentence, i, "appos")
    if tokens[i].dep == "appos" and tokens[i].tag.startswith("NNP"):
        found.append(tokens[i].head)
    return [c for c in found if grammar.is_noun(tokens[c])]


def _with_tail(sentence: Sentence, i: int) -> list[int]:
    """An apposition with its prepositional phrases, without clauses: "officer in the Pakistan Army"."""
    return grammar.subtree(sentence, i, without=("relcl", "acl", "appos", "punct", "conj", "cc"))


def fill(actor: Actor, other: Actor) -> Actor:
    """``actor`` with country and sector from ``other`` where it has none."""
    if (actor.country or not other.country) and (actor.sector or not other.sector):
        return actor
    kind = "person" if actor.kind == "unnamed" and other.kind == "person" else actor.kind
    return Actor(actor.name, actor.country or other.country, actor.sector or other.sector, kind)


def words_of(sentence: Sentence, indices: Iterable[int]) -> str:
    """The words as text: possessive marks and hyphens joined to what they belong to."""
    out = ""
    glue = True
    for i in indices:
        text = sentence.tokens[i].text
        if text in {"'s", "’s", "'", "’", "-", ",", "."} or text.startswith("'"):
            out += text
            glue = text == "-"
        else:
            out += text if glue else f" {text}"
            glue = False
    return out
