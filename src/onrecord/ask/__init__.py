"""Questions to the record: what terminal, pages, REST and exports read, they read through here."""

from onrecord.ask.marks import Mark, Segment, marked_blocks
from onrecord.ask.views import ArticleView, ClaimView, EventView, FieldView, article_view, event_view, sentence_around

__all__ = [
    "ArticleView",
    "ClaimView",
    "EventView",
    "FieldView",
    "Mark",
    "Segment",
    "article_view",
    "event_view",
    "marked_blocks",
    "sentence_around",
]
