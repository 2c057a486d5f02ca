"""How strongly two mentions of one article tell of one happening: a readable list of features and weights.

A pair is joined at 1 point and more. The weights were set by hand on the examples under ``examples/gold``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.ontology.grammar import load_grammar_words
from onrecord.records import Mention

ENOUGH = 1.0
SURE = 2.0  # from here on, parties that differ are no objection
WEIGHTS = {
    "one clause": 3.0,
    "points back": 2.0,
    "same target": 1.5,
    "harm without a doer": 1.5,
    "headline and lead": 0.75,
    "same party": 0.5,
    "same place": 0.5,
    "party of one country": 0.25,
    "another group": -0.75,
    "overlapping days": 0.25,
    "same mode": 0.25,
    "same word": 0.25,
}
LEAD = 4  # sentences after the headline in which its event is told again
_LINKS = frozenset({
    "relcl", "acl", "nsubj", "nsubjpass", "dobj", "advcl", "appos", "ccomp", "xcomp", "pobj", "conj", "prep", "agent",
    "pcomp",
})  # fmt: skip
_POINTING = frozenset({"the", "this", "that", "these", "those"})

Targets = Mapping[str, frozenset[int]]  # mention id -> groups of the events that it is about


def strength(article: Annotated, a: Mention, b: Mention, targets: Targets) -> float:
    """The sum of the weights of all features of the pair; ``a`` stands before ``b``."""
    total = sum(WEIGHTS[name] for name in features(article, a, b, targets))
    distance = article.triggers[b.id][0] - article.triggers[a.id][0]
    return total + 0.1 / (1 + distance)  # of two equals, the nearer


def features(article: Annotated, a: Mention, b: Mention, targets: Targets) -> Iterator[str]:
    """Names of the features that hold of the pair, as in ``WEIGHTS``."""
    (sa, ia), (sb, ib) = article.triggers[a.id], article.triggers[b.id]
    first, second = article.sentence(sa), article.sentence(sb)
    same_word = first.tokens[ia].lemma == second.tokens[ib].lemma
    if sa == sb and _one_clause(first, ia, ib):
        yield "one clause"
    if points_back(second, ib) and (a.mode is None or b.mode is None or a.mode == b.mode or same_word):
        yield "points back"
    if targets.get(a.id, frozenset()) & targets.get(b.id, frozenset()):
        yield "same target"
    if sb - sa <= LEAD - 1 and _harm_alone(second, ib, b):
        yield "harm without a doer"
    if _in_headline(article, first) and sb - sa <= LEAD and not _in_headline(article, second):
        yield "headline and lead"
    yield from _parties(a, b)
    if a.time and b.time and a.time.range.overlaps(b.time.range):
        yield "overlapping days"
    if a.place and b.place and a.place.place.id == b.place.place.id:
        yield "same place"
    if a.mode and a.mode == b.mode:
        yield "same mode"
    if same_word:
        yield "same word"


def _parties(a: Mention, b: Mention) -> Iterator[str]:
    pairs = [("actor", "actor"), ("recipient", "recipient"), ("victim", "victim")]
    if a.mutual or b.mutual:
        pairs += [("actor", "recipient"), ("recipient", "actor")]
    for role_a, role_b in pairs:
        one = {(x.actor.name.casefold(), x.actor.country) for x in a.arguments if x.role == role_a}
        two = {(x.actor.name.casefold(), x.actor.country) for x in b.arguments if x.role == role_b}
        if one & two:
            yield "same party"
        elif role_a == "actor" and _groups(a) and _groups(b):
            yield "another group"
        elif {c for _, c in one if c} & {c for _, c in two if c}:
            yield "party of one country"


def _groups(mention: Mention) -> set[str]:
    """The armed groups and organisations, by name, that do it: two of them are not one for being of one country."""
    actors = [x.actor for x in mention.arguments if x.role == "actor"]
    return {actor.name for actor in actors if actor.kind in {"group", "organisation"} and actor.name[:1].isupper()}


def points_back(sentence: Sentence, i: int) -> bool:
    """Whether the trigger is a noun that takes up what was told: "the attack", "Thursday's bombing"."""
    tokens = sentence.tokens
    return grammar.is_noun(tokens[i]) and any(
        (tokens[c].dep == "det" and tokens[c].lower in _POINTING)
        or (tokens[c].dep == "poss" and tokens[c].lower.endswith("day"))
        for c in tokens[i].children
    )


def _harm_alone(sentence: Sentence, i: int, mention: Mention) -> bool:
    """ "At least 200 people were killed": harm told with nobody who did it belongs to what was told before."""
    return sentence.tokens[i].lemma in load_grammar_words().effect_verbs and not mention.of_role("actor")


def _in_headline(article: Annotated, sentence: Sentence) -> bool:
    return article.paragraphs[sentence.paragraph].kind == "headline"


def _one_clause(sentence: Sentence, i: int, j: int) -> bool:
    """Whether one trigger stands in the other's own clause: subject, object, relative clause, "when" clause."""
    tokens = sentence.tokens
    if grammar.is_verb(tokens[j]):
        parties = grammar.deep_subject(sentence, j) + grammar.deep_object(sentence, j)
        if i in parties:
            return True
    for low, high in ((i, j), (j, i)):
        at, steps = low, 0
        while at != high and tokens[at].head != at and steps < 3 and tokens[at].dep in _LINKS:
            if tokens[at].dep == "conj" and grammar.children(sentence, at, "nsubj", "nsubjpass"):
                break
            at, steps = tokens[at].head, steps + 1
        if at == high:
            return True
    return False
