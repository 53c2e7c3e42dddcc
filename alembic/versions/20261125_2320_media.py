"""Say which files of guests' messages are still to be fetched

Revision: 20261125_media
Before it: 0032
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns

revision = "20261125_media"
down_revision = "0032"
branch_labels = None
depends_on = None

DUE_MEDIA = """
create function due_media() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.hotel_id from media m join hotel h on h.id = m.hotel_id
  where m.state = 'remote' and m.next_at <= clock_timestamp() and h.status = 'active'
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    # Files noted earlier have no time: the provider's links to most of them are over, and a person
    # may ask for one.
    op.add_column("media", sa.Column("trouble", sa.Text(), nullable=True))
    op.add_column("media", sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "media", sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "media", sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.create_index(
        "ix_media_due",
        "media",
        ["next_at", "hotel_id"],
        postgresql_where="state = 'remote' AND next_at IS NOT NULL",
    )
    dispatch_columns("media", "hotel_id, state, next_at")
    op.execute(DUE_MEDIA)
    op.execute(f"alter function due_media() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_media() from public")
    op.execute("grant execute on function due_media() to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function due_media()")
    op.execute("drop policy media_dispatch on media")
    op.execute(f"revoke select (hotel_id, state, next_at) on media from {DISPATCHER_ROLE}")
    op.drop_index("ix_media_due", table_name="media")
    for name in ("epoch", "attempts", "next_at", "trouble"):
        op.drop_column("media", name)
