"""What questions are answered with: it is what its schema says, and rows are in the order of the list."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from onrecord.ask import Query, count_events, list_articles, list_events
from onrecord.export import answers
from onrecord.export.rows import EVENT_COLUMNS
from onrecord.store import Store
from story import fill, story


@pytest.fixture
def store(tmp_path: Path) -> Store:
    fill(tmp_path / "record.db")
    return Store.open(tmp_path / "record.db")


def check(name: str, value: object) -> None:
    schema = answers.schemas()[name]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)


def test_a_list_of_events(store: Store) -> None:
    entries = list_events(store, Query())
    found = answers.events_to_json(store, entries, count_events(store, Query()))
    check("events", found)
    assert found["total"] == 1
    assert found["events"][0]["event"]["date"]["span"]["quote"] == "Monday"
    assert found["events"][0]["denials"] == 1


def test_an_event_with_all_its_claims(store: Store) -> None:
    record = story()
    found = answers.event_to_json(store.event(record.events[0].id))
    check("event", found)
    assert {c["id"] for c in found["claims"]} == {c.id for c in record.claims}
    assert {c["span"]["quote"] for c in found["claims"] if c["stance"] == "denies"} == {"it attacked the bus"}
    assert found["articles"][0]["text"] == record.article.text


def test_a_list_of_articles(store: Store) -> None:
    found = answers.articles_to_json(list_articles(store, Query()), store.rejected())
    check("articles", found)
    assert [a["state"] for a in found["articles"]] == ["coded", "aside"]
    assert found["rejected"][0]["location"] == "feeds/broken.gz"


def test_rows_of_lists(store: Store) -> None:
    (row,) = answers.entry_rows(store, list_events(store, Query()))
    assert tuple(row) == EVENT_COLUMNS and row["url"] == "https://example.org/1" and row["denials"] == 1
    rows = list(answers.article_rows(list_articles(store, Query())))
    assert [tuple(row) == answers.ARTICLE_COLUMNS for row in rows] == [True, True]


def test_a_schema_refuses_what_is_not_in_it(store: Store) -> None:
    found = answers.events_to_json(store, list_events(store, Query()), 1)
    assert list(Draft202012Validator(answers.schemas()["events"]).iter_errors({**found, "more": 1}))
