"""Lists, filters, search, and the views that a person opens first."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from made import MadeCoder, article
from onrecord.errors import NotFoundError
from onrecord.records import Actor, DateRange, PlaceValue, Record, TimeValue
from onrecord.store import Store, StoreWriter
from onrecord.store.queries import match_of

SAID = "An attack hit the camp at dawn. Police said that rebels did it."


def with_event(record: Record, **changes: object) -> Record:
    """The record with its first event changed."""
    return replace(record, events=(replace(record.events[0], **changes), *record.events[1:]))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path, coder = tmp_path / "record.db", MadeCoder()
    day = TimeValue(DateRange.day(date(2020, 5, 6)), "day", "publication")
    month = TimeValue(DateRange(date(2020, 6, 1), date(2020, 6, 30)), "month", "publication")
    with StoreWriter.open(path) as store:
        first = coder.code(
            article(SAID, "2020-05-07", title="Camp hit", outlet="Daily", url="https://a.example/1")
        )
        store.add(
            with_event(first, type="ASSAULT", date=day, actors=(Actor("Rebels", "PER"),), recipients=())
        )
        second = coder.code(article("A quiet attack on the naïve river.", "2020-06-01", outlet="Weekly"))
        place = PlaceValue(replace(second.events[0].place.place, country="PER"), second.mentions[0].span)  # type: ignore[union-attr]
        planned = {"type": "THREATEN", "status": "planned", "date": month, "place": place}
        store.add(with_event(second, **planned, actors=(), recipients=()))
        third = coder.code(article("The last attack.", None))
        store.add(with_event(third, type="ASSAULT", date=None, place=None, actors=(), recipients=()))
        store.add_aside(article("A cake.", "2020-01-01"), "off-topic: not about public affairs", coder.run)
        store.reject("wire.jsonl line 3", "malformed: not JSON", "Mend the line.")
    return path


def types(store: Store, **filters: object) -> list[str]:
    found = [entry.event.type for entry in store.events(**filters)]  # type: ignore[arg-type]
    assert store.count_events(**filters) == len(found)  # type: ignore[arg-type]
    return found


def test_events_by_type_country_date_status_and_words(path: Path) -> None:
    store = Store.open(path)
    assert types(store) == ["ASSAULT", "THREATEN", "ASSAULT"]  # by date, the undated last
    assert types(store, type="threaten") == ["THREATEN"]
    assert types(store, country="per") == ["ASSAULT", "THREATEN"]  # an actor's, a place's
    assert types(store, start=date(2020, 6, 30)) == ["THREATEN"]  # may have been on its last day
    assert types(store, end=date(2020, 5, 6)) == ["ASSAULT"]
    assert types(store, start=date(2020, 5, 7), end=date(2020, 5, 31)) == []
    assert types(store, status="planned") == ["THREATEN"]
    assert types(store, text="naive") == ["THREATEN"]
    assert types(store, text='"hit the camp"') == ["ASSAULT"]
    assert types(store, text="camp river") == []
    assert [e.event.type for e in store.events(limit=1, offset=1)] == ["THREATEN"]


def test_a_line_of_a_list_says_where_it_is_from(path: Path) -> None:
    entry = Store.open(path).events()[0]
    assert (entry.outlet, entry.title, entry.published_start) == ("Daily", "Camp hit", "2020-05-07")
    assert "attack" in entry.quote and entry.claims == 1 and entry.denials in (0, 1)
    assert [e.event.id for e in Store.open(path).events(article_id=entry.article_id)] == [entry.event.id]


def test_disputed_events_are_those_with_a_denial(path: Path) -> None:
    store = Store.open(path)
    disputed = {entry.event.id for entry in store.events(disputed=True)}
    assert disputed == {entry.event.id for entry in store.events() if entry.denials}
    assert store.count_events(disputed=True) == len(disputed)


def test_articles_by_state_outlet_date_and_words(path: Path) -> None:
    store = Store.open(path)
    assert [a.published_start for a in store.articles()] == ["2020-01-01", "2020-05-07", "2020-06-01", None]
    assert [a.aside for a in store.articles(state="aside")] == ["off-topic: not about public affairs"]
    assert [a.outlet for a in store.articles(outlet="Daily")] == ["Daily"]
    assert [a.outlet for a in store.articles(start=date(2020, 5, 8))] == ["Weekly"]
    assert [a.title for a in store.articles(text="Camp hit")] == ["Camp hit"]
    assert [a.title for a in store.search("rebels camp")] == ["Camp hit"]
    assert [(a.events, a.attributions, a.characters) for a in store.search("camp")] == [(1, 1, len(SAID))]


@pytest.mark.parametrize(
    "text", ['"', "AND", "a OR", "NEAR(", "*", "col:x", "-", "", "'; DROP TABLE text", "(", "^x"]
)
def test_no_words_break_the_search(path: Path, text: str) -> None:
    Store.open(path).search(text)
    Store.open(path).events(text=text)


def test_search_words_are_quoted() -> None:
    assert match_of('peace "talks in Rome" now"') == '"peace" "talks in Rome" "now"'
    assert match_of(" - ") == '""'


def test_the_store_is_counted(path: Path) -> None:
    counts = Store.open(path).counts()
    assert {k: counts[k] for k in ("articles", "coded", "aside", "events", "mentions", "claims", "rejected")} == {
        "articles": 4, "coded": 3, "aside": 1, "events": 3, "mentions": 3, "claims": 3, "rejected": 1,
    }  # fmt: skip
    assert counts["attributions"] == 1


def test_what_is_not_there_is_said(path: Path) -> None:
    store = Store.open(path)
    for look in (store.article, store.record, store.event, store.resolve):
        with pytest.raises(NotFoundError, match="nope"):
            look("nope")
    assert not store.known("nope")


def test_an_id_may_be_cut_short(path: Path) -> None:
    store = Store.open(path)
    full = store.articles()[1].article_id
    assert store.resolve(full[:12]) == store.resolve(full) == full
    with pytest.raises(NotFoundError, match="more than one"):
        store.resolve("art-")


def test_what_was_set_aside_says_why(path: Path) -> None:
    store = Store.open(path)
    record = store.record(store.articles(state="aside")[0].article_id)
    assert record.aside == "off-topic: not about public affairs" and record.events == ()
    assert [(r.location, r.remedy) for r in store.rejected()] == [("wire.jsonl line 3", "Mend the line.")]


def test_the_views_read_well(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    event = dict(connection.execute("SELECT * FROM event_list WHERE actor_countries = 'PER'").fetchone())
    assert (
        event["actors"] == "Rebels"
        and event["outlet"] == "Daily"
        and event["casualties"].startswith("killed ")
    )
    claim = dict(connection.execute("SELECT * FROM claim_list WHERE source IS NOT NULL").fetchone())
    assert (claim["source"], claim["via"], claim["cue"]) == ("Police", "The Daily", "said")
    attribution = dict(connection.execute("SELECT * FROM attribution_list").fetchone())
    assert attribution["content"] == " that rebels" and attribution["about"] == event["event_id"]
    articles = connection.execute(
        "SELECT state, aside, events FROM article_list ORDER BY published_start"
    ).fetchall()
    assert [tuple(a) for a in articles][:2] == [
        ("coded", None, 1),
        ("aside", "off-topic: not about public affairs", 0),
    ]
    # spans point into the text, as the quotes beside them say
    for table in ("mention", "argument", "toll", "content", "via", "claim"):
        wrong = connection.execute(
            f"SELECT count(*) FROM {table} JOIN coding ON coding.number = {table}.coding "
            "JOIN article ON article.number = coding.article JOIN text USING (text_id) "
            "WHERE quote != substr(text.text, span_start + 1, span_end - span_start)"
        ).fetchone()
        assert wrong[0] == 0, table
    connection.close()
