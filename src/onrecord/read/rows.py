"""JSON objects to articles: one a line (JSON Lines), or a file of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.ontology import read as tables
from onrecord.read.articles import read_text, with_headline
from onrecord.read.asides import Incoming, UnreadableError
from onrecord.read.dates import date_range
from onrecord.read.given import Given
from onrecord.read.pages import read_html
from onrecord.records import DateRange

log = logging.getLogger("onrecord.read")


def parse(line: str) -> Mapping[str, Any]:
    """The object in ``line``. Raises UnreadableError where there is none."""
    try:
        row = json.loads(line, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            "not-json", f"the line is no JSON ({str(error)[:80]})", "Mend the line, or leave it out."
        ) from None
    if not isinstance(row, dict):
        raise UnreadableError("not-json", "the line is no JSON object", "Write {...} with text, title, date.")
    return row


def article(row: Mapping[str, Any], where: str, given: Given) -> Incoming:
    """The article of one object. What the user gave outranks what the object says."""
    try:
        return _article(row, where, given)
    except UnreadableError as error:
        return error.at(where)


def _article(row: Mapping[str, Any], where: str, given: Given) -> Incoming:
    lower = {str(key).lower(): value for key, value in row.items()}
    parts = {part: _value(lower, names) for part, names in tables.record_fields().items()}
    text, page = parts["text"], parts["html"]
    if not text and not page:
        raise UnreadableError(
            "no-text", f"the object has no text (it has {', '.join(list(lower)[:6]) or 'nothing'})",
            "Name the text `text`, `body` or `content`.",
        )  # fmt: skip
    when = None if given.published else _date(parts["date"], where)
    outlet = given.outlet or parts["outlet"]
    if page and not text:
        return read_html(
            page.encode("utf-8", "replace"), settings=given.settings, published=given.published,
            outlet=outlet, url=parts["url"], title=parts["title"], external_id=parts["id"], metadata=when, where=where,
        )  # fmt: skip
    assert text
    if parts["dateline"]:
        text = f"{parts['dateline'].strip()} {text.lstrip()}"
    return read_text(
        with_headline(parts["title"], text), outlet=outlet, published=given.published, title=parts["title"],
        url=parts["url"], external_id=parts["id"], metadata=when,
    )  # fmt: skip


def _value(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of ``names`` that holds something, as text; of an object its name or title."""
    for name in names:
        value = row.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _date(text: str | None, where: str) -> DateRange | None:
    """The row's date. One that is no date is told of, and the article is dated by other evidence."""
    if not text:
        return None
    try:
        return date_range(text)
    except InputError as error:
        log.warning("%s: %s; the article is kept without it", where, error.what)
        return None


def of_file(text: str, where: str, given: Given) -> Iterator[Incoming]:
    """The articles of a whole JSON file: one object, or a list of them."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            "not-json",
            f"the file is no JSON ({str(error)[:80]})",
            "Write one object a line and name it .jsonl.",
        ) from None
    rows = data if isinstance(data, list) else [data]
    for number, row in enumerate(rows, 1):
        place = f"{where} item {number}" if isinstance(data, list) else where
        if isinstance(row, dict):
            yield article(row, place, given)
        else:
            yield UnreadableError("not-json", "the item is no JSON object", "Write {...}.").at(place)
