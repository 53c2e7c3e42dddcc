"""Hashes that can be compared, payloads that go when their time is over, and budgets of the AI

Revision: 0060_calls
Before it: 0051_assist
"""

import sqlalchemy as sa
from alembic import op

from backend.db.rls import hotel_table

revision = "0060_calls"
down_revision = "0051_assist"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column(
        "ai_call",
        sa.Column(
            "stable_sha256", sa.LargeBinary(), server_default=sa.text(r"'\x'"), nullable=False
        ),
    )
    op.add_column("ai_call", sa.Column("payload_gone_at", sa.DateTime(timezone=True)))
    op.add_column(
        "hotel",
        sa.Column("keep_calls_days", sa.Integer(), server_default=sa.text("90"), nullable=False),
    )
    for name in ("ai_budget_day_usd", "ai_budget_month_usd"):
        op.add_column("hotel", sa.Column(name, sa.Float(), nullable=True))
    op.create_table(
        "ai_spending",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cost_usd", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_ai_spending__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "day", name="pk_ai_spending"),
    )
    hotel_table("ai_spending")


def downgrade() -> None:
    op.drop_table("ai_spending")
    for name in ("ai_budget_month_usd", "ai_budget_day_usd", "keep_calls_days"):
        op.drop_column("hotel", name)
    op.drop_column("ai_call", "payload_gone_at")
    op.drop_column("ai_call", "stable_sha256")
