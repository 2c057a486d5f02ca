"""The hash of a store's content, so that two stores can be told to be the same record.

What is hashed: every article with its text, blocks, state and origin; every mention, attribution and claim of
the codings that stand; every event as it stands. What is not: row numbers, times, order of adding, superseded
codings, the ids that files gave, inputs that gave no article (those name paths), and ids that events had on the way.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa

from onrecord.store import schema as s

# bookkeeping of this file, not content; article_id stands for the article's number
_LEFT_OUT = {
    "number",
    "coding",
    "article",
    "event",
    "added_at",
    "coded_at",
    "current",
    "run_id",
    "signature_id",
    "waiting",
}
_CODED = (
    s.mention, s.argument, s.toll, s.attribution, s.content, s.via, s.accused, s.claim, s.event_claim,
    s.event_attribution,
)  # fmt: skip
_OF_EVENT = (s.event_actor, s.event_toll, s.event_article, s.event_mention)


def digest_of(connection: sa.Connection) -> str:
    """SHA-256, as 64 hex digits, of what the module's head lists."""
    total = hashlib.sha256()
    for name, query in _queries():
        total.update(name.encode())
        # each row hashed apart and sorted: cheaper than to have the database sort whole rows of text
        rows = sorted(_row_hash(row) for row in connection.execute(query))
        for row_hash in rows:
            total.update(row_hash)
    return total.hexdigest()


def _row_hash(row: Any) -> bytes:
    return hashlib.sha256(json.dumps(tuple(row), ensure_ascii=True).encode()).digest()


def _queries() -> list[tuple[str, sa.Select[Any]]]:
    article = s.article.c
    found = [
        ("article", sa.select(*_content(s.article), s.text.c.text).select_from(s.article.join(s.text))),
        (
            "block",
            sa.select(article.article_id, article.reading, *_content(s.block)).select_from(
                s.article.join(s.block)
            ),
        ),
        (
            # of what is coded now it no longer counts why it was not
            "aside",
            sa.select(article.article_id, article.reading, *_content(s.aside), s.run.c.run_id)
            .select_from(s.article.join(s.aside).join(s.run, s.run.c.run_id == s.aside.c.run_id))
            .where(article.state.in_(["aside", "failed"])),
        ),
    ]
    standing = s.coding.c.state == "current"
    coding = [s.coding.c.article_id, s.coding.c.run_id]
    found.append(
        ("coding", sa.select(*coding, article.reading).select_from(s.coding.join(s.article)).where(standing))
    )
    for table in _CODED:
        joined = s.coding.join(table, table.c.coding == s.coding.c.number)
        columns = [column for column in _content(table) if column.name != "article_id"]
        found.append((table.name, sa.select(*coding, *columns).select_from(joined).where(standing)))
    current = s.event.c.current == 1
    found.append(("event", sa.select(*_content(s.event), s.event.c.run_id).where(current)))
    found += [
        (table.name, sa.select(s.event.c.event_id, *_content(table)).select_from(joined).where(current))
        for table, joined in [(t, s.event.join(t)) for t in (*_OF_EVENT, s.event_dispute)]
    ]
    found.append(("judgement", sa.select(*_content(s.judgement))))
    return found


def _content(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.c if column.name not in _LEFT_OUT]
