"""A message is read twice for promises, not again each time until it is settled

Revision: 0073_read_twice
Before it: 0072_stopped
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE

revision = "0073_read_twice"
down_revision = "0072_stopped"
branch_labels = None
depends_on = None

# SETTLED of backend/features/promises/service.py.
DUE = """
create or replace function due_promises() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id from hotel h
  left join promise_reading r on r.hotel_id = h.id
  where h.status = 'active' and (
    r.seen_to > r.read_to and r.seen_at <= clock_timestamp() - interval '60 seconds'
    or exists (
      select 1 from message m where m.hotel_id = h.id and m.id > coalesce(r.reached, 0)))
  union
  select p.hotel_id from promise p
  join hotel h on h.id = p.hotel_id and h.status = 'active'
  where p.state = 'open' and p.next_at <= clock_timestamp()
$$
"""
DUE_BEFORE = """
create or replace function due_promises() returns table(hotel_id uuid)
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


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    reached = sa.Column("reached", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    op.add_column("promise_reading", reached)
    op.execute("update promise_reading set reached = greatest(read_to, seen_to)")
    op.execute(f"grant select (seen_to, seen_at, reached) on promise_reading to {DISPATCHER_ROLE}")
    op.execute(DUE)


def downgrade() -> None:
    op.execute(DUE_BEFORE)
    op.execute(f"revoke select (seen_to, seen_at) on promise_reading from {DISPATCHER_ROLE}")
    op.drop_column("promise_reading", "reached")
