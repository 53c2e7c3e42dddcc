"""Hashes that can be compared, payloads that go when their time is over, and budgets of the AI

Revision: 0060_calls
Before it: 0060_translate
"""

import sqlalchemy as sa
from alembic import op

from backend.db.engine import APP_ROLE
from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0060_calls"
down_revision = "0060_translate"
branch_labels = None
depends_on = None

# What is never changed goes with its guest, and by these alone.
ERASE = (
    (
        "activity",
        "erase_activity(uuid[])",
        """
create function erase_activity(conversations uuid[]) returns setof bigint
language sql security definer set search_path = public, pg_temp as $$
  delete from activity where hotel_id = app_hotel() and conversation_id = any(conversations)
  returning 1::bigint
$$
""",
    ),
    (
        "stay_event",
        "erase_stay_changes(uuid[])",
        """
create function erase_stay_changes(stays uuid[]) returns setof bigint
language sql security definer set search_path = public, pg_temp as $$
  update stay_event set changes = '{}' where hotel_id = app_hotel() and stay_id = any(stays)
  returning 1::bigint
$$
""",
    ),
)
# This month by each hotel's own clock.
COST = """
create function hotel_ai_cost(wanted uuid[]) returns table(hotel_id uuid, cost_usd float8)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, coalesce((select sum(k.cost_usd) from ai_call k where k.hotel_id = h.id
    and k.started_at >= date_trunc('month', clock_timestamp() at time zone h.timezone)
      at time zone h.timezone), 0)
  from hotel h where h.id = any(wanted)
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(
        "ai_call",
        sa.Column(
            "stable_sha256", sa.LargeBinary(), server_default=sa.text(r"'\x'"), nullable=False
        ),
    )
    op.add_column("ai_call", sa.Column("payload_gone_at", sa.DateTime(timezone=True)))
    op.add_column(
        "hotel",
        sa.Column("keep_calls_days", sa.Integer(), server_default=sa.text("90"), nullable=False),
    )
    for name in ("ai_budget_day_usd", "ai_budget_month_usd"):
        op.add_column("hotel", sa.Column(name, sa.Float(), nullable=True))
    op.create_table(
        "ai_spending",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cost_usd", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_ai_spending__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "day", name="pk_ai_spending"),
    )
    hotel_table("ai_spending")
    for table, name, erase in ERASE:
        op.execute(
            f"create policy {table}_erased on {table} to current_user"
            " using (hotel_id = (select app_hotel()))"
        )
        op.execute(erase)
        op.execute(f"revoke all on function {name} from public")
        op.execute(f"grant execute on function {name} to {APP_ROLE}")
    dispatch_columns("ai_call", "hotel_id, started_at, cost_usd")
    op.execute(f"grant select (timezone) on hotel to {DISPATCHER_ROLE}")
    op.execute(COST)
    op.execute(f"alter function hotel_ai_cost(uuid[]) owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function hotel_ai_cost(uuid[]) from public")
    op.execute(f"grant execute on function hotel_ai_cost(uuid[]) to {APP_ROLE}")


def downgrade() -> None:
    for table, name, _ in ERASE:
        op.execute(f"drop function {name}")
        op.execute(f"drop policy {table}_erased on {table}")
    op.execute("drop function hotel_ai_cost(uuid[])")
    op.execute(f"revoke select (timezone) on hotel from {DISPATCHER_ROLE}")
    op.execute("drop policy ai_call_dispatch on ai_call")
    op.execute(f"revoke select (hotel_id, started_at, cost_usd) on ai_call from {DISPATCHER_ROLE}")
    op.drop_table("ai_spending")
    for name in ("ai_budget_month_usd", "ai_budget_day_usd", "keep_calls_days"):
        op.drop_column("hotel", name)
    op.drop_column("ai_call", "payload_gone_at")
    op.drop_column("ai_call", "stable_sha256")
