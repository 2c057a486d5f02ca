"""Near-duplicates to origins: the papers that run one agency's copy share the article that was first.

Candidates are signatures that share a band (locality-sensitive hashing, Leskovec, Rajaraman and Ullman, *Mining of
Massive Datasets*, ch. 3), each checked by its similarity; origins are the connected groups. Which two are alike
depends on the two alone and every pair is met when the later of them comes, so the groups are the same in any
order of reading. An origin has the id of its first published article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

AT_A_TIME = 500  # articles linked in one transaction


class Group(Protocol):
    """An origin and the sort key (date of publication, id) of the article it is named after."""

    @property
    def origin_id(self) -> str:
        """The id of its first article."""
        ...

    @property
    def precedence(self) -> str:
        """Date of publication and id, as text to sort by."""
        ...


class Candidate(Protocol):
    """A signature that shares a band with another, and its origin."""

    @property
    def signature(self) -> bytes:
        """The minhash signature."""
        ...

    @property
    def group(self) -> Group:
        """The origin of its articles."""
        ...


class Unlinked(Protocol):
    """An article without an origin yet."""

    @property
    def number(self) -> int:
        """Its row number."""
        ...

    @property
    def article_id(self) -> str:
        """Its id."""
        ...

    @property
    def text_id(self) -> str:
        """The id of its text."""
        ...

    @property
    def signature_id(self) -> str | None:
        """The id of its signature, if it has one."""
        ...

    @property
    def precedence(self) -> str:
        """Date of publication and id, as text to sort by."""
        ...


class Shelf(Protocol):
    """What linking reads and writes, within one transaction; the store has it."""

    def unlinked(self, limit: int) -> Sequence[Unlinked]:
        """At most ``limit`` articles that have no origin yet."""
        ...

    def groups(self, text_id: str, signature_id: str | None) -> Iterable[Group]:
        """The origins of the articles that have this very text or this very signature."""
        ...

    def unbanded(self, signature_id: str) -> bytes | None:
        """The signature, ``None`` where its neighbours were looked for before."""
        ...

    def sharing(self, bands: Sequence[bytes]) -> Iterable[Candidate]:
        """The signatures that have one of ``bands``."""
        ...

    def add_bands(self, signature_id: str, bands: Sequence[bytes]) -> None:
        """Keep the bands of a signature, so that later ones find it."""
        ...

    def rename(self, old: str, new: str) -> None:
        """Give the articles of origin ``old`` the origin ``new``."""
        ...

    def link(self, number: int, origin_id: str) -> None:
        """Give one article its origin."""
        ...


class Likeness(Protocol):
    """How signatures are compared; the reader's signature module has it."""

    def bands(self, signature: bytes) -> Sequence[bytes]:
        """Keys of which two signatures that are near share at least one, but for rare cases."""
        ...

    def near(self, one: bytes, other: bytes) -> bool:
        """Whether the two are of copies of one report."""
        ...


def link_origins(linking: Callable[[], AbstractContextManager[Shelf]], likeness: Likeness) -> int:
    """Give every article without an origin its own; return how many there were.

    ``linking`` opens one transaction. A crash between two leaves the rest without an origin, and the next call
    goes on from there. The cost is set by the new articles and those like them, not by the store.
    """
    linked = 0
    while True:
        with linking() as shelf:
            waiting = shelf.unlinked(AT_A_TIME)
            for article in waiting:
                _link(shelf, article, likeness)
        linked += len(waiting)
        if len(waiting) < AT_A_TIME:
            return linked


def _link(shelf: Shelf, article: Unlinked, likeness: Likeness) -> None:
    groups = {
        group.origin_id: group.precedence for group in shelf.groups(article.text_id, article.signature_id)
    }
    signature = None if article.signature_id is None else shelf.unbanded(article.signature_id)
    if signature is not None and article.signature_id is not None:
        bands = likeness.bands(signature)
        for candidate in shelf.sharing(bands):
            group = candidate.group
            # one member that is near is enough: groups are closed
            if group.origin_id not in groups and likeness.near(signature, candidate.signature):
                groups[group.origin_id] = group.precedence
        shelf.add_bands(article.signature_id, bands)
    first = min(
        [(article.precedence, article.article_id), *((key, origin) for origin, key in groups.items())]
    )[1]
    for origin in groups:
        if origin != first:
            shelf.rename(origin, first)
    shelf.link(article.number, first)
