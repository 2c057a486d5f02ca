"""What an act becomes when it is only spoken of: "will not lift" is a refusal, "warned it would strike" a threat; and
when a state does it: "Syria protested" is a charge.

Each event type says in ``data/events/TYPE.yaml`` (``turns``) which type it turns into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract.status import status_of
from onrecord.ontology.events import load_event_types
from onrecord.ontology.grammar import load_grammar_words
from onrecord.records import Mention

_OPEN = frozenset({"protest"})  # in the street, or by a note


@cache
def _turns() -> Mapping[str, Mapping[str, str]]:
    return {event_type.name: event_type.turns for event_type in load_event_types()}


def turn_mentions(article: Annotated) -> None:
    """Give refusals and threats, acts that happened, and what states do their own type in ``article.mentions``."""
    for n, mention in enumerate(article.mentions):
        index, trigger = article.triggers[mention.id]
        sentence = article.sentence(index)
        turn = _turn(sentence, trigger) or _official(sentence, trigger, mention)
        type_ = _turns().get(mention.type, {}).get(turn or "")
        if type_ is None:
            continue
        status = mention.status if turn == "official" else "actual"
        turned = replace(mention, type=type_, mode=None, status=status, mutual=False, tolls=())
        article.mentions[n] = turned
        article.triggers[turned.id] = article.triggers.pop(mention.id)
        article.targets[turned.id] = article.targets.pop(mention.id, [])


def _turn(sentence: Sentence, trigger: int) -> str | None:
    """``refused`` or ``threatened``, or ``None`` where the act is told as an act."""
    tokens = sentence.tokens
    if not grammar.is_verb(tokens[trigger]):
        return None
    will = {tokens[c].lower for c in grammar.children(sentence, trigger, "aux")} & load_grammar_words().volition
    if not will:
        return None
    if status_of(sentence, trigger) == "denied":
        return "refused"
    governor = tokens[tokens[trigger].head]
    if tokens[trigger].dep == "ccomp" and governor.lemma in load_grammar_words().threats:
        return "threatened" if _own_act(sentence, governor.i, trigger) else None
    return None


def _official(sentence: Sentence, trigger: int, mention: Mention) -> str | None:
    """``official`` where a word that leaves the manner open is said of states and their governments alone."""
    if sentence.tokens[trigger].lemma not in _OPEN:
        return None
    actors = [argument.actor for argument in mention.of_role("actor")]
    return "official" if actors and all(a.kind == "country" or a.sector == "GOV" for a in actors) else None


def _own_act(sentence: Sentence, governor: int, verb: int) -> bool:
    """Whether who speaks is who acts: "Israel warned *it* would strike", "warned that *Israel* would"."""
    tokens = sentence.tokens
    speakers = {tokens[i].lemma for i in grammar.deep_subject(sentence, governor)}
    doers = grammar.deep_subject(sentence, verb)
    return any(tokens[i].tag == "PRP" or tokens[i].lemma in speakers for i in doers)
