"""Events that a content points back to: "denies it", "welcomed the release", "had nothing to do with it"."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.ontology.cues import cues
from onrecord.records import Attribution, Event, Mention

_POINTING = frozenset({"denies", "condemns", "supports", "accuses", "claims-responsibility"})
_PRONOUNS = frozenset({"it", "this", "that"})
_PROMISES = frozenset({"AGREE", "SUPPORT", "AID", "COOPERATE", "CONCEDE", "THREATEN"})
_TALK = frozenset({"ACCUSE", "REJECT", "REQUEST", "CONSULT", "SUPPORT"})
_NEAR = 700  # characters back within which "it" is looked for: some three sentences
_STEM = 5  # letters that a noun and the verb it was made of share: release, released; agreement, agreed

Told = tuple[Mention, Event]


def recalled(
    text: str, each: Attribution, words: frozenset[str], told: Iterable[Told], accused: Told | None
) -> Told | None:
    """The earlier mention that the content of an accusation, denial, condemnation or praise points back to.

    ``text`` is the article's, ``words`` the lemmas of the content, ``accused`` what the last accusation was
    about. A noun is looked up by its stem; a pronoun, or a word of guilt alone, means what was last accused or
    done. A pledge points back to the promise that its side was told to have made.
    """
    if each.stance == "pledges":
        return _promise(each, told)
    if each.stance not in _POINTING or not each.content:
        return None
    start = min(each.cue.start, each.content[0].start)
    before = [(m, e) for m, e in told if m.trigger.end <= start and m.type not in _TALK]
    stems = {word[:_STEM] for word in words if len(word) >= _STEM}
    named = [pair for pair in before if _word(text, pair[0])[:_STEM] in stems]
    if named:
        return max(named, key=_place)
    rules = cues().content
    points = words & (
        _PRONOUNS | rules.denied_nouns | rules.guilt_states | cues().words["assertions"] | {"nothing"}
    )
    if not points:
        return None
    if each.stance == "denies" and accused is not None and start - accused[0].trigger.end <= _NEAR:
        return accused
    near = [pair for pair in before if start - pair[0].trigger.end <= _NEAR]
    return max(near, key=_place, default=None)


def _promise(each: Attribution, told: Iterable[Told]) -> Told | None:
    source = each.source_actor
    made = [
        (mention, event)
        for mention, event in told
        if event.type in _PROMISES
        and mention.trigger.end <= each.cue.start
        and any(
            actor.name == source.name or (actor.country and actor.country == source.country)
            for actor in event.actors
        )
    ]
    return max(made, key=_place, default=None)


def _word(text: str, mention: Mention) -> str:
    return text[mention.trigger.start : mention.trigger.end].casefold()


def _place(pair: Told) -> tuple[int, str]:
    return pair[0].trigger.start, pair[0].type
