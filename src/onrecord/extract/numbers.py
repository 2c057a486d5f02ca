"""Counts of people in a noun phrase: figures, number words, floors, ceilings, ranges and vague counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.annotated import Sentence
from onrecord.ontology.numbers import load_number_words

_FIGURE = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
_PAIR = re.compile(r"^(\d+)[-–](\d+)$")


@dataclass(frozen=True, slots=True)
class Count:
    """``low`` to ``high`` (``None``: no ceiling), said by tokens ``first`` to ``last``; ``atleast`` marks a floor."""

    low: int
    high: int | None
    first: int
    last: int
    atleast: bool = False


def read_count(sentence: Sentence, first: int, last: int) -> Count | None:
    """The count that tokens ``first`` to ``last`` (inclusive) tell, or ``None``."""
    words = load_number_words()
    lowers = [token.lower for token in sentence.tokens[first : last + 1]]
    for start in range(len(lowers)):
        found = _number(lowers, start)
        if found is None:
            continue
        low, high, end = found
        first_at, atleast = first + start, high is None
        before = lowers[:start] if start else [t.lower for t in sentence.tokens[max(0, first - 3) : first]]
        for phrase in words.floor:
            if tuple(before[-len(phrase) :]) == phrase:
                return Count(
                    low, low if high is None else high, max(0, first_at - len(phrase)), first + end - 1, True
                )
        for phrase in words.ceiling:
            if tuple(before[-len(phrase) :]) == phrase:
                return Count(0, high, max(0, first_at - len(phrase)), first + end - 1)
        second = _range(lowers, before, end)
        if second is not None:
            return Count(low, second[0], first_at, first + second[1] - 1)
        return Count(low, low if high is None else high, first_at, first + end - 1, atleast)
    return None


def _range(lowers: list[str], before: list[str], end: int) -> tuple[int, int] | None:
    """The upper bound of "between 30 and 40", "30 to 40"."""
    if end + 1 < len(lowers) and lowers[end] in {"to", "-", "–", "and", "or"}:
        if lowers[end] == "and" and before[-1:] != ["between"]:
            return None
        upper = _number(lowers, end + 1)
        if upper is not None and upper[1] is not None:
            return upper[1], upper[2]
    return None


def _number(lowers: list[str], start: int) -> tuple[int, int | None, int] | None:
    """(low, high, end) of the number that begins at ``start``, or ``None``."""
    words = load_number_words()
    for length in (3, 1):
        vague = words.vague.get(" ".join(lowers[start : start + length]))
        if vague is not None:
            return vague[0], vague[1], start + length
    pair = _PAIR.match(lowers[start])
    if pair and int(pair[1]) < int(pair[2]):
        return int(pair[1]), int(pair[2]), start + 1
    if "-" in lowers[start] and all(part in words.words for part in lowers[start].split("-")):
        value = sum(words.words[part] for part in lowers[start].split("-"))
        return value, value, start + 1
    total, current, end = 0, None, start
    while end < len(lowers):
        word = lowers[end]
        if _FIGURE.match(word):
            current = int(word.replace(",", "").replace(".", ""))
        elif word in words.words and (current is None or (current % 10 == 0 and current >= 20)):
            current = (current or 0) + words.words[word]
        elif word in words.multipliers and (current is not None or end > start):
            total += (current or 1) * words.multipliers[word]
            current = None
            end += 1
            continue
        elif (word in {"-", "and"} and total and end + 1 < len(lowers) and lowers[end + 1] in words.words) or (
            word == "-"
            and current
            and current >= 20
            and end + 1 < len(lowers)
            and lowers[end + 1] in words.words
        ):
            end += 1
            continue
        else:
            break
        end += 1
    if end == start:
        return None
    value = total + (current or 0)
    return (value, value, end) if value or current == 0 else None
