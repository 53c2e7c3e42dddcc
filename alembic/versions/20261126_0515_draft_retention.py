"""Find the AI's drafts in the order in which they came, so that old ones can go

Revision: 0062_promises
Before it: 0061_promises
"""

from alembic import op

revision = "0062_promises"
down_revision = "0061_promises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_index("ix_ai_draft_decision", "ai_draft", ["hotel_id", "decision_id"])


def downgrade() -> None:
    op.drop_index("ix_ai_draft_decision")
