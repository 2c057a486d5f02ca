"""The record: articles, codings and what they put on record, events, origins, full-text search, views.

Revision ID: 0001
"""

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("0001_tables.sql", "0001_views.sql"):
        script = files("onrecord.store.migrations.versions").joinpath(name).read_text(encoding="utf-8")
        for statement in script.split(";\n"):
            if statement.strip():
                op.execute(statement)
    op.execute(f"PRAGMA application_id = {0x6F6E7263}")


def downgrade() -> None:
    raise NotImplementedError("a store is not taken back to before it was made")
