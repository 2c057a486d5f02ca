"""What an attribution speaks of: the event that its content is mainly about, and the field of it.

Runs when events are merged, so that "the attack" in "blamed them for the attack" is the attack told of before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.annotated import Annotated, Sentence
from onrecord.extract.attribution.recall import Told, recalled
from onrecord.grammar import is_noun
from onrecord.ontology.cues import Cues, cues
from onrecord.records import Attribution, Event, Field, Mention, Span

# Talk about a deed: an accusation or denial speaks of the deed rather than of the talk.
_TALK = frozenset({"ACCUSE", "REJECT", "REQUEST", "CONSULT", "SUPPORT"})
_DEED_FIRST = frozenset({"accuses", "denies", "condemns", "claims-responsibility", "supports"})
# stances whose cue may itself tell of the event that the attribution is about: "urged", "vowed", "threatened"
_CUE_TELLS = frozenset({"calls-for", "pledges", "supports", "asserts", "condemns"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A mention in reach of an attribution; ``rank`` orders candidates, the lowest is the best."""

    rank: tuple[int, ...]
    event: Event
    mention: Mention


def bind_attributions(article: Annotated) -> None:
    """Set ``about`` and ``field`` of ``article.attributions`` from ``article.events`` and ``article.mentions``.

    A content that tells of no event, and points back to none, leaves both empty.
    """
    tables = cues()
    mentions = {mention.id: mention for mention in article.mentions}
    events = {id: event for event in article.events for id in event.mention_ids}
    told = [(mention, events[id]) for id, mention in sorted(mentions.items()) if id in events]
    accused: Told | None = None
    bound: list[Attribution] = []
    for each in article.attributions:
        words = _lemmas(article, each.content)
        best = _told_of(article, each, told)
        if best is None or (each.stance in _DEED_FIRST and best[0].type in _TALK):
            best = recalled(article.article.text, each, words, told, accused) or best
        if each.stance == "accuses" and best is not None:
            accused = best
        about = best[1].id if best else None
        bound.append(replace(each, about=about, field=_field(each, best[0] if best else None, words, tables)))
    article.attributions = bound


def _told_of(article: Annotated, each: Attribution, told: list[Told]) -> Told | None:
    """The best mention in the content or at the cue."""
    candidates = [
        c for mention, event in told if (c := _candidate(article, each, mention, event)) is not None
    ]
    if not candidates:
        return None
    best = min(candidates, key=lambda c: (c.rank, c.mention.trigger, c.mention.type))
    return best.mention, best.event


def _candidate(article: Annotated, each: Attribution, mention: Mention, event: Event) -> _Candidate | None:
    """Where the mention's trigger stands: at the head of the content, deeper in it, or at the cue itself."""
    trigger = mention.trigger
    inside = [k for k, span in enumerate(each.content) if span.covers(trigger)]
    if inside:
        talk = int(each.stance in _DEED_FIRST and mention.type in _TALK)
        place = article.triggers.get(mention.id)
        depth = _depth(article, each, place) if place else 9
        return _Candidate((talk, 0, inside[0], depth, trigger.start), event, mention)
    if each.stance in _DEED_FIRST and mention.type in _TALK:
        return None  # "welcomed the deal" is about the deal and not about the welcome
    if each.stance in _CUE_TELLS and (each.cue.overlaps(trigger) or _reaches(each, mention)):
        return _Candidate((0, 1, 0, 0, trigger.start), event, mention)
    return None


def _reaches(each: Attribution, mention: Mention) -> bool:
    """Whether the mention's clause runs from the cue over the content, though its trigger stands in neither."""
    return mention.span.covers(each.cue) and bool(each.content) and mention.span.covers(each.content[0])


def _depth(article: Annotated, each: Attribution, place: tuple[int, int]) -> int:
    """Arcs of the parse from the trigger up to the head of the content; nouns of an accused deed count as heads."""
    sentence: Sentence = article.sentence(place[0])
    tokens = sentence.tokens
    at, steps = place[1], 0
    while tokens[at].head != at and any(_within(tokens[tokens[at].head].span, span) for span in each.content):
        at = tokens[at].head
        steps += 1
    return steps


def _within(inner: Span, outer: Span) -> bool:
    return outer.covers(inner)


def _field(each: Attribution, mention: Mention | None, words: frozenset[str], tables: Cues) -> Field | None:
    """The field that the content speaks of: who did it, how many, or whether it was so at all."""
    if each.stance == "claims-responsibility":
        return "actor"
    if each.stance == "accuses" and mention is not None and mention.type not in _TALK:
        return "actor"
    if each.stance == "denies":
        if mention is None:
            return None
        own = words & tables.content.denied_nouns or words & tables.content.guilt_states
        did = words & tables.content.guilt_deeds or words & {
            "carry",
            "accuse",
            "blame",
            "it",
            "accusation",
            "allegation",
            "charge",
        }
        return "actor" if own or did else "status"
    if mention is not None and any(_inside(toll.span, each.content) for toll in mention.tolls):
        return "casualties"
    return None


def _inside(span: Span, content: tuple[Span, ...]) -> bool:
    return any(piece.covers(span) for piece in content)


def _lemmas(article: Annotated, content: tuple[Span, ...]) -> frozenset[str]:
    return frozenset(
        word
        for sentence in article.sentences()
        if any(sentence.span.overlaps(span) for span in content)
        for token in sentence.tokens
        if any(span.covers(token.span) for span in content)
        for word in (
            {token.lemma, token.lower} if is_noun(token) or token.lower != token.lemma else {token.lower}
        )
    )
