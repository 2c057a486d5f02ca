"""The tables of ``data/actors/``: countries, armed groups and parties, other bodies, offices with dates, words.

All were written for this project from public knowledge; ``docs/actors.md`` says how a line is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal, cast, get_args

from onrecord.errors import OntologyError
from onrecord.ontology.actor_words import (
    REMEDY,
    Token,
    Word,
    check_sector,
    key_of,
    listed,
    read_common_surnames,
    read_endings,
    read_ships,
    read_words,
    tokens,
)  # fmt: skip
from onrecord.ontology.load import names as tables_in
from onrecord.ontology.load import read_yaml
from onrecord.records import DateRange

Form = Literal["name", "adjective", "people", "capital", "seat", "region"]
FORMS: tuple[str, ...] = get_args(Form)
Case = Literal["any", "capital", "upper"]
BLOCS = frozenset({"UNO", "EUR", "IGO"})
_KEYS: dict[str, Form] = {
    "names": "name", "adjectives": "adjective", "people": "people", "capital": "capital", "seats": "seat",
    "regions": "region",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spell:
    """A sector for a stretch of days, both ends included; ``office`` in words where the table tells it."""

    sector: str
    days: DateRange
    office: str | None = None


@dataclass(frozen=True, slots=True)
class CountryForm:
    """One way of writing a country (ISO 3166-1 alpha-3): its name, adjective, people, capital, seat or region."""

    country: str
    form: Form


@dataclass(frozen=True, slots=True)
class Named:
    """A group, party or other body. ``bloc`` is UNO, EUR or IGO for organisations of states."""

    name: str
    country: str | None
    sector: str
    kind: Literal["group", "organisation"]
    bloc: str | None = None
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the table of offices. ``plain``: the surname is nobody else's and no other word."""

    name: str
    country: str | None
    spells: tuple[Spell, ...]
    plain: bool = False


@dataclass(slots=True)
class Entry:
    """All that one key may mean; each name with the case that it must be written in."""

    forms: list[tuple[Case, CountryForm]] = field(default_factory=list)
    named: list[tuple[Case, Named]] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A country name that is also another place: ``other`` is meant beside one of ``words``."""

    other: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorTables:
    """Every name and word by key; ``longest`` gives the most words that a key may have by its first word.

    ``offices`` are the sectors that "former" turns into ELI, ``endings`` those of nouns for people, ``ships`` the
    countries of the words before a warship's name, ``common`` the surnames that mean nobody when they stand alone.
    """

    entries: Mapping[str, Entry]
    longest: Mapping[str, int]
    surnames: Mapping[str, tuple[Person, ...]]
    given: frozenset[str]
    ambiguous: Mapping[str, Ambiguous]
    offices: frozenset[str]
    endings: tuple[str, ...]
    ships: Mapping[str, str]
    common: frozenset[str]


@cache
def actor_tables() -> ActorTables:
    """The tables, read and checked once a process. Raises OntologyError naming file and entry."""
    words, offices = read_words()
    entries = {key: Entry(word=word) for key, word in words.items()}
    countries = _table("countries.yaml")
    _add_countries(entries, countries)
    _add_named(entries, "groups.yaml", "group", countries)
    _add_named(entries, "igos.yaml", "organisation", BLOCS)
    _add_named(entries, "organisations.yaml", "organisation", countries)
    surnames = _add_persons(entries, countries)
    longest: dict[str, int] = {}
    for key in entries:
        first = key.partition(" ")[0]
        longest[first] = max(longest.get(first, 1), key.count(" ") + 1)
    given = _given(surnames, entries)
    ambiguous = _ambiguous(countries)
    return ActorTables(
        entries, longest, surnames, given, ambiguous, offices, read_endings(), read_ships(), read_common_surnames()
    )


@cache
def country_name(code: str) -> str:
    """The name of a country by its alpha-3 code, as the press writes it; the code itself where it is not known."""
    row = _table("countries.yaml").get(code)
    return str(row["names"]).split(",")[0].strip() if row else code


def _add_countries(entries: dict[str, Entry], countries: Mapping[str, Any]) -> None:
    for code, row in countries.items():
        where = f"data/actors/countries.yaml, {code}"
        if len(code) != 3 or not code.isupper() or not isinstance(row, dict):
            raise OntologyError("needs an alpha-3 code and a table", where=where, remedy=REMEDY)
        for key, value in row.items():
            if key not in _KEYS:
                raise OntologyError(f"unknown key {key!r}", where=where, remedy=REMEDY)
            form = _KEYS[key]
            for name in listed(value, where):
                for written in _inflected(name, form):
                    _add_form(entries, written, CountryForm(code, form))


def _inflected(name: str, form: Form) -> Iterator[tuple[str, bool]]:
    """``name`` and, for an adjective, its plural as a people ("Iraqis"); the flag says which is the plural."""
    yield name, False
    if form == "adjective" and name[-1] not in "sheS" and name[-1].islower():
        yield name + "s", True


def _add_form(entries: dict[str, Entry], written: tuple[str, bool], form: CountryForm) -> None:
    name, plural = written
    if plural:
        form = CountryForm(form.country, "people")
    entry = entries.setdefault(key_of(name), Entry())
    if all(known != form for _, known in entry.forms):
        entry.forms.append((_case(name), form))


def _add_named(
    entries: dict[str, Entry], file: str, kind: Literal["group", "organisation"], countries: Any
) -> None:
    for code, groups in _table(file).items():
        where = f"data/actors/{file}, {code}"
        if code != "-" and code not in countries:
            raise OntologyError("no such country", where=where, remedy=REMEDY)
        if not isinstance(groups, dict):
            raise OntologyError("must be a table of sectors", where=where, remedy=REMEDY)
        for sector, lines in groups.items():
            check_sector(sector, where)
            bloc = code if code in BLOCS else None
            country = None if bloc or code == "-" else code
            for line in _lines(lines, f"{where}, {sector}"):
                names, spells = _line(line, f"{where}, {sector}")
                for name in names:
                    # Further names of a media house or company may be bodies of their own: each keeps its name.
                    named = Named(_bare(name), country, sector, kind, bloc, spells)
                    for alias in _with_article(name):
                        entries.setdefault(key_of(alias), Entry()).named.append((_case(name), named))


def _bare(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") and name.count(" ") > 1 else name


def _with_article(name: str) -> tuple[str, ...]:
    """The keys of a name: "The Washington Post" is met without its article, "The Age" is not."""
    return (_bare(name),)


def _add_persons(entries: dict[str, Entry], countries: Mapping[str, Any]) -> dict[str, tuple[Person, ...]]:
    surnames: dict[str, list[Person]] = {}
    plain: set[str] = set()
    for file in tables_in("actors/offices"):
        for code, lines in _table(file.removeprefix("actors/")).items():
            where = f"data/{file}, {code}"
            if code != "-" and code not in countries and code not in BLOCS:
                raise OntologyError("no such country", where=where, remedy=REMEDY)
            for line in _lines(lines, where):
                aliases, person = _person(line, code if code in countries else None, where)
                alone = {key_of(name) for name in _alone(aliases)}
                for key in {key_of(name) for name in aliases if " " in name} - alone:
                    entries.setdefault(key, Entry()).persons.append(person)
                for key in alone:
                    surnames.setdefault(key, []).append(person)
                if person.plain:
                    plain |= alone
    for key in plain:  # "Gandhi" is always a person's name, whichever Gandhi is meant
        persons = entries.setdefault(key, Entry()).persons
        persons += [person for person in surnames[key] if person not in persons]
    return {key: tuple(persons) for key, persons in surnames.items()}


def _person(line: str, country: str | None, where: str) -> tuple[list[str], Person]:
    aliases, spells = _line(line, where)
    if not spells:
        raise OntologyError(f"{line!r} tells no days", where=where, remedy=REMEDY)
    plain = aliases[0].endswith("!")
    aliases[0] = aliases[0].rstrip("!")
    return aliases, Person(aliases[0], country, spells, plain)


def _alone(aliases: list[str]) -> list[str]:
    """What may stand alone for a person: the further names of one word, or led by a particle ("de Klerk")."""
    return [name for name in aliases[1:] if " " not in name or name[0].islower()]


def _line(line: str, where: str) -> tuple[list[str], tuple[Spell, ...]]:
    head, _, tail = line.partition("|")
    names = [name for name in (part.strip() for part in head.split(";")) if name]
    if not names:
        raise OntologyError(f"{line!r} has no name", where=where, remedy=REMEDY)
    spells = tuple(_spell(part.strip(), f"{where}, {names[0]}") for part in tail.split(",") if part.strip())
    return names, spells


def _spell(text: str, where: str) -> Spell:
    parts = text.split(" ", 3)
    if len(parts) < 3:
        raise OntologyError(f"{text!r} is not SECTOR FROM TO", where=where, remedy=REMEDY)
    check_sector(parts[0], where)
    try:
        days = DateRange(_day(parts[1], first=True), _day(parts[2], first=False))
    except ValueError as error:
        raise OntologyError(f"{text!r}: {error}", where=where, remedy=REMEDY) from None
    return Spell(parts[0], days, parts[3] if len(parts) > 3 else None)


def _day(text: str, *, first: bool) -> date:
    """A day from YYYY, YYYY-MM, YYYY-MM-DD or "-" (open)."""
    if text == "-":
        return date.min if first else date.max
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (1 if first else 12)
    if first:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _lines(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise OntologyError("must be a list of lines", where=where, remedy=REMEDY)
    return cast(list[str], value)


def _case(name: str) -> Case:
    """How a name must be written: short acronyms in capitals, other names with a capital, the rest anyhow."""
    letters = [c for c in name if c.isalpha()]
    if " " not in name and len(letters) <= 6 and all(c.isupper() for c in letters):
        return "upper"
    return "capital" if any(c.isupper() for c in letters) else "any"


def fits(case: Case, words: list[Token]) -> bool:
    """Whether ``words`` as written meet ``case``."""
    if case == "upper":
        return all(not c.islower() for word in words for c in word.text)
    return case == "any" or any(word.capital for word in words)


def _given(surnames: Mapping[str, tuple[Person, ...]], entries: Mapping[str, Entry]) -> frozenset[str]:
    """Given names: those of the table, and first names of the offices that are no title, country or word."""
    given = {key_of(name) for name in listed(_table("given_names.yaml").get("given"), "data/actors/given_names.yaml")}
    for persons in surnames.values():
        for person in persons:
            first = tokens(person.name)[0].key if " " in person.name else ""
            if first and first not in entries:
                given.add(first)
    return frozenset(given)


def _ambiguous(countries: Mapping[str, Any]) -> dict[str, Ambiguous]:
    found = {}
    for name, row in _table("ambiguous.yaml").items():
        where = f"data/actors/ambiguous.yaml, {name}"
        if not isinstance(row, dict) or set(row) != {"other", "words"} or row["other"] not in countries:
            raise OntologyError("needs other (a country) and words", where=where, remedy=REMEDY)
        words = frozenset(key_of(word) for word in listed(row["words"], where))
        found[key_of(name)] = Ambiguous(row["other"], words)
    return found


@cache
def _table(name: str) -> Mapping[str, Any]:
    table = read_yaml(f"actors/{name}")
    if not isinstance(table, dict):
        raise OntologyError("must be a table", where=f"data/actors/{name}", remedy=REMEDY)
    return table
