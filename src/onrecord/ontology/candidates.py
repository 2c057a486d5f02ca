"""Which words a stretch of text must hold before it can tell of an event: a cheap look, before the parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.ontology.events import surface_forms, trigger_index
from onrecord.ontology.inflect import noun_forms, verb_forms
from onrecord.ontology.trigger import Trigger

_Groups = tuple[frozenset[str], ...]


def may_hold_event(words: Iterable[str]) -> bool:
    """Whether text with these words can hold a trigger with all its companions.

    ``words`` are lower-case and cut at everything but letters ("hostage-taking" is two). Never ``False`` where
    the extractor would find a trigger; ``True`` says only that the words are there, in whatever order.
    """
    found = words if isinstance(words, set | frozenset) else set(words)
    table = _companions()
    return any(
        all(not found.isdisjoint(group) for group in groups)
        for word in found
        if word in table
        for groups in table[word]
    )


@cache
def _companions() -> Mapping[str, tuple[_Groups, ...]]:
    """Form of a head to what its triggers need beside it: one word of every group. No groups: the head suffices."""
    table: dict[str, dict[_Groups, None]] = {}
    for triggers in trigger_index().values():
        for trigger in triggers:
            groups = _groups(trigger)
            for form in surface_forms(trigger):
                for part in form.split("-")[-1:]:
                    table.setdefault(part, {})[groups] = None
    return {form: ((),) if () in needs else tuple(needs) for form, needs in table.items()}


def _groups(trigger: Trigger) -> _Groups:
    lists = (trigger.object, trigger.subject, trigger.prep_object, trigger.modifier)
    groups = [_nominal(words) for words in lists if words and "*" not in words]
    if trigger.comp and "*" not in trigger.comp:
        groups.append(_verbal(trigger.comp))
    if trigger.particle:
        groups.append(frozenset({trigger.particle}))
    if trigger.prep:
        groups.append(frozenset(trigger.prep))
    return tuple(groups)


@cache
def _nominal(words: tuple[str, ...]) -> frozenset[str]:
    """Forms of the heads of a list of companions: nouns, or participles that are written alike."""
    heads = {word.split(" ")[-1].split("-")[-1] for word in words}
    return frozenset().union(*(noun_forms(head) | verb_forms(head) for head in heads))


@cache
def _verbal(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(verb_forms(word.split(" ")[-1].split("-")[-1]) for word in words))
