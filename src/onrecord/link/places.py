"""Places of an article: found in its text, told from persons and offices, and resolved among their namesakes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import log10

from onrecord.annotated import Annotated, Paragraph
from onrecord.link.gazetteer import Candidate, Gazetteer, fold_word
from onrecord.link.place_evidence import spots_of
from onrecord.link.place_prior import prior
from onrecord.link.place_sense import resolve
from onrecord.link.place_spots import Spot, people_of
from onrecord.ontology.places import PlaceWords, place_words
from onrecord.records import Place, PlaceValue

ENOUGH = 0.8  # a name is a place from this weight on; tuned on development articles, see docs/places.md
_DATELINE = re.compile(r"^[A-Z][A-Z.,'’ \-/]{2,60}(?:\([^)]{2,30}\) *)?(?:[-–—]{1,2}|\|) ")

_DATELINE_END = re.compile(r"[(\[\d|]|--|—|–")


def find_places(article: Annotated, gazetteer: Gazetteer) -> None:
    """Fill ``article.places``, in order of text, from all its coded paragraphs, parsed or not.

    ``how`` of each tells what the name does there: ``phrase`` (a place is meant), ``dateline``, ``metonym`` (a
    government: "Beijing urged"), ``demonym`` ("Pakistani"), ``office`` (part of an organisation's name: "Islamabad
    Police"). Only the first two say where anything is.
    """
    paragraphs = [*_datelines(article), *article.paragraphs]
    spots = [spot for paragraph in paragraphs for spot in spots_of(paragraph, gazetteer)]
    _mark_datelines(spots)
    persons = _persons(spots)
    words = place_words()
    likely = []
    for spot in spots:
        spot.score = _weigh(spot, persons, words)
        if spot.score > -1.0:
            likely.append(spot)
    _spread(likely)
    resolve([spot for spot in likely if spot.candidates], _actors(article, gazetteer))
    kept = [spot for spot in likely if _accepted(spot)]
    article.places = sorted((_value(spot) for spot in kept), key=lambda value: value.span)


def _actors(article: Annotated, gazetteer: Gazetteer) -> dict[str, str]:
    """The countries of the armed groups and parties that the article names and the actor tables know, and of its
    outlet where its name tells ("Kenya Times", "The Irish Star"). Companies and persons act abroad too often."""
    found = {
        fold_word(phrase.actor.name): phrase.actor.country
        for phrase in article.phrases.values()
        if phrase.actor.country and phrase.actor.kind == "group"
    }
    for word in (article.article.outlet or "").split():
        people = people_of(word)
        named = gazetteer.lookup(people.name if people else word)[:1]
        country = next((c.place.country for c in named if c.kind == "country"), None)
        if country:
            found[f"outlet {word}"] = country
    return found


def _datelines(article: Annotated) -> list[Paragraph]:
    """Datelines that the reader told apart from the body, as paragraphs of their own."""
    found = []
    for block in article.article.blocks:
        if block.kind == "dateline":
            text = article.article.quote(block.span)
            offsets = list(range(block.span.start, block.span.end + 1))
            found.append(Paragraph(-1, "dateline", block.span, text, offsets))
    return found


def _mark_datelines(spots: Sequence[Spot]) -> None:
    """Mark the names before date and agency of a dateline, be it a block or the start of the first paragraph."""
    first: Paragraph | None = None
    for spot in spots:
        text = spot.paragraph.text
        if spot.paragraph.kind == "dateline":
            end = _DATELINE_END.search(text)
            spot.dateline = end is None or spot.end <= end.start()
            spot.other |= not spot.dateline
        elif spot.paragraph.kind == "body" and (first is None or spot.paragraph is first):
            first = spot.paragraph
            found = _DATELINE.match(text[:120])
            spot.dateline = found is not None and spot.end <= found.end()


def _persons(spots: Sequence[Spot]) -> set[str]:
    """Names that the article uses as a person's: after a title, or after a given name."""
    return {
        fold_word(spot.name.split()[-1])
        for spot in spots
        if (spot.title or (spot.given and not spot.titled_text))
        and spot.container is None
        and not spot.dateline
    }


def _base(spot: Spot) -> float:
    """What the name alone says: the weight of the likeliest sense by kind and population."""
    if not spot.candidates:
        return 1.0
    best = max(spot.candidates[:40], key=lambda c: prior(c, spot.name))
    kind = best.kind
    several = 1.2 if spot.first != spot.last else 0.0
    if kind in {"country", "continent"}:
        return 3.5
    if kind in {"region", "disputed", "water", "island", "mountain"} or spot.how == "short":
        return 3.0
    if kind == "facility":
        return 2.5
    if kind == "admin1":
        return (2.5 if best.main else 1.2) + several
    people = log10(best.population + 1)
    if kind == "admin2":
        return (1.5 if best.main and several else min(0.0, people - 6.0)) + several
    size = min(3.0, max(-1.5, people - 3.7)) + several
    return size if best.main or best.population > 1_000_000 else size - 1.5


def _weigh(spot: Spot, persons: set[str], words: PlaceWords) -> float:
    """How much speaks for a place here: the name itself and the words beside it."""
    if spot.how == "demonym":
        return 3.0
    if spot.how in {"unknown", "facility"}:  # found only where a place stands
        return 2.0
    score = _base(spot)
    low = spot.name.lower()
    if low in words.rarely_places:
        score -= 2.5
    if spot.before in words.locative:
        score += 2.0
    elif spot.before in words.toward:
        score += 1.0
    if spot.container is not None:
        score += 3.5
    if spot.contained or spot.dateline:
        score += 2.0
    if spot.admin_noun:
        score += 1.5
    if spot.direction:
        score += 0.7
    if spot.how == "site":
        score += 0.5
    if spot.other:
        score -= 5.0
    if spot.shouted and not (spot.dateline or spot.container):
        score -= 4.0
    if spot.titled_text:
        return score
    return score - _person(spot, persons)


def _person(spot: Spot, persons: set[str]) -> float:
    """How much speaks for a person or an unknown name instead."""
    against = 0.0
    if spot.title:
        against += 3.5
    if spot.given:
        against += 4.0
    elif spot.left:
        against += 2.5
    if spot.right:
        against += 3.0
    governed = spot.container is not None or spot.contained
    if fold_word(spot.name) in persons and not governed:
        against += 3.5
    if spot.before == "according" and not _state(spot.candidates):
        against += 1.5
    if spot.says and not _state(spot.candidates):
        against += 1.5
    if not spot.before and spot.words[spot.first].opens and not governed:
        against += 0.3
    return against


def _state(candidates: Sequence[Candidate]) -> bool:
    return any(c.kind == "country" or c.capital or c.metonym for c in candidates[:5])


def _spread(spots: Sequence[Spot]) -> None:
    """A name plainly a place once is one elsewhere, unless there a person; members of a list lean on each other."""
    best: dict[str, float] = {}
    for spot in spots:
        name = fold_word(spot.name)
        best[name] = max(best.get(name, spot.score), spot.score)
    for spot in spots:
        if spot.how == "demonym" or spot.title or spot.given:
            continue
        if best[fold_word(spot.name)] > 3.0:
            spot.score += 1.0
        if any(other.score > 2.0 for other in spot.listed):
            spot.score += 1.2


def _accepted(spot: Spot) -> bool:
    if spot.how in {"unknown", "facility"}:
        return not spot.other
    return spot.chosen is not None and spot.score - _foreign(spot, spot.chosen) >= ENOUGH


def _foreign(spot: Spot, chosen: Candidate) -> float:
    """How much speaks against a small town in a country that nothing else in the article names: most such names
    are of somebody, or of a quarter that no list knows."""
    if not spot.alone or chosen.kind not in {"town", "admin2"} or spot.container is not None or spot.dateline:
        return 0.0
    return 2.0 if chosen.population < 100_000 else 0.8 if chosen.population < 500_000 else 0.0


def _value(spot: Spot) -> PlaceValue:
    how = {"short": "phrase", "unknown": "phrase", "facility": "site"}.get(spot.how, spot.how)
    if how == "phrase" and spot.left and spot.chosen is not None and spot.chosen.kind == "country":
        how = "office"  # "United Russia"
    if spot.dateline:
        how = "dateline"
    elif how == "phrase" and spot.chosen is not None and spot.chosen.metonym and not _where(spot):
        how = "office"  # "the Kremlin"
    elif how == "phrase" and spot.chosen is not None and _metonym(spot, spot.chosen):
        how = "metonym"
    return PlaceValue(_place(spot), spot.paragraph.to_article(spot.start, spot.end), how)


def _where(spot: Spot) -> bool:
    return spot.before in place_words().locative or spot.container is not None


def _metonym(spot: Spot, chosen: Candidate) -> bool:
    """Whether the name stands for a government: it says or decides something, and nothing makes it a where."""
    return not _where(spot) and (spot.says and (chosen.kind == "country" or chosen.capital))


def _place(spot: Spot) -> Place:
    """The place under the name that the text uses, except that countries keep their usual one."""
    if spot.chosen is None:
        holder = spot.container.chosen if spot.container else None
        country = holder.place.country if holder else None
        admin1 = (
            None if holder is None else holder.place.name if holder.kind == "admin1" else holder.place.admin1
        )
        return Place(spot.text, country, admin1, precision="point" if spot.how == "facility" else "town")
    place = spot.chosen.place
    if spot.chosen.kind in {"country", "continent"} or spot.how in {"demonym", "short"}:
        return place
    name = spot.text.title() if spot.text.isupper() else spot.text
    return place if name == place.name else replace(place, name=name)
