"""Index calls to the model by their time, and those whose payload is still kept

Revision: 0061_calls
Before it: 0060_calls
"""

from alembic import op

revision = "0061_calls"
down_revision = "0060_calls"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_ai_call_hotel_id_started_at": "ai_call (hotel_id, started_at) include (cost_usd)",
    "ix_ai_call_payload": "ai_call (hotel_id, id) where payload_gone_at is null",
}


def upgrade() -> None:
    """Nothing else: what stands before such a block is committed, and would be done again when
    the block is tried again."""
    with op.get_context().autocommit_block():
        # It waits for transactions that are under way.
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
