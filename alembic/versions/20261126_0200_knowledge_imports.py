"""Imports of knowledge with their proposals

Revision: 0051_knowledge
Before it: 0050_knowledge
"""

import sqlalchemy as sa
from alembic import op

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0051_knowledge"
down_revision = "0050_knowledge"
branch_labels = None
depends_on = None

IMPORT, PROPOSAL = "knowledge_import", "knowledge_proposal"
CLOCK = sa.text("clock_timestamp()")
DUE = """
create function due_knowledge() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct i.hotel_id from knowledge_import i join hotel h on h.id = i.hotel_id
  where i.state in ('waiting', 'reading') and i.next_at <= clock_timestamp()
    and h.status = 'active'
$$
"""


def _count(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        IMPORT,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        *map(_count, ("found", "accepted", "skipped")),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default="0", nullable=False),
        _count("attempts"),
        sa.Column("by_name", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_knowledge_import"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_knowledge_import__hotel"),
    )
    op.create_index(
        "ix_knowledge_import_recent", IMPORT, ["hotel_id", sa.text("created_at DESC"), "id"]
    )
    op.create_index("ix_knowledge_import_source", IMPORT, ["hotel_id", "source", "sha256"])
    op.create_index(
        "ix_knowledge_import_due",
        IMPORT,
        ["next_at", "hotel_id"],
        postgresql_where=sa.text("state IN ('waiting', 'reading')"),
    )
    op.create_table(
        PROPOSAL,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("twin_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="proposed", nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hotel_id", "import_id", "number", name="pk_knowledge_proposal"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_knowledge_proposal__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "import_id"],
            ["knowledge_import.hotel_id", "knowledge_import.id"],
            name="fk_knowledge_proposal_import_id_knowledge_import",
            ondelete="CASCADE",
        ),
    )
    for table in (IMPORT, PROPOSAL):
        hotel_table(table)
    dispatch_columns(IMPORT, "hotel_id, state, next_at")
    op.execute(DUE)
    op.execute(f"alter function due_knowledge() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_knowledge() from public")
    op.execute("grant execute on function due_knowledge() to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function due_knowledge()")
    op.drop_table(PROPOSAL)
    op.drop_table(IMPORT)
