"""Two records of one person can become one, and two again

Revision: 0051_live
Before it: 0050_live
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0051_live"
down_revision = "0050_live"
branch_labels = None
depends_on = None

# Whoever read the record before the merge writes after it: the row goes to where the guest is now.
# The lock waits for a merge under way, and makes a merge wait for who was here first.
FOLLOW = """
create function follow_merged_guest() returns trigger language plpgsql as $$
declare kept uuid;
begin
  select g.merged_into into kept from guest g
  where g.hotel_id = new.hotel_id and g.id = new.guest_id for key share;
  if kept is not null then new.guest_id := kept; end if;
  return new;
end $$
"""
CONSENT = """
create function pass_on_consent() returns trigger language plpgsql as $$
begin
  update guest set opted_out_at = new.opted_out_at
  where hotel_id = new.hotel_id and id = new.merged_into;
  return new;
end $$
"""
FOLLOWING = ("guest_alias", "conversation", "stay", "consent_event")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column("guest", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_guest_merged_into_guest",
        "guest",
        "guest",
        ["hotel_id", "merged_into"],
        ["hotel_id", "id"],
    )
    op.create_index(
        "ix_guest_merged_into",
        "guest",
        ["hotel_id", "merged_into"],
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_table(
        "guest_merge",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("moved", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("filled", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("by_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "merged_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_guest_merge__hotel"),
        _to_guest("kept_id"),
        _to_guest("gone_id"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_guest_merge"),
    )
    op.create_index("ix_guest_merge_hotel_id_kept_id", "guest_merge", ["hotel_id", "kept_id"])
    op.create_index(
        "uq_guest_merge_gone",
        "guest_merge",
        ["hotel_id", "gone_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    hotel_table("guest_merge")
    op.execute(FOLLOW)
    op.execute(CONSENT)
    for table in FOLLOWING:
        op.execute(
            f"create trigger follow_merged_guest before insert or update of guest_id on {table}"
            " for each row execute function follow_merged_guest()"
        )
    op.execute(
        "create trigger pass_on_consent after update of opted_out_at on guest for each row"
        " when (old.merged_into is not null and new.merged_into is not null)"
        " execute function pass_on_consent()"
    )


def _to_guest(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column], ["guest.hotel_id", "guest.id"], name=f"fk_guest_merge_{column}_guest"
    )


def downgrade() -> None:
    op.execute("drop trigger pass_on_consent on guest")
    for table in FOLLOWING:
        op.execute(f"drop trigger follow_merged_guest on {table}")
    op.execute("drop function pass_on_consent()")
    op.execute("drop function follow_merged_guest()")
    op.drop_table("guest_merge")
    op.drop_index("ix_guest_merged_into", table_name="guest")
    op.drop_constraint("fk_guest_merged_into_guest", "guest")
    op.drop_column("guest", "merged_into")
