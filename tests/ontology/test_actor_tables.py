"""The tables of actors: what they hold, how a line is read, what is wrong with a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from onrecord.errors import OntologyError
from onrecord.ontology import actors
from onrecord.ontology.actor_words import fold, key_of, plurals, tokens
from onrecord.ontology.actors import ActorTables, Person, actor_tables, country_name

FEWEST_PERSONS = 2000
FEWEST_COUNTRIES = 70


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return actor_tables()


@pytest.fixture
def offices(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A table of offices to fill, in place of the shipped ones."""
    table: dict[str, Any] = {}
    real = actors._table
    monkeypatch.setattr(actors, "tables_in", lambda _: ["actors/offices/made.yaml"])
    monkeypatch.setattr(actors, "_table", lambda name: table if name == "offices/made.yaml" else real(name))
    yield table


def _persons(tables: ActorTables) -> dict[str, Person]:
    return {person.name: person for entry in tables.entries.values() for person in entry.persons}


def test_offices_cover_the_countries_that_the_press_writes_of(tables: ActorTables) -> None:
    persons = {id(p): p for entry in tables.entries.values() for p in entry.persons}.values()
    assert len(persons) >= FEWEST_PERSONS
    by_country: dict[str, int] = {}
    for person in persons:
        by_country[person.country or "-"] = by_country.get(person.country or "-", 0) + 1
    assert sum(count >= 3 for count in by_country.values()) >= FEWEST_COUNTRIES


def test_spells_are_days_of_a_life(tables: ActorTables) -> None:
    for person in _persons(tables).values():
        assert person.spells
        for spell in person.spells:
            assert spell.days.start == date.min or spell.days.start.year >= 1926, person.name
            assert spell.days.end == date.max or spell.days.end.year >= 1976, person.name


@pytest.mark.parametrize(
    ("name", "day", "sector"),
    [
        ("Margaret Thatcher", date(1985, 5, 1), "GOV"),
        ("Colin Powell", date(1991, 2, 1), "MIL"),
        ("Colin Powell", date(2003, 2, 5), "GOV"),
        ("Nelson Mandela", date(1990, 2, 11), "OPP"),
        ("Nelson Mandela", date(1996, 1, 1), "GOV"),
        ("Hashim Thaci", date(1999, 3, 1), "REB"),
    ],
)
def test_offices_by_day(tables: ActorTables, name: str, day: date, sector: str) -> None:
    spells = _persons(tables)[name].spells
    assert sector in {spell.sector for spell in spells if spell.days.start <= day <= spell.days.end}


def test_a_line_of_offices(offices: dict[str, Any]) -> None:
    offices["USA"] = ["Ann Miller; A. Miller; Miller | MIL 2001 2004-02 general, GOV 2005-03-04 - president"]
    entries: dict[str, actors.Entry] = {}
    surnames = actors._add_persons(entries, actors._table("countries.yaml"))
    (person,) = surnames["miller"]
    assert (person.name, person.country, person.plain) == ("Ann Miller", "USA", False)
    assert {"ann miller", "a miller"} == set(entries)
    assert [spell.office for spell in person.spells] == ["general", "president"]
    assert person.spells[0].days.start == date(2001, 1, 1)
    assert person.spells[0].days.end == date(2004, 2, 29)
    assert person.spells[1].days.end == date.max


def test_a_plain_surname_is_a_name_for_all_who_bear_it(offices: dict[str, Any]) -> None:
    offices["IND"] = ["Anna Quux!; Quux | GOV 1990 1995", "Bert Quux; Quux | GOV 2000 2005"]
    entries: dict[str, actors.Entry] = {}
    actors._add_persons(entries, actors._table("countries.yaml"))
    assert [person.name for person in entries["quux"].persons] == ["Anna Quux", "Bert Quux"]


@pytest.mark.parametrize(
    ("country", "line", "said"),
    [
        ("USA", "Ann Miller", "tells no days"),
        ("USA", "Ann Miller | BOSS 2001 2002", "is no sector"),
        ("USA", "Ann Miller | GOV 2001", "SECTOR FROM TO"),
        ("USA", "Ann Miller | GOV 2002 2001", "Ann Miller"),
        ("USA", "Ann Miller | GOV soon later", "Ann Miller"),
        ("USA", "| GOV 2001 2002", "has no name"),
        ("XYZ", "Ann Miller | GOV 2001 2002", "no such country"),
    ],
)
def test_a_bad_line_names_file_and_entry(offices: dict[str, Any], country: str, line: str, said: str) -> None:
    offices[country] = [line]
    with pytest.raises(OntologyError) as raised:
        actors._add_persons({}, actors._table("countries.yaml"))
    assert said in str(raised.value)
    assert "made.yaml" in str(raised.value)


def test_given_names_hold_no_titles_and_no_countries(tables: ActorTables) -> None:
    assert "vladimir" in tables.given
    assert not {"king", "queen", "prince", "pope", "sheikh", "mullah", "france", "iran"} & tables.given


def test_every_endings_and_ships(tables: ActorTables) -> None:
    assert {"er", "ers", "ist"} <= set(tables.endings)
    assert tables.ships["uss"] == "USA"


def test_country_names() -> None:
    assert country_name("FRA") == "France"
    assert country_name("ZZZ") == "ZZZ"


def test_keys_are_without_case_marks_and_stops() -> None:
    assert fold("Ocalán") == "ocalan"
    assert key_of("U.S. State-Department") == "us state department"
    assert [token.glued for token in tokens("Jean-Marc came")] == [False, True, False]
    assert list(plurals("chief of police")) == ["chiefs of police"]
