"""Golden questions, their runs, and changes of entries that wait for one

Revision: 0060_gate
Before it: 0063_help
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0060_gate"
down_revision = "0063_help"
branch_labels = None
depends_on = None

QUESTION, RUN, RESULT = "golden_question", "golden_run", "golden_result"
CHANGE = "knowledge_change"
CLOCK = sa.text("clock_timestamp()")
DUE = """
create function due_golden() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct r.hotel_id from golden_run r join hotel h on h.id = r.hotel_id
  where r.state in ('waiting', 'running') and r.next_at <= clock_timestamp()
    and h.status = 'active'
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    _changes()
    _questions()
    _runs()
    _results()
    for table in (CHANGE, QUESTION, RUN, RESULT):
        hotel_table(table)
    dispatch_columns(RUN, "hotel_id, state, next_at")
    op.execute(DUE)
    op.execute(f"alter function due_golden() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_golden() from public")
    op.execute("grant execute on function due_golden() to hotelbot_app")


def _changes() -> None:
    op.create_table(
        CHANGE,
        *_entity(CHANGE),
        _text("kind"),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        _text("title", ""),
        sa.Column("content", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True),
        _count("base_version"),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        _text("state", "checking"),
        _text("by_name", ""),
        _text("decided_by", ""),
        _text("reason", ""),
        _moment("created_at", now=True),
        _moment("decided_at"),
    )
    op.create_index(
        "ix_knowledge_change_recent", CHANGE, ["hotel_id", sa.text("created_at DESC"), "id"]
    )
    op.create_index(
        "ix_knowledge_change_open",
        CHANGE,
        ["hotel_id", "entry_id"],
        postgresql_where=sa.text("state IN ('checking', 'refused', 'unchecked')"),
    )


def _questions() -> None:
    op.create_table(
        QUESTION,
        *_entity(QUESTION),
        *map(_text, ("language", "text", "expects")),
        *map(_listing, ("facts", "source_ids")),
        _text("origin"),
        sa.Column("came_from", sa.Text(), nullable=True),
        _text("state", "proposed"),
        _text("decided_by", ""),
        sa.Column("stood", sa.Boolean(), nullable=True),
        sa.Column("recording", postgresql.JSONB(), nullable=True),
        _moment("created_at", now=True),
        _moment("updated_at", now=True),
    )
    op.create_index("ix_golden_question_hotel_id_state_id", QUESTION, ["hotel_id", "state", "id"])
    op.create_index(
        "uq_golden_question_came_from",
        QUESTION,
        ["hotel_id", "came_from"],
        unique=True,
        postgresql_where=sa.text("came_from IS NOT NULL"),
    )


def _runs() -> None:
    op.create_table(
        RUN,
        *_entity(RUN),
        _text("cause"),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        _text("state", "waiting"),
        sa.Column("trouble", sa.Text(), nullable=True),
        *map(_count, ("questions", "asked", "passed", "live", "worse")),
        _text("model", ""),
        _text("release", ""),
        sa.Column("holds_back", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _moment("next_at", now=True),
        sa.Column("epoch", sa.BigInteger(), server_default="0", nullable=False),
        _count("attempts"),
        _text("by_name", ""),
        _moment("created_at", now=True),
        _moment("started_at"),
        _moment("finished_at"),
        _moment("accepted_at"),
        _text("accepted_by", ""),
        _text("accepted_reason", ""),
        _belongs(RUN, "change_id", CHANGE),
    )
    op.create_index("ix_golden_run_recent", RUN, ["hotel_id", sa.text("created_at DESC"), "id"])
    op.create_index(
        "ix_golden_run_change",
        RUN,
        ["hotel_id", "change_id"],
        postgresql_where=sa.text("change_id IS NOT NULL"),
    )
    op.create_index(
        "ix_golden_run_due",
        RUN,
        ["next_at", "hotel_id"],
        postgresql_where=sa.text("state IN ('waiting', 'running')"),
    )


def _results() -> None:
    op.create_table(
        RESULT,
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        _text("way"),
        sa.Column("stood", sa.Boolean(), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        _listing("faults"),
        _text("answer", ""),
        _listing("source_ids"),
        sa.Column("recording", postgresql.JSONB(), nullable=True),
        sa.Column("judged_good", sa.Boolean(), nullable=True),
        _text("judged_why", ""),
        sa.PrimaryKeyConstraint("hotel_id", "run_id", "question_id", name=f"pk_{RESULT}"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=f"fk_{RESULT}__hotel"),
        _belongs(RESULT, "run_id", RUN),
        _belongs(RESULT, "question_id", QUESTION),
    )


def _entity(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=f"fk_{table}__hotel"),
    )


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["hotel_id", column],
        [f"{to}.hotel_id", f"{to}.id"],
        name=f"fk_{table}_{column}_{to}",
        ondelete="CASCADE",
    )


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _count(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _listing(name: str) -> sa.Column:
    return sa.Column(name, postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False)


def _moment(name: str, *, now: bool = False) -> sa.Column:
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        server_default=CLOCK if now else None,
        nullable=not now,
    )


def downgrade() -> None:
    op.execute("drop function due_golden()")
    for table in (RESULT, RUN, QUESTION, CHANGE):
        op.drop_table(table)
