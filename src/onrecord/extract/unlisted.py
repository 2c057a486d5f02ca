"""Triggers that no word list has and only the encoder sees: which token it is, and where its arguments may stand."""

from __future__ import annotations

from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Marking, Sentence
from onrecord.ontology.events import trigger_index
from onrecord.ontology.status import load_status_words
from onrecord.ontology.trigger import Trigger

# Where those concerned stand with a verb or noun that nothing more is known of, in the order in which they are tried.
_OF_VERB = Trigger("", "verb", "", actor=("subj",), recipient=("obj", "iobj", "against", "with", "on", "to", "from"))
_OF_NOUN = Trigger(
    "", "noun", "", actor=("poss", "by", "light_subj", "mod", "between"),
    recipient=("against", "on", "with", "to", "of", "light_obj"),
)  # fmt: skip


def trigger_at(sentence: Sentence, mark: Marking) -> tuple[int, Trigger] | None:
    """The head of the marked stretch and a trigger for it, which is a listed one where the lists have its lemma."""
    tokens = sentence.tokens
    inside = [token.i for token in tokens if token.span.overlaps(mark.span)]
    heads = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
    nobody = load_status_words().nobody
    words = [i for i in heads or inside if tokens[i].tag[:2] in {"VB", "NN", "JJ"} and tokens[i].lower not in nobody]
    if not words:
        return None
    i = words[0]
    token = tokens[i]
    listed = [each for each in trigger_index().get(token.lemma, ()) if each.type == mark.type]
    if listed:  # the least that it asks for, since what it asks for is not there
        return i, replace(listed[-1], needs_actor=False, needs_recipient=False)
    return i, replace(_OF_VERB if grammar.is_verb(token) else _OF_NOUN, lemma=token.lemma, type=mark.type)
