"""Say quickly and exactly what is due, also over a long backlog

Revision: 0004
Before it: 0003

due_sends looks for the first message of a conversation that may go, so neither a number that is
logged out nor a message that waits behind another one makes the workers come in vain.
"""

from alembic import op

from backend.db.provision import DISPATCHER_ROLE

revision = "0004"
down_revision = "0003"
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
NEXT_WORK = """
create function next_work_in() returns double precision
language sql stable security definer set search_path = public, pg_temp as $$
  select extract(epoch from least(
    (select min(c.due_at) from conversation c where c.due_at > clock_timestamp()),
    (select min(o.next_at) from outbox o
     where o.state in ('queued', 'sending', 'uncertain') and o.next_at > clock_timestamp()),
    (select min(i.next_at) from inbox i where i.state = 'new' and i.next_at > clock_timestamp())
  ) - clock_timestamp())::double precision
$$
"""
WAITING_WORK = """
create function waiting_work() returns table(stage text, waiting bigint, oldest_seconds float8)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'intake', count(*),
    extract(epoch from clock_timestamp() - min(i.next_at))::float8
    from inbox i where i.state = 'new' and i.next_at <= clock_timestamp()
  union all
  select 'turns', count(*), extract(epoch from clock_timestamp() - min(c.due_at))::float8
    from conversation c where c.due_at <= clock_timestamp()
  union all
  select 'sends', count(*), extract(epoch from clock_timestamp() - min(o.next_at))::float8
    from outbox o where o.state in ('queued', 'sending') and o.next_at <= clock_timestamp()
  union all
  select 'uncertain', count(*), extract(epoch from clock_timestamp() - min(o.next_at))::float8
    from outbox o where o.state = 'uncertain'
$$
"""
# What 0001 made; kept here, because a migration must not change with another one.
DUE_SENDS_BEFORE = """
create or replace function due_sends() returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct o.hotel_id, o.channel_id from outbox o
  join channel c on c.hotel_id = o.hotel_id and c.id = o.channel_id
  join hotel h on h.id = o.hotel_id
  where o.state in ('queued', 'sending', 'uncertain')
    and ((o.next_at <= clock_timestamp()
          and (o.state <> 'queued'
               or (h.status = 'active' and c.next_send_at <= clock_timestamp()
                   and (c.paused_until is null or c.paused_until <= clock_timestamp()))))
         or (o.state = 'queued' and o.not_after <= clock_timestamp()))
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_index(
        "ix_outbox_doubtful",
        "outbox",
        ["next_at", "hotel_id"],
        postgresql_where="state IN ('sending', 'uncertain')",
    )
    op.create_index(
        "ix_outbox_expiring",
        "outbox",
        ["not_after", "hotel_id"],
        postgresql_where="state = 'queued'",
    )
    op.execute(f"grant select (id, conversation_id) on outbox to {DISPATCHER_ROLE}")
    _as_dispatcher(DUE_SENDS)
    for function, name in ((NEXT_WORK, "next_work_in()"), (WAITING_WORK, "waiting_work()")):
        op.execute(function)
        op.execute(f"alter function {name} owner to {DISPATCHER_ROLE}")
        op.execute(f"revoke all on function {name} from public")
        op.execute(f"grant execute on function {name} to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function waiting_work()")
    op.execute("drop function next_work_in()")
    _as_dispatcher(DUE_SENDS_BEFORE)
    op.execute(f"revoke select (id, conversation_id) on outbox from {DISPATCHER_ROLE}")
    op.drop_index("ix_outbox_expiring", table_name="outbox")
    op.drop_index("ix_outbox_doubtful", table_name="outbox")


def _as_dispatcher(statement: str) -> None:
    """Only its owner may replace a function."""
    op.execute(f"set local role {DISPATCHER_ROLE}")
    op.execute(statement)
    op.execute("reset role")
