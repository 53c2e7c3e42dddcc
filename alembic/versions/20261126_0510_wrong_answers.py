"""Answers of the AI that staff call wrong

Revision: 0061_help
Before it: 0060_help
"""

import sqlalchemy as sa
from alembic import op

from backend.db.rls import hotel_table

revision = "0061_help"
down_revision = "0060_help"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "wrong_answer",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("marked_by", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_by", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_wrong_answer__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name="fk_wrong_answer_message_id_message",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name="fk_wrong_answer_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "message_id", name="pk_wrong_answer"),
    )
    op.create_index(
        "ix_wrong_answer_list",
        "wrong_answer",
        ["hotel_id", sa.text("marked_at DESC"), "message_id"],
    )
    op.create_index("ix_wrong_answer_conversation", "wrong_answer", ["hotel_id", "conversation_id"])
    hotel_table("wrong_answer")


def downgrade() -> None:
    op.drop_table("wrong_answer")
