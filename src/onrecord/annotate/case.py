"""Give capitals-only and lower-case text its case back, character for character."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.ontology.load import read_yaml

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(r"(?:^|(?<![.\s][a-zA-Z])[.!?:]\s+|[\"“(]\s*|^\W+)([^\W\d_])")
_INITIAL = re.compile(r"[a-z]\.(?:[a-z]\.|\s[a-z]{3})")  # "u.s.", "j. smith"
_NEGATED = frozenset({
    "don", "doesn", "didn", "isn", "aren", "wasn", "weren", "hasn", "haven", "hadn", "won", "wouldn", "shouldn",
    "couldn", "mustn", "needn", "ain",
})  # fmt: skip
_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("s", ("", "e")), ("es", ("", "e")), ("ed", ("", "e")), ("ing", ("", "e")),
    ("er", ("", "e")), ("est", ("", "e")), ("ly", ("",)),
)  # fmt: skip


def wrong_case(text: str) -> bool:
    """Whether the text is in capitals only, or in lower case only (headlines of a few words are left alone)."""
    letters = [c for c in text[:4000] if c.isalpha()]
    if len(letters) < 20:
        return False
    upper = sum(c.isupper() for c in letters) / len(letters)
    return upper > 0.85 or upper < 0.001


def restore_case(text: str) -> str:
    """Return ``text`` with sentence starts and words that are not common English words capitalised.

    Same length, same letters. What counts as a common word is ``data/case/words.yaml``, learned by
    ``training/case.py`` from how open texts write each word inside a sentence.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change length with case (İ); leave such text alone
        return text
    common, upper, given, surnames, _ = _words()
    after_given = {m.end() + 1 for m in _WORD.finditer(lowered) if m.group() in given}

    def write(match: re.Match[str]) -> str:
        word = match.group()
        stem = word.split("'")[0].split("’")[0]
        if (
            word in upper
            or (len(stem) == 1 and stem not in {"a", "s", "t"})
            or _INITIAL.match(lowered, match.start())
        ):
            return word.upper() if len(stem) == len(word) else stem.upper() + word[len(stem) :]
        stays = _is_common(stem, common) and not (match.start() in after_given and stem in surnames)
        return word if stays else word[0].upper() + word[1:]

    cased = _with_phrases(_WORD.sub(write, lowered), lowered)
    cased = _SENTENCE_START.sub(lambda m: m.group()[:-1] + m.group()[-1].upper(), cased)
    return cased if len(cased) == len(text) else text


def _is_common(word: str, common: frozenset[str]) -> bool:
    """Whether the word, or the stem of a regular form of it, is in the list."""
    if word in common or word in {"a", "s", "t"} or (word.endswith("n") and word in _NEGATED):
        return True
    for end, stems in _ENDINGS:
        if word.endswith(end) and len(word) > len(end) + 2:
            base = word[: -len(end)]
            if any(base + stem in common for stem in stems) or (
                len(base) > 3 and base[-1] == base[-2] and base[:-1] in common
            ):
                return True
    return False


def _with_phrases(cased: str, lowered: str) -> str:
    """Write names of several words as they are written ("new York" to "New York")."""
    automaton, phrases = _phrases()
    out = list(cased)
    for which, start, end in automaton.find_matches_as_indexes(lowered, overlapping=False):
        edges = lowered[start - 1 : start] + lowered[end : end + 1]
        if not any(c.isalnum() for c in edges):
            out[start:end] = phrases[which]
    return "".join(out)


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], tuple[str, ...]]:
    """Common words, abbreviations, first names, surnames that are common words too, names of several words."""
    data = read_yaml("case/words.yaml")
    common, capitals, given, surnames = (
        frozenset(data[name].split()) for name in ("common", "capitals", "given", "surnames")
    )
    return common, capitals, given, surnames, tuple(data["phrases"])


@cache
def _phrases() -> tuple[Any, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    phrases = _words()[4]
    return AhoCorasick([p.lower() for p in phrases], matchkind=MatchKind.LeftmostLongest), phrases
