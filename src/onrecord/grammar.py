"""Relations in the parse, in plain Python over the children (a DependencyMatcher is 15 times slower).

All functions take a :class:`Sentence` and token indices in it and return token indices. Labels are ClearNLP's, as
spaCy's English models give them.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotated import Sentence, Token
from onrecord.records import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "parataxis", "pcomp"})
_INNER = frozenset(
    {"det", "amod", "nummod", "compound", "poss", "case", "quantmod", "nmod", "predet", "advmod", "neg"}
)


def is_verb(token: Token) -> bool:
    """Whether the word is tagged as a verb (participles used as verbs included)."""
    return token.tag.startswith("VB")


def is_noun(token: Token) -> bool:
    """Whether the word is a common or proper noun."""
    return token.tag.startswith("NN")


def children(sentence: Sentence, i: int, *deps: str) -> list[int]:
    """Children of ``i``, those with one of ``deps`` if any are given, in order of text."""
    tokens = sentence.tokens
    return [c for c in tokens[i].children if not deps or tokens[c].dep in deps]


def subtree(sentence: Sentence, i: int, *, without: Iterable[str] = ()) -> list[int]:
    """``i`` and all below it, sorted; branches whose dep is in ``without`` are cut off (never ``i`` itself)."""
    cut = frozenset(without)
    found, todo = [], [i]
    while todo:
        at = todo.pop()
        found.append(at)
        todo += [c for c in sentence.tokens[at].children if sentence.tokens[c].dep not in cut]
    return sorted(found)


def span_of(sentence: Sentence, indices: Iterable[int]) -> Span:
    """From the first to the last of the given tokens."""
    chosen = list(indices)
    tokens = sentence.tokens
    return Span(min(tokens[i].start for i in chosen), max(tokens[i].end for i in chosen))


def text_of(sentence: Sentence, indices: Iterable[int]) -> str:
    """The words, joined by single spaces."""
    return " ".join(sentence.tokens[i].text for i in indices)


def noun_phrase(sentence: Sentence, i: int) -> list[int]:
    """The phrase around noun ``i`` without clauses, appositions, conjuncts and prepositional phrases but "of"."""
    tokens = sentence.tokens
    found = [i]
    for child in tokens[i].children:
        dep = tokens[child].dep
        if dep in _INNER:
            found += subtree(sentence, child, without=("relcl", "acl", "appos"))
        elif dep == "prep" and tokens[child].lower == "of" and child == i + 1:
            found += subtree(sentence, child, without=("relcl", "acl", "appos", "advcl", "punct"))
    words = set(found)
    hyphens = {c for c in tokens[i].children if tokens[c].tag == "HYPH" and c - 1 in words and c + 1 in words}
    return sorted(words | hyphens)


def conjuncts(sentence: Sentence, i: int) -> list[int]:
    """``i`` and everything joined to it by "and", "or" or commas, in order of text; ``i`` is the first of them."""
    found, todo = [], [i]
    while todo:
        at = todo.pop(0)
        found.append(at)
        todo += children(sentence, at, "conj")
    return found


def first_conjunct(sentence: Sentence, i: int) -> int:
    """The head of the coordination that ``i`` stands in."""
    tokens = sentence.tokens
    while tokens[i].dep == "conj" and tokens[i].head != i:
        i = tokens[i].head
    return i


def passive(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is passive (an auxiliary or passive subject, or a bare participle after a noun)."""
    token = sentence.tokens[verb]
    if children(sentence, verb, "auxpass", "nsubjpass"):
        return True
    if token.dep == "conj" and token.tag == "VBN" and not children(sentence, verb, "nsubj", "aux"):
        return passive(sentence, token.head)
    return (
        token.tag == "VBN"
        and token.dep in {"acl", "advcl", "amod"}
        and not children(sentence, verb, "aux", "nsubj")
    )


def prepositional(sentence: Sentence, i: int) -> list[tuple[str, int]]:
    """(preposition, object) for every prepositional phrase attached to ``i``; stacked ones ("because of") joined
    with a space, agents of passives as "by", datives as "to"."""
    tokens = sentence.tokens
    found = []
    for child in children(sentence, i, "prep", "agent", "dative"):
        token = tokens[child]
        if token.dep == "dative" and not token.tag.startswith(("IN", "TO", "RP")):
            continue
        inner = children(sentence, child, "pobj", "pcomp")
        name = token.lower
        if not inner and name == "including":  # "with ministers, including with X"
            found += prepositional(sentence, child)
            continue
        if not inner:
            for deeper in children(sentence, child, "prep"):
                inner = children(sentence, deeper, "pobj", "pcomp")
                name = f"{name} {tokens[deeper].lower}"
                if inner:
                    break
        found += [(name, noun) for noun in inner]
    return found


def deep_subject(sentence: Sentence, verb: int) -> list[int]:
    """Who does it: subject of the active, "by" agent of the passive, across control, conjuncts and relatives."""
    if passive(sentence, verb):
        return [noun for name, noun in prepositional(sentence, verb) if name == "by"]
    own = children(sentence, verb, "nsubj", "csubj")
    if own:
        return [_antecedent(sentence, verb, own[0])]
    return _inherited(sentence, verb, set())


def _inherited(sentence: Sentence, verb: int, seen: set[int]) -> list[int]:
    """The subject that a verb without one takes from what governs it."""
    tokens = sentence.tokens
    token = tokens[verb]
    head = token.head
    if head == verb or verb in seen:
        return []
    seen.add(verb)
    if token.dep in {"acl", "amod"} and is_noun(tokens[head]):
        return [head] if token.tag == "VBG" else []
    if token.dep in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"}:
        governor = head
        if tokens[governor].tag in {"IN", "TO"} and tokens[governor].dep == "prep":
            governor = tokens[governor].head
        if token.dep == "xcomp":  # object control: "urged Pakistan to improve", not "promised Pakistan to"
            objects = children(sentence, governor, "dobj", "dative")
            if objects and tokens[governor].lemma not in {"promise", "vow", "pledge", "threaten", "use"}:
                return [objects[0]]
        if not is_verb(tokens[governor]):
            return _inherited(sentence, governor, seen)
        surface = children(sentence, governor, "nsubj", "nsubjpass")
        if surface:
            return [_antecedent(sentence, governor, surface[0])]
        return _inherited(sentence, governor, seen)
    return []


def deep_object(sentence: Sentence, verb: int) -> list[int]:
    """To whom it is done: object of the active, subject of the passive, the noun a participle or relative modifies."""
    tokens = sentence.tokens
    token = tokens[verb]
    if passive(sentence, verb):
        own = children(sentence, verb, "nsubjpass", "nsubj")
        if own:
            return [_antecedent(sentence, verb, own[0])]
        if token.dep in {"acl", "amod"}:
            return [token.head]
        if token.dep == "conj" and is_verb(tokens[token.head]):
            return deep_object(sentence, token.head) if passive(sentence, token.head) else []
        return _inherited(sentence, verb, set())
    return [_antecedent(sentence, verb, noun) for noun in children(sentence, verb, "dobj")[:1]]


def counted_among(sentence: Sentence, noun: int) -> int:
    """In "nine nationals were among those killed" the nationals, for "those"; any other noun itself."""
    tokens = sentence.tokens
    above = tokens[noun].head
    if tokens[noun].lower == "those" and tokens[above].lower == "among":
        subjects = children(sentence, tokens[above].head, "nsubj", "nsubjpass")
        return subjects[0] if subjects else noun
    return noun


def _antecedent(sentence: Sentence, verb: int, noun: int) -> int:
    """A relative pronoun's antecedent, or the noun itself."""
    tokens = sentence.tokens
    if tokens[noun].tag not in {"WDT", "WP"}:
        return noun
    while tokens[verb].dep == "conj" and is_verb(tokens[tokens[verb].head]):
        verb = tokens[verb].head
    if tokens[verb].dep == "relcl":
        return tokens[verb].head
    if tokens[verb].dep in {"ccomp", "advcl"} and tokens[noun].tag == "WDT":
        # a relative clause that the parser hung on the verb: "condemned the attack in April that killed three"
        objects = [c for c in children(sentence, tokens[verb].head, "dobj", "pobj", "attr") if c < noun]
        return objects[-1] if objects else noun
    return noun


def negated(sentence: Sentence, i: int) -> bool:
    """Whether "not", "never" or "no" stands on the word itself."""
    tokens = sentence.tokens
    return any(
        tokens[c].dep == "neg"
        or tokens[c].lower in {"not", "never", "n't"}
        or (tokens[c].dep == "det" and tokens[c].lower == "no")
        for c in tokens[i].children
    )


def clause_head(sentence: Sentence, i: int) -> int:
    """The verb (or root) of the clause that ``i`` stands in."""
    tokens = sentence.tokens
    while not is_verb(tokens[i]) and tokens[i].head != i:
        i = tokens[i].head
    return i


def clause(sentence: Sentence, verb: int) -> list[int]:
    """The tokens of the clause of ``verb`` without the clauses joined to it by conjunction or punctuation."""
    return subtree(sentence, verb, without=("conj", "parataxis", "punct", "cc"))
