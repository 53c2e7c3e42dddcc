"""Replies that staff put into a message by a shortcut

Revision: 0051_out
Before it: 0050_out
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0051_out"
down_revision = "0050_out"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "canned_reply",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "texts", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_canned_reply"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_canned_reply_hotel_id_hotel"),
        sa.UniqueConstraint("hotel_id", "shortcut", name="uq_canned_reply_hotel_id_shortcut"),
    )
    hotel_table("canned_reply")
    op.add_column("upload", sa.Column("canned_reply_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_upload_hotel_id_canned_reply",
        "upload",
        "canned_reply",
        ["hotel_id", "canned_reply_id"],
        ["hotel_id", "id"],
    )
    op.create_index("ix_upload_hotel_id_canned_reply_id", "upload", ["hotel_id", "canned_reply_id"])


def downgrade() -> None:
    op.drop_column("upload", "canned_reply_id")
    op.drop_table("canned_reply")
