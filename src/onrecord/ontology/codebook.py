"""The codebook, written from the ontology: what each event type means, its modes, contexts, crosswalks and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.ontology.events import EventType, Trigger, load_event_types

_INTRO = """# Codebook of event types

Generated from `src/onrecord/data/events/` by `python -m onrecord.ontology.codebook > docs/codebook.md`; a test
fails where the two differ. Change the YAML, not this page.

The types, modes and contexts are PLOVER's (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023, "PLOVER and
POLECAT: A New Political Event Ontology and Dataset"; draft manual 0.8 of 2021 for the crosswalk from CAMEO). The
definitions and the words were written for this project.

**Quad class** sorts types by verbal or material, cooperation or conflict. **CAMEO** lists the root codes that cross
over to the type. **Goldstein** is the value of the root (mean of the roots; RETREAT: of codes 084 to 087) on
Goldstein's scale as Schrodt mapped it to CAMEO, from -10 (conflict) to 10.
**If only spoken of** says which type an act becomes when somebody merely promises, refuses, demands or threatens it.
"""


def codebook() -> str:
    """The codebook as Markdown, ending with a line break. Raises OntologyError where a table does not hold."""
    types = load_event_types()
    return (
        "\n".join([_INTRO, *_overview(types), "", *(line for each in types for line in _chapter(each))])
        + "\n"
    )


def _overview(types: Iterable[EventType]) -> Iterator[str]:
    yield "| type | quad class | CAMEO | Goldstein | modes | triggers |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in types:
        roots = ", ".join(each.cameo_roots)
        yield (
            f"| [{each.name}](#{each.name.lower()}) | {each.quad_class} | {roots} | {each.goldstein:+.1f} "
            f"| {len(each.modes)} | {len(each.triggers)} |"
        )


def _chapter(each: EventType) -> Iterator[str]:
    yield f"## {each.name}"
    yield ""
    yield each.definition
    yield ""
    if each.turns:
        turns = ", ".join(f"{turn} -> {other}" for turn, other in sorted(each.turns.items()))
        yield f"If only spoken of, or done by a state (official): {turns}."
        yield ""
    if each.modes:
        by_mode = Counter(trigger.mode for trigger in each.triggers)
        yield "| mode | meaning | triggers |"
        yield "| --- | --- | --- |"
        for mode, meaning in each.modes.items():
            yield f"| {mode} | {meaning} | {by_mode[mode]} |"
        yield ""
    contexts = sorted({trigger.context for trigger in each.triggers if trigger.context})
    if contexts:
        yield f"Contexts that words tell: {', '.join(contexts)}."
        yield ""
    for pos, title in (("verb", "Verbs"), ("noun", "Nouns"), ("adj", "Adjectives")):
        words = sorted({_phrase(trigger) for trigger in each.triggers if trigger.pos == pos})
        if words:
            yield f"**{title}:** {', '.join(words)}."
            yield ""


def _phrase(trigger: Trigger) -> str:
    """The trigger as one would look it up: head with its particle, compound with its first word."""
    if trigger.pos == "noun" and trigger.modifier and len(trigger.modifier) <= 2:
        return f"{trigger.modifier[0]} {trigger.lemma}"
    return f"{trigger.lemma} {trigger.particle}" if trigger.particle else trigger.lemma


if __name__ == "__main__":
    print(codebook(), end="")
