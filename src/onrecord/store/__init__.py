"""The store: one SQLite file that keeps the record; ``docs/store.md`` tells its tables.

``Store.open(path)`` reads, ``StoreWriter.open(path)`` writes as well.
"""

from onrecord.store.entries import ArticleEntry, Dispute, EventDetail, EventEntry, Rejected
from onrecord.store.reader import Store
from onrecord.store.write import Standing, StoreWriter

__all__ = ["ArticleEntry", "Dispute", "EventDetail", "EventEntry", "Rejected", "Standing", "Store", "StoreWriter"]
