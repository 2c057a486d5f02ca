"""The gazetteer: names to places, in one read-only file built once from packaged open data.

Opening needs neither network nor memory to speak of: the file is mapped and shared between workers. Its form:
:mod:`onrecord.link.gazetteer_file`; how it is built: :mod:`onrecord.link.gazetteer_build`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, get_args

from onrecord.link.gazetteer_file import PlaceFile
from onrecord.ontology.places import Kind, place_words
from onrecord.records import Place, Precision
from onrecord.settings import Settings

_KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST_KEY = 100  # bytes; no place is called so at greater length
MOST = 200  # candidates of one name, the most populous first; no name of the news needs more
PRECISION: dict[str, Precision] = {
    "country": "country", "admin1": "province", "admin2": "district", "town": "town", "facility": "point",
}  # fmt: skip
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "ı": "i",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ħ": "h",
    }
)
_MARKS = str.maketrans(dict.fromkeys(".'’‘ʻʼ`´,") | dict.fromkeys("-–‐‑/", " "))
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
_LONGER = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """The form under which a name is kept: no case, no diacritics, no stops or apostrophes, hyphens as spaces.

    A short name in capitals ("US", "U.A.E.") stays in capitals, so that it never meets a word ("us").
    """
    bare = name.translate(_MARKS)
    if bare.isupper() and 1 < len(bare) <= 5 and bare.isascii() and " " not in bare:
        return bare
    return fold_word(bare)


def fold_word(name: str) -> str:
    """As :func:`fold`, with capitals folded, too (for text that is all in capitals)."""
    bare = name.translate(_MARKS).lower()
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare).translate(_MARKS).lower()
        # letters last: taking an accent off can leave one that has no plain form of its own (Ǽ, æ)
        bare = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(bare.split())


def _spellings(key: str) -> Iterator[tuple[str, bool]]:
    """Other ways to write a name: saints and forts in full, Arabic names (marked) with and without their article
    and final h."""
    first, _, rest = key.partition(" ")
    if rest and first in _LONGER:
        yield f"{_LONGER[first]} {rest}", False
    elif rest and first in _ARTICLES:
        yield rest, True
        yield f"{'el' if first == 'al' else 'al'} {rest}", True
    elif len(key) > 4 and key.endswith("ah"):
        yield key[:-1], True
        yield f"al {key}", True
    elif len(key) > 4 and key.endswith("a"):
        yield f"{key}h", True


class Candidate(NamedTuple):
    """A place that a name may mean.

    ``population`` counts people (0: not known), summed over its towns for an admin area. ``main`` tells its usual
    name from an alternate one. ``row`` orders candidates by weight over the whole gazetteer; ``admin1_row`` and
    ``admin2_row`` are the rows of the areas that hold it. ``metonym``: the name mostly stands for a government;
    ``known``: our own tables name it, since the press does.
    """

    place: Place
    kind: Kind
    population: int
    main: bool
    row: int
    admin1_row: int | None = None
    admin2_row: int | None = None
    capital: bool = False
    metonym: bool = False
    known: bool = False


class Gazetteer:
    """Names to places. Open it with :meth:`open`; one object a process (a connection is not shared by forks)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = PlaceFile(path)
        self._areas: dict[int, str] = {}
        self._find = lru_cache(maxsize=1 << 12)(self._read)

    @classmethod
    def open(cls, folder: Path | None = None) -> Gazetteer:
        """The gazetteer of ``folder`` (default: the cache folder of the settings), built there if it is missing.

        Building takes some seconds, once; workers that build at the same time end with the same file.
        Raises StoreError where the folder cannot be written, ModelError where the packaged data is missing.
        """
        from onrecord.link.gazetteer_build import ensure

        return cls(ensure(folder or Settings().cache))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Everything called ``name``, the weightiest first; case, diacritics, stops and hyphens do not matter.

        Short names in capitals ("US", "UAE") are found only in capitals.
        """
        key = fold(name)
        found = self._find(key)
        if found:
            return found
        if key.isupper():
            return self._find(fold_word(name))
        arabic = place_words().arabic_names
        for other, article in _spellings(key):
            found = self._find(other)
            if article:
                found = tuple(c for c in found if c.place.country in arabic)
            if found:
                return found
        return ()

    def only_shouted(self, name: str) -> bool:
        """Whether ``name`` is a short word in capitals that names a place only when its capitals are undone
        ("SWAT"), and no abbreviation of one ("UAE")."""
        key = fold(name)
        return key.isupper() and not self._find(key)

    def row(self, row: int) -> Candidate | None:
        """The place of ``row`` under its main name."""
        return self._candidate(row, main=True) if 0 < row <= self._file.places else None

    def within(self, latitude: float, longitude: float, degrees: float) -> tuple[Candidate, ...]:
        """Places in the box of ``degrees`` around a point, the weightiest first; at most 200."""
        box = (latitude - degrees, latitude + degrees, longitude - degrees, longitude + degrees)
        return tuple(self._candidate(row, main=True) for row in islice(self._file.inside(*box), MOST))

    def _read(self, key: str) -> tuple[Candidate, ...]:
        if len(key) > LONGEST_KEY:
            return ()
        return tuple([self._candidate(row >> 1, main=bool(row & 1)) for row in self._file.rows_of(key, MOST)])

    def _candidate(self, row: int, *, main: bool) -> Candidate:
        name, number, country, admin1, admin2, latitude, longitude, people, geonames, flags = self._file.read(row)
        kind = _KINDS[number]
        area = self._area(admin1) if admin1 else None
        place = Place(name, country, area, latitude, longitude, geonames, PRECISION.get(kind, "region"))
        return Candidate(
            place, kind, people, main, row, admin1 or None, admin2 or None,
            flags & 1 != 0, flags & 2 != 0, flags & 4 != 0,
        )  # fmt: skip

    def _area(self, row: int) -> str:
        """The name of an admin area, read once."""
        name = self._areas.get(row)
        if name is None:
            name = self._areas[row] = self._file.read(row).name
        return name
