"""Keep what is said in a voice note

Revision: 0071_transcripts
Before it: 0070_store
"""

import sqlalchemy as sa
from alembic import op

revision = "0071_transcripts"
down_revision = "0070_store"
branch_labels = None
depends_on = None

WORDS = ("transcript", "transcript_by")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    for name in WORDS:
        op.add_column("media", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column(
        "media",
        sa.Column("by_machine", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    for name in ("by_machine", *reversed(WORDS)):
        op.drop_column("media", name)
