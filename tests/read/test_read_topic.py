"""The topic filter: cheap, and safe for what may hold an event."""

import time

import pytest

from onrecord.errors import OntologyError
from onrecord.ontology import read as tables
from onrecord.read import read_text
from onrecord.read.topic import on_topic, points, text_on_topic


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seize town.",
        "The president met the prime minister of the neighbouring country and they signed a treaty.",
        "Workers marched through the capital to demand the resignation of the government.",
        "A car bomb killed four people outside a shop.",
        "THE ARMY DENIED THAT IT HAD SHELLED THE VILLAGE.",
        "Washington imposed tariffs on steel from three countries, and the minister of trade threatened to retaliate.",
        "Police arrested two men over the murder of a journalist.",
        # a company's news with a protest in it
        "Example Corp shares fell on the stock exchange and analysts cut their profit forecast for the quarter after "
        "protesters stormed its plant, clashed with police and took two managers hostage, the company said.",
    ],
)
def test_what_may_hold_an_event_is_on_topic(text: str) -> None:
    assert text_on_topic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shr 34 cts vs one dlr. Net 1,000 vs 2,000. Revs 10.1 mln vs 9.2 mln.",
        "Example Corp said net profit rose 5 pct in the quarter on higher sales, and it raised its dividend.",
        "The striker scored twice in the second half and the coach said the team would win the league this season.",
        "Beat the eggs with the sugar, add the flour and bake for an hour.",
        "The singer's new album comes out in May and fans may hear two songs of it now.",
        "",
    ],
)
def test_markets_sport_and_kitchen_are_off_topic(text: str) -> None:
    assert not text_on_topic(text)


def test_each_word_counts_once_and_at_its_boundaries() -> None:
    assert points("troops") == points("troops troops") == points("Troops, troops.") == 3
    assert points("supertroops") == 0
    assert points("armyworm") == 0
    assert points("terrorists") == points("terrorism") == 6


def test_no_article_loses_more_than_the_most() -> None:
    market = "dividend earnings shareholders quarter profit revenue sales stock price"
    assert points(market) == -tables.topic().most_taken


def test_furniture_does_not_speak_for_the_topic() -> None:
    cake = "Beat the eggs with the sugar, add the flour and bake for an hour in a hot oven until it is brown."
    promotion = "Sign up for our newsletter on war, troops, rebels, elections and the army."
    assert not on_topic(read_text(f"{cake}\n\n{promotion}"))


def test_it_is_cheap() -> None:
    text = "Troops crossed the river on Monday and took two villages, the ministry said. " * 50
    text_on_topic(text)
    began = time.perf_counter()
    for _ in range(100):
        text_on_topic(text)
    assert (time.perf_counter() - began) / 100 < 0.003  # a loaded machine takes several times the usual .3 ms


def test_a_table_that_does_not_hold_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        tables,
        "read_yaml",
        lambda name: {"threshold": 1, "most_taken": 1, "groups": [{"weight": 1, "words": ["war"]}] * 2},
    )
    tables.topic.cache_clear()
    try:
        with pytest.raises(OntologyError, match=r"data/topic/.*'war' stands twice"):
            tables.topic()
    finally:
        tables.topic.cache_clear()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"groups": [{"kind": "cake", "at": "start", "phrases": ["x"]}]}, "cake"),
        (
            {"groups": [{"kind": "caption", "at": "start", "then": "(", "phrases": ["x"]}]},
            "regular expression",
        ),
        ({"groups": [{"kind": "caption", "at": "start", "phrases": ["X"]}]}, "lower case"),
        ({"groups": [{"kind": "caption", "at": "start", "phrases": [True]}]}, "list of words"),
        ([], "mapping"),
    ],
)
def test_furniture_that_does_not_hold_is_named(
    monkeypatch: pytest.MonkeyPatch, table: object, message: str
) -> None:
    monkeypatch.setattr(tables, "read_yaml", lambda name: table)
    tables.furniture.cache_clear()
    try:
        with pytest.raises(OntologyError, match=message) as caught:
            tables.furniture()
        assert caught.value.where.startswith("data/read/furniture.yaml")
        assert caught.value.remedy
    finally:
        tables.furniture.cache_clear()


def test_the_shipped_tables_hold() -> None:
    assert tables.furniture().cues
    assert tables.agencies().by_alias["AP"] == "Associated Press"
    assert tables.english() and tables.abbreviations() and tables.not_places()
    assert tables.record_fields()["text"][0] == "text"
    assert tables.page_fields().date
    assert tables.topic().threshold > 0


def test_a_share_code_weighs_against_an_article() -> None:
    text = "The government sold its plane maker to Bally Corp {}, the ministry said after talks with the minister."
    assert points(text.format("")) == points(text.format("<BLY>")) + 5 == points(text.format("(NYSE: BLY)")) + 5
