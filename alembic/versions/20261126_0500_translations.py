"""Texts in another language, who reads them so, and the languages of an account

Revision: 0060_translate
Before it: 0060_gate
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0060_translate"
down_revision = "0060_gate"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column("account", sa.Column("reads", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("screens", sa.Text(), nullable=True))
    op.create_table(
        "translation",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("details", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("by_person", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_translation__hotel"),
        _belongs("translation", "message_id", "message", ondelete="CASCADE"),
        _belongs("translation", "conversation_id", "conversation", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_translation"),
        sa.UniqueConstraint("hotel_id", "message_id", "language", name="uq_translation_message"),
        sa.CheckConstraint(
            "(message_id IS NULL) <> (conversation_id IS NULL)", name="ck_translation_of_one"
        ),
    )
    op.create_index(
        "uq_translation_draft",
        "translation",
        ["hotel_id", "conversation_id", "digest", "language"],
        unique=True,
        postgresql_where=sa.text("conversation_id IS NOT NULL"),
    )
    op.create_index(
        "ix_translation_digest",
        "translation",
        ["hotel_id", "digest", "language", "id"],
        postgresql_where=sa.text("NOT by_person AND state <> 'not_translated'"),
    )
    hotel_table("translation")
    op.create_table(
        "translation_switch",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_translation_switch__hotel"),
        _belongs("translation_switch", "staff_id", "staff"),
        _belongs("translation_switch", "conversation_id", "conversation", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "hotel_id", "conversation_id", "staff_id", name="pk_translation_switch"
        ),
    )
    hotel_table("translation_switch")


def _belongs(
    table: str, column: str, to: str, *, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column],
        [f"{to}.hotel_id", f"{to}.id"],
        name=f"fk_{table}_{column}_{to}",
        ondelete=ondelete,
    )


def downgrade() -> None:
    op.drop_table("translation_switch")
    op.drop_table("translation")
    op.drop_column("account", "screens")
    op.drop_column("account", "reads")
