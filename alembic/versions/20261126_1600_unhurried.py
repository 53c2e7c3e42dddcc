"""Say of a number whether only what is unhurried waits, and ask by index

Revision: 0074_unhurried
Before it: 0073_read_twice

Echoes and ticks may wait for company longer than what a guest wrote. Fifty rows are looked at, so
that a backlog is cheap to see; more than that is worth a drain whatever it is.

What is due is few rows behind an index, but the planner may take a table whole after it was
counted while it was small, and then each of the many looks of the workers costs milliseconds.
"""

from alembic import op

from backend.db.provision import DISPATCHER_ROLE

revision = "0074_unhurried"
down_revision = "0073_read_twice"
branch_labels = None
depends_on = None

DUE = """
create function due_intake() returns table(hotel_id uuid, channel_id uuid, is_unhurried boolean)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off
as $$
  select c.hotel_id, c.id, w.many < 50 and w.is_unhurried from channel c
  cross join lateral (
    select count(*) as many,
      bool_and(d.kind in ('outgoingMessageStatus', 'outgoingAPIMessageReceived')) as is_unhurried
    from (
      select i.kind from inbox i
      where i.hotel_id = c.hotel_id and i.channel_id = c.id
        and i.state = 'new' and i.next_at <= clock_timestamp()
      limit 50
    ) d
  ) w
  where (c.intake_lease_until is null or c.intake_lease_until < clock_timestamp())
    and w.many > 0
$$
"""
DUE_BEFORE = """
create function due_intake() returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.hotel_id, c.id from channel c
  where (c.intake_lease_until is null or c.intake_lease_until < clock_timestamp())
    and exists (select 1 from inbox i where i.hotel_id = c.hotel_id and i.channel_id = c.id
                and i.state = 'new' and i.next_at <= clock_timestamp())
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(f"grant select (kind) on inbox to {DISPATCHER_ROLE}")
    _replace(DUE)
    for name in ("due_turns()", "due_sends()"):
        _as_dispatcher(f"alter function {name} set enable_seqscan = off")


def downgrade() -> None:
    for name in ("due_turns()", "due_sends()"):
        _as_dispatcher(f"alter function {name} reset enable_seqscan")
    _replace(DUE_BEFORE)
    op.execute(f"revoke select (kind) on inbox from {DISPATCHER_ROLE}")


def _replace(function: str) -> None:
    """The columns it returns are others, so that it is made anew."""
    op.execute("drop function due_intake()")
    op.execute(function)
    op.execute(f"alter function due_intake() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_intake() from public")
    op.execute("grant execute on function due_intake() to hotelbot_app")


def _as_dispatcher(statement: str) -> None:
    """Only its owner may change a function."""
    op.execute(f"set local role {DISPATCHER_ROLE}")
    op.execute(statement)
    op.execute("reset role")
