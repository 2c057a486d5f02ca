"""Events told by several articles: what they are made of, how tellings find each other, disputes, judgements.

Revision ID: 0002
"""

from importlib.resources import files

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("onrecord.store.migrations.versions").joinpath("0002_merged.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a store is not taken back to before its events were merged")
