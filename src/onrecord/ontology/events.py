"""Event types, modes and the words that trigger them: ``data/events/TYPE.yaml``, one file a PLOVER type.

PLOVER: Halterman et al. 2023, "PLOVER and POLECAT", and its codebook. The words were written for this project;
how an entry is written is told in :mod:`onrecord.ontology.entries`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from onrecord.ontology.entries import read_entry
from onrecord.ontology.inflect import noun_forms, verb_forms
from onrecord.ontology.load import names, read_yaml
from onrecord.ontology.trigger import Pos, Trigger
from onrecord.ontology.words import bad

__all__ = [
    "EventType", "Pos", "Trigger", "candidate_forms", "load_event_types", "specificity", "surface_forms",
    "trigger_index",
]  # fmt: skip

QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_HEAD = {"type", "definition", "quad_class", "cameo", "goldstein", "modes", "triggers"}


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type with its crosswalks.

    ``goldstein`` is on Goldstein's scale for CAMEO, -10 to 10 (mean of its roots; RETREAT: of codes 084 to 087).
    ``turns`` says which type it is when somebody only speaks of doing it: ``promised`` ("will release"),
    ``refused`` ("will not lift"), ``demanded`` ("must withdraw"), ``threatened`` ("will strike"); and ``official``,
    where a state does it ("Syria protested"); a missing key: it stays what it is.
    """

    name: str
    definition: str
    quad_class: str
    cameo_roots: tuple[str, ...]
    goldstein: float
    modes: dict[str, str]  # name -> definition
    triggers: tuple[Trigger, ...]
    turns: dict[str, str] = field(default_factory=dict)


@cache
def load_event_types() -> tuple[EventType, ...]:
    """All event types with their triggers, in order of name.

    Raises OntologyError naming the file and the entry that does not hold.
    """
    types = tuple(_load(file) for file in names("events"))
    known = {event_type.name for event_type in types}
    for event_type in types:
        for turn, other in event_type.turns.items():
            if other not in known:
                raise bad(f"turn '{turn}' leads to unknown type '{other}'", f"events/{event_type.name}.yaml")
    return types


def _load(file: str) -> EventType:
    table = read_yaml(file)
    if not isinstance(table, dict) or not _HEAD <= set(table) <= _HEAD | {"turns"}:
        raise bad(f"a type file has the keys {sorted(_HEAD)} and may have 'turns'", file)
    if f"events/{table['type']}.yaml" != file:
        raise bad(f"type '{table['type']}' does not bear the file's name", file)
    if table["quad_class"] not in QUAD_CLASSES:
        raise bad(f"quad_class is one of {', '.join(QUAD_CLASSES)}", file)
    modes = {str(mode): str(text).strip() for mode, text in (table["modes"] or {}).items()}
    triggers: dict[Trigger, None] = {}
    for entry in table["triggers"]:
        triggers.update(dict.fromkeys(read_entry(entry, table["type"], modes, file)))
    return EventType(
        name=table["type"],
        definition=" ".join(str(table["definition"]).split()),
        quad_class=table["quad_class"],
        cameo_roots=tuple(str(root) for root in table["cameo"]),
        goldstein=float(table["goldstein"]),
        modes=modes,
        triggers=tuple(triggers),
        turns={str(turn): str(other) for turn, other in table.get("turns", {}).items()},
    )


@cache
def trigger_index() -> Mapping[str, tuple[Trigger, ...]]:
    """Head lemma to its triggers, the more constrained first, so that the first that holds is the one meant.

    Order within a lemma: constraints (each asking one counts 1, companions that are words of the trigger itself
    2), then those of the ``rank`` given, then order of the files.
    """
    index: dict[str, list[Trigger]] = {}
    for event_type in load_event_types():
        for trigger in event_type.triggers:
            index.setdefault(trigger.lemma, []).append(trigger)
    return MappingProxyType(
        {lemma: tuple(sorted(found, key=specificity, reverse=True)) for lemma, found in sorted(index.items())}
    )


def specificity(trigger: Trigger) -> int:
    """How much a trigger asks of its sentence: 0 for a bare word. See :func:`trigger_index`."""
    companions = sum(
        2 for name in ("particle", "prep_object", "object", "modifier") if getattr(trigger, name)
    )
    asked = sum(1 for name in ("form", "prep", "subject", "needs_actor") if getattr(trigger, name))
    clause = 0 if not trigger.comp else 1 if trigger.comp == ("*",) else 2
    return 10 * trigger.rank + companions + asked + clause


@cache
def candidate_forms() -> frozenset[str]:
    """Every surface form, lower case, of every trigger's head lemma: a word of these, or no event.

    It holds the commonest verbs ("is on alert"); ``candidates.may_hold_event`` looks at their companions too.
    """
    forms: set[str] = set()
    for triggers in trigger_index().values():
        for trigger in triggers:
            forms |= surface_forms(trigger)
    return frozenset(forms)


def surface_forms(trigger: Trigger) -> frozenset[str]:
    """All forms of the trigger's head, lower case."""
    if trigger.form:
        return frozenset(trigger.form)
    if trigger.pos == "verb":
        return verb_forms(trigger.lemma)
    return noun_forms(trigger.lemma) if trigger.pos == "noun" else frozenset({trigger.lemma})
