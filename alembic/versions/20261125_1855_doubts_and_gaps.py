"""Say what is known of doubtful sends, and measure what never arrived

Revision: 20261125_doubts
Before it: 0004
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, global_table, hotel_table

revision = "20261125_doubts"
down_revision = "0004"
branch_labels = None
depends_on = None

# Given to a person so far meant "failed" beside a message that is uncertain. The owner of the
# tables is bound by the forced policies, which let it see no row of any hotel.
MARK_ASKED = """
alter table outbox no force row level security;
alter table message no force row level security;
update outbox o set state = 'asked' from message m
where o.state = 'failed' and m.hotel_id = o.hotel_id and m.id = o.message_id
  and m.status = 'uncertain';
alter table outbox force row level security;
alter table message force row level security;
"""
MARK_FAILED = """
alter table outbox no force row level security;
update outbox set state = 'failed' where state = 'asked';
alter table outbox force row level security;
"""
# A number that cannot be asked now (signed out, starting) is due the moment it can.
DUE_JOURNALS = """
create function due_journals(most int) returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.hotel_id, c.id
  from channel c
  join hotel h on h.id = c.hotel_id
  left join journal_watch w on w.hotel_id = c.hotel_id and w.channel_id = c.id
  where h.status = 'active' and c.state in ('unknown', 'authorized')
    and exists (select 1 from hook k where k.hotel_id = c.hotel_id and k.channel_id = c.id)
    and (w.due_at is null or w.due_at <= clock_timestamp()
         or w.asked_at < (select max(b.back_at) from heartbeat b))
  order by w.due_at nulls first
  limit most
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    _add_columns()
    op.execute(MARK_ASKED)
    op.create_index(
        "ix_outbox_doubted",
        "outbox",
        ["hotel_id", "id"],
        postgresql_where="state IN ('uncertain', 'asked')",
    )
    _create_tables()
    op.execute(f"grant select (hotel_id, channel_id) on hook to {DISPATCHER_ROLE}")
    op.execute(f"grant select (state) on channel to {DISPATCHER_ROLE}")
    op.execute(f"grant select (back_at) on heartbeat to {DISPATCHER_ROLE}")
    op.execute(DUE_JOURNALS)
    op.execute(f"alter function due_journals(int) owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_journals(int) from public")
    op.execute("grant execute on function due_journals(int) to hotelbot_app")


def _add_columns() -> None:
    for name, kind, default in (
        ("once", sa.Boolean(), "false"),
        ("looked_at", sa.DateTime(timezone=True), None),
        ("look", sa.Text(), None),
        ("by_hand", sa.Text(), None),
    ):
        column = sa.Column(
            name,
            kind,
            nullable=default is None,
            server_default=sa.text(default) if default else None,
        )
        op.add_column("outbox", column)
    op.add_column(
        "inbox",
        sa.Column("from_journal", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.add_column(
        "hotel", sa.Column("late_minutes", sa.Integer(), nullable=False, server_default="15")
    )


def _create_tables() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("away_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "journal_watch",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("complete_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_journal_watch_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_journal_watch__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "channel_id", name=op.f("pk_journal_watch")),
    )
    op.create_table(
        "journal_check",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column(
            "checked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_journal_check_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_journal_check__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_journal_check")),
    )
    op.create_index(
        "ix_journal_check_channel",
        "journal_check",
        ["hotel_id", "channel_id", sa.text("id DESC")],
    )
    op.create_index(
        "ix_journal_check_recent", "journal_check", ["hotel_id", "channel_id", "window_end"]
    )
    hotel_table("journal_watch")
    hotel_table("journal_check")
    global_table("heartbeat", "select, insert, update")
    dispatch_columns("journal_watch", "hotel_id, channel_id, due_at, asked_at")


def downgrade() -> None:
    op.execute("drop function due_journals(int)")
    op.execute(f"revoke select (hotel_id, channel_id) on hook from {DISPATCHER_ROLE}")
    op.drop_table("journal_check")
    op.drop_table("journal_watch")
    op.drop_table("heartbeat")
    op.drop_index("ix_outbox_doubted", table_name="outbox")
    op.execute(MARK_FAILED)
    op.drop_column("hotel", "late_minutes")
    op.drop_column("inbox", "from_journal")
    for name in ("by_hand", "look", "looked_at", "once"):
        op.drop_column("outbox", name)
