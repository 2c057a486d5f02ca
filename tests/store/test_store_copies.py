"""An identical text is coded once in the view, whichever of its articles comes first, and nothing is overwritten."""

import itertools
import sqlite3
from dataclasses import fields
from pathlib import Path

from made import RUN, MadeCoder, article
from onrecord import records
from onrecord.records import Run
from onrecord.store import Store, StoreWriter

TEXT = "An attack hit the camp at dawn. Police said that rebels did it."
CODER = MadeCoder()


def read(store: StoreWriter, one: records.Article, run: Run = RUN) -> str:
    standing = store.standing(one, run)
    if standing == "new":
        store.add(MadeCoder(run=run).code(one))
    elif standing == "copy":
        store.add_copy(one, run)
    return standing


def test_the_first_published_is_coded_in_any_order(tmp_path: Path) -> None:
    same = [
        article(TEXT, "2020-05-06", outlet="First"), article(TEXT, "2020-05-07", outlet="Later"),
        article(TEXT, None, outlet="Undated"), article(TEXT, "2020-05-06", outlet="First", title="With a title"),
    ]  # fmt: skip
    digests = set()
    for at, order in enumerate(itertools.permutations(same)):
        with StoreWriter.open(tmp_path / f"{at}.db") as store:
            for one in order:
                read(store, one)
            assert [read(store, one) for one in order] == ["known"] * 4
            digests.add(store.digest())
            counts = store.counts()
            assert (counts["coded"], counts["copy"], counts["events"]) == (1, 3, 1)
            assert store.events()[0].title == "With a title"
            assert store.record(same[1].id).aside == f"copy: the same text as {same[0].id}, which is coded"
    assert len(digests) == 1


def test_what_is_superseded_stays_in_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with StoreWriter.open(path) as store:
        for day in ("2020-05-08", "2020-05-07", "2020-05-06"):
            assert read(store, article(TEXT, day)) == "new"
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT state, count(*) FROM coding GROUP BY state ORDER BY state").fetchall() == [
        ("current", 1), ("superseded", 2),
    ]  # fmt: skip
    for table in ("mention", "claim", "attribution"):
        assert connection.execute(f"SELECT count(DISTINCT coding) FROM {table}").fetchone() == (3,)
    assert connection.execute("SELECT count(*) FROM event_list").fetchone() == (1,)
    connection.close()


def test_a_new_run_codes_again_and_the_former_stays(tmp_path: Path) -> None:
    path, newer = tmp_path / "record.db", Run("onrecord 1", "others", "none")
    one = article(TEXT, "2020-05-06")
    with StoreWriter.open(path) as store:
        assert read(store, one) == "new"
        before = store.digest()
        assert read(store, one, newer) == "new"
        assert read(store, one, newer) == "known"
        assert store.record(one.id).run == newer and store.counts()["events"] == 1
        assert {entry.run_id for entry in store.events()} == {newer.id}
        assert store.digest() != before
        assert read(store, one) == "new"  # the former engine again: its coding is there and stands again
        assert store.record(one.id).run == RUN and store.digest() == before
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM coding").fetchone() == (2,)
    connection.close()


def test_an_article_keeps_every_id_that_files_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with StoreWriter.open(path) as store:
        assert read(store, article(TEXT, external_id="b2")) == "new"
        assert read(store, article(TEXT, external_id="a1")) == "copy"
        assert read(store, article(TEXT, external_id="a1")) == "known"
        assert store.counts()["articles"] == 1 and store.articles()[0].external_id == "a1"
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT external_id FROM external_id ORDER BY 1").fetchall() == [
        ("a1",),
        ("b2",),
    ]
    connection.close()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with StoreWriter.open(tmp_path / "record.db") as store:
        before = store.digest()
        try:
            with store.together():
                store.add(CODER.code(article(TEXT)))
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert store.digest() == before and store.counts()["articles"] == 0
        store.add(CODER.code(article(TEXT)))
        assert Store.open(store.path).counts()["articles"] == 1


def test_no_part_of_a_record_is_forgotten_when_records_grow() -> None:
    """A new field of a record needs a column, a row in ``rows`` and a line in ``build``: then add it here."""
    stored = {
        "Article": 12, "Block": 2, "Actor": 4, "Place": 7, "TimeValue": 4, "PlaceValue": 3, "Toll": 8, "Argument": 3,
        "Mention": 13, "Link": 2, "Attribution": 10, "Claim": 8, "Event": 15, "Run": 3, "Record": 7,
    }  # fmt: skip
    assert {name: len(fields(getattr(records, name))) for name in stored} == stored
