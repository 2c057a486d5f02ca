"""Words as merging compares them: stems, families of words that tell of one kind of happening, and how rare a word is.

A stem is a key to compare by, not a word: forms of one word and most nouns made of a verb share it. Rarity comes from
a fixed list of common words, never from what a store happens to hold, so that the order of reading cannot matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.ontology.load import read_yaml

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d[\d.,]*\d|\d")
_VOWEL = re.compile(r"[aeiouy]")
_BENT = ("ings", "ing", "ies", "ied", "ed", "es", "s")
_MADE = (
    "ization", "isation", "ation", "ition", "ment", "tion", "sion", "ion", "er", "or", "ly", "al", "e", "y",
)  # fmt: skip
_SPEECH = (
    "say tell state statement comment according add remark report confirm announce announcement talk explain note ask"
)
_SMALL = frozenset({"the", "a", "an", "of", "and"})
_PLAIN, _RARE = 150, 6000  # ranks at which a word begins to say something, and says all that a common word can
NAME = 2.0  # how many times as much a name says


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The key of a word, lower case: "bombings", "bombed", "bomb" -> "bomb"; "shot" -> "shoot"."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip(".'")
    word = _irregular().get(word, word)
    if len(word) < 4 or not word.isalpha():
        return word
    if len(word) < 6 and word.endswith(("ied", "ies", "ying")) and not _VOWEL.search(word[:-3].rstrip("y")):
        return word[0] + "ie"  # died, dies, dying
    # what bends a word goes first, then what makes a noun or another word of it
    for endings in (_BENT, _MADE):
        for ending in endings:
            root = word.removesuffix(ending)
            if root != word and len(root) >= 3 and _VOWEL.search(root):
                word = root
                break
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
            word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


@cache
def _irregular() -> dict[str, str]:
    table = read_yaml("words/irregular.yaml")
    forms = {str(form): lemma for lemma, found in table["verbs"].items() for form in found}
    return forms | {str(form): lemma for lemma, form in table["nouns"].items()}


@cache
def _families() -> tuple[dict[str, frozenset[int]], tuple[tuple[frozenset[str], int], ...]]:
    """Families by stem, and those of fixed phrases ("open fire"), from ``data/merge/families.yaml``."""
    single: dict[str, set[int]] = {}
    phrases = []
    for number, words in enumerate(read_yaml("merge/families.yaml")):
        for word in map(str, words):
            if " " in word:
                phrases.append((frozenset(words_of(word)), number))
            else:
                single.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in single.items()}, tuple(phrases)


def meaning(words: Iterable[str]) -> frozenset[int]:
    """The families of words that the stems of a trigger belong to; a fixed phrase tells more than its words."""
    single, phrases = _families()
    given = frozenset(words)
    whole = [(phrase, number) for phrase, number in phrases if phrase <= given]
    left = given.difference(*(phrase for phrase, _ in whole))
    return frozenset({number for _, number in whole} | {number for word in left for number in single.get(word, ())})


def initials(text: str) -> str:
    """What a name or phrase of several words is shortened to, as a stem: "driving under the influence" -> "dui"."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    return "".join(word[0].lower() for word in words) if len(words) > 1 else ""


@cache
def speech() -> frozenset[str]:
    """The stems of words that only tell that somebody spoke."""
    return frozenset(stem(word) for word in _SPEECH.split())


@cache
def _ranks() -> dict[str, int]:
    text = (files("onrecord") / "data" / "merge" / "common_words.txt").read_text(encoding="utf-8")
    words = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
    ranks: dict[str, int] = {}
    for rank, word in enumerate(words, 1):
        ranks.setdefault(stem(word), rank)
    return ranks


@lru_cache(maxsize=100_000)
def rarity(key: str) -> float:
    """How much it says that two texts share this stem: 0 for the commonest words, 1 for those of no list."""
    if len(key) < 3 and not key.isdigit():
        return 0.0
    if key[0].isdigit():
        return 0.5 if len(key) > 1 else 0.0
    rank = _ranks().get(key)
    if rank is None:
        return 1.0
    return max(0.0, min(0.85, 0.85 * math.log(rank / _PLAIN) / math.log(_RARE / _PLAIN)))


def words_of(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in _WORD.findall(text)]


def weighted(text: str, most: int) -> dict[str, float]:
    """The ``most`` telling stems of a text with their weights, the squares of which add up to 1; names count double."""
    counts = Counter(words_of(text))
    names = named(text)
    weights = {
        word: (1 + math.log(n)) * rarity(word) * (NAME if word in names else 1.0) for word, n in counts.items()
    }
    kept = sorted((w for w in weights if weights[w] > 0), key=lambda w: (-weights[w], w))[:most]
    length = math.sqrt(sum(weights[w] ** 2 for w in kept))
    return {word: round(weights[word] / length, 4) for word in kept}


def named(text: str) -> frozenset[str]:
    """The stems that a text writes with a capital wherever they stand: names, as far as that tells."""
    upper, lower = set[str](), set[str]()
    for word in _WORD.findall(text):
        (upper if word[0].isupper() else lower).add(stem(word))
    return frozenset(upper - lower)


def alike(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two such weightings: 0 where no word is shared, 1 for the same words."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())
