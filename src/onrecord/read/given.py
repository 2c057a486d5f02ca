"""What the user gave with the inputs, and the limits that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import DateRange
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class Given:
    """Publication date and outlet by the user's word: they outrank what files and pages say."""

    settings: Settings
    published: DateRange | None = None
    outlet: str | None = None
