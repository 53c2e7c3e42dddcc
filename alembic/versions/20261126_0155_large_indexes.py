"""Index words, names and what of the ledger may go, beside the work that goes on

Revision: 0051_scale
Before it: 0050_scale
"""

from alembic import op

revision = "0051_scale"
down_revision = "0050_scale"
branch_labels = None
depends_on = None

# Whoever stores the row that fills the list of what is new puts all of it in its place: a short
# list keeps that short.
WAITING = "with (gin_pending_list_limit = 512)"
INDEXES = {
    "ix_message_words": f"message using gin (hotel_id, words_of(text)) {WAITING}",
    "ix_guest_names": (
        f"guest using gin (hotel_id, names_of(name, whatsapp_name, phone) gin_trgm_ops) {WAITING}"
    ),
    "ix_decision_passing": (
        "decision (hotel_id, id) where kind = 'trigger'"
        " and outcome in ('skipped', 'suppressed', 'deferred')"
    ),
    "ix_message_decision": "message (hotel_id, decision_id) where decision_id is not null",
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
