"""Index when conversations were resolved, beside the work that goes on

Revision: 0063_help
Before it: 0062_help
"""

from alembic import op

revision = "0063_help"
down_revision = "0062_help"
branch_labels = None
depends_on = None

NAME = "ix_conversation_resolved"


def upgrade() -> None:
    """Nothing else: what stands before such a block is committed, and would be done again when
    the block is tried again."""
    with op.get_context().autocommit_block():
        # It waits for transactions that are under way.
        op.execute("set lock_timeout = 0")
        # What an earlier try left behind is not valid.
        op.execute(f"drop index concurrently if exists {NAME}")
        op.execute(
            f"create index concurrently {NAME} on conversation (hotel_id, resolved_at, id)"
            " where resolved_at is not null"
        )
        op.execute("set lock_timeout = '1s'")


def downgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(f"drop index {NAME}")
