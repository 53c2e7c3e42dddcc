"""store webhooks in one round trip

Revision: 0002
Before it: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# News of what we sent may wait a little: the echo and the ticks of one message come within a
# second, and are then applied together instead of one by one.
# Runs with the caller's rights, below row-level security: it only saves round trips. One call
# stores what arrived together, for any number of hotels, and the commit of the call is the
# commit of all of it. Rows are taken in the order of their keys, so that two processes storing
# the same redelivered notifications wait for each other instead of deadlocking.
STORE = """
create function store_webhooks(
  hotels uuid[], channels uuid[], keys text[], kinds text[], bodies bytea[]
) returns boolean[] language plpgsql as $$
declare
  fresh boolean[] := array_fill(false, array[cardinality(hotels)]);
  n integer;
begin
  for n in select i from generate_subscripts(hotels, 1) as i
           order by hotels[i], channels[i], keys[i]
  loop
    perform set_config('app.hotel_id', hotels[n]::text, true);
    insert into inbox (hotel_id, channel_id, dedupe_key, kind, raw_sealed, state, next_at)
    values (hotels[n], channels[n], keys[n], kinds[n], bodies[n], 'new', clock_timestamp()
      + case when kinds[n] in ('outgoingMessageStatus', 'outgoingAPIMessageReceived')
        then interval '400 milliseconds' else interval '0' end)
    on conflict (hotel_id, channel_id, dedupe_key) do nothing;
    fresh[n] := found;
  end loop;
  return fresh;
end $$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(STORE)
    op.execute("revoke all on function store_webhooks from public")
    op.execute("grant execute on function store_webhooks to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function store_webhooks")
