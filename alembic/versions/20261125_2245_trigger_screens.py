"""What the screens of triggers show: removed triggers, who stopped all, a week of the ledger

Revision: 0031_trigger_screens
Before it: 0041_retention
"""

import sqlalchemy as sa
from alembic import op

revision = "0031_trigger_screens"
down_revision = "0041_retention"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column("hotel", sa.Column("automation_stopped_by", sa.Text()))
    op.add_column("trigger", sa.Column("removed_at", sa.DateTime(timezone=True)))
    op.drop_constraint("uq_trigger_hotel_id_name", "trigger", type_="unique")
    op.create_index(
        "uq_trigger_name",
        "trigger",
        ["hotel_id", "name"],
        unique=True,
        postgresql_where=sa.text("removed_at is null"),
    )
    op.create_index(
        "ix_planned_occurrence_conversation",
        "planned_occurrence",
        ["hotel_id", "conversation_id"],
        postgresql_where=sa.text("state = 'planned' and conversation_id is not null"),
    )
    op.create_index(
        "ix_decision_week",
        "decision",
        ["hotel_id", "decided_at", "trigger_id", "outcome"],
        postgresql_where=sa.text("kind = 'trigger'"),
    )


def downgrade() -> None:
    op.drop_index("ix_decision_week", "decision")
    op.drop_index("ix_planned_occurrence_conversation", "planned_occurrence")
    # A removed trigger may share its name with a living one.
    op.execute("update trigger set name = name || ' ' || id where removed_at is not null")
    op.drop_index("uq_trigger_name", "trigger")
    op.create_unique_constraint("uq_trigger_hotel_id_name", "trigger", ["hotel_id", "name"])
    op.drop_column("trigger", "removed_at")
    op.drop_column("hotel", "automation_stopped_by")
