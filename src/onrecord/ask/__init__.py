"""Questions to the record: what terminal, pages, REST and exports read, they read through here."""

from onrecord.ask.marks import Mark, Segment, marked_blocks
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

__all__ = [
    "ArticleView",
    "ClaimView",
    "EventView",
    "FieldView",
    "Mark",
    "Query",
    "SayingView",
    "Segment",
    "ValueView",
    "article_view",
    "count_events",
    "detail_view",
    "event_view",
    "list_articles",
    "list_events",
    "marked_blocks",
    "sentence_around",
]
