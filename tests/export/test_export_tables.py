"""Rows, CSV and frames: the same columns from a record and a store, unknown values left unknown."""

import csv
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from made import MadeCoder, article, records
from onrecord.export import rows
from onrecord.export.csv import Table, write_csv
from onrecord.export.frames import attributions_frame, claims_frame, events_frame
from onrecord.records import Actor, Record, Span, Toll
from onrecord.store import StoreWriter

RECORD = MadeCoder().code(
    article('An attack hit "the camp", at dawn. Police said that rebels did it.', title="Camp")
)
SPAN = Span(0, 1)


def told(*tolls: Toll) -> rows.Row:
    return rows.event_row(RECORD, replace(RECORD.events[0], casualties=tolls))


@given(record=records())
@settings(max_examples=40, deadline=None)
def test_rows_have_the_columns_that_are_said(record: Record) -> None:
    assert all(set(row) == set(rows.EVENT_COLUMNS) for row in rows.event_rows(record))
    assert all(set(row) == set(rows.CLAIM_COLUMNS) for row in rows.claim_rows(record))
    assert all(set(row) == set(rows.ATTRIBUTION_COLUMNS) for row in rows.attribution_rows(record))
    for table in ("events", "claims", "attributions"):
        stream = io.StringIO(newline="")
        assert write_csv(stream, record, table) == len(getattr(record, table))  # type: ignore[arg-type]


def test_casualties_are_not_summed_where_they_may_overlap() -> None:
    row = told(
        Toll("killed", 9, 12, SPAN), Toll("killed", 3, 3, SPAN, country="KEN"), Toll("injured", 5, None, SPAN)
    )
    assert row["casualties"] == "killed 9 to 12; killed 3 (KEN); injured 5 or more"
    assert (row["killed_low"], row["killed_high"]) == (9, None)
    assert (row["injured_low"], row["injured_high"], row["missing_low"]) == (5, None, None)
    attackers = told(Toll("killed", 2, 2, SPAN, attackers=True))
    assert attackers["casualties"] == "killed 2 (attackers)" and attackers["killed_low"] is None


def test_names_and_countries_stay_side_by_side() -> None:
    actors = (Actor("Gunmen"), Actor("France", "FRA"))
    row = rows.event_row(RECORD, replace(RECORD.events[0], actors=actors))
    assert (row["actors"], row["actor_countries"], row["actor_sectors"]) == ("Gunmen; France", "; FRA", None)


@pytest.mark.parametrize("table", ["events", "claims", "attributions"])
def test_csv_is_read_back_by_the_csv_module(table: Table) -> None:
    stream = io.StringIO(newline="")
    write_csv(stream, [RECORD, RECORD], table)
    stream.seek(0)
    lines = list(csv.DictReader(stream, strict=True))
    assert len(lines) == 2 and lines[0]["title"] == "Camp" and lines[0]["published_start"] == "2021-03-04"


def test_csv_without_rows_has_its_header() -> None:
    stream = io.StringIO(newline="")
    assert write_csv(stream, [], "events") == 0
    assert stream.getvalue() == ",".join(rows.EVENT_COLUMNS) + "\r\n"


def test_frames_of_a_record_and_of_a_store_are_the_same(tmp_path: Path) -> None:
    import pandas as pd

    with StoreWriter.open(tmp_path / "record.db") as store:
        store.add(RECORD)
        for make in (events_frame, claims_frame, attributions_frame):
            pd.testing.assert_frame_equal(make(RECORD), make(store))


def test_frames_are_typed_and_say_what_they_lose() -> None:
    empty = replace(RECORD.events[0], date=None, place=None, casualties=())
    frame = events_frame(replace(RECORD, events=(RECORD.events[0], empty)))
    assert frame["date_start"].dt.year.tolist()[0] == 2021 and frame["date_start"].isna().tolist() == [
        False,
        True,
    ]
    assert frame["killed_low"].dtype == "Int64" and frame["killed_low"].isna().tolist() == [False, True]
    assert frame["latitude"].isna().tolist() == [False, True] and frame["type"].dtype == "category"
    assert frame.attrs["loses"] == rows.LOSES
    assert events_frame([]).columns.tolist() == list(rows.EVENT_COLUMNS)
    assert claims_frame(RECORD)["stance"].isin(["asserts", "denies"]).all()


def test_frames_hold_any_year() -> None:
    from onrecord.records import DateRange, TimeValue

    ancient = TimeValue(DateRange(date(1453, 1, 1), date(1453, 12, 31)), "year", "expression", SPAN)
    frame = events_frame(replace(RECORD, events=(replace(RECORD.events[0], date=ancient),)))
    assert frame["date_end"].dt.year.tolist() == [1453]


def test_pandas_is_imported_only_for_frames() -> None:
    code = "import sys; from onrecord.export import csv, frames, json, schema; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
