"""Read the newest messages first for words that often stand together

Revision: 0064_search
Before it: 0062_promises

The planner takes words for independent of each other and thinks "thank you" rare; the index then
brings together all that anybody wrote with either, in every hotel. Two hundred messages tell how
often they really meet.
"""

from alembic import op

revision = "0064_search"
down_revision = "0062_promises"
branch_labels = None
depends_on = None

HEAD = """
create or replace function found_messages(wanted tsquery, before bigint, most int)
returns table(message_id bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
"""
BY_PLAN = """
  return query execute
    'select m.id from message m where m.hotel_id = $1 and words_of(m.text) @@ $2 and m.id < $3
       and m.deleted_at is null order by m.id desc limit $4'
    using app_hotel(), wanted, before, most;
"""
BEFORE = f"{HEAD}begin {BY_PLAN} end $$"
AFTER = f"""{HEAD}
declare
  edge bigint;
  found int;
begin
  if numnode(wanted) > 1 and 3 <= (
    select count(*) from (
      select m.text from message m where m.hotel_id = app_hotel() and m.id < before
        and m.deleted_at is null order by m.id desc limit 200
    ) newest where words_of(newest.text) @@ wanted
  ) then
    select m.id into edge from message m where m.hotel_id = app_hotel() and m.id < before
      order by m.id desc offset 2000 limit 1;
    return query
      select m.id from message m where m.hotel_id = app_hotel() and m.id < before
        and m.id > coalesce(edge, 0) and m.deleted_at is null and words_of(m.text) @@ wanted
      order by m.id desc limit most;
    get diagnostics found = row_count;
    if found = most or edge is null then
      return;
    end if;
    most := most - found;
    before := edge + 1;
  end if;
{BY_PLAN}
end $$"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(AFTER)


def downgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(BEFORE)
