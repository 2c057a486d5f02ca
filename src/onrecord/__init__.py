"""onrecord reads news about politics and security and keeps a sourced record.

Who did what to whom, when, where, with what loss of life; who says so, who claims it, who denies it; each value tied
to the characters of text that say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import open, read_article, read_text
    from onrecord.errors import OnrecordError
    from onrecord.records import (
        Actor,
        Article,
        Attribution,
        Claim,
        DateRange,
        Event,
        Mention,
        Place,
        Record,
        Span,
        Toll,
    )  # fmt: skip
    from onrecord.settings import Settings

_HOME = {
    **dict.fromkeys(("open", "read_article", "read_text"), "onrecord.api"),
    **dict.fromkeys(
        (
            "Actor",
            "Article",
            "Attribution",
            "Claim",
            "DateRange",
            "Event",
            "Mention",
            "Place",
            "Record",
            "Span",
            "Toll",
        ),
        "onrecord.records",
    ),
    "OnrecordError": "onrecord.errors",
    "Settings": "onrecord.settings",
}

__all__ = [
    "Actor", "Article", "Attribution", "Claim", "DateRange", "Event", "Mention", "OnrecordError", "Place", "Record",
    "Settings", "Span", "Toll", "open", "read_article", "read_text",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that nothing heavy is loaded for what is not."""
    from importlib import import_module

    if name not in _HOME:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
