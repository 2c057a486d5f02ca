"""Mentions of one article that tell of one happening, and the events and claims that follow from them.

Two mentions are joined where grammar says so ("the attack killed three"), where a definite noun takes up an earlier
mention of its type ("the attack"), or where type, actors, days and places agree and none of them conflicts. The
grouping is a union over pairs decided from the mentions alone, so that the order of the text is all that matters.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.merge.view import compatible, event_of
from onrecord.records import Mention

_LINKS = frozenset(
    {"relcl", "acl", "nsubj", "nsubjpass", "dobj", "advcl", "appos", "ccomp", "xcomp", "pobj", "conj"}
)


def merge_mentions(article: Annotated) -> None:
    """Fill ``article.events`` from ``article.mentions``: one event for each group, in order of first mention."""
    groups = _group(article)
    article.events = [event_of(article.article, [article.mentions[n] for n in group]) for group in groups]


def _group(article: Annotated) -> list[list[int]]:
    """Indices of mentions, grouped; each group and the list of groups in order of text."""
    order = sorted(range(len(article.mentions)), key=lambda n: article.mentions[n].trigger)
    groups: list[list[int]] = []
    for n in order:
        mention = article.mentions[n]
        best: list[int] | None = None
        strength = 0.0
        for group in reversed(groups):
            members = [article.mentions[k] for k in group]
            if not any(m.type == mention.type for m in members):
                continue
            score = max(_strength(article, k, n) for k in group)
            if score > strength and compatible(members, mention, strict=score < 2.0):
                best, strength = group, score
        if best is not None and strength >= 1.0:
            best.append(n)
        else:
            groups.append([n])
    return groups


def _strength(article: Annotated, earlier: int, later: int) -> float:
    """How strongly two mentions of one type are one: 3 by grammar, 2 by a definite noun, else by what they share."""
    a, b = article.mentions[earlier], article.mentions[later]
    (sa, ia), (sb, ib) = article.triggers[a.id], article.triggers[b.id]
    if sa == sb and _linked(article.sentence(sa), ia, ib):
        return 3.0
    sentence = article.sentence(sb)
    if _takes_up(sentence, ib) and _same_word(article, a, b):
        return 2.0 + 1.0 / (1 + sb - sa)
    return _shared(a, b)


def _linked(sentence: Sentence, i: int, j: int) -> bool:
    """Whether one trigger stands in the other's own clause: subject, object, relative clause, "when" clause."""
    tokens = sentence.tokens
    if grammar.is_verb(tokens[j]) and i in grammar.deep_subject(sentence, j) + grammar.deep_object(
        sentence, j
    ):
        return True
    for low, high in ((i, j), (j, i)):
        at, steps = low, 0
        while at != high and tokens[at].head != at and steps < 3:
            if tokens[at].dep not in _LINKS and tokens[at].dep not in {"prep", "agent", "pcomp"}:
                break
            if tokens[at].dep == "conj" and _own_subject(sentence, at):
                break
            at, steps = tokens[at].head, steps + 1
        if at == high:
            return True
    return False


def _own_subject(sentence: Sentence, verb: int) -> bool:
    return bool(grammar.children(sentence, verb, "nsubj", "nsubjpass"))


def _takes_up(sentence: Sentence, i: int) -> bool:
    """Whether the trigger is a noun that points back: "the attack", "that meeting", "the Karachi attack"."""
    tokens = sentence.tokens
    return grammar.is_noun(tokens[i]) and any(
        tokens[c].dep == "det" and tokens[c].lower in {"the", "this", "that", "these", "those"}
        for c in tokens[i].children
    )


def _same_word(article: Annotated, a: Mention, b: Mention) -> bool:
    """Whether the later noun could stand for the earlier mention: same mode or none, or the same word."""
    return a.mode is None or b.mode is None or a.mode == b.mode or _lemma(article, a) == _lemma(article, b)


def _lemma(article: Annotated, mention: Mention) -> str:
    sentence, i = article.triggers[mention.id]
    return article.sentence(sentence).tokens[i].lemma


def _shared(a: Mention, b: Mention) -> float:
    """Points for what two mentions share: actors and recipients by role, days, place, the mode."""
    points = 0.0
    pairs = [("actor", "actor"), ("recipient", "recipient"), ("victim", "victim")]
    if a.mutual or b.mutual:
        pairs += [("actor", "recipient"), ("recipient", "actor")]
    for role_a, role_b in pairs:
        if _names(a, role_a) & _names(b, role_b):
            points += 0.5
    if a.time and b.time and a.time.range.overlaps(b.time.range):
        points += 0.25
    if a.place and b.place and a.place.place.id == b.place.place.id:
        points += 0.5
    if a.mode and a.mode == b.mode:
        points += 0.25
    return points


def _names(mention: Mention, role: str) -> set[tuple[str, str | None]]:
    return {(arg.actor.name.casefold(), arg.actor.country) for arg in mention.arguments if arg.role == role}


def mentions_of(article: Annotated, ids: Iterable[str]) -> list[Mention]:
    """The mentions with the given ids, in order of text."""
    wanted = set(ids)
    return sorted((m for m in article.mentions if m.id in wanted), key=lambda m: m.trigger)
