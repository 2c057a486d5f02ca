"""What a trigger is: the words that tell of an event, what must stand with them, where the arguments stand."""

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
    noun ("carried out an attack"). Adjectives ("critical of"): ``subj`` of the copula, or a preposition. Passives
    are turned round by the extractor: ``subj`` and ``obj`` are the deep ones.

    Constraints, each empty or ``None`` where it does not matter; every one given must hold, and of the triggers of
    a lemma the first that holds is the one meant:

    - ``form``: the surface form in lower case must be one of these ("talks", never "talk").
    - ``particle``: "pull *out*" (spaCy ``prt``, or an adverb of that form, or a preposition of that form
      with no object of its own, after the verb).
    - ``prep``: one of these prepositions must attach to the trigger; ``prep_object``: and the head of its object
      must be one of these ("take *to* the *streets*"). ``not_prep``: none of these may attach.
    - ``object`` / ``subject``: the head noun of the deep object / subject must be one of these; ``not_object`` /
      ``not_subject``: it must not. For a noun trigger ``object`` and ``not_object`` look at the heads of the
      phrases that its prepositions bring ("attack on *inflation*"), ``subject`` and ``not_subject`` at ``poss``.
    - ``modifier``: one of these must depend on the trigger directly (adjective, compound, adverb, complement:
      "shoot *dead*", "*hunger* strike"); ``not_modifier``: none may ("*heart* attack").
    - ``comp``: lemma of the verb of its clausal complement ("refuse to *meet*", "accuse of *killing*", "threat to
      *attack*"); ``*``: any complement clause. ``not_comp``: never with these.

    Words in these lists are lemmas in lower case; ``*`` in ``object``, ``subject`` or ``comp``: there must be one,
    whatever it is. One with a space ("suicide bomber", "house arrest") holds where
    the last word is the head and the words before it depend on it.
    """

    lemma: str
    pos: Pos
    type: str
    mode: str | None = None
    context: str | None = None
    form: tuple[str, ...] = ()
    particle: str | None = None
    prep: tuple[str, ...] = ()
    prep_object: tuple[str, ...] = ()
    not_prep: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    not_modifier: tuple[str, ...] = ()
    comp: tuple[str, ...] = ()
    not_comp: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    victim: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    mutual: bool = False
    effect: str | None = None  # casualties: "killed" for kill
    status: str | None = None  # a status of its own: "foil" -> attempted
    needs_actor: bool = (
        False  # its actor (its recipient, where it has no actor) is a political or security actor
    )
    needs_recipient: bool = False  # it has a recipient, and that is a political or security actor
    rank: int = 0  # lifts (or lowers) it among the triggers of its lemma
