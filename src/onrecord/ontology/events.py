"""Event types, modes and the words that trigger them: ``data/events/TYPE.yaml``, one file a PLOVER type.

PLOVER: Halterman et al. 2023, "PLOVER and POLECAT", and its codebook. The words were written for this project.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pos = Literal["verb", "noun", "adj"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word, or word with its fixed companions, that tells of an event, and where its arguments stand.

    Slots (``actor``, ``recipient``, ``victim``, ``instrument``) are lists tried in order. For verbs: ``subj``,
    ``obj``, ``iobj``, ``xcomp`` (the object of the complement clause), or a preposition (``against``). For nouns:
    ``poss`` ("Iran's attack"), ``mod`` (compound or adjective before it, "the Russian attack"), or a preposition
    (``by``, ``on``, ``between``); ``light_subj`` and ``light_obj`` are those of a light verb that carries the
    noun ("carried out an attack"). Passives are turned round by the extractor: ``subj`` and ``obj`` are the deep ones.

    Constraints, each empty or ``None`` where it does not matter: ``particle`` ("pull *out*"), ``prep`` (one of
    these prepositions must attach to the trigger), ``object`` / ``subject`` (lemma of the head noun must be one
    of these), ``not_object`` / ``not_subject``, ``comp`` (lemmas of the verb of its clausal complement; ``*``: any).
    """

    lemma: str
    pos: Pos
    type: str
    mode: str | None = None
    context: str | None = None
    particle: str | None = None
    prep: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    comp: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    victim: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    mutual: bool = False
    effect: str | None = None  # casualties: "killed" for kill
    status: str | None = None  # a status of its own: "foil" -> attempted
    needs_actor: bool = False  # only with an actor or recipient that is a political or security actor


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type with its crosswalks."""

    name: str
    definition: str
    quad_class: str
    cameo_roots: tuple[str, ...]
    goldstein: float
    modes: dict[str, str]  # name -> definition
    triggers: tuple[Trigger, ...]
