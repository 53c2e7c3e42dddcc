"""Questions that no entry answered are settled

Revision: 0053_knowledge
Before it: 0052_knowledge
"""

import sqlalchemy as sa
from alembic import op

from backend.db.rls import hotel_table

revision = "0053_knowledge"
down_revision = "0052_knowledge"
branch_labels = None
depends_on = None

GAP = "knowledge_gap"
CLOCK = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        GAP,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("settled_by", sa.Text(), server_default="", nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "decision_id", name="pk_knowledge_gap"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_knowledge_gap__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "decision_id"],
            ["decision.hotel_id", "decision.id"],
            name="fk_knowledge_gap_decision_id_decision",
            ondelete="CASCADE",
        ),
    )
    hotel_table(GAP)


def downgrade() -> None:
    op.drop_table(GAP)
