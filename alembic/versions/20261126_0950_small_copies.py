"""Note how large a picture is and whether a small copy of it is kept

Revision: 0070_store
Before it: 0070_fast
"""

import sqlalchemy as sa
from alembic import op

revision = "0070_store"
down_revision = "0070_fast"
branch_labels = None
depends_on = None

TABLES = ("media", "upload")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for table in TABLES:
        op.add_column(table, sa.Column("width", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("height", sa.Integer(), nullable=True))
        op.add_column(
            table,
            sa.Column("has_small", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        )


def downgrade() -> None:
    for table in TABLES:
        for name in ("has_small", "height", "width"):
            op.drop_column(table, name)
