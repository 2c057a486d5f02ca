"""The calls behind ``import onrecord``: a text to a record, a store, and both as tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.records import Article, DateRange, Record
from onrecord.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from onrecord.annotated import Annotated
    from onrecord.pipeline import Engine
    from onrecord.store import Store


@cache
def _engine(settings: Settings) -> Engine:
    """One engine for each set of settings: models are loaded once."""
    from onrecord.pipeline import Engine

    return Engine(settings)


def read_text(
    text: str,
    *,
    published: DateRange | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Record:
    """Return the record of one text, with no store.

    ``published`` is a range of days or a date as text (``2022-06-13``, ``June 2022``); where it is not given it is
    sought in the text. A text that is not English or is off topic gives an empty record with ``aside`` saying why
    (``Settings(all_topics=True)`` codes it too). Raises InputError for a date that is no date, ModelError
    where a model is missing.
    """
    engine = _engine(settings or Settings())
    return engine.read_text(text, published=published, outlet=outlet, title=title, url=url)


def annotate_text(
    text: str,
    *,
    published: DateRange | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Annotated:
    """Return the text as all stages have filled it, whatever its topic: what the benchmarks of single stages read.

    Raises as :func:`read_text` does.
    """
    from onrecord.read import parse_date
    from onrecord.read import read_text as to_article

    given = parse_date(published) if isinstance(published, str) else published
    article = to_article(text, outlet=outlet, published=given, title=title)
    return _engine(settings or Settings()).annotate(article)


def read_article(article: Article, *, settings: Settings | None = None) -> Record:
    """Return the record of an article that was read before (its blocks and date are taken as they are)."""
    return _engine(settings or Settings()).code(article)


def open(path: str | Path, *, write: bool = False) -> Store:
    """Open a store; for reading unless ``write``. Raises StoreError where there is none or it is of another kind."""
    from onrecord.store import Store

    return Store.open(Path(path), write=write)


def events_frame(source: Record | Store | Iterable[Record]) -> pd.DataFrame:
    """Return a pandas frame with a line for each event of a record, of records, or of a store.

    What is not known is ``NA``; ``frame.attrs["loses"]`` says what the lines leave out.
    """
    from onrecord.export import frames

    return frames.events_frame(source)


def claims_frame(source: Record | Store | Iterable[Record]) -> pd.DataFrame:
    """Return the same for claims: field, value, stance, source, who passed it on, the words."""
    from onrecord.export import frames

    return frames.claims_frame(source)


def attributions_frame(source: Record | Store | Iterable[Record]) -> pd.DataFrame:
    """Return the same for attributions: source, cue, content, stance, what they are about."""
    from onrecord.export import frames

    return frames.attributions_frame(source)
