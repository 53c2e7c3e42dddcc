"""The inbox as a place of work: teams, labels, notes, snoozes, saved views, messages for later

Revision: 0030_inbox
Before it: 0022
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0030_inbox"
down_revision = "0022"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
ACTIVE = sa.text("status IN ('open', 'waiting_guest')")
PLANNED = sa.text("state = 'planned'")
DUE_BY_CLOCK = """
create function due_by_clock() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.hotel_id from conversation c
  where c.status = 'snoozed' and c.snoozed_until <= clock_timestamp()
  union
  select s.hotel_id from scheduled_message s
  where s.state = 'planned' and s.due_at <= clock_timestamp()
$$
"""
TABLES = (
    "scheduled_message",
    "saved_view",
    "participant",
    "mention",
    "activity",
    "conversation_label",
    "label",
    "team_member",
    "team",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(
        "hotel",
        sa.Column("closes_on_thanks", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    _people()
    _conversation()
    _activity()
    _kept()
    op.execute(DUE_BY_CLOCK)
    op.execute(f"alter function due_by_clock() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_by_clock() from public")
    op.execute("grant execute on function due_by_clock() to hotelbot_app")


def _people() -> None:
    op.create_table(
        "team",
        *_entity("team"),
        sa.Column("name", sa.Text(), nullable=False),
        _at("created_at"),
        sa.UniqueConstraint("hotel_id", "name", name="uq_team_hotel_id_name"),
    )
    hotel_table("team")
    op.create_table(
        "team_member",
        _hotel(),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        _of_hotel("team_member"),
        _belongs("team_member", "team_id", "team", ondelete="CASCADE"),
        _belongs("team_member", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("hotel_id", "team_id", "staff_id", name="pk_team_member"),
    )
    op.create_index("ix_team_member_hotel_id_staff_id", "team_member", ["hotel_id", "staff_id"])
    hotel_table("team_member")
    op.create_table(
        "label",
        *_entity("label"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        _at("created_at"),
        sa.UniqueConstraint("hotel_id", "name", name="uq_label_hotel_id_name"),
    )
    hotel_table("label")


def _conversation() -> None:
    for column in _conversation_columns():
        op.add_column("conversation", column)
    op.create_foreign_key(
        "fk_conversation_assignee_id_staff",
        "conversation",
        "staff",
        ["hotel_id", "assignee_id"],
        ["hotel_id", "id"],
    )
    op.create_foreign_key(
        "fk_conversation_team_id_team",
        "conversation",
        "team",
        ["hotel_id", "team_id"],
        ["hotel_id", "id"],
    )
    recent = [sa.text("last_message_at DESC"), "id"]
    op.create_index(
        "ix_conversation_active", "conversation", ["hotel_id", *recent], postgresql_where=ACTIVE
    )
    op.create_index(
        "ix_conversation_assignee",
        "conversation",
        ["hotel_id", "assignee_id", *recent],
        postgresql_where=ACTIVE,
    )
    op.create_index(
        "ix_conversation_snoozed",
        "conversation",
        ["snoozed_until", "hotel_id"],
        postgresql_where=sa.text("status = 'snoozed'"),
    )
    op.create_index("ix_conversation_team", "conversation", ["hotel_id", "team_id"])
    op.execute(f"grant select (snoozed_until) on conversation to {DISPATCHER_ROLE}")
    op.create_table(
        "conversation_label",
        _hotel(),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("label_id", sa.Uuid(), nullable=False),
        _of_hotel("conversation_label"),
        _belongs("conversation_label", "conversation_id", "conversation"),
        _belongs("conversation_label", "label_id", "label", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "hotel_id", "conversation_id", "label_id", name="pk_conversation_label"
        ),
    )
    op.create_index(
        "ix_conversation_label_hotel_id_label_id_conversation_id",
        "conversation_label",
        ["hotel_id", "label_id", "conversation_id"],
    )
    hotel_table("conversation_label")


def _activity() -> None:
    op.create_table(
        "activity",
        _hotel(),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _at("at"),
        sa.CheckConstraint(
            "(kind = 'note') = (text IS NOT NULL)", name="ck_activity_note_has_text"
        ),
        _of_hotel("activity"),
        _belongs("activity", "conversation_id", "conversation"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_activity"),
    )
    op.create_index(
        "ix_activity_hotel_id_conversation_id_id", "activity", ["hotel_id", "conversation_id", "id"]
    )
    hotel_table("activity", "select, insert")
    op.create_table(
        "mention",
        _hotel(),
        sa.Column("activity_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        _of_hotel("mention"),
        _belongs("mention", "activity_id", "activity"),
        _belongs("mention", "conversation_id", "conversation"),
        _belongs("mention", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("hotel_id", "activity_id", "staff_id", name="pk_mention"),
    )
    op.create_index("ix_mention_of_staff", "mention", ["hotel_id", "staff_id", "conversation_id"])
    op.create_index(
        "ix_mention_unseen",
        "mention",
        ["hotel_id", "conversation_id", "staff_id"],
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    hotel_table("mention")
    op.create_table(
        "participant",
        _hotel(),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        _at("since"),
        _of_hotel("participant"),
        _belongs("participant", "conversation_id", "conversation"),
        _belongs("participant", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("hotel_id", "conversation_id", "staff_id", name="pk_participant"),
    )
    hotel_table("participant")


def _kept() -> None:
    op.create_table(
        "saved_view",
        *_entity("saved_view"),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("filter", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _at("created_at"),
        _belongs("saved_view", "staff_id", "staff"),
        sa.UniqueConstraint(
            "hotel_id", "staff_id", "name", name="uq_saved_view_hotel_id_staff_id_name"
        ),
    )
    op.create_index(
        "ix_saved_view_shared",
        "saved_view",
        ["hotel_id", "name"],
        postgresql_where=sa.text("shared"),
    )
    hotel_table("saved_view")
    op.create_table(
        "scheduled_message",
        *_entity("scheduled_message"),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unless_reply", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        _at("created_at"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        _belongs("scheduled_message", "conversation_id", "conversation"),
        _belongs("scheduled_message", "staff_id", "staff"),
        _belongs("scheduled_message", "message_id", "message"),
    )
    op.create_index(
        "ix_scheduled_message_due",
        "scheduled_message",
        ["due_at", "hotel_id"],
        postgresql_where=PLANNED,
    )
    op.create_index(
        "ix_scheduled_message_thread",
        "scheduled_message",
        ["hotel_id", "conversation_id", "due_at"],
        postgresql_where=PLANNED,
    )
    hotel_table("scheduled_message")
    dispatch_columns("scheduled_message", "hotel_id, state, due_at")


def _conversation_columns() -> list[sa.Column]:
    return [
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("priority", sa.Text(), server_default=sa.text("'none'"), nullable=False),
    ]


def _hotel() -> sa.Column:
    return sa.Column("hotel_id", sa.Uuid(), nullable=False)


def _entity(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        _hotel(),
        sa.Column("id", sa.Uuid(), nullable=False),
        _of_hotel(table),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=f"pk_{table}"),
    )


def _at(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=CLOCK, nullable=False)


def _of_hotel(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=f"fk_{table}__hotel")


def _belongs(table: str, column: str, to: str, **options: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column],
        [f"{to}.hotel_id", f"{to}.id"],
        name=f"fk_{table}_{column}_{to}",
        **options,
    )


def downgrade() -> None:
    op.execute("drop function due_by_clock()")
    for name in ("team", "snoozed", "assignee", "active"):
        op.drop_index(f"ix_conversation_{name}", table_name="conversation")
    op.drop_constraint("fk_conversation_team_id_team", "conversation")
    op.drop_constraint("fk_conversation_assignee_id_staff", "conversation")
    for table in TABLES:
        op.drop_table(table)
    op.execute(f"revoke select (snoozed_until) on conversation from {DISPATCHER_ROLE}")
    for column in reversed(_conversation_columns()):
        op.drop_column("conversation", column.name)
    op.drop_column("hotel", "closes_on_thanks")
