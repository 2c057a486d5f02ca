"""The finite clause or quotation beside a cue: after it, before it, around it."""

from __future__ import annotations

from onrecord.annotated import Sentence, Token
from onrecord.extract.attribution.ranges import EDGES, WH, Content, end_of, has_to, runs, trimmed
from onrecord.grammar import children, is_verb, subtree

_COMPLEMENTS = ("ccomp", "parataxis")


def clause(sentence: Sentence, cue: int, source: int | None, *, host: bool = True) -> Content | None:
    """The finite clause beside a cue: after it, before it, or on both sides of it."""
    complements = [
        c for c in children(sentence, cue, *_COMPLEMENTS) if not _is_source_clause(sentence, c, source)
    ]
    complements += [c for c in children(sentence, cue, "advcl", "xcomp") if _clausal(sentence, c)]
    right = [c for c in complements if c > cue]
    left = [c for c in complements if c < cue]
    ranges: list[tuple[int, int]] = []
    head: int | None = None
    if left:
        head = min(left)
        ranges += _before(sentence, cue, left, source)
    if right:
        head = right[0] if head is None else head
        ranges += _after(sentence, cue, right, source)
    if head is None:
        return _host(sentence, cue) if host else None
    return Content(tuple(ranges), head, clausal=True) if ranges else None


def _after(sentence: Sentence, cue: int, heads: list[int], source: int | None) -> list[tuple[int, int]]:
    """From the first complement to the last, with a further clause that the parse hung on the cue itself."""
    tokens = sentence.tokens
    first = min(min(i for i in subtree(sentence, head) if i > cue) for head in heads)
    last = max(end_of(sentence, heads[-1], cue), first)
    for extra in children(sentence, cue, "conj"):
        # "said it was ready and the people would fight": a clause with its own subject and no comma before it
        if (
            extra > last
            and children(sentence, extra, "nsubj")
            and tokens[last + 1].lower in {"and", "but", "or"}
        ):
            last = subtree(sentence, extra)[-1]
    if tokens[first].lower in {"that", "whether", "if"} and tokens[first].dep == "mark":
        first += 1 if tokens[first].lower == "that" else 0
    if source is not None and first <= source <= last and source > cue:  # "said Smith, who was there"
        first = max(subtree(sentence, source)[-1] + 1, first)
    return trimmed(tokens, first, last)


def _before(sentence: Sentence, cue: int, heads: list[int], source: int | None) -> list[tuple[int, int]]:
    """From the start of the complement to the words that introduce the speaker."""
    tokens = sentence.tokens
    inner = min(heads)
    start = cue
    for child in tokens[cue].children:
        low = subtree(sentence, child)[0]
        if (
            inner < low < cue
            and child not in heads
            and tokens[child].lower not in EDGES
            and not _mark(tokens[child])
        ):
            start = min(start, low)
    if source is not None and inner < source < cue:
        start = min(start, *(i for i in subtree(sentence, source) if i > inner))
    begin = 0 if tokens[cue].dep == "ROOT" else subtree(sentence, inner)[0]
    return trimmed(tokens, begin, start - 1)


def _host(sentence: Sentence, cue: int) -> Content | None:
    """The clause that a parenthetical cue stands in: "The deal, the minister said, was dead"; "as police said"."""
    tokens = sentence.tokens
    token = tokens[cue]
    head = token.head
    if head == cue or token.dep not in {"parataxis", "advcl", "ccomp", "dep", "conj", "relcl"}:
        return None
    own = subtree(sentence, cue)
    introduced = any(tokens[c].lower == "as" and tokens[c].dep in {"mark", "advmod"} for c in token.children)
    if token.dep in {"advcl", "conj", "relcl", "ccomp"} and not introduced and not _bounded(tokens, own):
        return None
    if not any(tokens[c].tag not in WH for c in children(sentence, cue, "nsubj")):
        return None
    if children(sentence, cue, "dobj", "attr", "acomp") or not (is_verb(tokens[head]) or introduced):
        return None
    if token.dep == "relcl" or not is_verb(tokens[head]):
        while not is_verb(tokens[head]) and tokens[head].head != head:
            head = tokens[head].head
    rest = [i for i in subtree(sentence, head) if not own[0] <= i <= own[-1]]
    if token.dep == "conj":
        rest = [i for i in rest if i < own[0]]
    return Content(tuple(runs(tokens, rest)), head, clausal=True) if rest else None


def _bounded(tokens: list[Token], own: list[int]) -> bool:
    """Whether a comma sets the cue's clause off and it runs to the next comma or the end: ", police said."."""
    if own[0] == 0 or (tokens[own[0] - 1].lower not in EDGES and tokens[own[0]].lower not in EDGES):
        return False
    return own[-1] + 1 >= len(tokens) or tokens[own[-1] + 1].lower in EDGES or tokens[own[-1]].lower in EDGES


def _is_source_clause(sentence: Sentence, i: int, source: int | None) -> bool:
    """A clause that holds the source itself is none of its content ("said Smith, who fled")."""
    return source is not None and source in subtree(sentence, i) and source > i


def _clausal(sentence: Sentence, i: int) -> bool:
    """A finite clause under another label: one with a subject of its own and no conjunction that makes it adverbial."""
    tokens = sentence.tokens
    if not children(sentence, i, "nsubj", "nsubjpass", "expl") or has_to(sentence, i):
        return False
    if any(tokens[c].tag in WH for c in children(sentence, i, "nsubj", "nsubjpass")):
        return False
    marks = [
        tokens[c].lower for c in children(sentence, i, "mark", "advmod") if tokens[c].tag in {"IN", "WRB"}
    ]
    return (tokens[i].tag != "VBG" or bool(children(sentence, i, "aux"))) and all(
        mark == "that" for mark in marks
    )


def _mark(token: Token) -> bool:
    return token.tag in {"``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"}
