"""The gazetteer: names to places, in one read-only SQLite file built once from packaged open data.

Opening needs neither network nor memory to speak of: the file is mapped, shared between workers, and a name is
looked up in a clustered index. How it is built: ``onrecord.link.gazetteer_build``.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.ontology.places import Kind, place_words
from onrecord.records import Place, Precision
from onrecord.settings import Settings

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


@dataclass(frozen=True, slots=True)
class Candidate:
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
        self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.execute("PRAGMA mmap_size=134217728")
        self._db.execute("PRAGMA cache_size=-2048")
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
        self._db.close()

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
        found = self._db.execute(f"{_SELECT} WHERE p.id=?", (1, row)).fetchone()
        return _candidate(found) if found else None

    def within(self, latitude: float, longitude: float, degrees: float) -> tuple[Candidate, ...]:
        """Places in the box of ``degrees`` around a point, the weightiest first; at most 200."""
        box = (latitude - degrees, latitude + degrees, longitude - degrees, longitude + degrees)
        where = "WHERE p.latitude BETWEEN ? AND ? AND p.longitude BETWEEN ? AND ? ORDER BY p.id LIMIT 200"
        return tuple(_candidate(r) for r in self._db.execute(f"{_SELECT} {where}", (1, *box)))

    def _read(self, key: str) -> tuple[Candidate, ...]:
        rows = self._db.execute(_LOOKUP, (key,)).fetchall()
        return tuple(_candidate(r) for r in rows) if rows else ()


_COLUMNS = (
    "p.id, p.name, p.kind, p.country, a.name, p.latitude, p.longitude, p.population, p.geonames_id, p.admin1, p.admin2,"
    " p.flags"
)
_SELECT = f"SELECT {_COLUMNS}, ? FROM places p LEFT JOIN places a ON a.id = p.admin1"
# CROSS JOIN holds SQLite to the order: the clustered names first, whose order is that of weight.
_LOOKUP = (
    f"SELECT {_COLUMNS}, n.main FROM names n CROSS JOIN places p ON p.id = n.place"
    f" LEFT JOIN places a ON a.id = p.admin1 WHERE n.key = ? ORDER BY n.place LIMIT {MOST}"
)


def _candidate(row: tuple[Any, ...]) -> Candidate:
    (number, name, kind, country, admin1, latitude, longitude, people, geonames, in1, in2, flags, main) = row
    place = Place(name, country, admin1, latitude, longitude, geonames, PRECISION.get(kind, "region"))
    return Candidate(
        place, kind, people, bool(main), number, in1, in2, bool(flags & 1), bool(flags & 2),
        bool(flags & 4),
    )  # fmt: skip
