"""Near-duplicates by MinHash (Broder 1997) over runs of words of the report, furniture and headline left out.

Agency copy that five papers run differs in headline, dateline, cuts at the end and a word here and there; two
reporters' accounts of one event share names and few runs of words. ``similarity`` estimates the share of
runs that two reports have in common (Jaccard), with a standard error below .05.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from onrecord.read.articles import coded
from onrecord.records import Article

HASHES = 128
SEED = 1
RUN = 3  # words
BAND = 4  # hashes: two reports alike at .5 share one of the 32 bands with probability .87, at .2 with .05
NEAR = 0.5  # two reports at or above this are copies of one

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHash of a report: ``HASHES`` numbers of 32 bits, big-endian. Empty where there are no words."""

    data: bytes

    def similarity(self, other: Signature) -> float:
        """The estimated share of runs of words in common, 0 to 1."""
        if not self.data or not other.data:
            return 0.0
        same = sum(
            self.data[at : at + 4] == other.data[at : at + 4]
            for at in range(0, min(len(self.data), len(other.data)), 4)
        )
        return same / HASHES

    def near(self, other: Signature) -> bool:
        """Whether the two are copies of one report."""
        return self.similarity(other) >= NEAR


def signature(article: Article) -> Signature:
    """The signature of an article's body; of its headline where it has no body."""
    return of_text(coded(article, "body") or coded(article))


def of_text(text: str) -> Signature:
    """The signature of a text: the same on every machine and in every process."""
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    if not words:
        return Signature(b"")
    run = min(RUN, len(words))
    minhash = RMinHash(num_perm=HASHES, seed=SEED)
    minhash.update([" ".join(words[at : at + run]) for at in range(len(words) - run + 1)])
    return Signature(b"".join(int(number).to_bytes(4, "big") for number in minhash.digest()))


def bands(signature: Signature) -> tuple[bytes, ...]:
    """Keys of 8 bytes: reports that share none are not near; those that share one are to be compared."""
    size = 4 * BAND
    return tuple(
        hashlib.blake2b(
            signature.data[at : at + size], digest_size=8, salt=number.to_bytes(2, "big")
        ).digest()
        for number, at in enumerate(range(0, len(signature.data), size))
    )
