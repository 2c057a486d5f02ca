"""Which names of a text are places, which are not, and which of their namesakes they are."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.prepare import prepare
from onrecord.annotated import Annotated
from onrecord.errors import OntologyError
from onrecord.link.gazetteer import Gazetteer
from onrecord.link.places import find_places
from onrecord.ontology import places as tables
from onrecord.records import Article, Block, Span


@cache
def _open() -> Gazetteer:
    return Gazetteer.open()


def _read(text: str) -> Annotated:
    article = prepare(Article(text))
    find_places(article, _open())
    return article


def _found(text: str, *hows: str) -> list[tuple[str, str | None]]:
    """(words, country) of the places told in one of the ways given."""
    article = _read(text)
    wanted = hows or ("phrase", "dateline", "site")
    return [(article.article.quote(p.span), p.place.country) for p in article.places if p.how in wanted]


def _admin1(text: str) -> list[tuple[str, str | None]]:
    return [(p.place.name, p.place.admin1) for p in _read(text).places]


def test_literal_places() -> None:
    assert _found("Talks in Islamabad ended, but shelling went on near Donetsk and Luhansk.") == [
        ("Islamabad", "PAK"), ("Donetsk", "UKR"), ("Luhansk", "UKR"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton spoke at the gala.",
        "Mr Jordan said he was sorry, and later Jordan left.",
        "General London denied the report.",
        "The minister arrived in May and left on Sunday.",
        "The Washington Post reported the talks.",
        "The police said that nobody was hurt.",
        "A vaccine against West Nile virus was tested.",
        "They paid US$40 for it.",
        "A SWAT team was sent.",
    ],
)
def test_names_that_are_no_places(text: str) -> None:
    assert _found(text) == []


def test_a_persons_name_stays_a_person_except_where_a_place_is_plain() -> None:
    assert _found("Michael Houston resigned. Houston gave no reason. He lives in Houston, Texas.") == [
        ("Houston", "USA"), ("Texas", "USA"),
    ]  # fmt: skip


def test_demonyms_offices_metonyms_and_sites_are_told_apart() -> None:
    article = _read(
        "Pakistani officials met. Islamabad Police set up a cell. Beijing urged calm. A bomb went off near "
        "Karachi University. The Kremlin said nothing."
    )
    assert [(article.article.quote(p.span), p.how) for p in article.places] == [
        ("Pakistani", "demonym"), ("Islamabad", "office"), ("Beijing", "metonym"), ("Karachi", "site"),
        ("Kremlin", "office"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("A fire broke out in Paris, Texas.", "Texas"),
        ("A fire broke out in Paris.", "Île-de-France"),
        ("Police in Alexandria, La., made arrests.", "Louisiana"),
        ("He drove from Baton Rouge and Shreveport to Alexandria.", "Louisiana"),
        ("The ferry left Cairo, Egypt, for Alexandria.", "Al Iskandarīyah"),
    ],
)
def test_namesakes_are_told_apart_by_what_stands_beside_them(text: str, admin1: str) -> None:
    assert admin1 in {area for name, area in _admin1(text) if name in {"Paris", "Alexandria"}}


def test_a_list_is_no_containment() -> None:
    assert _found("They fled from Israel, Egypt, Iraq and Lebanon.") == [
        ("Israel", "ISR"), ("Egypt", "EGY"), ("Iraq", "IRQ"), ("Lebanon", "LBN"),
    ]  # fmt: skip


def test_the_capital_wins_over_a_larger_namesake_elsewhere() -> None:
    found = _read("Islamabad rejected the claim.").places[0]
    assert (found.place.country, found.how) == ("PAK", "metonym")


def test_the_state_of_georgia_and_the_country() -> None:
    assert _found("Troops crossed from Russia into Georgia near Gori.")[1] == ("Georgia", "GEO")
    assert _found("A judge in Atlanta, Georgia, agreed. Savannah and Macon in Georgia were calm.")[1] == (
        "Georgia", "USA",
    )  # fmt: skip


def test_unknown_villages_keep_what_holds_them() -> None:
    place = _read("A dam is built at Qorvandaku in northern Pakistan.").places[0].place
    assert (place.name, place.country, place.latitude, place.geonames_id) == ("Qorvandaku", "PAK", None, None)
    assert _read("Rebels burned the village of Zubrakumo.").places[0].place.country is None


def test_datelines_and_possessive_names() -> None:
    article = _read(
        "BEIRUT (Reuters) - Clashes broke out in Queen Anne's County and the People's Republic of China."
    )
    assert [(article.article.quote(p.span), p.how, p.place.name) for p in article.places] == [
        ("BEIRUT", "dateline", "Beirut"), ("Queen Anne's County", "phrase", "Queen Anne's County"),
        ("People's Republic of China", "phrase", "China"),
    ]  # fmt: skip


def test_a_dateline_block_says_where_the_article_plays() -> None:
    text = "SAN SALVADOR, 4 FEB 90 (DPA) -- Troops entered Escalon and San Miguel."
    cut = text.index("Troops")
    blocks = (Block("dateline", Span(0, cut)), Block("body", Span(cut, len(text))))
    article = prepare(Article(text, blocks))
    find_places(article, _open())
    assert [(article.article.quote(p.span), p.how, p.place.country) for p in article.places] == [
        ("SAN SALVADOR", "dateline", "SLV"), ("San Miguel", "phrase", "SLV"),
    ]  # fmt: skip


def test_the_article_with_or_without_the() -> None:
    assert _found("The Philippines and The Hague agreed with the Netherlands.") == [
        ("Philippines", "PHL"), ("The Hague", "NLD"), ("Netherlands", "NLD"),
    ]  # fmt: skip


@given(st.text(alphabet="aA Bb.'’-,(US)éParisLondon\n", max_size=80))
def test_every_span_is_inside_the_text_and_none_overlap(text: str) -> None:
    article = _read(text)
    spans = [p.span for p in article.places]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_the_tables_hold_together() -> None:
    assert len(tables.countries()) == 250
    assert tables.demonyms()["Chechens"].name == "Chechnya"
    assert "Philippines" not in tables.demonyms() and "Laos" not in tables.demonyms()
    assert {form.country for form in tables.short_forms()["WA"]} == {"USA", "AUS"}
    assert tables.facilities() and tables.place_words().event_locative and tables.middles()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"kind": "regoin", "latitude": 1, "longitude": 1}, "no kind of place"),
        ({"kind": "region", "latitude": 91, "longitude": 1}, "not on earth"),
        ({"kind": "region", "latitude": 1}, "no latitude"),
        ({"kind": "region", "latitude": 1, "longitude": 1, "people": 3}, "unknown key"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, object], message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        tables._entry("areas", "Nowhere", str(entry["kind"]), entry)


def test_one_far_name_does_not_draw_a_capital_away() -> None:
    assert ("Athens", "GRC") in _found("Police clashed with protesters outside the U.S. embassy in Athens.")
    assert ("Athens", "USA") in _found("Police arrested two men in Athens, Georgia.")


def test_a_doubtful_name_says_little_of_where_an_article_plays() -> None:
    text = "Radio Venceremos will now tell of the actions that took place in San Salvador."
    assert ("San Salvador", "SLV") in _found(text)


def test_an_article_that_plays_in_one_country_reads_its_namesakes_there() -> None:
    assert ("Cordoba", "ARG") in _found("Six people were hurt in Cordoba.")
    text = "Fires went on in Seville, Granada, Jaen and Malaga, in Spain. Six people were hurt in Cordoba."
    assert ("Cordoba", "ESP") in _found(text)


def test_the_outlet_tells_where_it_plays() -> None:
    for outlet, country in ((None, "GBR"), ("The American Star", "USA")):
        article = prepare(Article("Six people were hurt in Birmingham.", outlet=outlet))
        find_places(article, _open())
        assert [p.place.country for p in article.places] == [country]
