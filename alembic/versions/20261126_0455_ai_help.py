"""What colleagues ask the AI for while writing

Revision: 0060_help
Before it: 0064_search
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0060_help"
down_revision = "0064_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "ai_help",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sources", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("detail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("left_out", sa.Integer(), server_default="0", nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("edit_distance", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_ai_help__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name="fk_ai_help_conversation_id_conversation",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name="fk_ai_help_message_id_message",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_ai_help"),
    )
    op.create_index(
        "uq_ai_help_under_way",
        "ai_help",
        ["hotel_id", "conversation_id", "asked_by"],
        unique=True,
        postgresql_where=sa.text("outcome = 'asked'"),
    )
    op.create_index("ix_ai_help_hotel_id_asked_at", "ai_help", ["hotel_id", "asked_at"])
    op.create_index(
        "ix_ai_help_hotel_id_conversation_id_asked_at",
        "ai_help",
        ["hotel_id", "conversation_id", "asked_at"],
    )
    hotel_table("ai_help")


def downgrade() -> None:
    op.drop_table("ai_help")
