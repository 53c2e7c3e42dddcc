"""Spare a number: its pace, its class of messages, what it did and what happened to it

Revision: 0015
Before it: 0004

due_sends also knows that a held message waits and lets others pass, and that promotional ones have
a pace of their own.
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import hotel_table

revision = "0015"
down_revision = "20261125_doubts"
branch_labels = None
depends_on = None

DUE_SENDS = """
create or replace function due_sends() returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.hotel_id, c.id from channel c join hotel h on h.id = c.hotel_id
  where h.status = 'active' and c.state in ('unknown', 'authorized')
    and (c.next_send_at is null or c.next_send_at <= clock_timestamp())
    and (c.paused_until is null or c.paused_until <= clock_timestamp())
    and exists (
      select 1 from outbox o
      where o.hotel_id = c.hotel_id and o.channel_id = c.id and o.state = 'queued'
        and o.next_at <= clock_timestamp() and o.not_after > clock_timestamp()
        and (o.priority < 9 or c.next_promotional_at is null
             or c.next_promotional_at <= clock_timestamp())
        and not exists (
          select 1 from outbox e
          where e.hotel_id = o.hotel_id and e.conversation_id = o.conversation_id and e.id < o.id
            and e.state in ('queued', 'sending', 'uncertain')
            and (e.held_reason is null or e.next_at <= clock_timestamp())))
  union
  select o.hotel_id, o.channel_id from outbox o
  where o.state in ('sending', 'uncertain') and o.next_at <= clock_timestamp()
  union
  select o.hotel_id, o.channel_id from outbox o
  where o.state = 'queued' and o.not_after <= clock_timestamp()
$$
"""
# What 0004 made; kept here, because a migration must not change with another one.
DUE_SENDS_BEFORE = """
create or replace function due_sends() returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.hotel_id, c.id from channel c join hotel h on h.id = c.hotel_id
  where h.status = 'active' and c.state in ('unknown', 'authorized')
    and (c.next_send_at is null or c.next_send_at <= clock_timestamp())
    and (c.paused_until is null or c.paused_until <= clock_timestamp())
    and exists (
      select 1 from outbox o
      where o.hotel_id = c.hotel_id and o.channel_id = c.id and o.state = 'queued'
        and o.next_at <= clock_timestamp() and o.not_after > clock_timestamp()
        and not exists (
          select 1 from outbox e
          where e.hotel_id = o.hotel_id and e.conversation_id = o.conversation_id and e.id < o.id
            and e.state in ('queued', 'sending', 'uncertain')))
  union
  select o.hotel_id, o.channel_id from outbox o
  where o.state in ('sending', 'uncertain') and o.next_at <= clock_timestamp()
  union
  select o.hotel_id, o.channel_id from outbox o
  where o.state = 'queued' and o.not_after <= clock_timestamp()
$$
"""
MOMENT = sa.DateTime(timezone=True)
NUMBERS = ("sent", "delivered", "failed", "no_account", "expired", "new_contacts", "answered")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    _add_columns()
    _add_indexes()
    _create_tables()
    op.execute(f"grant select (priority, held_reason) on outbox to {DISPATCHER_ROLE}")
    op.execute(f"grant select (next_promotional_at) on channel to {DISPATCHER_ROLE}")
    _as_dispatcher(DUE_SENDS)


def downgrade() -> None:
    _as_dispatcher(DUE_SENDS_BEFORE)
    op.drop_table("number_event")
    op.drop_table("number_day")
    op.drop_index("ix_message_number_out", table_name="message")
    op.drop_index("ix_outbox_started", table_name="outbox")
    op.drop_index("ix_outbox_held", table_name="outbox")
    op.drop_column("template", "message_class")
    for name in ("held_reason", "starts_contact", "message_class"):
        op.drop_column("outbox", name)
    op.execute(f"revoke select (priority) on outbox from {DISPATCHER_ROLE}")
    for name in (
        "paused_at",
        "warm_up",
        "daily_new_contacts",
        "care_since",
        "warned_at",
        "pace_at",
        "pace_share",
        "next_promotional_at",
    ):
        op.drop_column("channel", name)


def _add_columns() -> None:
    for name in ("next_promotional_at", "pace_at", "warned_at", "care_since", "paused_at"):
        op.add_column("channel", sa.Column(name, MOMENT, nullable=True))
    for column in (
        sa.Column("pace_share", sa.Double(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "daily_new_contacts", sa.Integer(), server_default=sa.text("100"), nullable=False
        ),
        sa.Column("warm_up", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    ):
        op.add_column("channel", column)
    op.add_column(
        "outbox",
        sa.Column("message_class", sa.Text(), server_default="essential", nullable=False),
    )
    op.add_column(
        "outbox",
        sa.Column("starts_contact", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("outbox", sa.Column("held_reason", sa.Text(), nullable=True))
    op.add_column(
        "template", sa.Column("message_class", sa.Text(), server_default="useful", nullable=False)
    )


def _add_indexes() -> None:
    op.create_index(
        "ix_outbox_held",
        "outbox",
        ["hotel_id", "channel_id", "next_at"],
        postgresql_where="state = 'queued' AND held_reason IS NOT NULL",
    )
    op.create_index(
        "ix_outbox_started",
        "outbox",
        ["hotel_id", "channel_id", "first_try_at"],
        postgresql_where="starts_contact",
    )
    op.create_index(
        "ix_message_number_out",
        "message",
        ["hotel_id", "channel_id", "sent_at"],
        postgresql_where="direction = 'out'",
    )


def _create_tables() -> None:
    op.create_table(
        "number_day",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
            for name in NUMBERS
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_number_day_hotel_id_hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name="fk_number_day_channel_id_channel",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "channel_id", "day", name="pk_number_day"),
    )
    hotel_table("number_day")
    op.create_table(
        "number_event",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_number_event_hotel_id_hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name="fk_number_event_channel_id_channel",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_number_event"),
    )
    op.create_index(
        "ix_number_event_recent", "number_event", ["hotel_id", "channel_id", sa.text("at DESC")]
    )
    hotel_table("number_event")


def _as_dispatcher(statement: str) -> None:
    """Only its owner may replace a function."""
    op.execute(f"set local role {DISPATCHER_ROLE}")
    op.execute(statement)
    op.execute("reset role")
