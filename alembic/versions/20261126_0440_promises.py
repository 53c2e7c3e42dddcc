"""What the hotel promised its guests, and how far its messages were read for that

Revision: 0060_promises
Before it: 0060_fast
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0060_promises"
down_revision = "0060_fast"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
OPEN = sa.text("state = 'open'")
DUE_PROMISES = """
create function due_promises() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id from hotel h
  left join promise_reading r on r.hotel_id = h.id
  where h.status = 'active' and exists (
    select 1 from message m where m.hotel_id = h.id and m.id > coalesce(r.read_to, 0))
  union
  select p.hotel_id from promise p
  join hotel h on h.id = p.hotel_id and h.status = 'active'
  where p.state = 'open' and p.next_at <= clock_timestamp()
$$
"""
# What was said before there was anything to remember it is not gone through.
BEGIN = """
insert into promise_reading (hotel_id, read_to, seen_to)
select h.id, m.id, m.id from hotel h
cross join lateral (
  select id from message where hotel_id = h.id order by id desc limit 1
) m
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "promise",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        _at("said_at", nullable=False),
        _at("due_at", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        *(_at(name) for name in ("next_at", "warned_at", "missed_at", "closed_at")),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("heard_to", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_promise"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_promise__hotel"),
        *(
            sa.ForeignKeyConstraint(
                ["hotel_id", column],
                [f"{to}.hotel_id", f"{to}.id"],
                name=f"fk_promise_{column}_{to}",
            )
            for column, to in (
                ("conversation_id", "conversation"),
                ("message_id", "message"),
                ("closed_by", "staff"),
            )
        ),
        sa.UniqueConstraint(
            "hotel_id", "message_id", "place", name="uq_promise_hotel_id_message_id_place"
        ),
    )
    op.create_index(
        "ix_promise_open", "promise", ["hotel_id", "due_at", "id"], postgresql_where=OPEN
    )
    op.create_index("ix_promise_closed", "promise", ["hotel_id", "closed_at", "id"])
    op.create_index("ix_promise_conversation", "promise", ["hotel_id", "conversation_id", "state"])
    op.create_index("ix_promise_next", "promise", ["next_at", "hotel_id"], postgresql_where=OPEN)
    op.create_table(
        "promise_reading",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("read_to", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("seen_to", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", name="pk_promise_reading"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_promise_reading__hotel"),
    )
    op.execute(BEGIN)
    for table in ("promise", "promise_reading"):
        hotel_table(table)
    dispatch_columns("message", "hotel_id, id")
    dispatch_columns("promise", "hotel_id, state, next_at")
    dispatch_columns("promise_reading", "hotel_id, read_to")
    op.execute(DUE_PROMISES)
    op.execute(f"alter function due_promises() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_promises() from public")
    op.execute("grant execute on function due_promises() to hotelbot_app")


def _at(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def downgrade() -> None:
    op.execute("drop function due_promises()")
    op.execute("drop policy message_dispatch on message")
    op.execute(f"revoke select (hotel_id, id) on message from {DISPATCHER_ROLE}")
    op.drop_table("promise_reading")
    op.drop_table("promise")
