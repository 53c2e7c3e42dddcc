"""Let what triggers passed over go after its time

Revision: 0051_scale
Before it: 0050_scale
"""

from alembic import op

revision = "0051_scale"
down_revision = "0050_scale"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_decision_passing": (
        "decision (hotel_id, id) where kind = 'trigger'"
        " and outcome in ('skipped', 'suppressed', 'deferred')"
    ),
    "ix_message_decision": "message (hotel_id, decision_id) where decision_id is not null",
}


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # Built beside the work that goes on: it waits for transactions that are under way.
        op.execute("set lock_timeout = 0")
        for name, columns in INDEXES.items():
            # What an earlier try left behind is not valid.
            op.execute(f"drop index concurrently if exists {name}")
            op.execute(f"create index concurrently {name} on {columns}")
        op.execute("set lock_timeout = '1s'")


def downgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for name in INDEXES:
        op.execute(f"drop index {name}")
