"""What guests asked and no fact sheet held is found without reading every decision

Revision: 0043_gaps
Before it: 0031_trigger_screens
"""

from alembic import op

revision = "0043_gaps"
down_revision = "0031_trigger_screens"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.execute(
        "create index ix_decision_unanswered on decision (hotel_id, id)"
        " where kind = 'answer' and outcome <> 'suppressed'"
        " and facts->>'hand_over' in ('not_in_knowledge', 'weak_evidence')"
    )


def downgrade() -> None:
    op.execute("drop index ix_decision_unanswered")
