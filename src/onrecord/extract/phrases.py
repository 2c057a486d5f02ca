"""Noun phrases that name or stand for an actor, each linked by its own words, then resolved across the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence, Token
from onrecord.extract.coreference import resolve
from onrecord.ontology.actor_words import key_of
from onrecord.ontology.actors import actor_tables, country_name
from onrecord.ontology.grammar import load_grammar_words
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor, DateRange

_INSIDE = frozenset({"compound", "nmod", "amod", "nummod", "det", "quantmod", "npadvmod"})
_DETERMINERS = frozenset({"det", "predet"})
_NUMBER_OR_TIME = frozenset({"CD", "$", "SYM"})
_BODIES = frozenset({"group", "organisation"})
_PARTS_OF_SPEECH = frozenset({"NN", "JJ", "CD", "DT"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_STANDING = frozenset({"both", "those", "other", "each"})  # that stand for nouns by themselves
_JOINED = frozenset({"'s", "’s", "'", "’", "-", ",", "."})


class Linker(Protocol):
    """What tells who a phrase is (:class:`onrecord.link.actors.ActorLinker`)."""

    def link(self, name: str, *, on: DateRange | None = None, context_country: str | None = None) -> Actor:
        """The actor that the words name; country and sector ``None`` where they do not say."""
        ...


def find_phrases(article: Annotated, linker: Linker) -> None:
    """Fill ``article.phrases``, by (sentence index, head token)."""
    finder = _Finder(linker, article.article.published)
    times = [e.span for e in article.expressions]
    for sentence in article.sentences():
        told = [span for span in times if span.overlaps(sentence.span)]
        for token in sentence.tokens:
            phrase = finder.phrase(sentence, token)
            if phrase is not None and not any(span.covers(token.span) for span in told):
                article.phrases[sentence.index, token.i] = phrase
    resolve(article, finder.link)


class _Finder:
    """Reads phrases by their own words; what the linker says of a stretch of words is kept for the article."""

    def __init__(self, linker: Linker, on: DateRange | None) -> None:
        self._linker, self._on = linker, on
        self._known: dict[str, Actor] = {}
        self.words = load_reference_words()

    def link(self, name: str) -> Actor:
        """The linker's answer at the article's date. A capital stands for its country, not for its government alone."""
        actor = self._known.get(name)
        if actor is None:
            actor = self._linker.link(name, on=self._on)
            if actor.kind == "country" and actor.sector:
                actor = replace(actor, sector=None)
            elif actor.sector == "IGO" and actor.country and actor.kind == "organisation":
                actor = replace(actor, country=None)  # a body of several states is of none of them
            self._known[name] = actor
        return actor

    def phrase(self, sentence: Sentence, token: Token) -> Phrase | None:
        """The phrase whose head the token is, if it can be somebody."""
        kind = token.tag[:2]
        if kind == "PR":
            if token.lower not in self.words.pronouns:
                return None
            return Phrase(sentence.index, token.i, token.span, Actor(token.text, kind="pronoun"))
        if kind not in _PARTS_OF_SPEECH:
            return None
        if token.dep in _INSIDE and kind in {"NN", "JJ"}:
            return self._modifier(sentence, token)
        if token.lower in _STANDING and token.dep in _ARGUMENTS:
            return Phrase(sentence.index, token.i, token.span, Actor(token.text, kind="unnamed"))
        if kind == "DT" or (kind != "NN" and not _nominal(token)) or not any(c.isalpha() for c in token.text):
            return None
        indices = own_words(sentence, token.i)
        actor = self._actor(sentence, token, indices)
        if actor is None:
            return None
        return Phrase(sentence.index, token.i, grammar.span_of(sentence, indices), actor)

    def _actor(self, sentence: Sentence, token: Token, indices: list[int]) -> Actor | None:
        """Who the words are, ``None`` where the head is a thing: not "the Karachi attack", though it names a place."""
        actor = self._read(sentence, token, indices)
        if actor.kind in {"person", "country", "group"}:
            return actor
        if token.tag.startswith("NNP"):
            return (
                actor
                if actor.sector is not None or actor.kind != "unnamed" or actor.country is None
                else None
            )
        if actor.sector is None and actor.kind == "unnamed":
            told = token.lemma in self.words.nouns or token.lemma in self.words.pairs
            first = token.i == 0 and " " not in actor.name  # a surname there can be tagged as a plural
            return actor if told or first else self._holder(sentence, token, indices)
        if not token.tag.startswith("NN") or self._is_somebody(sentence, token):
            return self._tailed(sentence, token, actor)
        return self._holder(sentence, token, indices)

    def _read(self, sentence: Sentence, token: Token, indices: list[int]) -> Actor:
        """What the linker says of the words; a common noun is described by a name behind it, and does not bear it."""
        words = words_of(sentence, indices)
        actor = self.link(words)
        if token.lemma in self.words.related and indices[-1] > token.i:  # "a friend of Syria" is not of Syria
            actor = replace(self.link(words_of(sentence, [i for i in indices if i <= token.i])), name=words)
        last = actor.name.rpartition(" ")[2]
        if not any(c.isalpha() for c in actor.name) or last in self.words.belonging:
            actor = replace(actor, name=words)
        if actor.kind == "person" and not token.tag.startswith("NNP") and token.text not in actor.name:
            return replace(actor, name=words, kind="unnamed")
        return actor

    def _is_somebody(self, sentence: Sentence, token: Token) -> bool:
        """Whether a common noun means people or a body; of a number ("hundreds of monks"), what is counted."""
        if (
            token.lemma in self.words.nouns
            or token.lemma in self.words.pairs
            or token.lemma in self.words.acts_for
        ):
            return True
        if token.lemma in load_grammar_words().quantity_nouns:
            inner = [noun for name, noun in grammar.prepositional(sentence, token.i) if name == "of"]
            if inner:
                return self._is_somebody(sentence, sentence.tokens[inner[0]])
        alone = self.link(token.text)
        return alone.sector is not None or alone.kind != "unnamed" or _is_body(token.lemma)

    def _holder(self, sentence: Sentence, token: Token, indices: list[int]) -> Actor | None:
        """Whose a thing is: "assets of 14 officials", "an air force plane", "an army base"."""
        tokens = sentence.tokens
        if token.lemma in self.words.holdings:
            for name, noun in grammar.prepositional(sentence, token.i):
                if name == "of":
                    words = own_words(sentence, noun)
                    return self._actor(sentence, tokens[noun], words)
        before = [i for i in indices if i < token.i]
        if before and tokens[before[-1]].dep == "compound" and tokens[before[-1]].tag.startswith("NN"):
            actor = self.link(words_of(sentence, before))
            if actor.sector in self.words.state_sectors | self.words.armed_sectors:
                return actor
        return None

    def _tailed(self, sentence: Sentence, token: Token, actor: Actor) -> Actor:
        """``actor`` with what a tail says that its name leaves out: "troops from Kenya", "police in Lagos"."""
        if actor.country is not None:
            return actor
        tails = [
            c
            for c in grammar.children(sentence, token.i, "prep")
            if sentence.tokens[c].lower in {"from", "in", "at"}
        ]
        for tail in tails:
            if tail != token.i + 1 or not self._tells_country(sentence, tail, actor):
                continue
            indices = own_words(sentence, token.i) + grammar.subtree(sentence, tail, without=_CLAUSES)
            said = self.link(words_of(sentence, sorted(set(indices))))
            if said.country and said.sector == actor.sector:
                return replace(actor, country=said.country)
        return actor

    def _tells_country(self, sentence: Sentence, tail: int, actor: Actor) -> bool:
        """Whether somebody is of the country of a tail: all from one, of those in one only its state and bodies."""
        noun = next(iter(grammar.children(sentence, tail, "pobj")), None)
        if noun is None:
            return False
        if sentence.tokens[tail].lower == "from":
            return self.link(words_of(sentence, own_words(sentence, noun))).kind == "country"
        return actor.sector in self.words.state_sectors

    def _modifier(self, sentence: Sentence, token: Token) -> Phrase | None:
        """A word before a noun that names an actor of its own: "the Russian attack", "a Hamas rocket"."""
        if not token.text[:1].isupper() or token.tag in _NUMBER_OR_TIME:
            return None
        indices = grammar.subtree(sentence, token.i)
        actor = self.link(words_of(sentence, indices))
        if token.tag.startswith("JJ") and actor.country is not None:
            if actor.kind == "organisation":  # "Foreign ministers" at the start of a sentence
                return None
            actor = Actor(country_name(actor.country), actor.country, None, "country")
        elif actor.kind in _BODIES:
            if self._inside_name(sentence, token):
                return None
        elif not (actor.country and token.text.isupper()):
            return None
        return Phrase(sentence.index, token.i, grammar.span_of(sentence, indices), actor)

    def _inside_name(self, sentence: Sentence, token: Token) -> bool:
        """Whether the word is only part of a longer name: "Liberation" in "Tigray People's Liberation Front"."""
        head = sentence.tokens[token.head]
        while head.dep == "compound" and head.head > head.i:
            head = sentence.tokens[head.head]
        if not head.tag.startswith("NNP"):
            return False
        return self.link(words_of(sentence, own_words(sentence, head.i))).kind in {"person", *_BODIES}


def _is_body(lemma: str) -> bool:
    """Whether the actor tables know the noun as one for a body ("station", "command")."""
    entry = actor_tables().entries.get(key_of(lemma))
    return entry is not None and entry.word is not None and "bodies" in entry.word.tags


_CLAUSES = ("relcl", "acl", "advcl", "appos", "punct", "conj", "cc")


def _nominal(token: Token) -> bool:
    """An adjective or number that stands as a noun: "the Chinese", "the wounded", "three were killed"."""
    return token.tag[:2] in {"JJ", "CD"} and (token.dep in _ARGUMENTS or token.dep in {"poss", "conj"})


def own_words(sentence: Sentence, head: int) -> list[int]:
    """The phrase's words without its determiner; parts of a name that hyphens join stay together."""
    tokens = sentence.tokens
    found = _without_charge(sentence, head, grammar.noun_phrase(sentence, head))
    while len(found) > 1 and (
        tokens[found[0]].dep in _DETERMINERS or not tokens[found[0]].text.strip("\"'“”‘’`,-")
    ):
        found = found[1:]
    if tokens[found[-1]].tag.startswith("NNP") or tokens[found[0]].tag.startswith("NNP"):
        found = _hyphened(sentence, found)
    return found


def _without_charge(sentence: Sentence, head: int, found: list[int]) -> list[int]:
    """Without an "of" that belongs to the clause: "suspects the group of having ...", "accused the army of murder"."""
    tokens = sentence.tokens
    charges = load_reference_words().charge_verbs
    for c in found:
        if tokens[c].lower != "of" or tokens[c].head != head:
            continue
        charged = tokens[head].dep in {"dobj", "nsubjpass"} and tokens[tokens[head].head].lemma in charges
        if charged or any(grammar.is_verb(tokens[x]) for x in tokens[c].children):
            return [i for i in found if i < c]
    return found


def _hyphened(sentence: Sentence, found: list[int]) -> list[int]:
    """With the words that a bare hyphen joins to its ends ("Lashkar-e-Taiba" is five tokens), or nothing at all."""
    tokens = sentence.tokens
    first, last = found[0], found[-1]
    while (
        last + 2 < len(tokens)
        and tokens[last + 1].text == "-"
        and _touch(tokens, last)
        and _touch(tokens, last + 1)
    ):
        last += 2
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].tag == "NNP"
        and tokens[last + 1].head in found
        and last > found[0]
    ):
        last += 1  # "the Liberation Tigers of Tamil" and "Eelam"
    while (
        first >= 2
        and tokens[first - 1].text == "-"
        and _touch(tokens, first - 1)
        and _touch(tokens, first - 2)
    ):
        first -= 2
    return found if (first, last) == (found[0], found[-1]) else sorted({*found, *range(first, last + 1)})


def _touch(tokens: list[Token], i: int) -> bool:
    return tokens[i].end == tokens[i + 1].start


def words_of(sentence: Sentence, indices: Iterable[int]) -> str:
    """The words as text: possessive marks and hyphens joined to what they belong to."""
    out = ""
    glue = True
    for i in indices:
        text = sentence.tokens[i].text
        if text in _JOINED or text.startswith("'"):
            out += text
            glue = text == "-"
        else:
            out += text if glue else f" {text}"
            glue = False
    return out
