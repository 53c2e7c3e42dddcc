"""Answers that the AI writes for staff

Revision: 0050_assist
Before it: 20261125_media
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0050_assist"
down_revision = "0053_knowledge"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "ai_draft",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("edit_distance", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_ai_draft__hotel"),
        *(
            _belongs(column, table)
            for column, table in (
                ("conversation_id", "conversation"),
                ("decision_id", "decision"),
                ("message_id", "message"),
                ("staff_id", "staff"),
            )
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_ai_draft"),
        sa.UniqueConstraint(
            "hotel_id", "conversation_id", "turn", name="uq_ai_draft_hotel_id_conversation_id_turn"
        ),
    )
    hotel_table("ai_draft")


def _belongs(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column], [f"{to}.hotel_id", f"{to}.id"], name=f"fk_ai_draft_{column}_{to}"
    )


def downgrade() -> None:
    op.drop_table("ai_draft")
