"""Ranges of tokens: where a content ends, and how its ends are trimmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.annotated import Sentence, Token
from onrecord.grammar import children, conjuncts, first_conjunct, is_verb, subtree

EDGES = frozenset({",", ":", ";", ".", "-", "--", "–", "—", "!", "?"})
WH = frozenset({"WDT", "WP"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of the content, ``(first, last)`` with last included, the token that heads it, whether a clause."""

    ranges: tuple[tuple[int, int], ...]
    head: int
    clausal: bool = False


def end_of(sentence: Sentence, verb: int, cue: int) -> int:
    """The last token of the content, before a verb of the source's own that the parse joined to it."""
    for joined in conjuncts(sentence, verb)[1:]:
        if joined > cue and rejoined(sentence, joined) is not None:
            return (
                min(i for i in (joined, *children(sentence, sentence.tokens[joined].head, "cc")) if i > verb)
                - 1
            )
    return subtree(sentence, verb)[-1]


def rejoined(sentence: Sentence, verb: int) -> int | None:
    """The verb that a finite verb truly goes with where the parse joined it to what that verb governs.

    "urged Egypt to act and *called* for talks", "said it was appalled, and *called* on Egypt to act".
    """
    tokens = sentence.tokens
    token = tokens[verb]
    if (
        token.dep != "conj"
        or token.tag not in FINITE
        or children(sentence, verb, "nsubj", "nsubjpass", "aux")
    ):
        return None
    first = first_conjunct(sentence, verb)
    governor = tokens[first].head
    if (
        governor == first
        or not is_verb(tokens[governor])
        or tokens[first].dep not in {"xcomp", "ccomp", "advcl"}
    ):
        return None
    if tokens[first].tag == "VB":
        return governor
    commas = {k for k in range(max(first, verb - 3), verb) if tokens[k].lower == ","}
    subjects = [tokens[c].tag for c in children(sentence, first, "nsubj", "nsubjpass")]
    alike = tokens[governor].tag == token.tag and governor < first
    return governor if alike and (commas or subjects == ["PRP"]) else None


def has_to(sentence: Sentence, verb: int) -> bool:
    """Whether the verb stands in the infinitive with "to"."""
    return any(sentence.tokens[c].tag == "TO" for c in children(sentence, verb, "aux"))


def ends(indices: Iterable[int]) -> tuple[int, int]:
    """The first and the last of the tokens."""
    chosen = list(indices)
    return min(chosen), max(chosen)


def trimmed(tokens: list[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The range without punctuation and conjunctions at its ends; marks of quotation stay."""
    while first <= last and (tokens[first].lower in EDGES or (tokens[first].dep == "cc" and first < last)):
        first += 1
    while last >= first and (tokens[last].lower in EDGES or tokens[last].dep == "cc"):
        last -= 1
    return [(first, last)] if first <= last else []


def runs(tokens: list[Token], indices: list[int]) -> list[tuple[int, int]]:
    """The stretches of neighbouring tokens, trimmed."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for k in range(1, len(indices) + 1):
        if k == len(indices) or indices[k] != indices[k - 1] + 1:
            ranges += trimmed(tokens, indices[start], indices[k - 1])
            start = k
    return ranges
