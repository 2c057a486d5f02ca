"""The queries of the reader, built with SQLAlchemy Core; filters become conditions here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from onrecord.store import schema as s

_a, _e = s.article.c, s.event.c
_current = sa.and_(s.coding.c.article == _a.number, s.coding.c.state == "current")
_external = (
    sa.select(sa.func.min(s.external_id.c.external_id))
    .where(s.external_id.c.article == _a.number)
    .scalar_subquery()
)
# the coding that stands, if any: an article of any other state has none
_with_text = sa.select(
    s.article,
    s.text.c.text,
    _external.label("external_id"),
    s.coding.c.number.label("coding"),
    s.coding.c.run_id,
).select_from(s.article.join(s.text, s.text.c.text_id == _a.text_id).outerjoin(s.coding, _current))

KNOWN = sa.select(_a.number).where(_a.article_id == sa.bindparam("id")).limit(1)
# of several readings of one article the one that is coded, else the first in precedence
ARTICLE = (
    _with_text.where(_a.article_id == sa.bindparam("id"))
    .order_by(s.coding.c.number.is_(None), _a.precedence)
    .limit(1)
)
CODED_OF_TEXT = (
    sa.select(_a.article_id, s.coding.c.run_id)
    .select_from(s.article.join(s.coding, _current))
    .where(_a.text_id == sa.bindparam("text"))
)
ASIDE = (
    sa.select(s.aside.c.reason, s.aside.c.run_id)
    .where(s.aside.c.article == sa.bindparam("article"))
    .order_by(s.aside.c.added_at.desc(), s.aside.c.reason)
    .limit(1)
)
REJECTED = sa.select(
    s.rejected.c.location, s.rejected.c.reason, s.rejected.c.remedy, s.rejected.c.added_at
).order_by(s.rejected.c.location, s.rejected.c.reason)
RESOLVE = sa.union(
    *(
        sa.select(column).where(column >= sa.bindparam("start"), column < sa.bindparam("end"))
        for column in (_a.article_id, _e.event_id, s.event_alias.c.event_id)
    )
).order_by(sa.text("1"))


def articles_in_order(states: Sequence[str]) -> sa.Select[Any]:
    """Articles of ``states`` with text and standing coding, first published first."""
    return _with_text.where(_a.state.in_(states)).order_by(_a.precedence)


def articles_of_codings(codings: Sequence[int]) -> sa.Select[Any]:
    """The articles that these codings are of, with text, run and number of the coding."""
    return (
        sa.select(
            s.article, s.text.c.text, _external.label("external_id"), s.coding.c.number.label("coding"),
            s.coding.c.run_id,
        )
        .select_from(s.coding.join(s.article, _a.number == s.coding.c.article).join(s.text))
        .where(s.coding.c.number.in_(codings))
    )


def _matching(text: str) -> sa.Select[Any]:
    """The numbers of the articles that hold all words and phrases of ``text``."""
    table = s.article_search
    return sa.select(table.c.rowid).where(table.c.article_search.op("MATCH")(match_of(text)))


def match_of(text: str) -> str:
    """``text`` as an FTS5 query that cannot be malformed: every word or phrase quoted, all of them wanted."""
    words = re.findall(r'"([^"]*)"|([^\s"]+)', text)
    quoted = [f'"{phrase or word}"' for phrase, word in words if any(c.isalnum() for c in phrase or word)]
    return " ".join(quoted) or '""'


def _entries() -> sa.Select[Any]:
    events = (
        sa.select(sa.func.count())
        .select_from(s.coding.join(s.event, _e.coding == s.coding.c.number))
        .where(_current)
    )
    attributions = (
        sa.select(sa.func.count())
        .select_from(s.coding.join(s.attribution, s.attribution.c.coding == s.coding.c.number))
        .where(_current)
    )
    why = (
        sa.select(s.aside.c.reason)
        .where(s.aside.c.article == _a.number, _a.state.in_(["aside", "failed"]))
        .order_by(s.aside.c.added_at.desc(), s.aside.c.reason)
        .limit(1)
    )
    return sa.select(
        _a.article_id, _a.title, _a.outlet, _a.origin_outlet, _a.url, _a.published_start, _a.published_end,
        _a.published_known_by, _a.language, _a.state, why.correlate(s.article).scalar_subquery().label("aside"),
        _a.origin_id, _external.label("external_id"), _a.text_id,
        sa.func.length(s.text.c.text).label("characters"),
        events.correlate(s.article).scalar_subquery().label("events"),
        attributions.correlate(s.article).scalar_subquery().label("attributions"),
    ).select_from(s.article.join(s.text, s.text.c.text_id == _a.text_id))  # fmt: skip


def article_entries(
    state: str | None, outlet: str | None, start: date | None, end: date | None, text: str | None
) -> sa.Select[Any]:
    """Lines of a list of articles, first published first."""
    query = _entries().order_by(_a.precedence)
    if state is not None:
        query = query.where(_a.state == state)
    if outlet is not None:
        query = query.where(_a.outlet == outlet)
    for condition in _days(_a.published_start, _a.published_end, start, end):
        query = query.where(condition)
    return query if text is None else query.where(_a.number.in_(_matching(text)))


def search_entries(text: str) -> sa.Select[Any]:
    """Lines of a list of articles, best match first."""
    table = s.article_search
    return (
        _entries()
        .join(table, table.c.rowid == _a.number)
        .where(table.c.article_search.op("MATCH")(match_of(text)))
        .order_by(table.c.rank, _a.precedence)
    )


def _days(first: Any, last: Any, start: date | None, end: date | None) -> list[sa.ColumnElement[bool]]:
    """Conditions that the interval ``first`` to ``last`` shares a day with ``start`` to ``end``."""
    found = []
    if start is not None:
        found.append(last >= start.isoformat())
    if end is not None:
        found.append(first <= end.isoformat())
    return found


EVENT_ORDER = (_e.date_start.is_(None), _e.date_start, _e.date_end, _e.event_id)


def event_filter(
    *, type: str | None, country: str | None, start: date | None, end: date | None, status: str | None,
    article_id: str | None, text: str | None, disputed: bool,
) -> sa.ColumnElement[bool]:  # fmt: skip
    """The condition on ``event`` that the filters of ``Store.events`` make."""
    found: list[sa.ColumnElement[bool]] = [_e.current == 1, *_days(_e.date_start, _e.date_end, start, end)]
    if type is not None:
        found.append(_e.type == type.upper())
    if status is not None:
        found.append(_e.status == status)
    if country is not None:
        code = country.upper()
        acting = sa.select(s.event_actor.c.event).where(s.event_actor.c.country == code)
        found.append(sa.or_(_e.place_country == code, _e.number.in_(acting)))
    if article_id is not None:
        found.append(
            _e.number.in_(
                sa.select(s.event_article.c.event).where(s.event_article.c.article_id == article_id)
            )
        )
    if text is not None:
        told = (
            sa.select(s.event_article.c.event)
            .join(s.article, _a.article_id == s.event_article.c.article_id)
            .where(_a.number.in_(_matching(text)))
        )
        found.append(_e.number.in_(told))
    if disputed:
        link, claim, part = s.event_claim.c, s.claim.c, s.event_part.c
        denied = (
            sa.select(sa.func.coalesce(part.event, link.event))
            .select_from(s.event_claim)
            .join(s.claim, sa.and_(link.coding == claim.coding, link.claim_id == claim.claim_id))
            .outerjoin(s.event_part, part.part == link.event)
            .where(claim.stance == "denies")
        )
        found.append(sa.or_(_e.number.in_(denied), _e.number.in_(sa.select(s.event_dispute.c.event))))
    return sa.and_(*found)


_OWN_CLAIMS = """event_claim.event IN (
   SELECT event.number UNION SELECT part FROM event_part WHERE event_part.event = event.number)"""
EVENT_FACTS = sa.text(f"""
SELECT
  event.number,
  (SELECT mention.quote FROM event_mention JOIN mention USING (coding, mention_id)
   WHERE event_mention.event = event.number ORDER BY event_mention.position LIMIT 1) AS quote,
  (SELECT count(DISTINCT claim_id) FROM event_claim WHERE {_OWN_CLAIMS}) AS claims,
  (SELECT count(DISTINCT claim.claim_id) FROM event_claim JOIN claim USING (coding, claim_id)
   WHERE {_OWN_CLAIMS} AND claim.stance = 'denies') AS denials,
  (SELECT count(DISTINCT coalesce(told.origin_id, told.article_id)) FROM event_article
   JOIN article AS told USING (article_id) WHERE event_article.event = event.number) AS origins,
  (SELECT group_concat(kind) FROM (SELECT kind FROM event_dispute WHERE event_dispute.event = event.number
   ORDER BY kind)) AS disputes,
  article.article_id, article.title, article.outlet, article.published_start, article.published_end
FROM event
LEFT JOIN coding ON coding.number = coalesce(event.coding, (SELECT coding FROM event_mention
  WHERE event_mention.event = event.number ORDER BY position LIMIT 1))
LEFT JOIN article ON article.number = coding.article
WHERE event.number IN :numbers
""").bindparams(sa.bindparam("numbers", expanding=True))


def codings_of_event(connection: sa.Connection, number: int) -> list[int]:
    """The codings that an event is computed from."""
    mentioned = sa.select(s.event_mention.c.coding).where(s.event_mention.c.event == number)
    claimed = sa.select(s.event_claim.c.coding).where(s.event_claim.c.event == number)
    own = sa.select(_e.coding).where(_e.number == number)
    found = connection.execute(sa.union(mentioned, claimed, own)).scalars()
    return sorted(coding for coding in found if coding is not None)


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many of each thing stand in the store."""
    by_state = dict.fromkeys(("coded", "copy", "aside", "failed"), 0)
    states = connection.execute(sa.select(_a.state, sa.func.count().label("number")).group_by(_a.state))
    by_state.update({row.state: row.number for row in states})
    found = {"articles": sum(by_state.values()), **by_state}
    found["origins"] = connection.execute(sa.select(sa.func.count(sa.distinct(_a.origin_id)))).scalar_one()
    found["events"] = connection.execute(
        sa.select(sa.func.count()).select_from(s.event).where(_e.current == 1)
    ).scalar_one()
    for name, table in (("mentions", s.mention), ("attributions", s.attribution), ("claims", s.claim)):
        standing = sa.select(sa.func.count()).select_from(
            s.coding.join(table, table.c.coding == s.coding.c.number)
        )
        found[name] = connection.execute(standing.where(s.coding.c.state == "current")).scalar_one()
    for name, table in (("rejected", s.rejected), ("runs", s.run)):
        found[name] = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    return found
