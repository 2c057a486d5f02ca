"""Surface forms of English verbs and nouns by rule, with ``data/words/irregular.yaml`` for those that keep none."""

from __future__ import annotations

from functools import cache
from typing import Any

from onrecord.ontology.load import read_yaml

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh")


@cache
def verb_forms(lemma: str) -> frozenset[str]:
    """All forms of a verb in lower case: base, third person, past, participles."""
    irregular: dict[str, list[str]] = _table()["verbs"]
    kept_e = lemma.endswith(("ee", "ye", "oe")) or lemma == "be"
    stem = lemma[:-1] if lemma.endswith("e") and not kept_e else _doubled(lemma)
    present = lemma[:-2] + "ying" if lemma.endswith("ie") else stem + "ing"
    if lemma in irregular:
        past = set(irregular[lemma])
    elif _consonant_y(lemma):
        past = {lemma[:-1] + "ied"}
    else:
        past = {lemma + "d" if lemma.endswith("e") else stem + "ed"}
    if lemma in _table()["either"]:
        past |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return frozenset({lemma, plural(lemma, irregular_nouns=False), present, *past})


@cache
def noun_forms(lemma: str) -> frozenset[str]:
    """Singular and plural of a noun in lower case."""
    return frozenset({lemma, plural(lemma)})


def plural(lemma: str, *, irregular_nouns: bool = True) -> str:
    """The ``-s`` form: plural of a noun, third person of a verb."""
    if irregular_nouns and lemma in _table()["nouns"]:
        return str(_table()["nouns"][lemma])
    if _consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(_HISSING) or lemma in ("veto", "go", "do", "embargo") else "s")


def _consonant_y(lemma: str) -> bool:
    return len(lemma) > 1 and lemma.endswith("y") and lemma[-2] not in _VOWELS


def _doubled(lemma: str) -> str:
    """The stem before ``-ed`` and ``-ing``: last letter doubled after one short stressed vowel."""
    if lemma in _table()["doubled"]:
        return lemma + lemma[-1]
    short = len(lemma) > 2 and lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS
    one_syllable = sum(letter in _VOWELS for letter in lemma.replace("qu", "q")) == 1
    return lemma + lemma[-1] if short and one_syllable else lemma


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_yaml("words/irregular.yaml")
    return table
