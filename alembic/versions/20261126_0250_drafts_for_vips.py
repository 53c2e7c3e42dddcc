"""Say whether answers to VIP guests wait for staff

Revision: 0051_assist
Before it: 0050_assist
"""

import sqlalchemy as sa
from alembic import op

revision = "0051_assist"
down_revision = "0050_assist"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(
        "hotel",
        sa.Column("drafts_for_vips", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("hotel", "drafts_for_vips")
