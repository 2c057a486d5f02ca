"""Where the encoder's heads have the last word over the rules, and where the rules have: every threshold is here.

The heads are right about what is no event (metaphor, sport, names) where the word lists are not, and see triggers
that no list has; the lists are right about types. So the heads drop, add, and say how sure a status, an actor or a
recipient is; they do not change a type. Thresholds were set on the train and dev parts of the project's corpus; with
no encoder, or one without the head asked for, each question is answered as if the heads knew nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast, get_args

from onrecord.annotated import Annotated, Learned, Marking
from onrecord.records import Role, Span, Stance, Status

DROP = 0.2  # a listed trigger that is less likely an event is none, where nothing else in the article surely is one
SURE = 0.7  # from here on something surely is; of the listed triggers beside it two in three are, however unlikely
ADD_UNKNOWN = 0.6  # a stretch that the heads alone take for a trigger of one type is one, where no list has its word
ADD_LISTED = 0.8  # the same where a list has the word, but not in such company
STATUS_RULES = 0.45  # what the rules' status weighs; the heads' weighs the rest
STANCE = 0.9  # so sure the heads must be of a stance where the rules, by default, have an assertion
POINT_ACTOR = 0.6  # who is pointed at as actor is one, where the rules have nobody
POINT_RECIPIENT = 0.6  # the same for whom it is done to


def surest(article: Annotated) -> tuple[float, float]:
    """How sure the heads are of the two surest triggers of the article."""
    found = sorted((mark.any for p in article.paragraphs if p.learned for mark in p.learned.triggers()), reverse=True)
    first, second, *_ = [*found, 0.0, 0.0]
    return first, second


def is_no_event(learned: Learned | None, words: Sequence[Span], kind: str, tops: tuple[float, float]) -> bool:
    """Whether a listed trigger tells of no event: `words` are the trigger and then those that may tell it with it.

    `tops` is what `surest` found: whether another trigger than this is sure is a matter of the article.
    """
    own = dict(learned.types(words[0])) if learned else {}
    if learned is None or not own:
        return False
    likely = max([sum(own.values()), *(learned.types(word).get(kind, 0.0) for word in words[1:])])
    other = tops[1] if likely >= tops[0] else tops[0]
    return likely < DROP and other < SURE


def unlisted(learned: Learned | None, within: Span, taken: Sequence[Span]) -> Iterator[Marking]:
    """The triggers that only the heads see `within` a sentence, apart from what is `taken`; `is_sure` judges them."""
    for mark in learned.triggers() if learned else ():
        if within.covers(mark.span) and not any(mark.span.overlaps(span) for span in taken):
            yield mark


def is_sure(mark: Marking, listed: bool) -> bool:
    """Whether the heads' word for a trigger is enough, the lists having its word or not."""
    return mark.score >= (ADD_LISTED if listed else ADD_UNKNOWN)


def blend(told: Mapping[Status, float], learned: Learned | None, trigger: Span) -> Mapping[Status, float]:
    """How likely each status is, from what the rules say and what the heads do; in a tie the first of `STATUSES`."""
    likely = learned.status(trigger) if learned else {}
    weight = STATUS_RULES if likely else 1.0
    statuses: tuple[Status, ...] = get_args(Status)
    return {each: (1 - weight) * likely.get(each, 0.0) + weight * told.get(each, 0.0) for each in statuses}


def stance(told: Stance, learned: Learned | None, cue: Span) -> Stance:
    """The rules' stance of a cue; where they have only an assertion, the heads' if they are sure of more than that."""
    likely = learned.stance(cue) if learned and told == "asserts" else {}
    best = max(likely, key=lambda each: likely[each], default=told)
    return cast(Stance, best) if best != "reports" and likely.get(best, 0.0) >= STANCE else told


def pointed(learned: Learned | None, role: Role, trigger: Span, goals: Sequence[Span]) -> int | None:
    """The place of the goal that has the role by the heads' word, where the rules have nobody for it."""
    likely = learned.points(role, trigger, goals)[1:] if learned else []
    best = max(range(len(likely)), key=lambda place: (likely[place], -place), default=None)
    least = POINT_ACTOR if role == "actor" else POINT_RECIPIENT
    return best if best is not None and likely[best] >= least else None
