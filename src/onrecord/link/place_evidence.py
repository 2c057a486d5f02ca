"""What the words around a name say about whether a place is meant, and what holds it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.annotated import Paragraph
from onrecord.link.gazetteer import Gazetteer
from onrecord.link.place_spots import JOINS, POSSESSIVE, Spot, Word, people_of, raw_spots
from onrecord.ontology.places import PlaceWords, place_words

_PASSED = frozenset(
    [
        "has",
        "had",
        "have",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "also",
        "again",
        "not",
        "never",
        "once",
        "already",
        "still",
        "could",
        "may",
        "might",
    ]
)
_ROMANCE = frozenset({"de", "del", "da", "do", "dos", "das", "di"})
_NATURE = frozenset({"water", "island", "mountain", "region", "disputed"})
_TOWNS = frozenset({"city", "town", "village"})


def spots_of(paragraph: Paragraph, gazetteer: Gazetteer) -> list[Spot]:
    """The stretches of the paragraph that may name a place, with their evidence."""
    spots = raw_spots(paragraph, gazetteer)
    if not spots:
        return spots
    names = place_words()
    letters = [word for word in spots[0].words if len(word.text) > 3]
    titled = len(letters) > 3 and sum(word.capital for word in letters) > 0.7 * len(letters)
    for spot in spots:
        spot.titled_text = titled
        _look_left(spot, names, spot.first - 1)
        _look_after(spot, names)
    _tie(spots, names)
    return [
        spot for spot in spots if spot.how != "unknown" or spot.container or spot.admin_noun or _natural(spot)
    ]


def _natural(spot: Spot) -> bool:
    names = place_words()
    words = spot.words
    return spot.first < spot.last and (
        words[spot.last].lower in names.feature_after or words[spot.first].lower in names.feature_before
    )


def _look_left(spot: Spot, names: PlaceWords, i: int) -> None:
    """Pass over directions and articles; note title, given name, unknown capitals, and the word that governs."""
    words = spot.words
    if i < 0:
        return
    if words[i + 1].gap not in JOINS and not (words[i + 1].gap == ". " and words[i].lower in names.titles):
        return
    while i >= 0 and (
        words[i].lower in names.directions or words[i].lower == "the" or words[i].text in POSSESSIVE
    ):
        spot.direction |= words[i].lower in names.directions
        if words[i].text in POSSESSIVE:
            spot.before = "'s"  # what owns it is no part of its name
            return
        if words[i].gap not in JOINS:
            return
        i -= 1
    if i >= 0:
        _govern(spot, names, i)


def _govern(spot: Spot, names: PlaceWords, i: int) -> None:
    words = spot.words
    word = words[i]
    if word.lower == "of" and i > 0 and word.gap in JOINS:
        head = words[i - 1]
        spot.before = "of"
        if head.lower in names.admin_nouns:
            spot.admin_noun = head.lower
        elif head.capital and head.lower in names.offices | {"voice"} and spot.how == "phrase":
            spot.how = "office"
    elif word.lower == "to" and i > 0 and words[i - 1].lower == "according":
        spot.before = "according"
    elif word.lower in names.titles and (word.capital or word.lower not in names.admin_nouns):
        spot.title = word.capital
        spot.before = word.lower
    elif word.capital and word.lower in names.water_nouns | names.feature_before:
        spot.other = True
    elif (
        word.capital
        and not word.opens
        and people_of(word.text) is None
        and word.lower not in names.not_places
    ):
        spot.given = word.lower in names.first_names
        spot.left = word.text
    elif word.capital and word.lower in names.first_names:
        spot.given = True
    elif word.lower in _ROMANCE and i > 0 and words[i - 1].capital and word.gap in JOINS:
        spot.left = words[i - 1].text  # "San Miguel de Mercedes" is not Mercedes
    elif not word.capital:
        spot.before = word.lower


def _look_after(spot: Spot, names: PlaceWords) -> None:
    words, last = spot.words, spot.last
    after = words[last + 1] if last + 1 < len(words) else None
    if after is None:
        return
    if after.text in POSSESSIVE:
        beyond = words[last + 2] if last + 2 < len(words) else None
        if beyond is not None and beyond.capital and words[spot.first].text in {"St", "Saint"}:
            spot.other = True  # "St. Patrick's Day"
        return
    if after.gap in JOINS or after.gap == "":
        if after.capital or (after.lower in names.in_persons and spot.name.lower() in names.first_names):
            _look_right(spot, names, last + 1)
        elif after.lower in names.admin_nouns:
            spot.admin_noun = after.lower
        elif after.lower in names.feature_after and spot.candidates and spot.candidates[0].kind in _NATURE:
            spot.last += 1  # "Yeonpyeong island"
        elif after.lower in names.water_nouns or after.lower in names.named_after:
            spot.other = True
    spot.says = _says(words, last + 1, names)


def _run(words: Sequence[Word], i: int) -> list[Word]:
    """The capitalised words from ``i`` on, with "of", "and" and "for" between them."""
    run = [words[i]]
    while i + 1 < len(words) and len(run) < 6 and words[i + 1].gap in JOINS:
        after = words[i + 1]
        if not after.capital:
            joins = after.lower in {"of", "and", "for"} and i + 2 < len(words) and words[i + 2].capital
            if not joins:
                break
        run.append(after)
        i += 1
    return run


def _look_right(spot: Spot, names: PlaceWords, i: int) -> None:
    """Read on to the end of the capitalised run: its words say whether it is an office, a site or a person."""
    run = _run(spot.words, i)
    lowers = [word.lower for word in run]
    first = lowers[0]
    offices = names.offices - names.site_nouns
    if first in names.admin_nouns and len(run) == 1:
        spot.admin_noun = first
        if spot.how == "phrase" and first not in {"state", "city", "agency", "department"}:
            spot.last = i  # "Nyanza Province" is one name
        return
    if first in names.admin_nouns:
        spot.admin_noun = first
    if spot.how not in {"phrase", "short"}:
        return
    if first in names.water_nouns or first in names.named_after:
        spot.other = True
    elif spot.name.lower() in names.first_names and (len(first) == 1 or first in names.in_persons):
        spot.given = True
    elif any(low in names.site_nouns for low in lowers) and not any(low in offices for low in lowers):
        spot.how = "site"
    elif any(low in names.offices for low in lowers):
        spot.how = "office"
    elif not (people_of(run[0].text) or first in names.not_places or first in names.titles):
        spot.right = run[0].text
        spot.given = spot.name.lower() in names.first_names


def _says(words: Sequence[Word], i: int, names: PlaceWords) -> bool:
    """Whether a verb of saying or deciding follows at once, auxiliaries and adverbs passed over."""
    for word in words[i : i + 3]:
        if word.gap != " ":
            return False
        if word.lower in names.saying:
            return True
        if not (word.lower in _PASSED or word.lower.endswith("ly")):
            return False
    return False


def _tie(spots: Sequence[Spot], names: PlaceWords) -> None:
    """Join neighbours: a place and what holds it ("Paris, Texas"), and the members of a list."""
    for one, two in pairwise(spots):
        if "demonym" in {one.how, two.how}:
            continue
        between = one.words[one.last + 1 : two.first]
        gap = two.paragraph.text[one.end : two.start]
        if gap in {"'s ", "’s "} and two.candidates and _can_hold(two, one, True):  # "Madrid's Chamartin"
            two.container, one.contained = one, True
            continue
        held = one.container is None and two.first - one.last <= 6 and _holds(gap, between, names)
        if held and _can_hold(one, two, bool(between)) and not _in_list(two):
            one.container, two.contained = two, True
        elif len(gap) < 25 and all(w.lower in {"and", "or", "the", "to"} | names.directions for w in between):
            one.listed.append(two)
            two.listed.append(one)


def _holds(gap: str, between: Sequence[Word], names: PlaceWords) -> bool:
    """Whether the words between two names say that the second holds the first."""
    if not between:
        return gap in {", ", " (", ",", "-", " ", " - "} or gap.strip() == ","
    low = [word.lower for word in between]
    if any(mark in gap for mark in '.;:!?"“”'):
        return False
    if low in (["near"], ["outside"]):
        return True
    passing = {"in", "of", "the", "'s", "’s"} | _TOWNS | names.directions | set(names.admin_nouns)
    led = "in" in low or "of" in low or low[0] in names.admin_nouns or "," in gap
    return led and all(word in passing for word in low)


def _in_list(spot: Spot) -> bool:
    """Whether "and" follows at once: "Ohio, Indiana and Kentucky" is a list."""
    after = spot.words[spot.last + 1 : spot.last + 2]
    if not after or spot.how == "short":
        return False
    return after[0].lower in {"and", "or"} and after[0].gap in {" ", ", "}


def _can_hold(one: Spot, two: Spot, worded: bool) -> bool:
    """Whether some sense of the second is an area that holds a likely sense of the first.

    A bare comma also joins the members of a list. So the name of a country is a town beside a state only where
    that town is of some size, and the name of a state needs a country.
    """
    if one.how == "short":
        return False
    rows, countries = set(), set()
    for area in two.candidates[:40]:
        if area.kind in {"admin1", "admin2"}:
            rows.add(area.row)
        elif area.kind in {"country", "region", "disputed", "island"} and area.place.country:
            countries.add(area.place.country)
    if one.how in {"unknown", "facility"}:
        return bool(rows or countries) or (one.how == "facility" and worded)
    top = one.candidates[0].kind
    for c in one.candidates:
        if c.kind in {"country", "continent"}:
            continue
        by_country = c.place.country in countries
        if not (by_country or c.admin1_row in rows or c.admin2_row in rows):
            continue
        if worded or top in {"town", "admin2", "facility"} or (top == "admin1" and by_country):
            return c.kind != "town" or c.main or c.population > 1000
        if c.population > 5000 and c.main and not by_country:
            return True
    return False
