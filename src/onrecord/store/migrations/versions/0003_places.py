"""Events by where they were: an index over their points.

Revision ID: 0003
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX ix_event_point ON event (latitude, longitude) WHERE latitude IS NOT NULL")


def downgrade() -> None:
    op.execute("DROP INDEX ix_event_point")
