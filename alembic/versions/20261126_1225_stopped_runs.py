"""Runs of golden questions that stop at the limit of the hotel's AI, and go on

Revision: 0072_stopped
Before it: 0072_digests
"""

import sqlalchemy as sa
from alembic import op

revision = "0072_stopped"
down_revision = "0072_digests"
branch_labels = None
depends_on = None

RUN, INDEX = "golden_run", "ix_golden_run_due"
BEFORE, NOW = "'waiting', 'running'", "'waiting', 'running', 'stopped'"
DUE = """
create or replace function due_golden() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct r.hotel_id from golden_run r join hotel h on h.id = r.hotel_id
  where r.state in ({states}) and r.next_at <= clock_timestamp()
    and h.status = 'active'
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(RUN, sa.Column("basis", sa.Text(), server_default="", nullable=False))
    _due(NOW)


def _due(states: str) -> None:
    """Runs are few: a hotel has as many as entries were changed."""
    op.drop_index(INDEX, RUN)
    op.create_index(
        INDEX, RUN, ["next_at", "hotel_id"], postgresql_where=sa.text(f"state IN ({states})")
    )
    op.execute(DUE.format(states=states))


def downgrade() -> None:
    op.execute("update golden_run set state = 'waiting', trouble = null where state = 'stopped'")
    _due(BEFORE)
    op.drop_column(RUN, "basis")
