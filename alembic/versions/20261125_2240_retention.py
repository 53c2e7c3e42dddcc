"""How long a hotel's engine keeps its rows; connections to a PMS may rest

Revision: 0041_retention
Before it: 0040_actions
"""

import sqlalchemy as sa
from alembic import op

revision = "0041_retention"
down_revision = "0040_actions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for name, days in (("keep_webhooks_days", "30"), ("keep_sends_days", "365")):
        column = sa.Column(name, sa.Integer(), server_default=sa.text(days), nullable=False)
        op.add_column("hotel", column)
    op.add_column(
        "pms_connection", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("pms_connection", "paused_at")
    op.drop_column("hotel", "keep_sends_days")
    op.drop_column("hotel", "keep_webhooks_days")
