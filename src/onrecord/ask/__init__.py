"""Questions to the record: what terminal, pages, REST and exports read, they read through here."""

from onrecord.ask.history import Change, Step, history
from onrecord.ask.marks import Mark, Segment, marked_blocks
from onrecord.ask.past import as_of
from onrecord.ask.query import Query, count_events, list_articles, list_events
from onrecord.ask.views import (
    ArticleView,
    ClaimView,
    EventView,
    FieldView,
    SayingView,
    ValueView,
    article_view,
    detail_view,
    event_view,
    sentence_around,
)
from onrecord.merge.tolls import TollRange

__all__ = [
    "ArticleView",
    "Change",
    "ClaimView",
    "EventView",
    "FieldView",
    "Mark",
    "Query",
    "SayingView",
    "Segment",
    "Step",
    "TollRange",
    "ValueView",
    "article_view",
    "as_of",
    "count_events",
    "detail_view",
    "event_view",
    "history",
    "list_articles",
    "list_events",
    "marked_blocks",
    "sentence_around",
]
