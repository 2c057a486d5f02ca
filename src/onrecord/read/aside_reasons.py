"""Why an article is kept but not coded: no report in it, not English, or not about public affairs."""

from __future__ import annotations

from onrecord.read.language import language_name
from onrecord.read.topic import on_topic
from onrecord.records import Article
from onrecord.settings import Settings


def set_aside_reason(article: Article, settings: Settings) -> str | None:
    """Why ``article`` is set aside before any costly work, as code and sentence, or ``None``."""
    if not any(block.kind in ("body", "headline") for block in article.blocks):
        return "no-text: the article holds nothing but furniture"
    if article.language != "en":
        return f"language: the article is in {language_name(article.language)} ({article.language})"
    if not settings.all_topics and not on_topic(article):
        return "off-topic: not about politics, security or public affairs"
    return None
