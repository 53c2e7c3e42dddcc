"""Let the operator's list say how each hotel is doing

Revision: 0003
Before it: 0002

Counts and times only: the dispatcher reads no column that holds a guest's words or address.
"""

from alembic import op

from backend.db.provision import DISPATCHER_ROLE

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HEALTH = """
create function hotel_health() returns table(
  hotel_id uuid, numbers int, numbers_down int, guests_waiting int,
  longest_wait_since timestamptz, sends_open int, last_message_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id,
    (select count(*)::int from channel c where c.hotel_id = h.id),
    (select count(*)::int from channel c where c.hotel_id = h.id and c.state <> 'authorized'),
    (select count(*)::int from conversation v
     where v.hotel_id = h.id and v.waiting_since is not null and v.status <> 'resolved'),
    (select min(v.waiting_since) from conversation v
     where v.hotel_id = h.id and v.status <> 'resolved'),
    (select count(*)::int from outbox o
     where o.hotel_id = h.id and o.state in ('queued', 'sending', 'uncertain')),
    (select max(v.last_message_at) from conversation v where v.hotel_id = h.id)
  from hotel h
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(f"grant select (state) on channel to {DISPATCHER_ROLE}")
    op.execute(
        f"grant select (waiting_since, status, last_message_at) on conversation"
        f" to {DISPATCHER_ROLE}"
    )
    op.execute(HEALTH)
    op.execute(f"alter function hotel_health() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function hotel_health() from public")
    op.execute("grant execute on function hotel_health() to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function hotel_health()")
    op.execute(
        f"revoke select (waiting_since, status, last_message_at) on conversation"
        f" from {DISPATCHER_ROLE}"
    )
    op.execute(f"revoke select (state) on channel from {DISPATCHER_ROLE}")
