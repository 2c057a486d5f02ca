"""Whether an article is about politics, security or public affairs: points for its words, before any costly
work.

Each word or phrase of ``data/topic/`` counts once, however often it stands; some take points away, up to a
limit. An article is on topic where the sum reaches the threshold; a short one needs less, in proportion to
its length.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.ontology import read as tables
from onrecord.read.articles import coded
from onrecord.read.furniture import lowered
from onrecord.records import Article

FULL = 900  # characters from which the whole threshold holds
LEAST = 0.29  # share of the threshold that the shortest text needs
PLAIN = 6  # a word of this weight is hardly written of anything but violence
LONGEST = 8000  # characters looked at: what an article is about stands in its beginning


def on_topic(article: Article) -> bool:
    """Whether the article may hold an event that is to be coded."""
    return text_on_topic(coded(article))


def text_on_topic(text: str) -> bool:
    """Whether headline and body ``text`` reaches the threshold for its length."""
    share = min(1.0, max(LEAST, len(text) / FULL))
    return points(text) >= tables.topic().threshold * share


def points(text: str) -> float:
    """What the words that stand in ``text`` come to."""
    automaton, prefix, weights = _automaton()
    low = lowered(text[:LONGEST])
    found: set[int] = set()
    size = len(low)
    for number, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
        if number in found or (start and low[start - 1].isalnum()):
            continue
        if not prefix[number] and end < size and low[end].isalnum():
            continue
        found.add(number)
    limits = tables.topic()
    given = sum(weights[number] for number in found if weights[number] > 0)
    taken = -sum(weights[number] for number in found if weights[number] < 0)
    if _share_code().search(text):
        taken -= limits.share_code_weight
    plain = any(weights[number] >= PLAIN for number in found)
    return given - min(taken, limits.beside_violence if plain else limits.most_taken)


@cache
def _share_code() -> re.Pattern[str]:
    return re.compile(tables.topic().share_code)


@cache
def _automaton() -> tuple[Any, list[bool], list[float]]:
    from ahocorasick_rs import AhoCorasick

    table = tables.topic().weights
    words = [word.removesuffix("*") for word in table]
    return AhoCorasick(words), [word.endswith("*") for word in table], list(table.values())
