"""Stays in full, their log, imports of files, connections to a PMS

Revision: 0021
Before it: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0021"
down_revision = "0014"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
ZERO = sa.text("0")
# Which hotels have a file to work through, or a PMS event to follow up.
DUE_STAYS = """
create function due_stays() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.hotel_id from stay_import i
  where i.state in ('checking', 'running') and i.next_at <= clock_timestamp()
  union
  select e.hotel_id from pms_event e
  where e.state = 'new' and e.next_at <= clock_timestamp()
$$
"""


def _stay_columns() -> list[sa.Column]:
    return [
        sa.Column("guest_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("group_code", sa.Text(), nullable=True),
        sa.Column("arrival_time", sa.Time(), nullable=True),
        sa.Column("departure_time", sa.Time(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rate_code", sa.Text(), nullable=True),
        sa.Column("tags", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("door_code_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("source_version", sa.BigInteger(), nullable=True),
        sa.Column("source_updated_at", sa.DateTime(timezone=True), nullable=True),
    ]


def _hotel_columns() -> list[sa.Column]:
    return [
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("check_in_time", sa.Time(), server_default=sa.text("'15:00'"), nullable=False),
        sa.Column("check_out_time", sa.Time(), server_default=sa.text("'11:00'"), nullable=False),
    ]


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for column in _stay_columns():
        op.add_column("stay", column)
    for column in _hotel_columns():
        op.add_column("hotel", column)
    op.create_index("ix_stay_hotel_id_arrival_id", "stay", ["hotel_id", "arrival", "id"])
    op.create_index(
        "ix_stay_hotel_id_status_departure", "stay", ["hotel_id", "status", "departure"]
    )
    op.add_column(
        "knowledge_entry",
        sa.Column("fact_class", sa.Text(), server_default=sa.text("'public'"), nullable=False),
    )
    op.add_column("conversation", sa.Column("chosen_stay_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_conversation_chosen_stay_id_stay",
        "conversation",
        "stay",
        ["hotel_id", "chosen_stay_id"],
        ["hotel_id", "id"],
    )
    # The guest's name is the best word for the name on the reservation we have had so far.
    # The owner of the tables is bound by row-level security like everybody, but for this moment.
    for table in ("stay", "guest"):
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "update stay s set guest_name = g.name from guest g"
        " where g.hotel_id = s.hotel_id and g.id = s.guest_id"
    )
    for table in ("stay", "guest"):
        op.execute(f"alter table {table} force row level security")
    _events()
    _imports()
    _pms()
    op.execute(DUE_STAYS)
    op.execute(f"alter function due_stays() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_stays() from public")
    op.execute("grant execute on function due_stays() to hotelbot_app")


def _events() -> None:
    op.create_table(
        "stay_event",
        _hotel(),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_at", sa.DateTime(timezone=True), nullable=True),
        _at("at"),
        _belongs("stay_event", "stay_id", "stay"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_stay_event__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_stay_event"),
    )
    op.create_index(
        "ix_stay_event_hotel_id_stay_id_id", "stay_event", ["hotel_id", "stay_id", "id"]
    )
    hotel_table("stay_event", "select, insert")


def _imports() -> None:
    op.create_table(
        "stay_import",
        _hotel(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("rows_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("columns", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("mapping", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("day_order", sa.Text(), server_default=sa.text("'dmy'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        *(
            sa.Column(name, sa.Integer(), server_default=ZERO, nullable=False)
            for name in ("total", "done", "created", "amended", "unchanged", "refused", "attempts")
        ),
        _at("next_at"),
        sa.Column("epoch", sa.BigInteger(), server_default=ZERO, nullable=False),
        sa.Column("by_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        _at("created_at"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_stay_import__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_stay_import"),
    )
    op.create_index("ix_stay_import_recent", "stay_import", ["hotel_id", "created_at"])
    op.create_index(
        "ix_stay_import_due",
        "stay_import",
        ["next_at", "hotel_id"],
        postgresql_where=sa.text("state IN ('checking', 'running')"),
    )
    hotel_table("stay_import")
    dispatch_columns("stay_import", "hotel_id, state, next_at")
    op.create_table(
        "stay_import_line",
        _hotel(),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("problems", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        _belongs("stay_import_line", "import_id", "stay_import", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_stay_import_line__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "import_id", "line", name="pk_stay_import_line"),
    )
    op.create_index(
        "ix_stay_import_line_hotel_id_import_id_outcome_line",
        "stay_import_line",
        ["hotel_id", "import_id", "outcome", "line"],
    )
    hotel_table("stay_import_line")


def _pms() -> None:
    op.create_table(
        "pms_connection",
        _hotel(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("base_url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("property_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("credentials_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hook_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failure", sa.Text(), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        _at("created_at"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_pms_connection__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_pms_connection"),
        sa.UniqueConstraint("hotel_id", "hook_hash", name="uq_pms_connection_hotel_id_hook_hash"),
    )
    hotel_table("pms_connection")
    op.create_table(
        "pms_event",
        _hotel(),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("raw_sealed", sa.LargeBinary(), nullable=False),
        _at("received_at"),
        _at("next_at"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=ZERO, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        _belongs("pms_event", "connection_id", "pms_connection"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_pms_event__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_pms_event"),
        sa.UniqueConstraint(
            "hotel_id",
            "connection_id",
            "dedupe_key",
            name="uq_pms_event_hotel_id_connection_id_dedupe_key",
        ),
    )
    op.create_index(
        "ix_pms_event_due",
        "pms_event",
        ["next_at", "hotel_id"],
        postgresql_where=sa.text("state = 'new'"),
    )
    hotel_table("pms_event")
    dispatch_columns("pms_event", "hotel_id, state, next_at")


def _hotel() -> sa.Column:
    return sa.Column("hotel_id", sa.Uuid(), nullable=False)


def _at(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=CLOCK, nullable=False)


def _belongs(table: str, column: str, to: str, **options: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column],
        [f"{to}.hotel_id", f"{to}.id"],
        name=f"fk_{table}_{column}_{to}",
        **options,
    )


def downgrade() -> None:
    op.execute("drop function due_stays()")
    for table in ("pms_event", "pms_connection", "stay_import_line", "stay_import", "stay_event"):
        op.drop_table(table)
    op.drop_constraint("fk_conversation_chosen_stay_id_stay", "conversation")
    op.drop_column("conversation", "chosen_stay_id")
    op.drop_column("knowledge_entry", "fact_class")
    op.drop_index("ix_stay_hotel_id_status_departure", table_name="stay")
    op.drop_index("ix_stay_hotel_id_arrival_id", table_name="stay")
    for column in _hotel_columns():
        op.drop_column("hotel", column.name)
    for column in _stay_columns():
        op.drop_column("stay", column.name)
