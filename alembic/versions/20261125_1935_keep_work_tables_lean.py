"""keep work tables lean

Revision: 0005_lean
Before it: 0014

A message is changed four times on its way and an attempt once: room on the page lets a new version
stay beside the old one, without a new entry in every index. A number's row is changed by every
batch. Vacuum may work faster on these tables than on others, or it falls behind at 100 messages
a second.
"""

from alembic import op

revision = "0005_lean"
down_revision = "0021"
branch_labels = None
depends_on = None

FILLFACTORS = {"channel": 50, "conversation": 80, "message": 80, "send_attempt": 80}
WORK_TABLES = ("channel", "conversation", "inbox", "message", "outbox", "send_attempt")
VACUUM = "autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_limit = 1000"
# What 0001 set; the other two had the server's default.
SET_BEFORE = ("channel", "conversation", "inbox", "outbox")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for table, fillfactor in FILLFACTORS.items():
        op.execute(f"alter table {table} set (fillfactor = {fillfactor})")
    for table in WORK_TABLES:
        op.execute(f"alter table {table} set ({VACUUM})")


def downgrade() -> None:
    for table in FILLFACTORS:
        op.execute(f"alter table {table} reset (fillfactor)")
    for table in WORK_TABLES:
        op.execute(f"alter table {table} reset (autovacuum_vacuum_cost_limit)")
        if table not in SET_BEFORE:
            op.execute(f"alter table {table} reset (autovacuum_vacuum_scale_factor)")
