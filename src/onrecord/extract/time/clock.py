"""Times of day: 3:30 p.m., 0730, four o'clock, 10 at night, noon."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.extract.time.context import Context, Meaning
from onrecord.extract.time.dates import DATES
from onrecord.extract.time.grammar import Hit


def _clock(hit: Hit, context: Context) -> Meaning:
    """A time of day, on the day that the words give, else on the last day told or that of reading."""
    rule = "day" if hit.has("M") else "weekday" if hit.has("W") else "deictic" if hit.has("C") else ""
    on = DATES[rule](_without_clock(hit, rule), context) if rule else None
    anchor = context.anchor.start if context.anchor and context.anchor.days == 1 else context.ref
    day = on.value[:10] if on else anchor.isoformat()
    return Meaning("TIME", f"{day}T{hour_of(hit)}", on.range if on else None)


def _without_clock(hit: Hit, rule: str) -> Hit:
    own = hit.own[next(i for i, item in enumerate(hit.own) if item.letter in "MWC") :]
    if rule == "day" and hit.own and not any(item.letter in "DO" for item in own):
        own = hit.own[1:]
    return Hit(rule, hit.start, hit.end, own, hit.before, hit.after)


def hour_of(hit: Hit) -> str:
    """The time of day that the words give, as TIMEX3 writes it after its T."""
    first = hit.own[0]
    told = str(first.value) if first.letter == "Q" else first.lower
    pieces = [int(piece) for piece in told.replace(".", ":").split(":")]
    hour, minute = pieces[0], pieces[1] if len(pieces) > 1 else 0
    meridian, part = hit.first("m"), hit.first("P")
    if part is not None and (part.value in ("AF", "EV") or (part.value == "NI" and hour >= 6)):
        hour = hour % 12 + 12
    elif meridian is not None and not meridian.lower.startswith("o"):
        hour = hour % 12 + (12 if meridian.lower.startswith("p") else 0)
    return f"{hour:02}:{minute:02}"


def _part(hit: Hit, context: Context) -> Meaning:
    anchor = context.anchor.start if context.anchor and context.anchor.days == 1 else context.ref
    return Meaning("TIME", f"{anchor}T{hit.own[0].value}")


CLOCK: dict[str, Callable[[Hit, Context], Meaning | None]] = {"clock": _clock, "part": _part}
