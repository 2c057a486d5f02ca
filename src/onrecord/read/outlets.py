"""Whether a name is an outlet's: known by the tables, or built as outlets' names are. In doubt it is not."""

from __future__ import annotations

import re

from onrecord.ontology import read as tables

_WORD = re.compile(r"[A-ZÀ-Þ][\w.'’&-]*|of|the|and|&")
MOST_WORDS = 5
_HOLDER = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)[\s©:,]*(?:\([cC]\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?)?[.,]?\s+"
    r"(?:by\s+)?(?P<name>[A-ZÀ-Þ][\w&'’/-]*(?:\s+(?:[A-ZÀ-Þ][\w&'’/-]*|of|the|and|&)(?=[\s,.;]|$))*)"
)


def is_known(name: str) -> bool:
    """Whether the tables know ``name``, written so, as an agency or another outlet."""
    return any(
        n in tables.agencies().by_alias or n in tables.outlets() for n in (name, name.removeprefix("The "))
    )


def is_plausible(name: str) -> bool:
    """Whether ``name`` is of the build of an outlet's ("The Example Post") and says nothing of public affairs,
    as a headline in capitals would ("Troops Overrun Border Post").
    """
    table, words = tables.mastheads(), name.split()
    if not 2 <= len(words) <= MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return False
    low = [word.lower() for word in words]
    core = low[1:] if low[0] == "the" else low
    if (
        core[0] in table.not_outlets
        or core[0] in table.not_names
        or any(w in tables.topic().weights for w in core[:-1])
    ):
        return False
    return (
        core[-1] in table.outlet_ends
        or " ".join(core[-2:]) in table.outlet_ends
        or (core[0] in table.outlet_starts and 2 <= len(core) <= 4)
        or (len(core) >= 3 and core[1] == "of" and core[0] in table.outlet_of)
    )


def holder(line: str) -> str | None:
    """The outlet that holds the copyright by ``line``, without the words of a company ("Ltd").

    Agencies sell their copy with their copyright: theirs names the outlet of origin, and no outlet.
    """
    found = _HOLDER.search(line)
    if found is None:
        return None
    words = found["name"].split()
    while words and words[-1].lower() in tables.mastheads().companies:
        words.pop()
    name = " ".join(words)
    if name in tables.agencies().by_alias or name.removeprefix("The ") in tables.agencies().by_alias:
        return None
    return name if is_known(name) or is_plausible(name) else None
