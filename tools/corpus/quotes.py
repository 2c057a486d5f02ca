"""Stretches of text named by quote: `attack#2` is the second "attack"."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(.+)#(\d+)", re.S)


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of the quote, as code point offsets; those inside a longer word only where no other is."""
    found = [(match.start(), match.start() + len(quote)) for match in re.finditer(f"(?={re.escape(quote)})", text)]
    whole = [place for place in found if _whole(text, *place)]
    return whole or found


def locate(text: str, quote: str) -> tuple[int, int]:
    """The place that a quote names. The first where it has no number.

    Raises ValueError where it is nowhere.
    """
    matched = _NUMBERED.fullmatch(quote)
    if matched and quote not in text:
        found, number = places(text, matched[1]), int(matched[2])
        if not 1 <= number <= len(found):
            raise ValueError(f"{quote!r}: {len(found)} of them in the text")
        return found[number - 1]
    found = places(text, quote) if quote else []
    if not found:
        raise ValueError(f"{quote!r} is not in the text")
    return found[0]


def ambiguous(text: str, quote: str) -> bool:
    """Whether a quote without a number stands at several places."""
    return quote in text and len(places(text, quote)) > 1


def _whole(text: str, start: int, end: int) -> bool:
    return not (
        (text[start].isalnum() and text[max(0, start - 1) : start].isalnum())
        or (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    )
