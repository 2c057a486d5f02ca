"""Names of places in a paragraph, with all that the words around them say about whether a place is meant.

Works on the text alone, so that it serves paragraphs that nothing asked to parse: capitalised stretches are
looked up, the longest known name first, and the words before, after and inside the capitalised run around it are
kept as evidence. Whether it is taken for a place is weighed in :mod:`onrecord.link.place_weigh`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.annotated import Paragraph
from onrecord.link.gazetteer import Candidate, Gazetteer
from onrecord.ontology.places import NamedPlace, PlaceWords, ShortForm, demonyms, place_words, short_forms

LONGEST = 6  # words of one name
_SHORT_DOTTED = "|".join(sorted((re.escape(f) for f in short_forms() if "." in f), key=len, reverse=True))
_WORD = re.compile(
    rf"(?:{_SHORT_DOTTED})(?![^\W\d_])|(?:[A-Z]\.){{2,}}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\d[\d.,]*|['’]s\b"
)
_JOINS = frozenset({" ", "-", " - ", "–", "‑"})
_INSIDE = frozenset(
    {"of", "the", "de", "del", "della", "di", "da", "do", "dos", "das", "la", "las", "le", "les", "el", "al", "and", "en",
     "sur", "sous", "upon", "on", "au", "aux", "du", "des", "y", "e", "a", "an", "am", "ob", "der", "bei", "ul", "ad", "ash", "as", "es"}
)  # fmt: skip
_STOPPED = frozenset({"St", "Ste", "Mt", "Ft"})


@dataclass(slots=True)
class Word:
    """A word of the paragraph: character offsets in ``Paragraph.text``; ``gap`` is what stands before it."""

    start: int
    end: int
    text: str
    lower: str
    gap: str
    capital: bool
    opens: bool  # first of a sentence


@dataclass(slots=True)
class Spot:
    """A name that may be a place. ``first`` and ``last`` are words of ``words``, both inside the name.

    ``how`` is phrase, demonym, short (an abbreviated state), office (part of an organisation's name) or metonym.
    """

    paragraph: Paragraph
    words: list[Word]
    first: int
    last: int
    name: str
    candidates: tuple[Candidate, ...]
    how: str = "phrase"
    people: NamedPlace | None = None  # a demonym's place
    short: tuple[ShortForm, ...] = ()
    before: str = ""  # the nearest lower-case word before it, directions and articles passed over
    direction: bool = False
    admin_noun: str = ""  # "province" beside it
    site: bool = False  # a site's name follows: "Karachi University"
    title: bool = False
    given: bool = False  # a given name stands before it
    left: str = ""  # unknown capitalised word before it in the same run
    right: str = ""  # and after it
    water: bool = False
    says: bool = False
    titled_text: bool = False  # a headline in title case, where capitals tell nothing
    listed: list[Spot] = field(default_factory=list)  # neighbours in a list
    container: Spot | None = None  # "Dasu in Pakistan", "Paris, Texas": the second
    contained: bool = False  # it is such a second
    dateline: bool = False
    score: float = 0.0
    chosen: Candidate | None = None
    sure: float = 0.0

    @property
    def start(self) -> int:
        """First character in ``paragraph.text``."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """One past the last character in ``paragraph.text``."""
        return self.words[self.last].end


def words_of(text: str) -> list[Word]:
    """The words of a paragraph; abbreviations with inner stops are one word, a possessive ``'s`` is its own."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap, word = text[at:start], match.group()
        opens = not found or any(c in gap for c in ".!?:;\"“”(") and not _stops_inside(found[-1].text, gap)
        found.append(Word(start, end, word, word.lower(), gap, word[0].isupper(), opens))
        at = end
    return found


def _stops_inside(before: str, gap: str) -> bool:
    return gap == ". " and (before in _STOPPED or len(before) == 1)


def spots_of(paragraph: Paragraph, gazetteer: Gazetteer) -> list[Spot]:
    """Every stretch of the paragraph that is a known name, a demonym or a short form, with its evidence."""
    words = words_of(paragraph.text)
    names = place_words()
    spots: list[Spot] = []
    i = 0
    while i < len(words):
        spot = _at(paragraph, words, i, gazetteer, names) if words[i].capital or words[i].lower == "al" else None
        if spot is None:
            i += 1
            continue
        spots.append(spot)
        i = spot.last + 1
    letters = [w for w in words if len(w.text) > 3]
    titled = len(letters) > 3 and sum(w.capital for w in letters) > 0.7 * len(letters)
    for spot in spots:
        spot.titled_text = titled
        _look_around(spot, names)
    _tie(spots, gazetteer, names)
    return spots


def _at(
    paragraph: Paragraph, words: list[Word], i: int, gazetteer: Gazetteer, names: PlaceWords
) -> Spot | None:
    """The longest known name that starts at word ``i``."""
    for j in range(_reach(words, i), i - 1, -1):
        if not (words[j].capital or words[j].lower in names.site_nouns):
            continue
        name = paragraph.text[words[i].start : words[j].end]
        if j == i:
            if (short := short_forms().get(name)) is not None and not (short[0].bound and not _after_comma(words, i)):
                return Spot(paragraph, words, i, j, name, (), "short", short=short)
            if words[i].lower in names.not_places:
                return None
        if (people := _people(name)) is not None:
            return Spot(paragraph, words, i, j, name, (), "demonym", people=people)
        if found := gazetteer.lookup(name):
            return Spot(paragraph, words, i, j, name, found)
    return None


def _people(name: str) -> NamedPlace | None:
    table: Mapping[str, NamedPlace] = demonyms()
    return table.get(name) or (table.get(name.title()) if name.isupper() else None)


def _after_comma(words: list[Word], i: int) -> bool:
    return i > 0 and words[i].gap in {", ", " (", ",", " "} and words[i - 1].capital


def _reach(words: list[Word], i: int) -> int:
    """The last word that a name from ``i`` on can run to."""
    last = j = i
    while j + 1 < len(words) and j - i < LONGEST - 1:
        after = words[j + 1]
        joined = after.gap in _JOINS or (after.gap == ". " and words[j].text in _STOPPED)
        if not joined and not (after.gap == "" and words[j].lower in {"al", "el"}):
            break
        if not (after.capital or after.lower in _INSIDE or after.lower in place_words().site_nouns):
            break
        j += 1
        if after.capital or after.lower not in _INSIDE:
            last = j
        if not after.capital and after.lower not in _INSIDE:
            break
    return last


def _look_around(spot: Spot, names: PlaceWords) -> None:
    words, first, last = spot.words, spot.first, spot.last
    _look_left(spot, names, first - 1)
    after = words[last + 1] if last + 1 < len(words) else None
    if after is None:
        return
    if after.text in {"'s", "’s"}:
        return
    if after.gap in _JOINS or after.gap == "":
        if after.capital:
            _look_right(spot, names, last + 1)
        elif after.lower in names.admin_nouns:
            spot.admin_noun = after.lower
        elif after.lower in names.site_nouns:
            spot.site = True
        elif after.lower in names.water_nouns:
            spot.water = True
    spot.says = _says(words, last + 1, names)


def _look_left(spot: Spot, names: PlaceWords, i: int) -> None:
    """Pass over directions and articles; note title, given name, unknown capitals, and the word that governs."""
    words = spot.words
    if i >= 0 and words[i + 1].gap not in _JOINS and not (words[i + 1].gap == ". " and words[i].lower in names.titles):
        return
    while i >= 0 and (words[i].lower in names.directions or words[i].lower in {"the", "'s", "’s"}):
        spot.direction |= words[i].lower in names.directions
        if words[i].gap not in _JOINS:
            return
        i -= 1
    if i < 0:
        return
    word = words[i]
    if word.lower == "of" and i > 0 and words[i - 1].lower in names.admin_nouns:
        spot.admin_noun = words[i - 1].lower
        spot.before = "of"
    elif word.lower in names.titles and (word.capital or word.lower not in names.admin_nouns):
        spot.title = word.capital
        spot.before = word.lower
    elif word.capital and word.lower in names.water_nouns | {"mount", "mt", "fort", "ft", "camp"}:
        spot.water = True
    elif word.capital and not word.opens and _people(word.text) is None:
        spot.given = word.lower in names.first_names
        spot.left = word.text
    elif word.capital and word.lower in names.first_names:
        spot.given = True
    else:
        spot.before = word.lower


def _look_right(spot: Spot, names: PlaceWords, i: int) -> None:
    """Read on to the end of the capitalised run: its last word says whether it is an office, a site or a person."""
    words = spot.words
    run = [words[i]]
    while i + 1 < len(words) and len(run) < 6 and words[i + 1].gap in _JOINS:
        if not words[i + 1].capital and not (words[i + 1].lower in {"of", "and", "for"} and i + 2 < len(words) and words[i + 2].capital):
            break
        i += 1
        run.append(words[i])
    lowers = [word.lower for word in run]
    if lowers[0] in names.admin_nouns:
        spot.admin_noun = lowers[0]
        if len(run) == 1:
            return
    if lowers[0] in names.water_nouns:
        spot.water = True
    elif any(low in names.site_nouns for low in lowers) and not any(low in names.offices - names.site_nouns for low in lowers):
        spot.site = True
    elif any(low in names.offices for low in lowers):
        spot.how = "office" if spot.how in {"phrase", "short"} else spot.how
    elif not (_people(run[0].text) or lowers[0] in names.not_places or lowers[0] in names.titles):
        spot.right = run[0].text


def _says(words: list[Word], i: int, names: PlaceWords) -> bool:
    """Whether a verb of saying or deciding follows at once, auxiliaries and adverbs passed over."""
    steps = 0
    while i < len(words) and steps < 3 and words[i].gap == " ":
        low = words[i].lower
        if low in names.saying:
            return True
        if not (low in _PASSED or low.endswith("ly")):
            return False
        i, steps = i + 1, steps + 1
    return False


_PASSED = frozenset("has had have is are was were will would also again not never once already still could may might".split())


def _tie(spots: list[Spot], gazetteer: Gazetteer, names: PlaceWords) -> None:
    """Join neighbours: a place and what holds it ("Paris, Texas"), and the members of a list."""
    for one, two in zip(spots, spots[1:], strict=False):
        if one.how == "demonym" or two.how == "demonym":
            continue
        between = one.words[one.last + 1 : two.first]
        gap = two.paragraph.text[one.end : two.start]
        if _holds(gap, between, names) and two.first - one.last <= 6:
            if one.container is None and (two.short or _can_hold(one, two)):
                one.container, two.contained = two, True
                continue
        if all(w.lower in {"and", "or", "the", "to", *names.directions} for w in between) and len(gap) < 25:
            one.listed.append(two)
            two.listed.append(one)


def _holds(gap: str, between: list[Word], names: PlaceWords) -> bool:
    """Whether the words between two names say that the second holds the first."""
    if not between:
        return gap in {", ", " (", ",", "-", " ", " - "} or gap.strip() == ","
    low = [word.lower for word in between]
    if any(mark in gap for mark in ".;:!?\"“”"):
        return False
    passing = {"in", "of", "the", "'s", "’s", "city", "town", "village"} | names.directions | set(names.admin_nouns)
    return all(word in passing for word in low) and ("in" in low or "of" in low or low[0] in names.admin_nouns or "," in gap)


def _can_hold(one: Spot, two: Spot) -> bool:
    """Whether some sense of the second is an area that holds some sense of the first."""
    rows, countries = set(), set()
    for area in two.candidates[:40]:
        if area.kind in {"admin1", "admin2"}:
            rows.add(area.row)
        elif area.kind == "country":
            countries.add(area.place.country)
        elif area.kind in {"region", "disputed", "island"} and area.place.country:
            countries.add(area.place.country)
    held = (c for c in one.candidates if c.kind not in {"country", "continent"})
    return any(c.admin1_row in rows or c.admin2_row in rows or c.place.country in countries for c in held)
