"""What stands behind one event of the store: its tellings, whose words its values have, origins, judgements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from onrecord.records import Event, Judgement
from onrecord.store import judgements
from onrecord.store import schema as s

_e = s.event.c


class PartOf(NamedTuple):
    """A telling that an event is made of."""

    number: int
    event_id: str


def number_of(connection: sa.Connection, event_id: str) -> int | None:
    """The row of the event that an id means now, whatever it meant when it was given."""
    found: int | None = connection.execute(_STANDING, {"id": event_id}).scalar()
    if found is not None:
        return found
    tellings = list(connection.execute(_ALIAS, {"id": event_id}).scalars()) or [event_id]
    # of an event that was parted the one that most of its tellings are of
    homes = Counter(number for one in tellings if (number := _home(connection, one)) is not None)
    return max(homes, key=lambda number: homes[number], default=None)


def _home(connection: sa.Connection, telling: str) -> int | None:
    """The row of the event that a telling stands as; where its coding stands no longer, what now reads its words."""
    found: int | None = connection.execute(_STANDING_PART, {"id": telling}).scalar()
    return connection.execute(_SUCCESSOR, {"id": telling}).scalar() if found is None else found


def parts_of(connection: sa.Connection, row: Any) -> Sequence[PartOf]:
    """Number and id of the tellings that an event is made of; of one that stands alone, itself."""
    if row.coding is not None:
        return [PartOf(row.number, row.event_id)]
    return [PartOf(*found) for found in connection.execute(_PARTS, {"of": row.number})]


def homes_of(connection: sa.Connection, row: Any, event: Event) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The articles whose texts the spans of date, place and tolls point into."""
    first = event.article_ids[0] if event.article_ids else None
    tolls = connection.execute(_TOLL_HOMES, {"of": row.number}).scalars()
    return (
        (row.date_article or first) if event.date else None,
        (row.place_article or first) if event.place else None,
        tuple(home or first or "" for home in tolls),
    )


def origins_of(connection: sa.Connection, article_ids: Sequence[str]) -> tuple[str, ...]:
    """Each article's origin, itself where none was worked out."""
    rows = connection.execute(_ORIGINS, {"ids": list(article_ids)})
    found = {row.article_id: row.origin_id for row in rows}
    return tuple(found.get(article_id) or article_id for article_id in article_ids)


def disputes_of(connection: sa.Connection, number: int) -> list[tuple[str, str]]:
    """Kind and words of each contradiction."""
    return [(row.kind, row.detail) for row in connection.execute(_DISPUTES, {"of": number})]


def judgements_of(connection: sa.Connection, parts: Sequence[PartOf]) -> list[Judgement]:
    """The judgements that touch any of the tellings, in the order they were made, with those that undid them."""
    made = judgements.load(connection)
    if not made:
        return []
    touching = judgements.touching(connection, [part.number for part in parts])
    kept: list[Judgement] = []
    for one in made:
        if one.id in touching or (one.kind == "undo" and one.subject[0] in {k.id for k in kept}):
            kept.append(one)
    return kept


def withdrawn(made: Sequence[Judgement]) -> set[str]:
    """The claims that are withdrawn now."""
    return {one.subject[0] for one in judgements.holding(made) if one.kind == "withdraw"}


def whole_ids(connection: sa.Connection, part_ids: Sequence[str]) -> dict[str, str]:
    """The ids of the events that tellings stand as, where those are others."""
    rows = connection.execute(_WHOLES, {"ids": list(part_ids)})
    return {row.part_id: row.event_id for row in rows}


def standing_ids(connection: sa.Connection, part_ids: Sequence[str]) -> dict[str, str]:
    """The ids of the events that tellings stand as, their own where they stand alone."""
    rows = connection.execute(_STANDING_IDS, {"ids": list(part_ids)})
    return {row.part_id: row.event_id for row in rows}


_STANDING_IDS = sa.text("""
SELECT part.event_id AS part_id, coalesce(whole.event_id, part.event_id) AS event_id FROM event AS part
JOIN coding ON coding.number = part.coding AND coding.state = 'current'
LEFT JOIN event_part ON event_part.part = part.number LEFT JOIN event AS whole ON whole.number = event_part.event
WHERE part.event_id IN :ids
""").bindparams(sa.bindparam("ids", expanding=True))
_STANDING = sa.select(_e.number).where(_e.event_id == sa.bindparam("id"), _e.current == 1)
_ALIAS = (
    sa.select(s.event_alias.c.part_id)
    .where(s.event_alias.c.event_id == sa.bindparam("id"))
    .order_by(s.event_alias.c.part_id)
)
_STANDING_PART = sa.text("""
SELECT coalesce(event_part.event, event.number) FROM event JOIN coding ON coding.number = event.coding
LEFT JOIN event_part ON event_part.part = event.number
WHERE event.event_id = :id AND coding.state = 'current'
""")
# of a coding that stands no longer: what the coding of the same text that stands reads in the same words
_SUCCESSOR = sa.text("""
SELECT coalesce(event_part.event, now.number)
FROM event AS was
JOIN coding AS old ON old.number = was.coding
JOIN article AS told ON told.number = old.article
JOIN event_mention AS was_mention ON was_mention.event = was.number
JOIN mention AS words ON words.coding = was_mention.coding AND words.mention_id = was_mention.mention_id
JOIN article AS again ON again.text_id = told.text_id
JOIN coding AS new ON new.article = again.number AND new.state = 'current'
JOIN mention ON mention.coding = new.number AND mention.trigger_start < words.trigger_end
  AND words.trigger_start < mention.trigger_end
JOIN event_mention ON event_mention.coding = mention.coding AND event_mention.mention_id = mention.mention_id
JOIN event AS now ON now.number = event_mention.event AND now.coding IS NOT NULL
LEFT JOIN event_part ON event_part.part = now.number
WHERE was.event_id = :id
ORDER BY mention.type = words.type DESC, was_mention.position, now.number LIMIT 1
""")
_PARTS = sa.text("""
SELECT event.number, event.event_id FROM event_part JOIN event ON event.number = event_part.part
WHERE event_part.event = :of ORDER BY event.event_id
""")
_TOLL_HOMES = (
    sa.select(s.event_toll.c.article_id)
    .where(s.event_toll.c.event == sa.bindparam("of"))
    .order_by(s.event_toll.c.position)
)
_ORIGINS = sa.select(s.article.c.article_id, s.article.c.origin_id).where(
    s.article.c.article_id.in_(sa.bindparam("ids", expanding=True))
)
_DISPUTES = (
    sa.select(s.event_dispute.c.kind, s.event_dispute.c.detail)
    .where(s.event_dispute.c.event == sa.bindparam("of"))
    .order_by(s.event_dispute.c.kind)
)
_WHOLES = sa.text("""
SELECT part.event_id AS part_id, whole.event_id FROM event AS part
JOIN event_part ON event_part.part = part.number JOIN event AS whole ON whole.number = event_part.event
WHERE part.event_id IN :ids AND part.event_id <> whole.event_id
""").bindparams(sa.bindparam("ids", expanding=True))
