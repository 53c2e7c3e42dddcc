"""One e-mail about what no page has shown to a colleague

Revision: 0072_digests
Before it: 0071_transcripts
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0072_digests"
down_revision = "0071_transcripts"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
WAITING = sa.text("state = 'waiting'")
# The coarse question: kinds and quiet hours are looked at in the hotel itself. What waits longest
# comes first.
DUE_DIGESTS = """
create function due_digests() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select due.hotel_id from (
    select d.hotel_id, d.next_at as at from digest d
    where d.state = 'waiting' and d.next_at <= clock_timestamp()
    union all
    select s.hotel_id, s.looked_to from notification_settings s
    where s.mail_minutes is not null
      and not exists (
        select 1 from digest d
        where d.hotel_id = s.hotel_id and d.staff_id = s.staff_id and d.state = 'waiting')
      and exists (
        select 1 from notification n
        where n.hotel_id = s.hotel_id and n.staff_id = s.staff_id and n.at > s.looked_to
          and n.read_at is null and n.told_times < n.times)
  ) due
  join hotel h on h.id = due.hotel_id and h.status = 'active'
  group by due.hotel_id
  order by min(due.at), due.hotel_id
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "digest",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_digest"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_digest__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "staff_id"],
            ["staff.hotel_id", "staff.id"],
            name="fk_digest_staff_id_staff",
        ),
    )
    op.create_index("ix_digest_due", "digest", ["next_at", "hotel_id"], postgresql_where=WAITING)
    op.create_index(
        "uq_digest_waiting",
        "digest",
        ["hotel_id", "staff_id"],
        unique=True,
        postgresql_where=WAITING,
    )
    op.create_index("ix_digest_person", "digest", ["hotel_id", "staff_id", sa.text("id DESC")])
    op.create_index("ix_digest_created_at", "digest", ["hotel_id", "created_at"])
    hotel_table("digest")
    op.add_column(
        "notification",
        sa.Column("told_times", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("notification_settings", sa.Column("mail_minutes", sa.SmallInteger()))
    op.add_column("notification_settings", sa.Column("looked_to", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_notification_settings_mailed",
        "notification_settings",
        ["hotel_id", "staff_id"],
        postgresql_where=sa.text("mail_minutes IS NOT NULL"),
    )
    dispatch_columns("digest", "hotel_id, staff_id, state, next_at")
    dispatch_columns("notification", "hotel_id, staff_id, at, read_at, times, told_times")
    dispatch_columns("notification_settings", "hotel_id, staff_id, mail_minutes, looked_to")
    op.execute(DUE_DIGESTS)
    op.execute(f"alter function due_digests() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_digests() from public")
    op.execute("grant execute on function due_digests() to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function due_digests()")
    for table, columns in {
        "notification": "hotel_id, staff_id, at, read_at, times",
        "notification_settings": "hotel_id, staff_id",
    }.items():
        op.execute(f"drop policy {table}_dispatch on {table}")
        op.execute(f"revoke select ({columns}) on {table} from {DISPATCHER_ROLE}")
    op.drop_index("ix_notification_settings_mailed", "notification_settings")
    for name in ("looked_to", "mail_minutes"):
        op.drop_column("notification_settings", name)
    op.drop_column("notification", "told_times")
    op.drop_table("digest")
