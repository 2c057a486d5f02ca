"""The store: one SQLite file that keeps the record; ``docs/store.md`` tells its tables.

``Store.open(path)`` reads, ``StoreWriter.open(path)`` writes as well.
"""

from onrecord.store.reader import ArticleEntry, EventDetail, EventEntry, Rejected, Store
from onrecord.store.write import Standing, StoreWriter

__all__ = ["ArticleEntry", "EventDetail", "EventEntry", "Rejected", "Standing", "Store", "StoreWriter"]
