"""Check no key twice for what changes with every message

Revision: 0070_fast
Before it: 0061_calls
"""

from alembic import op

revision = "0070_fast"
down_revision = "0061_calls"
branch_labels = None
depends_on = None

CHILDREN = (
    "assessment",
    "conversation",
    "guest_alias",
    "inbox",
    "message",
    "outbox",
    "send_attempt",
    "status_note",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    # Each has a parent that it must have, whose key names the hotel and is checked.
    for table in CHILDREN:
        op.execute(f"alter table {table} drop constraint fk_{table}__hotel")
    # Claiming a webhook changes no column of an index then, so that its row stays on its page.
    op.execute("drop index ix_inbox_due")
    op.execute("alter table inbox set (fillfactor = 75)")


def downgrade() -> None:
    op.execute("alter table inbox reset (fillfactor)")
    op.execute("create index ix_inbox_due on inbox (next_at, hotel_id) where state = 'new'")
    for table in CHILDREN:
        op.execute(
            f"alter table {table} add constraint fk_{table}__hotel"
            " foreign key (hotel_id) references hotel (id)"
        )
