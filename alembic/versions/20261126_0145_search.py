"""Find guests and what was said, however it was typed

Revision: 0050_scale
Before it: 20261125_media
"""

from alembic import op

from backend.db.provision import SEARCHER_ROLE

revision = "0050_scale"
down_revision = "0050_alerts"
branch_labels = None
depends_on = None

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
# The parser reads "check-in", an address or a time as one word; a guest remembers a part of it.
SAID = """
create function words_of(said text) returns tsvector
language sql immutable parallel safe strict as $$
  select to_tsvector('public.hotelbot_words', translate(said, '@./_:-', '      '))
$$
"""
FOLDED = """
create function folded(words text) returns text
language sql immutable parallel safe strict as $$
  select lower(public.unaccent('public.unaccent', words))
$$
"""
CALLED = """
create function names_of(name text, whatsapp_name text, phone text) returns text
language sql immutable parallel safe as $$
  select public.folded(name || ' ' || coalesce(whatsapp_name, '')) || ' ' || coalesce(phone, '')
$$
"""
# Planned at every call, with the words at hand: of a word that everybody uses the newest messages
# are read until there are enough, of a rare one the index is.
FOUND_MESSAGES = """
create function found_messages(wanted tsquery, before bigint, most int)
returns table(message_id bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query execute
    'select m.id from message m where m.hotel_id = $1 and words_of(m.text) @@ $2 and m.id < $3
       and m.deleted_at is null order by m.id desc limit $4'
    using app_hotel(), wanted, before, most;
end $$
"""
FOUND_GUESTS = """
create function found_guests(wanted text, digits text, most int)
returns table(guest_id uuid, likeness real)
language plpgsql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45 as $$
begin
  if digits is not null then
    return query execute
      'select g.id, 1::real from guest g where g.hotel_id = $1
         and names_of(g.name, g.whatsapp_name, g.phone) like ''%'' || $2 || ''%'' limit $3'
      using app_hotel(), digits, most;
  else
    return query execute
      'select g.id, word_similarity(folded($2), names_of(g.name, g.whatsapp_name, null))
       from guest g where g.hotel_id = $1
         and folded($2) <% names_of(g.name, g.whatsapp_name, g.phone)
       order by 2 desc, g.id desc limit $3'
      using app_hotel(), wanted, most;
  end if;
end $$
"""
FUNCTIONS = (
    "found_messages(tsquery, bigint, int)",
    "found_guests(text, text, int)",
)
HELPERS = ("words_of(text)", "folded(text)", "names_of(text, text, text)")
READABLE = {
    "message": "hotel_id, id, text, deleted_at",
    "guest": "hotel_id, id, name, whatsapp_name, phone",
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for extension in EXTENSIONS:
        op.execute(f"create extension if not exists {extension}")
    op.execute("create text search configuration hotelbot_words (copy = simple)")
    op.execute(
        "alter text search configuration hotelbot_words"
        " alter mapping for asciiword, word, numword, hword, hword_part, hword_numpart"
        " with unaccent, simple"
    )
    # Its settings are known once it was used.
    op.execute("select similarity('a', 'a')")
    for function in (SAID, FOLDED, CALLED, FOUND_MESSAGES, FOUND_GUESTS):
        op.execute(function)
    for table, columns in READABLE.items():
        op.execute(f"grant select ({columns}) on {table} to {SEARCHER_ROLE}")
        op.execute(
            f"create policy {table}_search on {table} for select to {SEARCHER_ROLE} using (true)"
        )
    op.execute(f"grant execute on function app_hotel() to {SEARCHER_ROLE}")
    for function in FUNCTIONS:
        op.execute(f"alter function {function} owner to {SEARCHER_ROLE}")
        op.execute(f"revoke all on function {function} from public")
        op.execute(f"grant execute on function {function} to hotelbot_app")


def downgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(f"set local role {SEARCHER_ROLE}")
    for function in FUNCTIONS:
        op.execute(f"drop function {function}")
    op.execute("reset role")
    for table, columns in READABLE.items():
        op.execute(f"drop policy {table}_search on {table}")
        op.execute(f"revoke select ({columns}) on {table} from {SEARCHER_ROLE}")
    op.execute(f"revoke execute on function app_hotel() from {SEARCHER_ROLE}")
    for function in reversed(HELPERS):
        op.execute(f"drop function {function}")
    op.execute("drop text search configuration hotelbot_words")
