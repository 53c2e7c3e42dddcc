"""What colleagues have begun to write, and what they are told of

Revision: 0050_live
Before it: 20261125_media
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0050_live"
down_revision = "20261125_media"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "draft",
        *_of_staff("draft"),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _at("updated_at"),
        _belongs("draft", "conversation_id", "conversation"),
        sa.PrimaryKeyConstraint("hotel_id", "staff_id", "conversation_id", "mode", name="pk_draft"),
    )
    op.create_index("ix_draft_hotel_id_updated_at", "draft", ["hotel_id", "updated_at"])
    hotel_table("draft")
    op.create_table(
        "notification",
        *_of_staff("notification"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _at("at"),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        _belongs("notification", "conversation_id", "conversation"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_notification"),
    )
    op.create_index(
        "ix_notification_list",
        "notification",
        ["hotel_id", "staff_id", sa.text("at DESC"), sa.text("id DESC")],
    )
    op.create_index(
        "uq_notification_unread",
        "notification",
        ["hotel_id", "staff_id", "conversation_id", "kind"],
        unique=True,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_index("ix_notification_at", "notification", ["hotel_id", "at"])
    hotel_table("notification")
    op.create_table(
        "notification_settings",
        *_of_staff("notification_settings"),
        sa.Column("choices", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.PrimaryKeyConstraint("hotel_id", "staff_id", name="pk_notification_settings"),
    )
    hotel_table("notification_settings")


def _of_staff(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=f"fk_{table}__hotel"),
        _belongs(table, "staff_id", "staff"),
    )


def _at(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=CLOCK, nullable=False)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column], [f"{to}.hotel_id", f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )


def downgrade() -> None:
    for table in ("notification_settings", "notification", "draft"):
        op.drop_table(table)
