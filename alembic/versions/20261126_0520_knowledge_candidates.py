"""Entries that resolved conversations suggest

Revision: 0062_help
Before it: 0061_help
"""

import sqlalchemy as sa
from alembic import op

from backend.db.rls import hotel_table

revision = "0062_help"
down_revision = "0061_help"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "knowledge_candidate",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("wording_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_knowledge_candidate__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name="fk_knowledge_candidate_conversation_id_conversation",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_knowledge_candidate"),
        sa.UniqueConstraint(
            "hotel_id", "question_id", name="uq_knowledge_candidate_hotel_id_question_id"
        ),
    )
    op.create_index(
        "ix_knowledge_candidate_listed",
        "knowledge_candidate",
        ["hotel_id", "state", "found_at", "id"],
    )
    hotel_table("knowledge_candidate")
    op.create_table(
        "learning_mark",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_learning_mark__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", name="pk_learning_mark"),
    )
    hotel_table("learning_mark")


def downgrade() -> None:
    op.drop_table("learning_mark")
    op.drop_table("knowledge_candidate")
