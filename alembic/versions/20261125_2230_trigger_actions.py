"""Actions of triggers: written with the ledger, done by a drain

Revision: 0040_actions
Before it: 0030_inbox
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0040_actions"
down_revision = "0030_inbox"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
WAITING = sa.text("state = 'waiting'")
DUE_ACTIONS = """
create function due_actions() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.hotel_id from trigger_action a
  where a.state = 'waiting' and a.next_at <= clock_timestamp()
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "trigger_action",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("wanted", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        _at("next_at"),
        _at("created_at"),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_trigger_action__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "decision_id"],
            ["decision.hotel_id", "decision.id"],
            name="fk_trigger_action_decision_id_decision",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_trigger_action"),
        sa.UniqueConstraint(
            "hotel_id",
            "decision_id",
            "place",
            name="uq_trigger_action_hotel_id_decision_id_place",
        ),
    )
    op.create_index(
        "ix_trigger_action_due",
        "trigger_action",
        ["next_at", "hotel_id"],
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_trigger_action_next",
        "trigger_action",
        ["hotel_id", "next_at", "id"],
        postgresql_where=WAITING,
    )
    hotel_table("trigger_action")
    dispatch_columns("trigger_action", "hotel_id, state, next_at")
    op.execute(DUE_ACTIONS)
    op.execute(f"alter function due_actions() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_actions() from public")
    op.execute("grant execute on function due_actions() to hotelbot_app")


def _at(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=CLOCK, nullable=False)


def downgrade() -> None:
    op.execute("drop function due_actions()")
    op.drop_table("trigger_action")
