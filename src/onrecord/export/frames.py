"""Events, claims and attributions as pandas frames; pandas is imported when one is asked for.

``frame.attrs["loses"]`` says what a frame leaves out. Unknown values are ``NA``, never zero or empty text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.export import rows
from onrecord.records import Record

if TYPE_CHECKING:
    import pandas as pd

_DAYS = frozenset({"date_start", "date_end", "published_start", "published_end"})
_NUMBERS = frozenset(
    {"geonames_id", "mentions", "claims", "denials", "span_start", "span_end"}
    | {column for column in rows.EVENT_COLUMNS if column.endswith(("_low", "_high"))}
)
_TRUTHS = frozenset({"mutual", "main", "background"})
_DEGREES = frozenset({"latitude", "longitude"})
_CATEGORIES = frozenset(
    {"type", "status", "stance", "field", "event_type", "date_granularity", "place_precision"}
)


def events_frame(source: Record | rows.Records | Iterable[Record]) -> pd.DataFrame:
    """A line for each event of a record, of records, or of a store."""
    return _frame(rows.EVENT_COLUMNS, rows.event_rows(source))


def claims_frame(source: Record | rows.Records | Iterable[Record]) -> pd.DataFrame:
    """A line for each claim."""
    return _frame(rows.CLAIM_COLUMNS, rows.claim_rows(source))


def attributions_frame(source: Record | rows.Records | Iterable[Record]) -> pd.DataFrame:
    """A line for each attribution."""
    return _frame(rows.ATTRIBUTION_COLUMNS, rows.attribution_rows(source))


def _frame(columns: Sequence[str], lines: Iterable[rows.Row]) -> pd.DataFrame:
    import pandas as pd

    by_column: dict[str, list[Any]] = {column: [] for column in columns}
    for line in lines:
        for column, values in by_column.items():
            values.append(line[column])
    frame = pd.DataFrame(
        {column: pd.Series(values, dtype=_kind(column)) for column, values in by_column.items()}
    )
    frame.attrs["loses"] = rows.LOSES
    return frame


def _kind(column: str) -> str:
    if column in _DAYS:
        return "datetime64[s]"  # seconds hold any year that a date can have
    if column in _NUMBERS:
        return "Int64"
    if column in _TRUTHS:
        return "boolean"
    if column in _DEGREES:
        return "Float64"
    return "category" if column in _CATEGORIES else "string"
