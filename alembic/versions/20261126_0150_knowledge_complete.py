"""Entries of knowledge: season, owner, review, versions; a deleted one is kept

Revision: 0050_knowledge
Before it: 20261125_media
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.rls import hotel_table

revision = "0050_knowledge"
down_revision = "0051_out"
branch_labels = None
depends_on = None

ENTRY, VERSION = "knowledge_entry", "knowledge_version"
ADDED = ("season_from", "season_until", "owner_id", "review_on", "origin", "version", "deleted_at")
CLOCK = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(ENTRY, sa.Column("season_from", sa.Text(), nullable=True))
    op.add_column(ENTRY, sa.Column("season_until", sa.Text(), nullable=True))
    op.add_column(ENTRY, sa.Column("owner_id", sa.Uuid(), nullable=True))
    op.add_column(ENTRY, sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column(ENTRY, sa.Column("origin", sa.Text(), nullable=True))
    op.add_column(ENTRY, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column(ENTRY, sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        "fk_knowledge_entry_owner_id_staff",
        ENTRY,
        "staff",
        ["hotel_id", "owner_id"],
        ["hotel_id", "id"],
    )
    op.create_index("ix_knowledge_entry_hotel_id_title_id", ENTRY, ["hotel_id", "title", "id"])
    op.create_table(
        VERSION,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "content", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "entry_id", "version", name="pk_knowledge_version"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_knowledge_version__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "entry_id"],
            ["knowledge_entry.hotel_id", "knowledge_entry.id"],
            name="fk_knowledge_version_entry_id_knowledge_entry",
            ondelete="CASCADE",
        ),
    )
    # The owner of the tables is bound by row-level security like everybody, but for this moment.
    op.execute(f"alter table {ENTRY} no force row level security")
    # What stands today is the first version, made by nobody we could name.
    op.execute(
        f"insert into {VERSION} (hotel_id, entry_id, version, content, made_at)"
        " select hotel_id, id, 1, jsonb_build_object('title', title, 'text', text,"
        " 'language', language, 'category', category, 'fact_class', fact_class,"
        " 'valid_from', valid_from, 'valid_until', valid_until), updated_at"
        f" from {ENTRY}"
    )
    op.execute(f"alter table {ENTRY} force row level security")
    hotel_table(VERSION)


def downgrade() -> None:
    op.drop_table(VERSION)
    op.execute(f"alter table {ENTRY} no force row level security")
    op.execute(f"delete from {ENTRY} where deleted_at is not null")
    op.execute(f"alter table {ENTRY} force row level security")
    op.drop_index("ix_knowledge_entry_hotel_id_title_id", table_name=ENTRY)
    op.drop_constraint("fk_knowledge_entry_owner_id_staff", ENTRY)
    for name in ADDED:
        op.drop_column(ENTRY, name)
