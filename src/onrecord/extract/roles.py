"""Who fills the roles of a mention: phrases at its tokens, those behind a thing, those that the encoder points at."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence
from onrecord.extract import weigh
from onrecord.ontology.grammar import load_grammar_words
from onrecord.ontology.trigger import Trigger
from onrecord.records import Argument, Role

_POINTED: tuple[tuple[Role, frozenset[Role]], ...] = (
    ("actor", frozenset({"actor"})), ("recipient", frozenset({"recipient", "victim"})),
)  # fmt: skip


def arguments_of(article: Annotated, sentence: Sentence, role: Role, heads: Iterable[int]) -> list[Argument]:
    """An argument for each actor of the phrases at the tokens and of those joined to them."""
    found = []
    for head in heads:
        for token in grammar.conjuncts(sentence, head):
            phrase = article.phrases.get((sentence.index, token)) or behind(article, sentence, token)
            if phrase is not None:
                actors = phrase.members or (phrase.actor,)
                found += [Argument(role, phrase.span, actor) for actor in actors]
    return found


def with_pointed(
    article: Annotated, sentence: Sentence, trigger: int, arguments: list[Argument]
) -> list[Argument]:
    """``arguments`` with the actor and the recipient that the encoder points at, where the rules have none."""
    learned = article.learned(sentence)
    heads = [i for i in range(len(sentence.tokens)) if (sentence.index, i) in article.phrases and i != trigger]
    goals = [article.phrases[sentence.index, head].span for head in heads]
    for role, same in _POINTED:
        if learned is None or any(argument.role in same for argument in arguments):
            continue
        n = weigh.pointed(learned, role, sentence.tokens[trigger].span, goals)
        new = arguments_of(article, sentence, role, [heads[n]]) if n is not None else []
        arguments = arguments + [a for a in new if not any(a.span.overlaps(other.span) for other in arguments)]
    return arguments


def behind(article: Annotated, sentence: Sentence, noun: int) -> Phrase | None:
    """Who stands behind a thing that is no actor: "North Korean shells", "Hamas rockets", "Syria's planes"."""
    for child in grammar.children(sentence, noun, "poss", "amod", "compound", "nmod"):
        phrase = article.phrases.get((sentence.index, child))
        if phrase is not None and phrase.actor.kind in {"country", "group", "organisation"}:
            return phrase
    return None


def acts(arguments: list[Argument]) -> bool:
    """Whether the actor (the recipient, where none is told) is a known political or security actor."""
    actors = [a for a in arguments if a.role == "actor"] or arguments
    return any(is_known(argument) for argument in actors)


def is_known(argument: Argument) -> bool:
    """Whether its country or sector is known."""
    return argument.actor.country is not None or argument.actor.sector is not None


def share_out(trigger: Trigger, arguments: list[Argument]) -> list[Argument]:
    """Among equals that act together on nobody else ("X and Y signed a pact"), the first is actor, the others
    recipients; somebody is not both (an actor keeps the role)."""
    actors = [a for a in arguments if a.role == "actor"]
    named = {(a.actor.name, a.actor.country) for a in actors}
    others = [
        a
        for a in arguments
        if a.role != "actor" and (a.role != "recipient" or (a.actor.name, a.actor.country) not in named)
    ]
    recipients = [a for a in others if a.role == "recipient"]
    if (
        (trigger.mutual or trigger.type in load_grammar_words().joint_types)
        and len(actors) > 1
        and not recipients
    ):
        others = [Argument("recipient", a.span, a.actor) for a in actors[1:]] + others
        actors = actors[:1]
    return actors + others


def is_mutual(trigger: Trigger, arguments: list[Argument]) -> bool:
    """Joint types between two named sides are mutual."""
    roles = {a.role for a in arguments}
    return trigger.type in load_grammar_words().joint_types and {"actor", "recipient"} <= roles
