"""How a name or noun phrase is cut into words, and what single words tell of an actor (``data/actors/``).

Written for this project: ``sectors.yaml`` holds the words of each PLOVER sector, ``phrases.yaml`` the words that
tell how a phrase is built.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import OntologyError
from onrecord.ontology.load import read_yaml

REMEDY = "Mend the entry; docs/actors.md says what each table holds."
_WORD = re.compile(
    r"\d+(?:,\d{3})+|(?:[^\W\d_]\.)+[^\W\d_]\b\.?|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’`](?![sS]\b)[^\W_]+)*|['’`][sS]\b|['’`]|[-–—]|[^\w\s.\"“”]"
)
_TAG_LISTS = (
    "determiners", "pronouns", "belongs", "stands", "apart", "relatives", "binding", "of_country", "bodies", "ranks",
    "foreign", "directions", "particles", "surnames", "generations", "numerals", "means", "persons", "things",
)  # fmt: skip
_INFLECTED = frozenset({
    "weak", "population", "never", "of_country", "bodies", "ranks", "foreign", "means", "persons", "things",
})  # fmt: skip
_SECTOR_TAGS = ("weak", "former", "courtesy", "population", "never")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a phrase: ``key`` is its folded form, ``text`` as written, ``start`` and ``end`` in the phrase.

    ``glued`` where a hyphen joins it to the word before.
    """

    key: str
    text: str
    start: int
    end: int
    glued: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or fixed phrase tells: the sector as a head and as a modifier, and its part in the phrase."""

    head: str | None = None
    modifier: str | None = None
    tags: frozenset[str] = frozenset()


def fold(text: str) -> str:
    """``text`` without case, marks and full stops: "Khürelsükh" and "U.S." become "khurelsukh" and "us"."""
    if text.isascii():
        return text.lower().replace(".", "")
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("Ø", "O").replace("ł", "l"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return letters.casefold().replace(".", "").replace("’", "'").replace("`", "'")


def tokens(text: str) -> list[Token]:
    """Cut ``text`` into words; hyphens glue, full stops go, "'s" and other marks stand alone."""
    found: list[Token] = []
    glued = False
    for match in _WORD.finditer(text):
        word = match.group()
        if word in "-–—":
            # A hyphen with blanks around it is punctuation, unless the text was tokenised ("car - borne").
            glued = bool(found) and len(word) == 1
            continue
        found.append(Token(fold(word), word, match.start(), match.end(), glued))
        glued = False
    return found


def key_of(text: str) -> str:
    """The look-up key of a name: its folded words with blanks between."""
    return " ".join(token.key for token in tokens(text))


def listed(value: Any, where: str) -> list[str]:
    """A value with commas as its parts. Raises OntologyError naming ``where`` if it is no such value."""
    if not isinstance(value, str):
        raise OntologyError("must be words with commas", where=where, remedy=REMEDY)
    return [part for part in (piece.strip() for piece in value.replace("\n", " ").split(",")) if part]


def plurals(phrase: str) -> Iterator[str]:
    """The plural of ``phrase``: of the word before "of", "in" or "for" if there is one, else of the last."""
    words = phrase.split(" ")
    at = next((i for i, word in enumerate(words) if i and word in ("of", "in", "for")), len(words)) - 1
    word = words[at]
    if word.endswith("man"):
        many = word[:-3] + "men"
    elif word.endswith("woman"):
        many = word[:-5] + "women"
    elif word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u", ""):
        many = word[:-1] + "ies"
    elif word.endswith(("s", "x", "ch", "sh")):
        many = word + "es"
    else:
        many = word + "s"
    yield " ".join([*words[:at], many, *words[at + 1 :]])


def read_words() -> tuple[dict[str, Word], frozenset[str]]:
    """Every word of ``sectors.yaml`` and ``phrases.yaml`` by key, and the sectors that "former" turns into ELI.

    Raises OntologyError naming file and entry where a table does not hold together.
    """
    sectors = _table("sectors.yaml")
    known = _mapping(sectors, "sectors")
    heads = _sector_words(_mapping(sectors, "heads"), known, "heads")
    for key, sector in _mapping(sectors, "short_titles").items():
        _check_sector(sector, known, f"short_titles, {key}")
        heads.setdefault(key_of(key), str(sector))
    modifiers = _sector_words(_mapping(sectors, "modifiers"), known, "modifiers")
    tags: dict[str, set[str]] = {}
    for key in _mapping(sectors, "short_titles"):
        tags.setdefault(key_of(key), set()).add("title")
    for name in _SECTOR_TAGS:
        _tag(tags, name, listed(sectors.get(name), f"data/actors/sectors.yaml, {name}"))
    phrases = _table("phrases.yaml")
    for name in _TAG_LISTS:
        _tag(tags, name, listed(phrases.get(name), f"data/actors/phrases.yaml, {name}"))
    words = {
        key: Word(heads.get(key), modifiers.get(key), frozenset(tags.get(key, ())))
        for key in {*heads, *modifiers, *tags}
    }
    offices = frozenset(listed(sectors.get("offices"), "data/actors/sectors.yaml, offices"))
    for sector in offices:
        _check_sector(sector, known, "offices")
    return words, offices


def read_endings() -> tuple[str, ...]:
    """Endings of nouns for people, of ``phrases.yaml``, with those of their plurals."""
    endings = listed(_table("phrases.yaml").get("person_endings"), "data/actors/phrases.yaml, person_endings")
    return tuple(sorted({*endings, *(f"{ending}s" for ending in endings)}))


def read_common_surnames() -> frozenset[str]:
    """Keys of the surnames that mean nobody when they stand alone, of ``phrases.yaml``."""
    where = "data/actors/phrases.yaml, common_surnames"
    return frozenset(key_of(name) for name in listed(_table("phrases.yaml").get("common_surnames"), where))


def read_ships() -> dict[str, str]:
    """The country (alpha-3) by the word before a warship's name, of ``phrases.yaml``."""
    where = "data/actors/phrases.yaml, ships"
    found = {}
    for line in listed(_table("phrases.yaml").get("ships"), where):
        word, _, country = line.partition(" ")
        if len(country) != 3 or not country.isupper():
            raise OntologyError(f"{line!r} is not a word and an alpha-3 code", where=where, remedy=REMEDY)
        found[key_of(word)] = country
    return found


def check_sector(sector: str, where: str) -> None:
    """Raise OntologyError where ``sector`` is none of ``sectors.yaml``."""
    _check_sector(sector, _mapping(_table("sectors.yaml"), "sectors"), where)


def _tag(tags: dict[str, set[str]], name: str, words: list[str]) -> None:
    for word in words:
        for form in (word, *plurals(word)) if name in _INFLECTED else (word,):
            tags.setdefault(key_of(form), set()).add(name)


def _sector_words(groups: Mapping[str, Any], known: Mapping[str, Any], where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    plural: dict[str, str] = {}
    for sector, words in groups.items():
        _check_sector(sector, known, where)
        for word in listed(words, f"data/actors/sectors.yaml, {where}, {sector}"):
            found.setdefault(key_of(word), sector)
            for form in plurals(word):
                plural.setdefault(key_of(form), sector)
    return {**plural, **found}


def _check_sector(sector: Any, known: Mapping[str, Any], where: str) -> None:
    if sector not in known:
        raise OntologyError(f"{sector!r} is no sector", where=f"data/actors/sectors.yaml, {where}", remedy=REMEDY)


@cache
def _table(name: str) -> Mapping[str, Any]:
    table = read_yaml(f"actors/{name}")
    if not isinstance(table, dict):
        raise OntologyError("must be a table", where=f"data/actors/{name}", remedy=REMEDY)
    return table


def _mapping(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise OntologyError("must be a table", where=f"data/actors/sectors.yaml, {key}", remedy=REMEDY)
    return value
