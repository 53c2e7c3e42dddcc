"""Files that staff send, and files that nobody needs any more

Revision: 0050_out
Before it: 20261125_media
"""

import sqlalchemy as sa
from alembic import op

from backend.db.rls import hotel_table

revision = "0050_out"
down_revision = "0051_scale"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
# Whoever deletes a row: staff, retention, or the end of a guest's data.
NOTE = """
create function note_gone_file() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
begin
  insert into gone_file (hotel_id, stored_key) values (old.hotel_id, old.stored_key);
  return null;
end $$
"""
NOTES = (
    "create trigger media_gone after delete on media for each row"
    " when (old.stored_key is not null) execute function note_gone_file()",
    "create trigger media_let_go after update of stored_key on media for each row"
    " when (old.stored_key is not null and old.stored_key is distinct from new.stored_key)"
    " execute function note_gone_file()",
    "create trigger upload_gone after delete on upload for each row"
    " execute function note_gone_file()",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "upload",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("mime_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("stored_key", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_upload"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_upload_hotel_id_hotel"),
    )
    op.create_index("ix_upload_hotel_id_created_at", "upload", ["hotel_id", "created_at"])
    op.create_table(
        "gone_file",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("stored_key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_gone_file"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_gone_file_hotel_id_hotel"),
    )
    for table in ("upload", "gone_file"):
        hotel_table(table)
    # A row that goes with its message is deleted in the name of the owner of the tables.
    op.execute(
        "create policy gone_file_noted on gone_file for insert to current_user with check (true)"
    )
    op.create_index(
        "ix_media_kept",
        "media",
        ["hotel_id", "stored_key"],
        postgresql_include=["size_bytes"],
        postgresql_where="stored_key IS NOT NULL",
    )
    op.create_index(
        "ix_message_deleted",
        "message",
        ["hotel_id", "id"],
        postgresql_where="deleted_at IS NOT NULL",
    )
    op.execute(NOTE)
    for note in NOTES:
        op.execute(note)


def downgrade() -> None:
    op.execute("drop trigger media_gone on media")
    op.execute("drop trigger media_let_go on media")
    op.drop_table("upload")
    op.execute("drop function note_gone_file()")
    op.drop_table("gone_file")
    op.drop_index("ix_media_kept", table_name="media")
    op.drop_index("ix_message_deleted", table_name="message")
