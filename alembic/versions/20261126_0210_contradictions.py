"""Contradictions between a hotel's texts

Revision: 0052_knowledge
Before it: 0051_knowledge
"""

import sqlalchemy as sa
from alembic import op

from backend.db.rls import hotel_table

revision = "0052_knowledge"
down_revision = "0051_knowledge"
branch_labels = None
depends_on = None

FOUND, SCAN = "contradiction", "contradiction_scan"
CLOCK = sa.text("clock_timestamp()")
TEXTS = ("fingerprint", "subject", "aspect")
SIDES = tuple(
    f"{side}_{name}" for side in ("left", "right") for name in ("kind", "id", "title", "quote")
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        FOUND,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*TEXTS, *SIDES)),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("right_is_true", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_contradiction"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_contradiction__hotel"),
        sa.UniqueConstraint(
            "hotel_id", "fingerprint", name="uq_contradiction_hotel_id_fingerprint"
        ),
    )
    op.create_index("ix_contradiction_listed", FOUND, ["hotel_id", "state", "found_at", "id"])
    op.create_table(
        SCAN,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", name="pk_contradiction_scan"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_contradiction_scan__hotel"),
    )
    for table in (FOUND, SCAN):
        hotel_table(table)
    op.execute(
        "create index ix_message_staff_said on message (hotel_id, sort_at)"
        " where direction = 'out' and author = 'staff'"
    )


def downgrade() -> None:
    op.execute("drop index ix_message_staff_said")
    op.drop_table(SCAN)
    op.drop_table(FOUND)
