"""How things show themselves in a notebook: what is shown names here what draws it, and does not import it."""

from __future__ import annotations

from importlib import import_module

_DRAWN_BY = {
    "Record": ("onrecord.ask.html", "record_html"),
    "Store": ("onrecord.ask.html", "store_html"),
    "StoreWriter": ("onrecord.ask.html", "store_html"),
}


def as_html(thing: object) -> str:
    """``thing`` as HTML; what draws it is imported now, so that nothing is loaded before it is looked at."""
    module, function = _DRAWN_BY[type(thing).__name__]
    drawn: str = getattr(import_module(module), function)(thing)
    return drawn
