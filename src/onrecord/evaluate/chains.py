"""Measures of coreference: MUC, B-cubed and CEAF-e of two sets of chains, and their mean, as CoNLL-2012 scores them.

Pradhan et al. (2014), "Scoring Coreference Partitions of Predicted Mentions: A Reference Implementation", ACL. A chain
is a set of mentions under any names; a mention of one side only counts against that side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from onrecord.evaluate.assignment import assign

Chains = Sequence[frozenset[Hashable]]
_SCALE = 10**9  # CEAF's weights are fractions; the alignment wants integers


def chains(groups: Iterable[Iterable[Hashable]]) -> list[frozenset[Hashable]]:
    """Groups as chains, empty ones left out."""
    return [chain for group in groups if (chain := frozenset(group))]


def conll_f1(gold: Chains, found: Chains) -> float:
    """The mean of the three measures' F1."""
    return (muc_f1(gold, found) + bcubed_f1(gold, found) + ceafe_f1(gold, found)) / 3


def muc_f1(gold: Chains, found: Chains) -> float:
    """Links kept, of the fewest links that make the chains (Vilain et al. 1995)."""
    return _f1(_muc(gold, found), _muc(found, gold))


def _muc(these: Chains, those: Chains) -> float:
    chain_of = {mention: n for n, chain in enumerate(those) for mention in chain}
    kept = asked = 0
    for chain in these:
        parts = {chain_of[m] for m in chain if m in chain_of}
        alone = sum(1 for m in chain if m not in chain_of)
        kept += len(chain) - len(parts) - alone
        asked += len(chain) - 1
    return kept / asked if asked else 0.0


def bcubed_f1(gold: Chains, found: Chains) -> float:
    """For each mention the share of its chain that the other side has, too (Bagga and Baldwin 1998)."""
    return _f1(_bcubed(gold, found), _bcubed(found, gold))


def _bcubed(these: Chains, those: Chains) -> float:
    chain_of = {mention: n for n, chain in enumerate(those) for mention in chain}
    total = 0.0
    for chain in these:
        shared: dict[int, int] = defaultdict(int)
        for mention in chain:
            if mention in chain_of:
                shared[chain_of[mention]] += 1
        total += sum(count * count for count in shared.values()) / len(chain)
    mentions = sum(len(chain) for chain in these)
    return total / mentions if mentions else 0.0


def ceafe_f1(gold: Chains, found: Chains) -> float:
    """The heaviest one-to-one alignment of chains, a pair weighing its own F1 (Luo 2005)."""
    if not gold or not found:
        return 0.0
    weight = sum(_aligned(gold, found, rows, columns) for rows, columns in _blocks(gold, found))
    return _f1(weight / len(gold), weight / len(found))


def _aligned(gold: Chains, found: Chains, rows: Sequence[int], columns: Sequence[int]) -> float:
    def likeness(a: frozenset[Hashable], b: frozenset[Hashable]) -> float:
        return 2 * len(a & b) / (len(a) + len(b))

    weights = [[round(_SCALE * likeness(gold[r], found[c])) for c in columns] for r in rows]
    return sum(likeness(gold[rows[r]], found[columns[c]]) for r, c in assign(weights))


def _blocks(gold: Chains, found: Chains) -> list[tuple[list[int], list[int]]]:
    """Chains of both sides that hang together by shared mentions: each block can be aligned by itself."""
    chain_of = {mention: n for n, chain in enumerate(found) for mention in chain}
    met: dict[int, set[int]] = {n: {chain_of[m] for m in chain if m in chain_of} for n, chain in enumerate(gold)}
    back: dict[int, set[int]] = defaultdict(set)
    for row, columns in met.items():
        for column in columns:
            back[column].add(row)
    blocks, seen = [], set()
    for start in met:
        if start in seen:
            continue
        rows, columns, waiting = {start}, set[int](), [start]
        while waiting:
            for column in met[waiting.pop()] - columns:
                columns.add(column)
                waiting += back[column] - rows
                rows |= back[column]
        seen |= rows
        blocks.append((sorted(rows), sorted(columns)))
    return blocks


def _f1(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
