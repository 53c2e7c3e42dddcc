"""Keep what a colleague wrote beside a planned message that is sent in the guest's language

Revision: 0075_planned
Before it: 0074_unhurried

A translation that was only looked at is forgotten after a day; a message may be planned for months.
"""

import sqlalchemy as sa
from alembic import op

revision = "0075_planned"
down_revision = "0074_unhurried"
branch_labels = None
depends_on = None

COLUMNS = ("original", "original_language", "language")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for name in COLUMNS:
        op.add_column("scheduled_message", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("scheduled_message", name)
