"""What the AI may do by stage and guest, the hotel's own topics, and how long people come first

Revision: 0061_promises
Before it: 0060_promises
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0061_promises"
down_revision = "0060_promises"
branch_labels = None
depends_on = None

COLUMNS = ("off_for_vips", "stage_modes", "reply_delay_s", "own_topics")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for name, kind, default in (
        ("off_for_vips", sa.Boolean(), "false"),
        ("stage_modes", postgresql.JSONB(), "'{}'"),
        ("reply_delay_s", sa.Integer(), "0"),
        ("own_topics", postgresql.JSONB(), "'[]'"),
    ):
        op.add_column(
            "hotel", sa.Column(name, kind, server_default=sa.text(default), nullable=False)
        )


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("hotel", name)
