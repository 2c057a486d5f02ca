"""Who a phrase means: country, sector and kind, by the words of it and the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.actors import ActorLinker
from onrecord.records import Actor, DateRange

LINKER = ActorLinker()
NAMES = st.text(alphabet="abZ éÖ,.'-’()\"12&", max_size=40)


def link(phrase: str, year: int | None = 2007, **more: str) -> Actor:
    return LINKER.link(phrase, on=DateRange.day(date(year, 6, 13)) if year else None, **more)


@pytest.mark.parametrize(
    ("phrase", "country", "sector", "kind"),
    [
        ("China", "CHN", None, "country"),
        ("Beijing", "CHN", None, "country"),
        ("Pyongyang", "PRK", None, "country"),
        ("the Kremlin", "RUS", "GOV", "organisation"),
        ("the White House", "USA", "GOV", "organisation"),
        ("the Peruvian defence minister", "PER", "MIL", "unnamed"),
        ("Chile's Defense Ministry", "CHL", "MIL", "unnamed"),
        ("Kenyan police", "KEN", "COP", "organisation"),
        ("security forces", None, "COP", "unnamed"),
        ("masked gunmen", None, "UAF", "unnamed"),
        ("a suicide bomber", None, "REB", "unnamed"),
        ("five Danish nationals", "DNK", "CVL", "population"),
        ("Danes", "DNK", "CVL", "population"),
        ("three Danes", "DNK", None, "population"),
        ("two men", None, None, "unnamed"),
        ("several of the trade unions in Norway", "NOR", "LAB", "unnamed"),
        ("a former Czech minister", "CZE", "ELI", "unnamed"),
        ("opponents of the Kenyan senate", "KEN", "OPP", "unnamed"),
        ("Foreign ministers of the Association of Southeast Asian Nations", None, "IGO", "unnamed"),
        ("the Danish ambassador to the United Nations", "DNK", "GOV", "unnamed"),
    ],
)
def test_descriptions(phrase: str, country: str | None, sector: str | None, kind: str) -> None:
    found = link(phrase)
    assert (found.country, found.sector, found.kind) == (country, sector, kind)


def test_protesters_are_civilians_unless_they_are_told_to_be_opposed() -> None:
    assert link("thousands of demonstrators").sector == "CVL"
    assert link("Iranian protesters").sector == "CVL"
    assert link("anti-government protesters").sector == "OPP"
    assert link("democracy activists").sector == "OPP"


@pytest.mark.parametrize(
    "phrase",
    ["naval exercise", "an aircraft carrier", "the assets of five Danish officials", "a rebel stronghold", "army radar",
     "a Hamas rocket", "the opposition rally"],
)  # fmt: skip
def test_a_thing_has_no_sector(phrase: str) -> None:
    found = link(phrase)
    assert (found.sector, found.kind) == (None, "unnamed")


def test_a_means_is_of_the_body_before_it() -> None:
    found = link("a Peruvian air force plane")
    assert (found.name, found.country, found.sector) == ("Peruvian air force", "PER", "MIL")
    assert link("army headquarters").sector == "MIL"
    assert link("police informants").sector == "COP"


def test_a_ship_is_no_person() -> None:
    found = link("the destroyer USS John Miller")
    assert (found.name, found.country, found.sector, found.kind) == ("USS John Miller", "USA", "MIL", "unnamed")


def test_a_name_stands_for_its_description() -> None:
    assert link("state newspaper New Light of Myanmar").name == "New Light of Myanmar"
    made = link("the newspaper Vremyak")
    assert (made.name, made.sector, made.kind) == ("Vremyak", "MED", "organisation")
    assert link("the National Guard").sector == "MIL"
    assert link("Ministry of Mines and Energy").sector == "GOV"


@pytest.mark.parametrize(
    ("phrase", "year", "country", "sector"),
    [
        ("Putin", 2007, "RUS", "GOV"),
        ("Putin", 1999, "RUS", "SPY"),
        ("Aznar", 2003, "ESP", "GOV"),
        ("Aznar", 2007, "ESP", "ELI"),
        ("Bush", 1990, "USA", "GOV"),
        ("President Bush", 2003, "USA", "GOV"),
        ("Mr Major", 1993, "GBR", "GOV"),
        ("de Klerk", 1990, "ZAF", "GOV"),
        ("Castro", 2007, "CUB", "GOV"),
        ("Lee Myung-bak", 2010, "KOR", "GOV"),
        ("President General Pervez Musharraf", 2007, "PAK", "GOV"),
        ("U.N. chief Ban Ki-moon", 2009, None, "IGO"),
        ("the government of Tony Blair", 2004, "GBR", "GOV"),
        ("Sarkozy's office", 2009, "FRA", "GOV"),
    ],
)
def test_persons_at_a_date(phrase: str, year: int, country: str | None, sector: str) -> None:
    found = link(phrase, year)
    assert (found.country, found.sector) == (country, sector)


@pytest.mark.parametrize(
    ("phrase", "year"), [("Bush", 1960), ("Brown", 1980), ("Aznar", None), ("Castro", 2100), ("Sharon Miller", 2003)]
)
def test_a_surname_far_from_its_office_is_nobody(phrase: str, year: int | None) -> None:
    found = link(phrase, year)
    assert (found.country, found.sector) == (None, None)


def test_two_of_a_surname_are_neither_but_what_both_are() -> None:
    found = link("Sharif", 2023)  # one in office, one a party leader
    assert (found.country, found.sector) == ("PAK", None)
    assert link("Papandreou", 2010).country == "GRC"


def test_a_common_surname_needs_an_office() -> None:
    assert link("Johnson", 2020).country is None
    assert link("Prime Minister Johnson", 2020).country == "GBR"


def test_a_part_of_a_longer_name_is_not_another_person() -> None:
    assert link("Juan Carlos Molinero").country is None  # not the king


def test_actors_together() -> None:
    both = link("Germany, France and Spain")
    assert (both.country, both.sector, both.kind) == (None, None, "unnamed")
    assert link("Putin and Molinero").country is None
    assert link("Israeli soldiers and police").country == "ISR"


def test_context_gives_the_country_that_a_phrase_lacks() -> None:
    assert link("the president", context_country="PER").country == "PER"
    assert link("a Czech minister", context_country="PER").country == "CZE"
    assert link("two men", context_country="PER").country is None


def test_a_group_by_date() -> None:
    assert link("the Taliban", 2022).sector == "GOV"
    assert link("the Taliban", 2010).sector == "REB"
    assert link("ANC", 1991).sector == "OPP"
    assert link("ANC", 2005).sector == "PTY"


def test_a_town_tells_the_country_of_its_police() -> None:
    linker = ActorLinker(lambda town: "ESP" if town == "Villarriba" else None)
    assert linker.link("Villarriba police").country == "ESP"
    assert linker.link("Villarriba gunmen").country is None


def test_blocs() -> None:
    assert LINKER.bloc("the United Nations") == "UNO"
    assert LINKER.bloc("European Union ministers") == "EUR"
    assert LINKER.bloc("China") is None


@given(NAMES)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_an_actor(text: str) -> None:
    found = link(text)
    assert found == link(text)
    assert found.country is None or len(found.country) == 3
    assert found.name == " ".join(found.name.split())
