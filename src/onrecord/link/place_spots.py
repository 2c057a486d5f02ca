"""Stretches of a paragraph that may name a place: known names, demonyms, short forms, and unknown names where
only a place can stand.

Works on the text alone, so that it serves paragraphs that nothing asked to parse: capitalised stretches are looked
up, the longest known name first. What the words around them say is gathered in
:mod:`onrecord.link.place_evidence`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.annotated import Paragraph
from onrecord.link.gazetteer import Candidate, Gazetteer
from onrecord.link.place_prior import prior
from onrecord.ontology.places import NamedPlace, PlaceWords, ShortForm, demonyms, place_words, short_forms

LONGEST = 6  # words of one name
JOINS = frozenset({" ", "-", " - ", "–", "‑"})
POSSESSIVE = frozenset({"'s", "’s"})
_SHORT_DOTTED = "|".join(sorted((re.escape(f) for f in short_forms() if "." in f), key=len, reverse=True))
_WORD = re.compile(
    rf"(?:{_SHORT_DOTTED})(?![^\W\d_])|(?:[A-Z]\.){{2,}}"
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\d[\d.,]*|['’]s\b"
)
_OPENERS = frozenset('.!?:;"“”(')
_INSIDE = frozenset(
    [
        "of",
        "the",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "las",
        "le",
        "les",
        "el",
        "al",
        "and",
        "en",
        "sur",
        "sous",
        "upon",
        "on",
        "au",
        "aux",
        "du",
        "des",
        "y",
        "e",
        "a",
        "an",
        "am",
        "ob",
        "der",
        "bei",
        "ul",
        "ad",
        "ash",
        "as",
        "es",
    ]
)
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
    opens: bool  # first of a sentence or of a quotation


@dataclass(slots=True)
class Spot:
    """A stretch that may name a place; ``first`` and ``last`` are its outer words.

    ``how``: phrase, demonym, short (an abbreviated state), office (part of an organisation's name), site (part of
    the name of a site), facility (a site in no list: "X prison"), or unknown (in no list, but where only a place can
    stand).
    """

    paragraph: Paragraph
    words: list[Word]
    first: int
    last: int
    name: str
    candidates: tuple[Candidate, ...]
    how: str = "phrase"
    before: str = ""  # the nearest lower-case word before it, directions and articles passed over
    direction: bool = False
    admin_noun: str = ""  # "province" beside it
    title: bool = False
    given: bool = False  # a given name stands before it, or it is one and a surname follows
    left: str = ""  # unknown capitalised word before it in the same run
    right: str = ""  # and after it
    other: bool = False  # a river, a virus, a saint's day: not the place of that name
    says: bool = False  # a verb of saying follows
    shouted: bool = False  # a short word in capitals that names a place only without them: "SWAT"
    titled_text: bool = False  # a headline in title case, where capitals tell nothing
    listed: list[Spot] = field(default_factory=list)  # neighbours in a list
    container: Spot | None = None  # "Dasu in Pakistan", "Paris, Texas": the second
    contained: bool = False  # it is such a second
    dateline: bool = False
    score: float = 0.0
    chosen: Candidate | None = None
    sure: float = 0.0
    alone: bool = (
        False  # no other name of the article lies in the country of the chosen sense, but some lie elsewhere
    )

    @property
    def start(self) -> int:
        """First character in ``paragraph.text``."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """One past the last character in ``paragraph.text``."""
        return self.words[self.last].end

    @property
    def text(self) -> str:
        """The characters of the whole stretch; ``name`` is the part of it that was looked up."""
        return self.paragraph.text[self.start : self.end]


def words_of(text: str) -> list[Word]:
    """The words of a paragraph; abbreviations with inner stops are one word, a possessive ``'s`` is its own."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap, word = text[at:start], match.group()
        opens = not found or (
            gap != " " and not _OPENERS.isdisjoint(gap) and not _stops_inside(found[-1].text, gap)
        )
        capital = word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())  # "d'Ivoire"
        found.append(Word(start, end, word, word.lower(), gap, capital, opens))
        at = end
    return found


def _stops_inside(before: str, gap: str) -> bool:
    return gap == ". " and (before in _STOPPED or len(before) == 1)


def raw_spots(paragraph: Paragraph, gazetteer: Gazetteer) -> list[Spot]:
    """Every stretch of the paragraph that may name a place, in order, none overlapping."""
    words, names = words_of(paragraph.text), place_words()
    spots: list[Spot] = []
    i = 0
    while i < len(words):
        spot = (
            _at(paragraph, words, i, gazetteer, names) if words[i].capital or words[i].lower == "al" else None
        )
        if spot is None:
            i += 1
            continue
        spots.append(spot)
        i = spot.last + 1
    return spots


def _at(
    paragraph: Paragraph, words: list[Word], i: int, gazetteer: Gazetteer, names: PlaceWords
) -> Spot | None:
    """The longest known name that starts at word ``i``, or an unknown one."""
    if (feature := _feature(paragraph, words, i, gazetteer, names)) is not None:
        return feature
    for j in range(_reach(words, i, names), i - 1, -1):
        if not (words[j].capital or words[j].lower in names.site_nouns):
            continue
        name = paragraph.text[words[i].start : words[j].end]
        if j == i and name not in demonyms():
            short = short_forms().get(name)
            if short is not None and (not short[0].bound or _after_comma(words, i)):
                return Spot(paragraph, words, i, j, name, _areas(short, gazetteer), "short")
            if words[i].lower in names.not_places and not _town_for_once(words, i):
                return None
        if (people := people_of(name)) is not None:
            return Spot(paragraph, words, i, j, name, _of_people(people, gazetteer), "demonym")
        found = gazetteer.lookup(name)
        if found and not _money(paragraph.text, words[i], words[j]):
            if words[i].lower == "the" and j > i:
                bare = gazetteer.lookup(name[4:])
                if bare and prior(bare[0], name[4:]) >= prior(found[0], name):
                    return None  # read from the next word on: "the Philippines", but "The Hague"
            return Spot(paragraph, words, i, j, name, found, shouted=gazetteer.only_shouted(name))
    return _unknown(paragraph, words, i, names)


def _reach(words: list[Word], i: int, names: PlaceWords) -> int:
    """The last word that a name from ``i`` on can run to."""
    last = j = i
    while j + 1 < len(words) and j - i < LONGEST - 1:
        after = words[j + 1]
        if after.text in POSSESSIVE and after.gap == "":  # "People's Republic", "Queen Anne's County"
            j += 1
            continue
        if after.gap not in JOINS and not (after.gap == ". " and words[j].text in _STOPPED):
            break
        inside = after.lower in _INSIDE
        if not (after.capital or inside or after.lower in names.site_nouns):
            break
        j += 1
        if after.capital or not inside:
            last = j
        if not after.capital and not inside:
            break
    return last


def run_end(words: list[Word], i: int) -> int:
    """The last word of the capitalised run that word ``i`` opens."""
    while i + 1 < len(words) and words[i + 1].capital and words[i + 1].gap in JOINS:
        i += 1
    return i


def _feature(
    paragraph: Paragraph, words: list[Word], i: int, gazetteer: Gazetteer, names: PlaceWords
) -> Spot | None:
    """A piece of nature or a fort by the noun in its name: "Salinas Valley", "Lake Lanier", "Fort Detrick"."""
    end = run_end(words, i)
    if end == i or end - i > 3 or _no_name(words[i].lower, names):
        return None
    if words[end].lower in names.feature_after or words[i].lower in names.feature_before:
        name = paragraph.text[words[i].start : words[end].end]
        known = gazetteer.lookup(name)
        return Spot(paragraph, words, i, end, name, known, "phrase" if known else "unknown")
    return None


def _no_name(word: str, names: PlaceWords) -> bool:
    return word in names.not_places or word in names.titles or word in names.first_names


def people_of(name: str) -> NamedPlace | None:
    """The place of a demonym, as written or in capitals."""
    return demonyms().get(name) or (demonyms().get(name.title()) if name.isupper() else None)


def _of_people(people: NamedPlace, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    found = gazetteer.lookup(people.name)
    return tuple(c for c in found if c.kind == people.kind and c.place.country == people.country) or found[:1]


def _areas(short: tuple[ShortForm, ...], gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    return tuple(
        c
        for form in short
        for c in gazetteer.lookup(form.area)
        if c.kind in {"admin1", "town"} and c.place.country == form.country and c.main
    )


def _after_comma(words: list[Word], i: int) -> bool:
    return i > 0 and words[i].gap in {", ", " (", ",", " "} and words[i - 1].capital


def _town_for_once(words: list[Word], i: int) -> bool:
    """ "the city of Van, Turkey": a word that is no place elsewhere, held on both sides."""
    after = words[i + 1 : i + 2]
    if i == 0 or not after or len(words[i].text) < 3:
        return False
    return words[i - 1].lower in {"in", "at", "near", "of"} and after[0].gap == ", " and after[0].capital


def _money(text: str, first: Word, last: Word) -> bool:
    """ "US$2m", "$US", "A/Victoria/361": a name of something else."""
    around = text[max(0, first.start - 1) : first.start] + text[last.end : last.end + 1]
    return "/" in around or (last.text.isupper() and any(c in around for c in "$£€"))


def _unknown(paragraph: Paragraph, words: list[Word], i: int, names: PlaceWords) -> Spot | None:
    """A capitalised run where only a place can stand: "the village of X", "X district", "X prison", "X island", and
    "at X in Pakistan", which counts only where something holds it, as is seen later.
    """
    low = words[i].lower
    if (
        i == 0
        or words[i].gap != " "
        or low in names.not_places
        or low in names.titles
        or low in names.directions
    ):
        return None
    end = run_end(words, i)
    if end - i > 2:
        return None
    spot = Spot(paragraph, words, i, end, paragraph.text[words[i].start : words[end].end], (), "unknown")
    before = words[i - 1].lower
    if before in names.titles:
        return None
    if end + 1 < len(words) and words[end + 1].gap == " " and not words[end + 1].capital:
        after = words[end + 1].lower
        if after in names.facility_nouns:
            spot.last, spot.how = end + 1, "facility"
            return spot
        if after in names.feature_after:
            spot.last = end + 1
            return spot
        if after.rstrip("s") in names.local_areas:
            spot.admin_noun = after
            return spot
    if low in names.first_names:
        return None
    head = words[i - 2] if before == "of" and i > 1 else None
    if head is not None and not head.capital and head.lower.rstrip("s") in names.admin_nouns:
        spot.admin_noun = head.lower
        return spot
    return spot if before in {"at", "in", "near"} else None
