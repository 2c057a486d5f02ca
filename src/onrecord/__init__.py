"""onrecord reads news about politics and security and keeps a sourced record.

Who did what to whom, when, where, with what loss of life; who says so, who claims it, who denies it; each value tied
to the characters of text that say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import (
        attributions_frame,
        claims_frame,
        events_frame,
        open,
        read_article,
        read_text,
    )
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
    )
    from onrecord.settings import Settings

__all__ = [
    "Actor", "Article", "Attribution", "Claim", "DateRange", "Event", "Mention", "OnrecordError", "Place", "Record",
    "Settings", "Span", "Toll", "attributions_frame", "claims_frame", "events_frame", "open", "read_article",
    "read_text",
]  # fmt: skip

_HOME = {
    **dict.fromkeys(
        ("attributions_frame", "claims_frame", "events_frame", "open", "read_article", "read_text"), "onrecord.api"
    ),
    "OnrecordError": "onrecord.errors",
    "Settings": "onrecord.settings",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that nothing heavy is loaded for what is not."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "onrecord.records")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
