"""Keep the attempts at work that failed, and let dead letters be listed quickly

Revision: 0014
Before it: 0004

The dispatcher may read which numbers are connected and paused, so that the operator sees every
hotel's connections; still no column that holds a guest's words or address.
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import hotel_table

revision = "0014"
down_revision = "0015"
branch_labels = None
depends_on = None

WAITING = "replayed_at IS NULL AND discarded_at IS NULL"
NUMBERS = """
create function hotel_numbers() returns table(
  hotel_id uuid, hotel_name text, channel_id uuid, id_instance bigint, channel_name text,
  state text, state_at timestamptz, pause_reason text, paused_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, h.name, c.id, c.id_instance, c.name, c.state, c.state_at, c.pause_reason,
    c.paused_until
  from hotel h join channel c on c.hotel_id = h.id
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "work_failure",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_work_failure__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_work_failure")),
    )
    op.create_index(
        "ix_work_failure_work", "work_failure", ["hotel_id", "source", "source_id", "id"]
    )
    op.create_index("ix_work_failure_old", "work_failure", ["hotel_id", "at"])
    hotel_table("work_failure")
    op.add_column(
        "dead_letter",
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("dead_letter", sa.Column("discarded_by", sa.Uuid(), nullable=True))
    columns = ["hotel_id", sa.text("last_at DESC"), "id"]
    op.create_index("ix_dead_letter_list", "dead_letter", columns)
    op.create_index("ix_dead_letter_waiting", "dead_letter", columns, postgresql_where=WAITING)
    op.execute(
        f"grant select (id_instance, name, state_at, pause_reason) on channel to {DISPATCHER_ROLE}"
    )
    op.execute(NUMBERS)
    op.execute(f"alter function hotel_numbers() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function hotel_numbers() from public")
    op.execute("grant execute on function hotel_numbers() to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function hotel_numbers()")
    op.execute(
        f"revoke select (id_instance, name, state_at, pause_reason) on channel"
        f" from {DISPATCHER_ROLE}"
    )
    op.drop_index("ix_dead_letter_waiting", table_name="dead_letter")
    op.drop_index("ix_dead_letter_list", table_name="dead_letter")
    op.drop_column("dead_letter", "discarded_by")
    op.drop_column("dead_letter", "attempts")
    op.drop_table("work_failure")
