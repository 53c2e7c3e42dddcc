"""What no tenant table may do without, for use in migrations.

hotel_table("message")                      rights, forced row-level security, the hotel's policy
global_table("account", "select, ...")      rights alone; such a table holds no hotel's content
dispatch_columns("inbox", "hotel_id, ...")  what the dispatcher may read across hotels: ids, times
"""

from alembic import op

from backend.db.engine import APP_ROLE
from backend.db.provision import DISPATCHER_ROLE

ALL_RIGHTS = "select, insert, update, delete"

FUNCTIONS = f"""
create function app_hotel() returns uuid language plpgsql stable parallel safe as $$
declare v text := current_setting('app.hotel_id', true);
begin
  if v is null or v = '' then
    raise exception 'app.hotel_id is not set' using errcode = '42501';
  end if;
  return v::uuid;
end $$;
create function app_is_platform() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('app.scope', true), '') = 'platform'
$$;
grant execute on function app_hotel(), app_is_platform() to {APP_ROLE};
"""


def hotel_table(table: str, rights: str = ALL_RIGHTS) -> None:
    match = "hotel_id = (select app_hotel())"
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(
        f"create policy {table}_hotel on {table} to {APP_ROLE} using ({match}) with check ({match})"
    )
    op.execute(f"grant {rights} on {table} to {APP_ROLE}")


def global_table(table: str, rights: str = ALL_RIGHTS) -> None:
    op.execute(f"grant {rights} on {table} to {APP_ROLE}")


def dispatch_columns(table: str, columns: str) -> None:
    op.execute(f"grant select ({columns}) on {table} to {DISPATCHER_ROLE}")
    op.execute(
        f"create policy {table}_dispatch on {table} for select to {DISPATCHER_ROLE} using (true)"
    )
