"""Triggers over the whole stay: planned occurrences, drafts, rehearsals, the emergency stop

Revision: 0022
Before it: 0005_lean
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0022"
down_revision = "0005_lean"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
PLANNED = sa.text("state = 'planned'")
DUE_TRIGGERS = """
create function due_triggers() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct p.hotel_id from planned_occurrence p
  where p.state = 'planned' and p.due_at <= clock_timestamp()
    and (p.lease_until is null or p.lease_until < clock_timestamp())
$$
"""
NEXT_WORK = """
create or replace function next_work_in() returns double precision
language sql stable security definer set search_path = public, pg_temp as $$
  select extract(epoch from least(
    (select min(c.due_at) from conversation c where c.due_at > clock_timestamp()),
    (select min(o.next_at) from outbox o
     where o.state in ('queued', 'sending', 'uncertain') and o.next_at > clock_timestamp()),
    (select min(i.next_at) from inbox i where i.state = 'new' and i.next_at > clock_timestamp()),
    (select min(p.due_at) from planned_occurrence p
     where p.state = 'planned' and p.due_at > clock_timestamp())
  ) - clock_timestamp())::double precision
$$
"""
WAITING_WORK = """
create or replace function waiting_work()
returns table(stage text, waiting bigint, oldest_seconds float8)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'intake', count(*),
    extract(epoch from clock_timestamp() - min(i.next_at))::float8
    from inbox i where i.state = 'new' and i.next_at <= clock_timestamp()
  union all
  select 'turns', count(*), extract(epoch from clock_timestamp() - min(c.due_at))::float8
    from conversation c where c.due_at <= clock_timestamp()
  union all
  select 'sends', count(*), extract(epoch from clock_timestamp() - min(o.next_at))::float8
    from outbox o where o.state in ('queued', 'sending') and o.next_at <= clock_timestamp()
  union all
  select 'uncertain', count(*), extract(epoch from clock_timestamp() - min(o.next_at))::float8
    from outbox o where o.state = 'uncertain'
  union all
  select 'triggers', count(*), extract(epoch from clock_timestamp() - min(p.due_at))::float8
    from planned_occurrence p where p.state = 'planned' and p.due_at <= clock_timestamp()
$$
"""
# What 0004 made; kept here, because a migration must not change with another one.
NEXT_WORK_BEFORE = """
create or replace function next_work_in() returns double precision
language sql stable security definer set search_path = public, pg_temp as $$
  select extract(epoch from least(
    (select min(c.due_at) from conversation c where c.due_at > clock_timestamp()),
    (select min(o.next_at) from outbox o
     where o.state in ('queued', 'sending', 'uncertain') and o.next_at > clock_timestamp()),
    (select min(i.next_at) from inbox i where i.state = 'new' and i.next_at > clock_timestamp())
  ) - clock_timestamp())::double precision
$$
"""
WAITING_WORK_BEFORE = """
create or replace function waiting_work()
returns table(stage text, waiting bigint, oldest_seconds float8)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'intake', count(*),
    extract(epoch from clock_timestamp() - min(i.next_at))::float8
    from inbox i where i.state = 'new' and i.next_at <= clock_timestamp()
  union all
  select 'turns', count(*), extract(epoch from clock_timestamp() - min(c.due_at))::float8
    from conversation c where c.due_at <= clock_timestamp()
  union all
  select 'sends', count(*), extract(epoch from clock_timestamp() - min(o.next_at))::float8
    from outbox o where o.state in ('queued', 'sending') and o.next_at <= clock_timestamp()
  union all
  select 'uncertain', count(*), extract(epoch from clock_timestamp() - min(o.next_at))::float8
    from outbox o where o.state = 'uncertain'
$$
"""


def _trigger_columns() -> list[sa.Column]:
    return [
        sa.Column("draft", postgresql.JSONB(), nullable=True),
        sa.Column("draft_version", sa.Integer(), nullable=True),
        sa.Column("rehearsed_version", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enabled_at", sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(
        "hotel", sa.Column("automation_stopped_at", sa.DateTime(timezone=True), nullable=True)
    )
    for column in _trigger_columns():
        op.add_column("trigger", column)
    op.create_index("ix_stay_hotel_id_departure", "stay", ["hotel_id", "departure"])
    op.create_index("ix_stay_hotel_id_room", "stay", ["hotel_id", "room"])
    _ledger()
    _planned()
    _rehearsals()
    # The owner of the tables is bound by row-level security like everybody, but for this moment.
    for table in ("trigger", "decision", "conversation"):
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "update trigger set published_at = updated_at,"
        " enabled_at = case when enabled then updated_at end"
    )
    op.execute(
        "update decision d set guest_id = c.guest_id from conversation c"
        " where c.hotel_id = d.hotel_id and c.id = d.conversation_id"
    )
    for table in ("trigger", "decision", "conversation"):
        op.execute(f"alter table {table} force row level security")
    op.execute(DUE_TRIGGERS)
    op.execute(f"alter function due_triggers() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_triggers() from public")
    op.execute("grant execute on function due_triggers() to hotelbot_app")
    _as_dispatcher(NEXT_WORK)
    _as_dispatcher(WAITING_WORK)


def _ledger() -> None:
    op.alter_column("decision", "conversation_id", nullable=True)
    op.add_column("decision", sa.Column("guest_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_decision_guest_id_guest",
        "decision",
        "guest",
        ["hotel_id", "guest_id"],
        ["hotel_id", "id"],
    )
    op.create_index("ix_decision_hotel_id_guest_id_id", "decision", ["hotel_id", "guest_id", "id"])
    op.create_index(
        "ix_decision_hotel_id_trigger_id_id", "decision", ["hotel_id", "trigger_id", "id"]
    )


def _planned() -> None:
    op.create_table(
        "planned_occurrence",
        _hotel(),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("trigger_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("planned_for", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("deferrals", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        _at("created_at"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        _belongs("planned_occurrence", "trigger_id", "trigger"),
        _belongs("planned_occurrence", "stay_id", "stay"),
        _belongs("planned_occurrence", "conversation_id", "conversation"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_planned_occurrence__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_planned_occurrence"),
        sa.UniqueConstraint(
            "hotel_id",
            "trigger_id",
            "stay_id",
            "conversation_id",
            "occurrence",
            name="uq_planned_occurrence_once",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_planned_occurrence_stay", "planned_occurrence", ["hotel_id", "stay_id"])
    op.create_index(
        "ix_planned_occurrence_due",
        "planned_occurrence",
        ["due_at", "hotel_id"],
        postgresql_where=PLANNED,
    )
    op.create_index(
        "ix_planned_occurrence_next",
        "planned_occurrence",
        ["hotel_id", "due_at", "id"],
        postgresql_where=PLANNED,
    )
    hotel_table("planned_occurrence")
    dispatch_columns("planned_occurrence", "hotel_id, state, due_at, lease_until")
    op.create_table(
        "trigger_skip",
        _hotel(),
        sa.Column("trigger_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _at("created_at"),
        _belongs("trigger_skip", "trigger_id", "trigger", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_trigger_skip__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "trigger_id", "subject_id", name="pk_trigger_skip"),
    )
    hotel_table("trigger_skip")


def _rehearsals() -> None:
    op.create_table(
        "rehearsal",
        _hotel(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("trigger_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("summary", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _at("created_at"),
        _belongs("rehearsal", "trigger_id", "trigger", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_rehearsal__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_rehearsal"),
    )
    op.create_index("ix_rehearsal_hotel_id_trigger_id", "rehearsal", ["hotel_id", "trigger_id"])
    hotel_table("rehearsal")
    op.create_table(
        "rehearsal_line",
        _hotel(),
        sa.Column("rehearsal_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("told", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _belongs("rehearsal_line", "rehearsal_id", "rehearsal", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_rehearsal_line__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "rehearsal_id", "n", name="pk_rehearsal_line"),
    )
    op.create_index(
        "ix_rehearsal_line_hotel_id_rehearsal_id_outcome_n",
        "rehearsal_line",
        ["hotel_id", "rehearsal_id", "outcome", "n"],
    )
    hotel_table("rehearsal_line")


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


def _as_dispatcher(statement: str) -> None:
    """Only its owner may replace a function."""
    op.execute(f"set local role {DISPATCHER_ROLE}")
    op.execute(statement)
    op.execute("reset role")


def downgrade() -> None:
    _as_dispatcher(WAITING_WORK_BEFORE)
    _as_dispatcher(NEXT_WORK_BEFORE)
    op.execute("drop function due_triggers()")
    for table in ("rehearsal_line", "rehearsal", "trigger_skip", "planned_occurrence"):
        op.drop_table(table)
    op.drop_index("ix_decision_hotel_id_trigger_id_id", table_name="decision")
    op.drop_index("ix_decision_hotel_id_guest_id_id", table_name="decision")
    op.drop_constraint("fk_decision_guest_id_guest", "decision")
    op.drop_column("decision", "guest_id")
    op.drop_index("ix_stay_hotel_id_room", table_name="stay")
    op.drop_index("ix_stay_hotel_id_departure", table_name="stay")
    for column in _trigger_columns():
        op.drop_column("trigger", column.name)
    op.drop_column("hotel", "automation_stopped_at")
