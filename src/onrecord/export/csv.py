"""Events, claims and attributions as CSV (RFC 4180, UTF-8, a header line); what rows lose is in ``rows.LOSES``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TextIO

from onrecord.export import rows
from onrecord.records import Record

Table = Literal["events", "claims", "attributions"]
_TABLES = {
    "events": (rows.EVENT_COLUMNS, rows.event_rows),
    "claims": (rows.CLAIM_COLUMNS, rows.claim_rows),
    "attributions": (rows.ATTRIBUTION_COLUMNS, rows.attribution_rows),
}


def write_csv(
    stream: TextIO, source: Record | rows.Records | Iterable[Record], table: Table = "events"
) -> int:
    """Write one table of a record, of records, or of a store; return how many rows it has.

    Open ``stream`` with ``newline=""``, as the csv module asks for. Memory stays flat.
    """
    columns, rows_of = _TABLES[table]
    return write_rows(stream, columns, rows_of(source))


def write_rows(stream: TextIO, columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> int:
    """Write any rows; what is unknown is empty, truth is 1 and 0, days are ISO text."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    number = 0
    for line in lines:
        writer.writerow([_cell(line[column]) for column in columns])
        number += 1
    return number


def _cell(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value
