"""What working out origins reads and writes; the rule itself is in ``onrecord.merge.origins``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from onrecord.store import schema as s


class Unlinked(NamedTuple):
    """An article without an origin yet; ``precedence`` sorts by date of publication and id."""

    number: int
    article_id: str
    text_id: str
    signature_id: str | None
    precedence: str


class Group(NamedTuple):
    """An origin and the sort key of the article it is named after."""

    origin_id: str
    precedence: str


class Candidate(NamedTuple):
    """A signature that shares a band with another, and the origin that its articles have."""

    signature: bytes
    group: Group


class Linking:
    """The store, as the linker of origins sees it, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def unlinked(self, limit: int) -> list[Unlinked]:
        """At most ``limit`` articles that have no origin yet."""
        return [Unlinked(*row) for row in self._connection.execute(_UNLINKED.limit(limit))]

    def groups(self, text_id: str, signature_id: str | None) -> list[Group]:
        """The origins of the articles that have this very text or this very signature."""
        ids = {"text": text_id, "signature": signature_id}
        return [Group(*row) for row in self._connection.execute(_GROUPS, ids)]

    def unbanded(self, signature_id: str) -> bytes | None:
        """The signature, ``None`` where its neighbours were looked for before."""
        found: bytes | None = self._connection.execute(_SIGNATURE, {"id": signature_id}).scalar()
        return found

    def sharing(self, bands: Sequence[bytes]) -> list[Candidate]:
        """The signatures that have one of ``bands``, with their origins, those of one origin together."""
        rows = self._connection.execute(_SHARING, {"bands": list(bands)})
        return [Candidate(row[0], Group(row[1], row[2])) for row in rows]

    def add_bands(self, signature_id: str, bands: Sequence[bytes]) -> None:
        """Keep the bands of a signature, so that later ones find it."""
        rows = [{"band": band, "signature_id": signature_id} for band in dict.fromkeys(bands)]
        if rows:
            self._connection.execute(_ADD_BANDS, rows)
        self._connection.execute(_BANDED, {"id": signature_id})

    def rename(self, old: str, new: str) -> None:
        """Give the articles of origin ``old`` the origin ``new``; their events are weighed anew."""
        self._connection.execute(_WEIGH, {"old": old})
        self._connection.execute(_RENAME, {"old": old, "new": new})

    def link(self, number: int, origin_id: str) -> None:
        """Give one article its origin."""
        self._connection.execute(_LINK, {"of": number, "new": origin_id})


_a = s.article.c
_origin = s.article.alias("origin")
# an article may have more than one reading; they share id and date, so the least key is as good as any
_precedence = (
    sa.select(sa.func.min(_origin.c.precedence)).where(_origin.c.article_id == _a.origin_id).scalar_subquery()
)
_UNLINKED = (
    sa.select(_a.number, _a.article_id, _a.text_id, _a.signature_id, _a.precedence)
    .where(sa.text("origin_id IS NULL AND state IN ('coded', 'copy')"))  # the words of the partial index
    .order_by(_a.number)
)
_linked = _a.origin_id.is_not(None)
_GROUPS = sa.union(
    *(
        sa.select(_a.origin_id, _precedence).where(column == sa.bindparam(name), _linked)
        for column, name in ((_a.text_id, "text"), (_a.signature_id, "signature"))
    )
)
_SIGNATURE = sa.select(s.signature.c.signature).where(
    s.signature.c.signature_id == sa.bindparam("id"), s.signature.c.banded == 0
)
_shared = (
    sa.select(s.band.c.signature_id)
    .where(s.band.c.band.in_(sa.bindparam("bands", expanding=True)))
    .distinct()
    .subquery()
)
_SHARING = (
    sa.select(s.signature.c.signature, _a.origin_id, _precedence)
    .select_from(_shared)
    .join(s.signature, s.signature.c.signature_id == _shared.c.signature_id)
    .join(s.article, _a.signature_id == _shared.c.signature_id)
    .where(_linked)
    .distinct()
    .order_by(_a.origin_id)
)
_ADD_BANDS = sa.insert(s.band)
_BANDED = sa.update(s.signature).where(s.signature.c.signature_id == sa.bindparam("id")).values(banded=1)
_RENAME = (
    sa.update(s.article).where(_a.origin_id == sa.bindparam("old")).values(origin_id=sa.bindparam("new"))
)
_WEIGH = sa.text("""
UPDATE event SET waiting = 1 WHERE coding IN (
  SELECT coding.number FROM article JOIN coding ON coding.article = article.number
  WHERE article.origin_id = :old AND coding.state = 'current')
""")
_LINK = sa.update(s.article).where(_a.number == sa.bindparam("of")).values(origin_id=sa.bindparam("new"))
